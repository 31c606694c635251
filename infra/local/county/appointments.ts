import { localDateOf, plusDays } from '../../../libs/calendar/days.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { momentOf, type County } from './county.ts';
import { appointmentTimes } from './hours.ts';

/** What is planned takes effect shortly before an appointment: a feed that calls itself complete speaks the truth. */
export const nightHours = ['04:00', '04:10', '04:20', '04:30', '04:40', '04:50', '05:00', '05:10', '05:20'] as const;
export const officeHours = ['08:10', '08:20', '14:10', '14:20'] as const;

/** The first appointment that is not before the given moment. */
export function appointmentFrom(county: County, at: Instant): Instant {
  return firstAppointment(county, at, (appointment) => appointment >= at);
}

/** The first appointment after the given moment. */
export function appointmentAfter(county: County, at: Instant): Instant {
  return firstAppointment(county, at, (appointment) => appointment > at);
}

function firstAppointment(county: County, from: Instant, fits: (appointment: Instant) => boolean): Instant {
  const on = localDateOf(from, county.calendar.zone);
  const today = appointmentTimes.map((time) => momentOf(county, on, time)).find(fits);
  return today ?? momentOf(county, plusDays(on, 1), appointmentTimes[0]);
}

/** The next morning's appointment: even a feed with nothing to say speaks daily, or it would be taken for stale. */
export function nextMorning(county: County, at: Instant): Instant {
  const on = localDateOf(at, county.calendar.zone);
  const today = momentOf(county, on, appointmentTimes[0]);
  return today > at ? today : momentOf(county, plusDays(on, 1), appointmentTimes[0]);
}
