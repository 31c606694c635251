import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { csvField } from '../../libs/kernel/csv.ts';
import type { LocalDate } from '../../libs/kernel/time.ts';
import type { LetterSlip } from './letter-printer.ts';
import { putWhole } from './whole-file.ts';

export interface PrintRunRequest {
  /** Where the worker puts letters and their slips. */
  readonly lettersDir: string;
  readonly utilityId: string;
  /** The business date on which the letters were ordered. */
  readonly day: LocalDate;
  readonly outDir: string;
}

export interface PrintRun {
  readonly letters: number;
  readonly pages: number;
  /** The bundle, its manifest, and the checksums of both, in the form that `sha256sum --check` reads. */
  readonly files: readonly [pdf: string, csv: string, checksums: string];
}

/** A letter of the day that cannot go with the others; nothing was written. */
export class PrintRunHalted extends Error {
  constructor(noticeId: string, why: string) {
    super(`Letter ${noticeId} ${why}`);
    this.name = 'PrintRunHalted';
  }
}

const columns = ['letter', 'account', 'document', 'goes', 'unit', 'languages', 'first_page', 'pages', 'copies', 'sha256'] as const;

/** What becomes of a letter that is no e-mail. */
const ways = { mail: 'to the post', posting: 'on the door of the unit', crew: 'with the crew' } as const;

/**
 * Bundles a day's letters, in the order of their ids, into one PDF with a manifest and checksums. What was taken out of the post again is
 * left out. The same letters give the same bytes, whenever it is run.
 * @throws PrintRunHalted when a letter's PDF is missing or is not the one that its slip was written for
 */
export async function printRun({ lettersDir, utilityId, day, outDir }: PrintRunRequest): Promise<PrintRun> {
  const slips = (await slipsIn(lettersDir)).filter(({ slip }) => slip.utilityId === utilityId && slip.orderedOn === day && slip.withdrawnOn === undefined && slip.channel !== 'e-mail');
  slips.sort((first, second) => (first.slip.noticeId < second.slip.noticeId ? -1 : 1));
  const bundle = await PDFDocument.create({ updateMetadata: false });
  const at = new Date(`${day}T00:00:00Z`);
  bundle.setTitle(`Print run ${utilityId} ${day}`);
  bundle.setCreationDate(at);
  bundle.setModificationDate(at);
  const rows: string[][] = [];
  for (const { slip, base } of slips) {
    const pdf = await pdfOf(slip, base);
    const firstPage = bundle.getPageCount() + 1;
    const letter = await PDFDocument.load(pdf, { updateMetadata: false });
    for (const page of await bundle.copyPages(letter, letter.getPageIndices())) bundle.addPage(page);
    const { paper } = slip;
    const goes = slip.channel === 'posting' || slip.channel === 'crew' ? ways[slip.channel] : ways.mail;
    rows.push([slip.noticeId, slip.accountId, slip.kind, goes, slip.unitId ?? '', (paper?.languages ?? []).join(' '), String(firstPage), String(letter.getPageCount()), String(paper?.copies ?? 1), sha256(pdf)]);
  }
  const pages = bundle.getPageCount();
  // A bundle of no letters has one empty page: a PDF without any cannot be opened.
  if (pages === 0) bundle.addPage([612, 792]);
  return { letters: rows.length, pages, files: await write(outDir, `${encodeURIComponent(utilityId)}-${day}`, await bundle.save(), rows) };
}

async function slipsIn(folder: string): Promise<{ readonly slip: LetterSlip; readonly base: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(
    names.map(async (name) => {
      const base = path.join(folder, name.slice(0, -'.json'.length));
      return { slip: JSON.parse(await readFile(`${base}.json`, 'utf8')) as LetterSlip, base };
    }),
  );
}

async function pdfOf(slip: LetterSlip, base: string): Promise<Buffer> {
  const pdf = await readFile(`${base}.pdf`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new PrintRunHalted(slip.noticeId, 'has a slip and no PDF: have it printed again (`retry` on the stuck list).');
  });
  if (slip.paper !== undefined && slip.paper.sha256 !== sha256(pdf)) throw new PrintRunHalted(slip.noticeId, 'is not the PDF that its slip was written for: have it printed again.');
  return pdf;
}

async function write(outDir: string, name: string, bundle: Uint8Array, rows: readonly (readonly string[])[]): Promise<PrintRun['files']> {
  const manifest = Buffer.from([columns, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join(''));
  const files = [`${name}.pdf`, `${name}.csv`, `${name}.sha256`] as const;
  const checksums = Buffer.from(`${sha256(bundle)}  ${files[0]}\n${sha256(manifest)}  ${files[1]}\n`);
  await mkdir(outDir, { recursive: true });
  // The checksums come last: with them, the other two are whole.
  await putWhole(path.join(outDir, files[0]), bundle);
  await putWhole(path.join(outDir, files[1]), manifest);
  await putWhole(path.join(outDir, files[2]), checksums);
  return files.map((file) => path.join(outDir, file)) as unknown as PrintRun['files'];
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
