import { epochMilliseconds } from '../libs/calendar/days.ts';
import type { Instant } from '../libs/kernel/time.ts';

/** Milliseconds until a next look by the utility's clock; null when only a nudge brings one, as under a clock that is stepped. */
export function untilNextLook({ nextLookAt, now, clockMode }: { readonly nextLookAt: Instant | null; readonly now: Instant; readonly clockMode: 'real' | 'stepped' }): number | null {
  return nextLookAt === null || clockMode === 'stepped' ? null : Math.max(0, epochMilliseconds(nextLookAt) - epochMilliseconds(now));
}
