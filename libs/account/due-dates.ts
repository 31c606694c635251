import { rollFederal, rollOhio, type ExplainedDate } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { remembered, rememberedFor } from '../kernel/remembered.ts';
import { laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { Bill } from './account.state.ts';

type Dated = Pick<Bill, 'billedOn' | 'dueOn' | 'issuedAt'>;

/** A bill's dates, penalty and order of payment stay those of the law under which it was issued (GEN-PIN). */
export function lawOfBill(bill: Dated, law: Law): Law {
  return inForceAt(law, bill.issuedAt);
}

/** The printed due date governs, but never takes from a customer the days that the pack gives for every bill: it may be a slip. */
export function dueOnOf(bill: Dated, law: Law): LocalDate {
  return laterOf(bill.dueOn, plusDays(bill.billedOn, lawOfBill(bill, law).pack.bill.dueDays));
}

/** The last day on which a bill may be paid in time: its due date, moved past days on which it cannot be paid, where the law moves it (GEN-ROLL-OH). */
export function effectiveDueOn(bill: Dated, law: Law): ExplainedDate {
  return rolled(dueOnOf(bill, law), lawOfBill(bill, law));
}

/** A last day moved past closed days, as the pack's law has it. */
export function rolled(lastOn: LocalDate, { pack, calendar }: Law): ExplainedDate {
  if (pack.bill.rolls === 'none') return { on: lastOn, skipped: [] };
  return pack.bill.rolls === 'federal' ? rollFederal(calendar, lastOn) : rollOhio(calendar, lastOn);
}

const penaltyTimes = rememberedFor((law: Law) => remembered((dueOn: LocalDate) => startOfDay(plusDays(rolled(dueOn, law).on, 1), law.calendar.zone)));

/** The start of the day after the due date. */
export function penaltyAt(bill: Dated, law: Law): Instant {
  return penaltyTimes(lawOfBill(bill, law))(dueOnOf(bill, law));
}
