import { readUtility, stepClock, sweepOutlook, type Database } from '../../libs/store/index.ts';
import { Idling } from './loop.ts';
import { OverdueWatch } from './overdue-watch.ts';
import type { Reconciler } from './reconciler.ts';
import type { Waker } from './waker.ts';

export interface StepperOptions {
  readonly db: Database;
  readonly waker: Waker;
  readonly utilityId: string;
  readonly reconciler: Reconciler;
  readonly answerPatienceMs: number;
}

/** Once nobody has answered, nobody is expected to until somebody does. */
const longestPatienceAfterSilenceMs = 1_000;
const nowhereToGoPauseMs = 400;
const sweepPauses = { firstMs: 0, againMs: 2_000, longestMs: 30_000 };

/** Moves a sandbox utility's clock from occasion to occasion, and wakes whoever the new time concerns. */
export class Stepper {
  readonly #options: StepperOptions;
  readonly #idling = new Idling(10, 100);
  readonly #sweeps = new OverdueWatch(sweepPauses);
  #patienceMs: number;
  #standsForAnswersSinceMs: number | null = null;
  #untriedLetters = 0;

  constructor(options: StepperOptions) {
    this.#options = options;
    this.#patienceMs = options.answerPatienceMs;
  }

  /** @returns how many milliseconds to pause */
  async turn(nowMs = performance.now()): Promise<number> {
    const { db, utilityId, reconciler } = this.#options;
    const withoutAnswers = this.#patienceIsOver(nowMs);
    const step = await stepClock(db, utilityId, withoutAnswers);
    if (step.moved) {
      this.#patienceMs = withoutAnswers ? Math.min(longestPatienceAfterSilenceMs, this.#options.answerPatienceMs) : this.#options.answerPatienceMs;
      this.#standsForAnswersSinceMs = null;
      this.#sweeps.forget();
      reconciler.forgetDeadlines();
      return this.#idling.after(true);
    }
    this.#standsForAnswersSinceMs = step.onlyForAnswers ? (this.#standsForAnswersSinceMs ?? nowMs) : null;
    if (step.waitsFor.length === 0) return nowhereToGoPauseMs;
    if (await this.#feedsAreComplete()) await this.#wake(nowMs);
    return this.#idling.after(false);
  }

  /** Letters are ours to print: for them the clock stands as long as the stack is down. */
  #patienceIsOver(nowMs: number): boolean {
    const sinceMs = this.#standsForAnswersSinceMs;
    return sinceMs !== null && this.#untriedLetters === 0 && nowMs - sinceMs >= this.#patienceMs;
  }

  /** Until every feed has told what happened by now, it is too early for whatever follows from the time alone. */
  async #feedsAreComplete(): Promise<boolean> {
    const { db, utilityId } = this.#options;
    const { feeds, now } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
    return feeds.every((feed) => feed.throughAt !== null && feed.throughAt >= now);
  }

  async #wake(nowMs: number): Promise<void> {
    const { db, utilityId, waker, reconciler } = this.#options;
    const { dueOn, waitsForFeeds } = await sweepOutlook(db, utilityId);
    const due = dueOn === null || waitsForFeeds ? [] : [dueOn as string];
    if (this.#sweeps.due(due, nowMs).length > 0) await waker.wakeBusinessDay({ utilityId });
    this.#untriedLetters = (await reconciler.reconcile(nowMs)).untried;
  }
}
