import { at, dayOf, evenBeyond, officeClosesOn, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { evaluateStep } from '../policy/evaluate.ts';
import type { StandingHold } from '../policy/facts.ts';
import type { Pack } from '../policy/pack.ts';
import type { CaseState } from './case.state.ts';
import { contextOf, type Context } from './context.ts';

/** When a crew goes out to turn the water on; an emergency goes at once, at any hour. */
export interface RestorationVisit {
  readonly onDay: LocalDate;
  readonly emergency: boolean;
}

/** A hold under which water that is off comes back. One that awaits a supervisor's answer is not yet: what is off stays off until then (GEN-PROTECT keeps what is on). */
export function restoringHold({ holds, law }: Context): StandingHold | undefined {
  return holds.find((hold) => law.pack.holds[hold.kind].restores !== undefined && !hold.awaitsSupervisor);
}

/**
 * The same day when it was earned by the cut-off hour, else the next office day. What counts is when it was earned, not when that
 * came to be known (OP-RECEIPT): when the promised day is over by then, the crew goes at once.
 */
export function restorationVisit(state: CaseState, context: Context, closedWrongly: boolean): RestorationVisit {
  const { now, today, law } = context;
  const { calendar, pack } = law;
  const { earnedAt, how } = claim(state, context, closedWrongly);
  const earnedOn = dayOf(calendar, earnedAt);
  const inTime = earnedAt < at(calendar, earnedOn, pack.restoration.sameDayUntil);
  const promisedOn = openDayFrom(evenBeyond(calendar), inTime ? earnedOn : plusDays(earnedOn, 1));
  const isOver = now >= at(calendar, promisedOn, officeClosesOn(calendar, promisedOn));
  const emergency = how === 'at-once' || isOver || (how === 'same-day' && promisedOn > today);
  return { onDay: emergency ? today : promisedOn, emergency };
}

interface Claim {
  readonly earnedAt: Instant;
  readonly how: Pack['holds']['manual']['restores'];
}

function claim(state: CaseState, context: Context, closedWrongly: boolean): Claim {
  const hold = restoringHold(context);
  const restores = hold && context.law.pack.holds[hold.kind].restores;
  if (closedWrongly) return { earnedAt: context.now, how: restores === 'at-once' ? restores : 'same-day' };
  const earnedAt = hold?.sinceAt ?? paidAt(state, context);
  // A crew that was sent for it and met a closed door is sent again by the hour of its answer.
  const wasSent = state.workOrders.some((order) => order.work === 'restoration' && order.orderedAt >= earnedAt);
  return { earnedAt: wasSent ? context.now : earnedAt, how: restores };
}

/** When the last of what was needed was paid: without the credit of that moment, and what came after it, the water would stay off. */
function paidAt(state: CaseState, { account, law, now, facts }: Context): Instant {
  const moments = new Set(account.credits.filter((credit) => credit.voidedAt === null).map((credit) => credit.effectiveAt));
  for (const moment of [...moments].sort().reverse()) {
    const before = { ...account, credits: account.credits.filter((credit) => credit.effectiveAt < moment) };
    const { allowed } = evaluateStep('restoration', contextOf(before, state, law, now, facts.feeds).facts, law);
    if (!allowed) return moment;
  }
  return now;
}
