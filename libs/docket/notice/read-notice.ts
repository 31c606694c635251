import PostalMime from 'postal-mime';
import { isLocalDate, type LocalDate } from '../../kernel/time.ts';
import type { Milestone } from '../docket.ts';
import { readDocket } from '../read-docket.ts';
import { textOfPage } from './page-text.ts';
import { shortDescription } from './short-description.ts';

/** An entry as a court announced it. */
export interface AnnouncedEntry {
  readonly docketNumber: string;
  /** Null for what the clerk notes without a number. */
  readonly number: string | null;
  readonly dateFiled: LocalDate;
  readonly dateEntered: LocalDate;
  readonly shortDescription: string;
  /** As on the docket. */
  readonly text: string;
  readonly caseName: string;
}

export interface CourtNotice {
  /** As courts name themselves on the net: `cacb`, `ohsb`. */
  readonly court: string;
  readonly entries: readonly AnnouncedEntry[];
}

/** A mail that is no notice of electronic filing, or one that cannot be read; its message says what is missing. */
export class NoCourtNotice extends Error {
  override readonly name = 'NoCourtNotice';
}

/** @param mail a message as it arrived. @throws NoCourtNotice */
export async function readNoticeMail(mail: Uint8Array | string): Promise<CourtNotice> {
  const { subject, from, html, text } = await PostalMime.parse(mail);
  return readNotice({ subject: subject ?? '', from: from?.address ?? '', text: html ? textOfPage(html) : (text ?? '') });
}

const docketNumber = /^(?:\d[:-])?\d{2}-(?:[a-z]{2}-)?\d{4,5}(?!\d)/i;
const caseBlock = /Case Name:\s*(.*?)\s*Case Number:\s*(\S+)(.*?)Document Number:\s*(\d+)?/gs;

/** Letters of a mail's text, and of what stands before its docket text. */
const mostOfMail = 500_000;
const mostOfHead = 50_000;

/** @throws NoCourtNotice when it does not say which court, docket, days or text */
export function readNotice({ subject, from, text: whole }: { readonly subject: string; readonly from: string; readonly text: string }): CourtNotice {
  // White space bare, and bounds: what a hostile mail costs stays small.
  const text = whole.slice(0, mostOfMail).replace(/[^\S\n]+/g, ' ').replace(/\n\s*/g, '\n');
  const docketText = /Docket Text:\s*(.*?)\s*(?:The following document\(s\)|\n\S* ?Notice will (?:not )?be electronically|$)/s.exec(text)?.[1];
  const days = /entered on (\S+)(?: at [^\n]*?)? and filed on (\S+)/.exec(text.replace(/\n/g, ' '));
  const court = courtOf(text, from);
  const head = text.slice(0, Math.min(text.indexOf('Docket Text:'), mostOfHead));
  if (!/Notice of Electronic Filing/i.test(text) || docketText === undefined || !days) throw new NoCourtNotice('it has no "Notice of Electronic Filing" with days and docket text');
  if (court === null) throw new NoCourtNotice('neither its links nor its sender name a bankruptcy court');
  const cases = [...head.matchAll(caseBlock)].map(([, name = '', number = '', , document]) => ({ name: name.replace(/\s+/g, ' '), number: docketNumber.exec(number)?.[0] ?? null, document: document ?? null }));
  const dateEntered = americanDate(days[1] ?? '');
  const dateFiled = americanDate(days[2] ?? '');
  if (cases.length === 0 || cases.some(({ number }) => number === null)) throw new NoCourtNotice('its case number is none: "24-03015" or "6:22-bk-13768" is wanted');
  if (!dateEntered || !dateFiled) throw new NoCourtNotice('its days of entry and filing are no dates');
  const description = shortDescription(subject.slice(0, 500), cases.map(({ name }) => name));
  const shared = { dateFiled, dateEntered, shortDescription: description, text: docketText.replace(/ ?<https?:[^>]*> ?/g, ' ').replace(/\s+/g, ' ').trim() };
  return { court, entries: cases.map(({ name, number, document }) => ({ docketNumber: number ?? '', number: document, ...shared, caseName: name })) };
}

/** What the entries of a notice say by themselves; what speaks against it may stand elsewhere on the docket. */
export function milestonesOf(notice: CourtNotice): readonly (Milestone & { readonly docketNumber: string })[] {
  return notice.entries.flatMap(({ docketNumber: number, ...entry }) => readDocket({ id: number, docketNumber: number, entries: [entry] }).map((milestone) => ({ docketNumber: number, ...milestone })));
}

/** The links to the docket say which court it is; the sender of a test or relay may be another. */
function courtOf(text: string, from: string): string | null {
  const link = /https:\/\/ecf\.(\w+)\.uscourts\.gov\//.exec(text)?.[1];
  return (link ?? /@(?:[\w.-]+\.)?(\w+)\.uscourts\.gov$/i.exec(from)?.[1])?.toLowerCase() ?? null;
}

function americanDate(text: string): LocalDate | null {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : null;
}
