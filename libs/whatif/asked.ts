import { localDateOf, plusDays, plusMonths, startOfDay } from '../calendar/days.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { WhatIf } from './comparison.ts';
import { promptWorld } from './responder.ts';

/** What somebody wants to know. */
export interface Asked {
  readonly draft: Law;
  /** Two years before the end of what is recorded unless told. */
  readonly sinceOn?: LocalDate;
  /** How far open cases are carried on; ninety days unless told. */
  readonly aheadDays?: number;
}

const monthsOfHistory = 24;
export const defaultAheadDays = 90;

/** The comparison that answers it, with a history that ends at that moment. */
export function whatIfOf({ draft, sinceOn, aheadDays = defaultAheadDays }: Asked, current: Law, asOfAt: Instant): WhatIf {
  const { zone } = current.calendar;
  const today = localDateOf(asOfAt, zone);
  return {
    current: alone(current),
    draft: alone(draft),
    model: promptWorld,
    sinceAt: startOfDay(sinceOn ?? plusMonths(today, -monthsOfHistory), zone),
    asOfAt,
    aheadUntilAt: startOfDay(plusDays(today, aheadDays + 1), zone),
  };
}

/** Each of the two governs the whole time by itself, whatever was in force before: like is compared with like. */
function alone(law: Law): Law {
  const { book: _book, ...single } = law;
  return single;
}
