import { createHash } from 'node:crypto';
import type { LocalDate } from '../kernel/time.ts';
import { adverseKinds, type Milestone } from './docket.ts';
import type { CourtNotice } from './notice/read-notice.ts';
import { readDocket } from './read-docket.ts';

/** How word of a docket entry came: by the court's mail, its public feed, an uploaded docket, or a mail put into a folder. */
export const entrySources = ['mail', 'folder', 'feed', 'upload'] as const;
export type EntrySource = (typeof entrySources)[number];

/** A docket entry as some source told of it. The same entry may be told many times, in pieces and in any order. */
export interface ReceivedEntry {
  readonly court: string;
  readonly docketNumber: string;
  /** Null for what the clerk notes without a number. */
  readonly number: string | null;
  readonly dateFiled: LocalDate | null;
  readonly dateEntered: LocalDate | null;
  /** The court's name for the event; empty where the source gives none. */
  readonly shortDescription: string;
  /** The docket text; a public feed has none. */
  readonly text: string | null;
  readonly caseName: string | null;
  readonly sources: readonly EntrySource[];
}

/**
 * What tells an entry from the others of its docket (BK-EVENTS): its number; without one, its day of filing and what it says. So a court's
 * feed and its mail meet in one entry, and an unnumbered one is told once a day.
 */
export function entryKey({ number, dateFiled, dateEntered, shortDescription, text }: ReceivedEntry): string {
  if (number !== null) return number;
  const said = (shortDescription || text || '').toLowerCase().replace(/\W+/g, ' ').trim();
  return `${dateFiled ?? dateEntered ?? 'undated'} ${createHash('sha256').update(said).digest('hex').slice(0, 16)}`;
}

/** Both tellings in one. Commutative, associative and idempotent, so that duplicates and disorder change nothing (scenario 25). */
export function mergedEntry(first: ReceivedEntry, second: ReceivedEntry): ReceivedEntry {
  return {
    court: first.court,
    docketNumber: first.docketNumber,
    number: first.number,
    dateFiled: earliest(first.dateFiled, second.dateFiled),
    dateEntered: earliest(first.dateEntered, second.dateEntered),
    shortDescription: fuller(first.shortDescription, second.shortDescription) ?? '',
    text: fuller(first.text, second.text),
    caseName: fuller(first.caseName, second.caseName),
    sources: [...new Set([...first.sources, ...second.sources])].toSorted(),
  };
}

function earliest(first: LocalDate | null, second: LocalDate | null): LocalDate | null {
  if (first === null || second === null) return first ?? second;
  return first < second ? first : second;
}

/** The longer text says more; of two of one length the first by the alphabet, so that the order of arrival does not matter. */
function fuller(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return first ?? second;
  if (first.length !== second.length) return first.length > second.length ? first : second;
  return first < second ? first : second;
}

export function receivedFrom({ court, entries }: CourtNotice, source: EntrySource): readonly ReceivedEntry[] {
  return entries.map(({ docketNumber, number, dateFiled, dateEntered, shortDescription, text, caseName }) => ({ court, docketNumber, number, dateFiled, dateEntered, shortDescription, text, caseName, sources: [source] }));
}

/** A feed's name of an event is no docket text: what it says that is adverse is never certain. */
const withoutText = 'Only the name of the entry is known, not its text.';

/** The milestones of one docket, from all that is known of it. */
export function milestonesOfEntries(docketNumber: string, entries: readonly ReceivedEntry[]): readonly Milestone[] {
  const textless = new Set(entries.filter(({ text }) => !text).map(({ number }) => number));
  const read = readDocket({ id: docketNumber, docketNumber, entries: entries.map((entry) => ({ ...entry, text: entry.text || entry.shortDescription })) });
  return read.map((milestone) => (adverseKinds.has(milestone.kind) && textless.has(milestone.entry) ? { ...milestone, certain: false, doubts: [...milestone.doubts, withoutText] } : milestone));
}
