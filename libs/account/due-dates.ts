import { rollOhio, type BusinessCalendar, type ExplainedDate } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { remembered, rememberedFor } from '../kernel/remembered.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { Bill } from './account.state.ts';

/** The last day on which a bill may be paid in time: the printed date, moved past days on which it cannot be (GEN-ROLL-OH). */
export function effectiveDueOn(bill: Pick<Bill, 'dueOn'>, law: Law): ExplainedDate {
  return rollOhio(law.calendar, bill.dueOn);
}

const penaltyTimes = rememberedFor((calendar: BusinessCalendar) =>
  remembered((dueOn: LocalDate) => startOfDay(plusDays(rollOhio(calendar, dueOn).on, 1), calendar.zone)),
);

/** The start of the day after the due date. */
export function penaltyAt(bill: Pick<Bill, 'dueOn'>, law: Law): Instant {
  return penaltyTimes(law.calendar)(bill.dueOn);
}
