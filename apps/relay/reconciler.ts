import { bulksAtWork, casesWithUntriedLetters, mattersWithUntriedLetters, overdueCases, overdueMatters, overdueSeasons, type Database } from '../../libs/store/index.ts';
import { OverdueWatch, type WatchPauses } from './overdue-watch.ts';
import { inParallel } from './send-nudges.ts';
import type { Waker } from './waker.ts';

/** More than are woken at a time, so that those which wait for a feed do not hide those behind them. */
const considered = 5_000;
const wokenAtMost = 200;

export interface ReconcilerOptions {
  readonly db: Database;
  readonly waker: Waker;
  readonly utilityId: string;
  readonly pauses: { readonly deadlines: WatchPauses; readonly letters: WatchPauses };
  readonly onWoken?: (count: number) => void;
}

/** Wakes processes that should have done something by now: a nudge that got lost, or a process that is gone, costs lateness alone. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #deadlines: OverdueWatch;
  readonly #letters: OverdueWatch;
  readonly #seasons: OverdueWatch;
  readonly #matters: OverdueWatch;
  readonly #docketLetters: OverdueWatch;
  readonly #bulks: OverdueWatch;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#deadlines = new OverdueWatch(options.pauses.deadlines);
    this.#letters = new OverdueWatch(options.pauses.letters);
    this.#seasons = new OverdueWatch(options.pauses.deadlines);
    this.#matters = new OverdueWatch(options.pauses.deadlines);
    this.#docketLetters = new OverdueWatch(options.pauses.letters);
    this.#bulks = new OverdueWatch(options.pauses.deadlines);
  }

  /** @returns the cases whose deadline has come, and those whose letter nobody has tried to print */
  async reconcile(nowMs = performance.now()): Promise<{ readonly overdue: number; readonly untried: number }> {
    const { db, waker, utilityId, onWoken } = this.#options;
    const overdue = await overdueCases(db, utilityId, considered);
    const untried = await casesWithUntriedLetters(db, utilityId, considered);
    const due = new Set([...this.#deadlines.due(overdue, nowMs, wokenAtMost), ...this.#letters.due(untried, nowMs, wokenAtMost)]);
    await inParallel([...due], (caseId) => waker.wakeCase({ utilityId, caseId }));
    const seasons = this.#seasons.due(await overdueSeasons(db, utilityId), nowMs, wokenAtMost);
    await inParallel([...seasons], (seasonId) => waker.wakeSeason({ utilityId, seasonId }));
    const unprinted = await mattersWithUntriedLetters(db, utilityId);
    const matters = new Set([...this.#matters.due(await overdueMatters(db, utilityId), nowMs, wokenAtMost), ...this.#docketLetters.due(unprinted, nowMs, wokenAtMost)]);
    await inParallel([...matters], (docket) => waker.wakeMatter({ utilityId, docket }));
    const bulks = this.#bulks.due(await db.forUtility(utilityId, (em) => bulksAtWork(em, utilityId)), nowMs, wokenAtMost);
    await inParallel([...bulks], (bulkId) => waker.wakeBulk({ utilityId, bulkId }));
    if (due.size > 0) onWoken?.(due.size);
    return { overdue: overdue.length, untried: untried.length + unprinted.length };
  }

  /** The clock was moved: what is overdue now is so for the first time. */
  forgetDeadlines(): void {
    this.#deadlines.forget();
    this.#seasons.forget();
    this.#matters.forget();
  }
}
