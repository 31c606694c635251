import { at, holidayOn, officeClosedOn, officeClosesOn, type BusinessCalendar } from '../calendar/business-calendar.ts';
import { plusDays, weekdayOf } from '../calendar/days.ts';
import { earlierOf, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';
import type { Law } from './facts.ts';
import type { Pack } from './pack.ts';

type Window = Pack['shutOffWindow'];

/** Why no water may be turned off on that day, or null when it may. */
export function dayRefusal(window: Window, calendar: BusinessCalendar, on: LocalDate): string | null {
  if (!window.weekdays.includes(weekdayOf(on))) return `${on} is not a weekday for shut-offs.`;
  const closed = officeClosedOn(calendar, on);
  if (window.notOnHoliday && closed !== null) return `The office is closed: ${closed}.`;
  const today = holidayOn(calendar, on);
  if (window.notOnHoliday && today !== null) return `${on} is ${today}, a legal holiday although the office opens.`;
  const holiday = window.notBeforeHoliday ? holidayOn(calendar, plusDays(on, 1)) : null;
  if (holiday !== null) return `${on} is the day before ${holiday}.`;
  return windowClosesOn(window, calendar, on) <= window.from ? `The office closes at ${officeClosesOn(calendar, on)} on ${on}, before the shut-off window opens.` : null;
}

/** When the window of that day closes: with the office, where that closes early. */
export function windowClosesOn(window: Window, calendar: BusinessCalendar, on: LocalDate): LocalTime {
  return earlierOf(window.to, officeClosesOn(calendar, on)) as LocalTime;
}

export function windowClosesAt({ pack, calendar }: Pick<Law, 'pack' | 'calendar'>, on: LocalDate): Instant {
  return at(calendar, on, windowClosesOn(pack.shutOffWindow, calendar, on));
}

/** As above, at a moment: orders go out before the window opens, never after it closes. */
export function windowRefusal(window: Window, calendar: BusinessCalendar, on: LocalDate, now: Instant): string | null {
  const refusal = dayRefusal(window, calendar, on);
  if (refusal !== null) return refusal;
  const closesAt = windowClosesOn(window, calendar, on);
  return now >= at(calendar, on, closesAt) ? `The shut-off window of ${on} closed at ${closesAt}.` : null;
}

/** The first shut-off day that is not before `from`. */
function shutOffDayFrom(window: Window, calendar: BusinessCalendar, from: LocalDate): LocalDate {
  let on = from;
  while (dayRefusal(window, calendar, on) !== null) on = plusDays(on, 1);
  return on;
}

/** The shut-off day that so many others precede, counted from `from`: with 0 the first that is not before it. */
export function nthShutOffDayFrom(window: Window, calendar: BusinessCalendar, from: LocalDate, n: number): LocalDate {
  let on = shutOffDayFrom(window, calendar, from);
  for (let left = n; left > 0; left -= 1) on = shutOffDayFrom(window, calendar, plusDays(on, 1));
  return on;
}

/** When the first window after that day opens. */
export function nextWindowOpening(window: Window, calendar: BusinessCalendar, after: LocalDate): Instant {
  return at(calendar, shutOffDayFrom(window, calendar, plusDays(after, 1)), window.from);
}
