import { at, holidayOn, officeClosedOn, type BusinessCalendar } from '../calendar/business-calendar.ts';
import { plusDays, weekdayOf } from '../calendar/days.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Pack } from './pack.ts';

type Window = Pack['shutOffWindow'];

/** Why no water may be turned off on that day, or null when it may. */
export function dayRefusal(window: Window, calendar: BusinessCalendar, on: LocalDate): string | null {
  if (!window.weekdays.includes(weekdayOf(on))) return `${on} is not a weekday for shut-offs.`;
  const closed = officeClosedOn(calendar, on);
  if (window.notOnHoliday && closed !== null) return `The office is closed: ${closed}.`;
  const today = holidayOn(calendar, on);
  if (window.notOnHoliday && today !== null) return `${on} is ${today}, a legal holiday although the office opens.`;
  const tomorrow = plusDays(on, 1);
  const holiday = holidayOn(calendar, tomorrow);
  if (window.notBeforeHoliday && holiday !== null) return `${on} is the day before ${holiday}.`;
  return null;
}

/** As above, at a moment: orders go out before the window opens, never after it closes. */
export function windowRefusal(window: Window, calendar: BusinessCalendar, on: LocalDate, now: Instant): string | null {
  const refusal = dayRefusal(window, calendar, on);
  if (refusal !== null) return refusal;
  return now >= at(calendar, on, window.to) ? `The shut-off window of ${on} closed at ${window.to}.` : null;
}

/** The first shut-off day that is not before `from`. */
export function shutOffDayFrom(window: Window, calendar: BusinessCalendar, from: LocalDate): LocalDate {
  let on = from;
  while (dayRefusal(window, calendar, on) !== null) on = plusDays(on, 1);
  return on;
}

/** When the first window after that day opens. */
export function nextWindowOpening(window: Window, calendar: BusinessCalendar, after: LocalDate): Instant {
  return at(calendar, shutOffDayFrom(window, calendar, plusDays(after, 1)), window.from);
}
