import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { LetterPrinter, LetterSlip } from './letter-printer.ts';

const unfinished = '.writing';
/** No attempt takes so long: what is older was left by a process that died. */
const abandonedAfterMs = 600_000;

/**
 * Prints into a folder: `<notice>@<utility>.pdf`, then its slip `.json`. The slip comes last, so that a slip means a whole
 * letter. Each file appears whole or not at all.
 */
export class FolderPrinter implements LetterPrinter {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async print(slip: LetterSlip, pdf: () => Promise<Buffer>): Promise<'printed' | 'was-there'> {
    const base = path.join(this.#folder, fileNameOf(slip));
    if (await exists(`${base}.json`)) return 'was-there';
    await mkdir(this.#folder, { recursive: true });
    await this.#putWhole(`${base}.pdf`, await pdf());
    await this.#putWhole(`${base}.json`, Buffer.from(`${JSON.stringify(slip, null, 2)}\n`));
    return 'printed';
  }

  /** Removes what a process that died halfway left. */
  async tidy(nowMs = Date.now()): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names.filter((candidate) => candidate.includes(unfinished))) {
      const file = path.join(this.#folder, name);
      const age = await stat(file).then((known) => nowMs - known.mtimeMs, () => 0);
      if (age > abandonedAfterMs) await unlink(file).catch(() => undefined);
    }
  }

  async #putWhole(file: string, bytes: Buffer): Promise<void> {
    const writing = `${file}${unfinished}-${randomUUID()}`;
    const handle = await open(writing, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(writing, file);
  }
}

/** Ids come from outside and may hold anything; two utilities may use the same account ids. */
function fileNameOf({ noticeId, utilityId }: LetterSlip): string {
  return `${encodeURIComponent(noticeId)}@${encodeURIComponent(utilityId)}`;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
