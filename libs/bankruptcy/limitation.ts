import { dayOf, rollFederal } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { Because } from '../kernel/because.ts';
import { laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import type { Petition } from '../account/account.state.ts';
import { courtCalendar } from '../policy/court-calendar.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';

/** The last day for a suit, and why. */
export interface SuitDeadline {
  readonly lastDayOn: LocalDate;
  readonly because: readonly Because[];
}

/**
 * Where the ordinary time for a suit ends while a stay runs, or soon after: the later of its own end and so many days after the notice that
 * the stay ended (BK-108C). A stay stops no clock. Null while the stay runs, when the day cannot be known yet, and after a discharge, when
 * nobody may sue.
 * @param ordinaryEndOn the end of the ordinary time
 * @param noticedAt when the utility had notice that the stay ended
 */
export function suitDeadline({ docket, ending, endedAt }: Petition, ordinaryEndOn: LocalDate, noticedAt: Instant, law: Law): SuitDeadline | null {
  if (ending !== 'dismissed' || endedAt === null) return null;
  const { tailDays, rule } = law.bankruptcy.limitation;
  const noticedOn = dayOf(law.calendar, noticedAt > endedAt ? noticedAt : endedAt);
  const tail = plusDays(noticedOn, tailDays);
  const { on } = rollFederal(courtCalendar(law), laterOf(ordinaryEndOn, tail));
  const which = ordinaryEndOn >= tail ? `the ordinary time, which ends on ${ordinaryEndOn}` : `${tailDays} days after the notice of ${noticedOn}, since the ordinary time ended on ${ordinaryEndOn}`;
  return { lastDayOn: ordinaryEndOn >= tail ? ordinaryEndOn : on, because: [because(law, rule, `The stay of docket ${docket} stopped no clock; a suit may be brought through ${which}.`, { docket })] };
}
