import { epochMilliseconds } from '../../libs/calendar/days.ts';
import { sha256 } from '../../libs/kernel/chain.ts';
import { earlierOf, type Instant } from '../../libs/kernel/time.ts';
import type { Outlook } from '../../libs/store/index.ts';

/** How a process waits when the clock is real. */
export interface Lookout {
  /** When a deadline has come and waits for something that sends no nudge, such as a feed. */
  readonly afterSeconds: number;
  /** Deadlines of thousands of cases fall on the same minute of the morning: each is late by its own share of this. */
  readonly spreadSeconds: number;
}

/**
 * Milliseconds until the next occasion by the utility's clock, never early (I7). Null when only a nudge can bring one: a
 * stepped clock's deadlines come as nudges.
 */
export function lookAgainInMs({ caseId, clockMode, now, nextDeadlineAt, obligations }: Outlook, lookout: Lookout): number | null {
  if (clockMode === 'stepped') return null;
  const occasions = [nextDeadlineAt, ...obligations.map(({ answerDueAt }) => answerDueAt)];
  const next = occasions.filter((at) => at !== null && at > now).reduce<Instant | null>(earlierOf, null);
  const untilNext = next === null ? Infinity : epochMilliseconds(next) - epochMilliseconds(now);
  const hasCome = nextDeadlineAt !== null && nextDeadlineAt <= now;
  const wait = Math.min(untilNext, hasCome ? lookout.afterSeconds * 1_000 : Infinity);
  return wait === Infinity ? null : wait + shareOf(caseId, lookout.spreadSeconds * 1_000);
}

/** The same case always has the same share. */
function shareOf(caseId: string, spreadMs: number): number {
  return spreadMs === 0 ? 0 : Number.parseInt(sha256(caseId).slice(0, 8), 16) % spreadMs;
}
