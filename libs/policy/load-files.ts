import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { checkPack, type CheckedPack } from './load.ts';

/** Names of files of a pack: below its folder, and nowhere else. */
export const packFileName = /^[a-z0-9][\w-]*(\.[\w-]+)*(\/[a-z0-9][\w-]*(\.[\w-]+)*){0,3}$/i;

/**
 * Reads and checks a pack that came as texts by file name (`pack.yaml`, `calendar.yaml` …), as if it stood in a folder.
 * @throws RangeError for a name that leaves the folder
 */
export function checkPackFiles(files: Readonly<Record<string, string>>): CheckedPack {
  const folder = mkdtempSync(join(tmpdir(), 'arrears-pack-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      if (!packFileName.test(name)) throw new RangeError(`"${name}" is no name of a file of a pack`);
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { law, faults } = checkPack(folder);
    return { law, faults: faults.map((fault) => ({ ...fault, file: relative(folder, fault.file) })) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
