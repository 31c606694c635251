import { z } from 'zod';
import { isLocalDate, localDateSchema, type LocalDate } from '../kernel/time.ts';
import type { DebtorOfDocket } from './matching/certain-match.ts';
import { entryDay } from './read-docket.ts';
import type { ReceivedEntry } from './received-entry.ts';

const line = z.string().trim().min(1).max(300);
/** As a court numbers its cases: `2:27-bk-50123`, `27-50123`. */
const number = z.string().regex(/^(?:\d[:-])?\d{2}-(?:[a-z]{2}-)?\d{4,5}(?:-[a-z0-9]+)*$/i, { error: 'must be a docket number like 2:27-bk-50123 or 27-50123' });

const entry = z.strictObject({
  number: z.union([z.string().trim().regex(/^[\w.-]{1,20}$/, { error: 'must be the number of the entry' }), z.int().nonnegative().transform(String)]).nullish(),
  dateFiled: localDateSchema.nullish(),
  dateEntered: localDateSchema.nullish(),
  /** Sealed entries come without words. */
  text: z
    .string()
    .max(100_000)
    .nullish()
    .transform((text) => text ?? ''),
});

const debtor = z.strictObject({
  name: line,
  side: z.enum(['debtor', 'joint']).default('debtor'),
  address: line.optional(),
  lastFour: z.string().regex(/^\d{4}$/, { error: 'must be four digits' }).optional(),
});

/** A docket, or a part of one, as somebody copied it from the court; `text` instead of `entries` is the docket's table as it stands on the page. */
export const uploadedDocketSchema = z
  .strictObject({
    court: z.string().regex(/^[a-z]{2,6}$/, { error: 'must be the court as it names itself, like ohsb' }),
    docketNumber: number,
    caseName: line.optional(),
    debtors: z.array(debtor).max(2).optional(),
    entries: z.array(entry).max(5_000).optional(),
    text: z.string().max(2_000_000).optional(),
  })
  .refine(({ entries, text }) => (entries === undefined) !== (text === undefined), { error: 'needs its entries, or the text of its page: one of the two' });
export type UploadedDocket = z.input<typeof uploadedDocketSchema>;

export interface ReadUpload {
  readonly entries: readonly ReceivedEntry[];
  readonly debtors: readonly DebtorOfDocket[];
}

/** An uploaded docket as entries like those of mails and feeds: the same entry has the same key. @throws z.ZodError with the place of every fault */
export function readUpload(upload: unknown): ReadUpload {
  const { court, docketNumber, caseName, debtors = [], entries, text } = uploadedDocketSchema.parse(upload);
  const shared = { court, docketNumber, shortDescription: '', caseName: caseName ?? (debtors.length > 0 ? debtors.map(({ name }) => name).join(' and ') : null), sources: ['upload'] as const };
  const lines = entries ?? entriesOfPage(text ?? '');
  return {
    entries: lines.map((one) => ({ ...shared, number: one.number ?? null, dateFiled: one.dateFiled ?? null, dateEntered: entryDay({ dateFiled: one.dateFiled ?? null, dateEntered: one.dateEntered ?? null, number: null, text: one.text }), text: one.text })),
    debtors: debtors.map(({ name, side, address = null, lastFour = null }) => ({ name, side, address, lastFour })),
  };
}

/** "02/22/2027  1 (3 pgs)  Chapter 7 Voluntary Petition …": an entry begins with its day; what does not goes on with the one before. */
const beginning = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(?:(\d{1,5})(?=\t|\s{2}|\s*\(\d+ pg)\s*)?(?:\(\d+ pgs?[^)]*\)\s*)?(.*)$/;

function entriesOfPage(page: string): { number: string | null; dateFiled: LocalDate; dateEntered: null; text: string }[] {
  const found: { number: string | null; dateFiled: LocalDate; dateEntered: null; text: string }[] = [];
  for (const row of page.split(/\r?\n/)) {
    const [, month = '', day = '', year = '', entryNumber = null, said = ''] = beginning.exec(row) ?? [];
    const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const last = found.at(-1);
    if (isLocalDate(on)) found.push({ number: entryNumber, dateFiled: on, dateEntered: null, text: said.trim() });
    else if (last && row.trim() !== '') last.text = `${last.text} ${row.trim()}`.trim();
  }
  return found.filter(({ text }) => text !== '');
}
