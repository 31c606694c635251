import { access, mkdir, readFile, readdir, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { LetterPrinter, LetterSlip } from './letter-printer.ts';
import { putWhole, unfinished } from './whole-file.ts';
import type { WrittenLetter } from './written-letter.ts';

/** No attempt takes so long: what is older was left by a process that died. */
const abandonedAfterMs = 600_000;

/**
 * Prints into a folder: `<notice>@<utility>.pdf`, then its slip `.json`. The slip comes last, so that a slip means a whole
 * letter. Each file appears whole or not at all. A letter that was taken back has lost its PDF, and its slip says so.
 */
export class FolderPrinter implements LetterPrinter {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async print(slip: LetterSlip, write: () => Promise<WrittenLetter>): Promise<'printed' | 'was-there'> {
    const base = path.join(this.#folder, fileNameOf(slip));
    if (await exists(`${base}.json`)) return 'was-there';
    await mkdir(this.#folder, { recursive: true });
    const { pdf, facts } = await write();
    await putWhole(`${base}.pdf`, pdf);
    await putWhole(`${base}.json`, slipText({ ...slip, paper: facts }));
    return 'printed';
  }

  async withdraw(letter: Pick<LetterSlip, 'utilityId' | 'noticeId'>, withdrawnOn: string): Promise<void> {
    const base = path.join(this.#folder, fileNameOf(letter));
    // The PDF goes first: without it nobody takes the letter to the post, whatever happens next.
    await rm(`${base}.pdf`, { force: true });
    if (!(await exists(`${base}.json`))) return;
    const slip = JSON.parse(await readFile(`${base}.json`, 'utf8')) as LetterSlip;
    if (slip.withdrawnOn === undefined) await putWhole(`${base}.json`, slipText({ ...slip, withdrawnOn }));
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
}

/** Ids come from outside and may hold anything; two utilities may use the same account ids. */
function fileNameOf({ noticeId, utilityId }: Pick<LetterSlip, 'utilityId' | 'noticeId'>): string {
  return `${encodeURIComponent(noticeId)}@${encodeURIComponent(utilityId)}`;
}

function slipText(slip: LetterSlip): Buffer {
  return Buffer.from(`${JSON.stringify(slip, null, 2)}\n`);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
