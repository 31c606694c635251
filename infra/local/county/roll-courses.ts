import { portionOf, type Cents } from '../../../libs/kernel/money.ts';
import type { LineStatus } from '../../../libs/tax-roll/season.state.ts';

/** What becomes of a candidate after its owner was told. */
export type CandidateCourse = 'returned' | 'dismissed' | 'reduced' | 'upheld' | null;

/** What becomes of a line once it is filed; who does nothing special pays the tax bill in full. */
export type LineCourse = 'rejected' | 'pays-at-counter' | 'petition-told-late' | 'pays-half' | 'pays-nothing' | 'pays-by-halves' | 'pays';

const candidateCourses: Readonly<Record<number, CandidateCourse>> = { 3: 'dismissed', 6: 'reduced', 11: 'upheld', 14: 'returned' };
const lineCourses: Readonly<Record<number, LineCourse>> = { 0: 'rejected', 1: 'pays-at-counter', 2: 'petition-told-late', 3: 'pays-half', 5: 'pays-by-halves', 6: 'pays-by-halves', 8: 'pays-nothing' };
const candidatesInTurn = 18;
const linesInTurn = 24;

/** By rank, so that a small county has one of each as well. @param rank among the candidates of the season, from 0 */
export function candidateCourse(rank: number): CandidateCourse {
  return candidateCourses[rank % candidatesInTurn] ?? null;
}

/** @param rank among the lines that were filed, from 0 */
export function lineCourse(rank: number): LineCourse {
  return lineCourses[rank % linesInTurn] ?? 'pays';
}

/** Statuses of lines that were certified once. */
const filed: ReadonlySet<LineStatus> = new Set(['certified', 'accepted', 'rejected', 'withdrawn', 'released']);

/** The lines that were filed with their ranks, the same for the rest of the season. @param lines in order of their ids */
export function filedLines<L extends { readonly status: LineStatus }>(lines: readonly L[]): readonly (L & { readonly course: LineCourse })[] {
  return lines.filter(({ status }) => filed.has(status)).map((line, rank) => ({ ...line, course: lineCourse(rank) }));
}

const treasurersShareBasisPoints = 100;

/** What the county collects on a line by that settlement, and what it pays over for it. @param isLast of the season's settlements */
export function settledCents(course: LineCourse, openCents: Cents, isLast: boolean): { readonly collectedCents: Cents; readonly remittedCents: Cents } {
  const half = Math.ceil(openCents / 2);
  const special: Partial<Record<LineCourse, Cents>> = { 'pays-half': isLast ? 0 : half, 'pays-by-halves': isLast ? openCents : half, 'pays-nothing': 0 };
  const collectedCents = special[course] ?? openCents;
  return { collectedCents, remittedCents: collectedCents - portionOf(collectedCents, treasurersShareBasisPoints) };
}
