import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NoCourtNotice, readNoticeMail, receivedFrom } from '../../libs/docket/index.ts';
import type { TakeEntries, Taken } from './take-entries.ts';

/**
 * Takes every `*.eml` of a folder in the order of names; then it lies in `read`, or, being no notice, in `refused` with a `.why.txt` beside it.
 * A file appears whole where its writer renames it into place.
 */
export async function takeFolder(folder: string, take: TakeEntries): Promise<Taken> {
  const taken = { notices: 0, entries: 0, refused: [] as { name: string; why: string }[] };
  for (const sub of ['read', 'refused']) await mkdir(path.join(folder, sub), { recursive: true });
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.eml')).toSorted()) {
    try {
      const entries = receivedFrom(await readNoticeMail(await readFile(path.join(folder, name))), 'folder');
      await take(entries);
      taken.notices += 1;
      taken.entries += entries.length;
      await rename(path.join(folder, name), path.join(folder, 'read', name));
    } catch (error) {
      if (!(error instanceof NoCourtNotice)) throw error;
      taken.refused.push({ name, why: error.message });
      await writeFile(path.join(folder, 'refused', `${name}.why.txt`), `${error.message}\n`);
      await rename(path.join(folder, name), path.join(folder, 'refused', name));
    }
  }
  return taken;
}
