import { createHash } from 'node:crypto';
import { daysBetween } from '../../libs/calendar/days.ts';
import { docketSchema, readDocket, type Docket, type Milestone, type MilestoneKind } from '../../libs/docket/index.ts';
import { localDate, type LocalDate } from '../../libs/kernel/time.ts';

/** A milestone as a clerk's header states it, and the word by which an entry about it is known. */
interface HeaderField {
  readonly field: string;
  readonly kind: MilestoneKind;
  readonly debtor?: 'debtor' | 'joint';
  readonly word: RegExp;
}

export const headerFields: readonly HeaderField[] = [
  { field: 'dateFiled', kind: 'petition', word: /petition/i },
  { field: 'dateConverted', kind: 'converted', word: /conver/i },
  { field: 'planConfirmed', kind: 'plan-confirmed', word: /confirm/i },
  { field: 'debtorDismissed', kind: 'dismissed', debtor: 'debtor', word: /dismiss/i },
  { field: 'jointDebtorDismissed', kind: 'dismissed', debtor: 'joint', word: /dismiss/i },
  { field: 'debtorDischarged', kind: 'discharged', debtor: 'debtor', word: /discharg/i },
  { field: 'jointDebtorDischarged', kind: 'discharged', debtor: 'joint', word: /discharg/i },
  { field: 'dateReopened', kind: 'reopened', word: /re-?open/i },
  { field: 'dateTerminated', kind: 'closed', word: /clos|terminat|final decree/i },
];
/** The goal is set for these. */
export const goalFields: ReadonlySet<string> = new Set(['dateConverted', 'debtorDismissed', 'jointDebtorDismissed', 'debtorDischarged', 'jointDebtorDischarged']);

export interface RecordedDocket {
  readonly docket: Docket;
  readonly header: Readonly<Record<string, unknown>>;
}

export function recordedDocket(line: string): RecordedDocket {
  const { header, ...rest } = JSON.parse(line) as { header: Record<string, unknown> };
  return { docket: docketSchema.parse(rest), header };
}

/** The rules were written looking at one half only; a docket's half is chance, and stays the same. */
export function halfOf(docketId: string): 'written on' | 'held back' {
  return (createHash('sha256').update(docketId).digest()[0] ?? 0) % 2 === 0 ? 'written on' : 'held back';
}

/** Counts of a field over dockets, and what differs, by docket. */
export interface Tally {
  readonly field: string;
  readonly inFile: number;
  readonly found: number;
  readonly foundCertain: number;
  readonly calledCertain: number;
  readonly calledRight: number;
  readonly missed: readonly string[];
  /** Found, and left to a person: as the doubts say. */
  readonly open: readonly string[];
  /** Called certain, and the header has no such day. */
  readonly differing: readonly string[];
}

const nearDays = 3;
const isNear = (first: LocalDate, second: LocalDate) => Math.abs(daysBetween(first, second)) <= nearDays;

export function tallyOf({ field, kind, debtor, word }: HeaderField, dockets: readonly RecordedDocket[]): Tally {
  const tally = { field, inFile: 0, found: 0, foundCertain: 0, calledCertain: 0, calledRight: 0, missed: [] as string[], open: [] as string[], differing: [] as string[] };
  for (const { docket, header } of dockets) {
    const day = typeof header[field] === 'string' ? localDate(header[field]) : null;
    const concerning = (milestone: Milestone) => milestone.kind === kind && (debtor === undefined || milestone.debtor === debtor || milestone.debtor === 'both');
    const milestones = readDocket(docket).filter(concerning);
    const certain = milestones.filter((milestone) => milestone.certain);
    if (day && docket.entries.some((entry) => word.test(entry.text) && [entry.dateFiled, entry.dateEntered].some((on) => on && isNear(on, day)))) {
      const hits = milestones.filter(({ on }) => isNear(on, day));
      tally.inFile += 1;
      if (hits.length === 0) tally.missed.push(docket.id);
      else if (hits.some((hit) => hit.certain)) tally.foundCertain += 1;
      else tally.open.push(docket.id);
      if (hits.length > 0) tally.found += 1;
    }
    for (const { on, debtor: whom } of certain) {
      const isRight = day !== null && isNear(on, day);
      // "Both" also says "the debtor", and where the header names no joint debtor there may be none.
      if (!isRight && debtor === 'joint' && whom === 'both') continue;
      tally.calledCertain += 1;
      if (isRight) tally.calledRight += 1;
      else tally.differing.push(docket.id);
    }
  }
  return tally;
}
