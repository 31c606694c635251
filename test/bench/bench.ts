import type { Stack } from '../../infra/local/servers/stack.ts';
import type { Failure, Result, Say } from './measure.ts';

/** What every measure is given. */
export interface Bench {
  readonly stack: Stack;
  /** A smoke test of the bench itself: small numbers, results that say nothing. */
  readonly quick: boolean;
  readonly say: Say;
  /** Results of measures before this one. */
  readonly results: (Result | Failure)[];
}

/** The bare Temporal loop's events a second in this run, if it was measured. */
export function bareEventsPerSecond(bench: Bench): number | null {
  const found = bench.results.find((result) => result.id === 'bare-temporal');
  return found && 'value' in found ? found.value : null;
}

export function ratioToBare(bench: Bench, value: number): Pick<Result, 'ratio'> {
  const bare = bareEventsPerSecond(bench);
  return bare === null ? {} : { ratio: { value: value / bare, to: 'the bare Temporal loop' } };
}
