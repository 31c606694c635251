import { evenBeyond, type BusinessCalendar } from '../calendar/business-calendar.ts';
import { datesOf } from '../calendar/holiday-rules.ts';
import { loadHolidays } from '../calendar/load-calendar.ts';
import { rememberedFor } from '../kernel/remembered.ts';
import type { Law } from './facts.ts';

/** The utility's calendar with the courts' holidays; one that lists none takes those that the law of bankruptcy names. Also for days that it does not know. */
export const courtCalendar = rememberedFor(({ calendar, bankruptcy }: Law): BusinessCalendar => {
  const courtHolidays = calendar.courtHolidays ?? datesOf(loadHolidays(bankruptcy.courtHolidays).holidays, calendar.knownFrom, calendar.knownThrough);
  return evenBeyond({ ...calendar, courtHolidays });
});
