import type { AccountState } from '../account/account.state.ts';
import { segmentDimensions, whatIfPeriods, type SegmentDimension, type WhatIfPeriod } from '../policy/activation.ts';
import { addCounts, noCounts, type Counts } from './course.ts';
import type { ChangedAccount } from './report.ts';

/** What is known of an account and tells it apart; `unknown` where its stream does not say. */
export type Segment = Readonly<Record<SegmentDimension, string>>;

export interface Cell {
  readonly segment: Segment;
  accounts: number;
  readonly current: Counts;
  readonly draft: Counts;
}

export interface Ranked {
  readonly changed: ChangedAccount;
  /** Compared one after the other; larger comes first. */
  readonly rank: readonly number[];
}

export interface RunFailure {
  readonly accountId: string;
  readonly law: 'current' | 'draft';
  readonly reason: string;
}

/** What was counted so far. Plain values, so that it passes between threads; tallies of parts add up to that of the whole. */
export interface Tally {
  accounts: number;
  facts: number;
  openCases: number;
  failures: number;
  readonly firstFailures: RunFailure[];
  readonly cells: Record<WhatIfPeriod, Map<string, Cell>>;
  readonly unchanged: Record<WhatIfPeriod, number>;
  readonly recorded: Counts;
  readonly changedMost: Ranked[];
}

/** How many accounts and failures a report names. */
const named = 10;

export function emptyTally(): Tally {
  return {
    accounts: 0,
    facts: 0,
    openCases: 0,
    failures: 0,
    firstFailures: [],
    cells: { history: new Map(), ahead: new Map() },
    unchanged: { history: 0, ahead: 0 },
    recorded: noCounts(),
    changedMost: [],
  };
}

/** Households that showed that they cannot pay stand apart from those of whom nobody knows (CA-998-INABILITY). */
export function segmentOf({ customerClass, language, inabilities }: AccountState): Segment {
  return { class: customerClass, language: language ?? 'unknown', income: inabilities.length > 0 ? 'shown to be low' : 'unknown' };
}

/** The cell of the accounts that are alike in every respect. */
export function cellOf(tally: Tally, period: WhatIfPeriod, segment: Segment): Cell {
  const key = segmentDimensions.map((dimension) => segment[dimension]).join('|');
  const cells = tally.cells[period];
  const known = cells.get(key);
  if (known) return known;
  const created: Cell = { segment, accounts: 0, current: noCounts(), draft: noCounts() };
  cells.set(key, created);
  return created;
}

export function keepIfChangedMost(tally: Tally, ranked: Ranked): void {
  const last = tally.changedMost[named - 1];
  if (last && !comesBefore(ranked, last)) return;
  tally.changedMost.push(ranked);
  tally.changedMost.sort((first, second) => (comesBefore(first, second) ? -1 : 1)).splice(named);
}

/** By rank; accounts that changed alike in the order of their ids, so that every run names the same. */
function comesBefore(first: Ranked, second: Ranked): boolean {
  const place = first.rank.findIndex((value, index) => value !== second.rank[index]);
  if (place >= 0) return (first.rank[place] as number) > (second.rank[place] as number);
  return keyOf(first) < keyOf(second);
}

function keyOf({ changed }: Ranked): string {
  return `${changed.accountId}|${changed.period}`;
}

export function noteFailure(tally: Tally, failure: RunFailure): void {
  tally.failures += 1;
  tally.firstFailures.push(failure);
  tally.firstFailures.sort((first, second) => (first.accountId < second.accountId ? -1 : 1)).splice(named);
}

/** Adds another part's tally. */
export function addTally(sum: Tally, part: Tally): void {
  sum.accounts += part.accounts;
  sum.facts += part.facts;
  sum.openCases += part.openCases;
  const failuresBefore = sum.failures;
  for (const failure of part.firstFailures) noteFailure(sum, failure);
  sum.failures = failuresBefore + part.failures;
  addCounts(sum.recorded, part.recorded);
  for (const period of whatIfPeriods) {
    sum.unchanged[period] += part.unchanged[period];
    for (const { segment, accounts, current, draft } of part.cells[period].values()) {
      const cell = cellOf(sum, period, segment);
      cell.accounts += accounts;
      addCounts(cell.current, current);
      addCounts(cell.draft, draft);
    }
  }
  for (const ranked of part.changedMost) keepIfChangedMost(sum, ranked);
}
