import { dayOf, rollFederal } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { courtCalendar } from '../policy/court-calendar.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { Petition } from './account.state.ts';
import { assuranceDaysOf } from './stays.ts';

/** The days for assurance, and from when their end lets the ordinary rules treat the service. */
export interface AssuranceDays {
  readonly lastDayOn: LocalDate;
  readonly mayActFromOn: LocalDate;
  readonly mayActAt: Instant;
  readonly because: readonly Because[];
}

/**
 * The last day for assurance: so many days from the filing, by chapter, moved past weekends and the courts' holidays (BK-366-20, BK-366-30,
 * GEN-ROLL-FED). Nobody may act on its lack before the day after. Null for a docket that asks for none.
 */
export function assuranceDays({ docket, chapter, filedAt, role }: Petition, law: Law): AssuranceDays | null {
  if (filedAt === null || chapter === '' || role === 'co-debtor') return null;
  const { days, rule } = assuranceDaysOf(chapter, law);
  const counted = plusDays(dayOf(law.calendar, filedAt), days);
  const { on, skipped } = rollFederal(courtCalendar(law), counted);
  const mayActFromOn = plusDays(on, 1);
  const reasons = [because(law, rule, `Day ${days} after the filing on docket ${docket} is ${counted}.`, { docket })];
  if (skipped.length > 0) reasons.push(because(law, law.bankruptcy.assurance.rollRule, `${counted} moves to ${on}: ${skipped.join(', ')}.`));
  return { lastDayOn: on, mayActFromOn, mayActAt: startOfDay(mayActFromOn, law.calendar.zone), because: reasons };
}
