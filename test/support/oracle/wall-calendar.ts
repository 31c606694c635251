import { dayMs, dayNumber, dayText, weekday } from '../day-numbers.ts';

/**
 * The calendars on the wall of two offices, worked out from the names of the holidays alone, and clocks as they hang in two zones.
 * Days are numbers (days since 1970), moments are milliseconds, hours are local hours.
 */
export interface WallCalendar {
  /** A day that the law calls a holiday, whether or not the office opens. */
  readonly isLegalHoliday: (day: number) => boolean;
  readonly officeIsOpen: (day: number) => boolean;
  /** The office opens, and goes home before its hour. */
  readonly closesEarly: (day: number) => boolean;
  readonly dayOf: (moment: number) => number;
  readonly momentOf: (day: number, hour: number) => number;
}

export type Office = 'ohio' | 'california';

const firstYear = 2025;
const lastYear = 2030;
const years = Array.from({ length: lastYear - firstYear + 1 }, (_unused, index) => firstYear + index);

const on = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / dayMs;

/** The nth such weekday of a month; 0 = Sunday. */
function nth(year: number, month: number, name: number, count: number): number {
  let day = on(year, month, 1);
  while (weekday(day) !== name) day += 1;
  return day + 7 * (count - 1);
}

function lastMonday(year: number, month: number): number {
  let day = on(year, month + 1, 1) - 1;
  while (weekday(day) !== 1) day -= 1;
  return day;
}

const newYear = (year: number) => on(year, 1, 1);
const king = (year: number) => nth(year, 1, 1, 3);
const presidents = (year: number) => nth(year, 2, 1, 3);
const memorial = (year: number) => lastMonday(year, 5);
const juneteenth = (year: number) => on(year, 6, 19);
const independence = (year: number) => on(year, 7, 4);
const labor = (year: number) => nth(year, 9, 1, 1);
const columbus = (year: number) => nth(year, 10, 1, 2);
const veterans = (year: number) => on(year, 11, 11);
const thanksgiving = (year: number) => nth(year, 11, 4, 4);
const christmas = (year: number) => on(year, 12, 25);
const lincoln = (year: number) => on(year, 2, 12);
const admission = (year: number) => on(year, 9, 9);

/** Moons do not keep to the calendar: from an almanac. */
const lunarNewYears = ['2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03'].map(dayNumber);
const diwalis = ['2026-11-08', '2027-10-29', '2028-10-17', '2029-11-05', '2030-10-26'].map(dayNumber);

type Yearly = (year: number) => number;
const everyYear = (...holidays: readonly Yearly[]) => years.flatMap((year) => holidays.map((holiday) => holiday(year)));
const mondayAfter = (days: readonly number[]) => days.filter((day) => weekday(day) === 0).map((day) => day + 1);
const fridayBefore = (days: readonly number[]) => days.filter((day) => weekday(day) === 6).map((day) => day - 1);

/** Ohio's county: eleven holidays; one on a Saturday shuts the office on Friday, one on a Sunday on Monday. */
function ohio(): { legal: Set<number>; shut: Set<number> } {
  const legal = everyYear(newYear, king, presidents, memorial, juneteenth, independence, labor, columbus, veterans, thanksgiving, christmas);
  return { legal: new Set(legal), shut: new Set([...legal, ...mondayAfter(legal), ...fridayBefore(legal)]) };
}

/** California's district: more holidays than the office keeps. Where the law itself gives the Monday or the Friday, that is a holiday, too. */
function california(): { legal: Set<number>; shut: Set<number> } {
  const kept = everyYear(newYear, king, presidents, memorial, juneteenth, independence, labor, veterans, thanksgiving, christmas);
  const worked = [...everyYear(lincoln, (year) => on(year, 4, 24), admission, (year) => nth(year, 9, 5, 4), columbus), ...lunarNewYears, ...diwalis];
  const givesMonday = everyYear(newYear, lincoln, independence, admission, veterans, christmas);
  const legal = [...kept, ...worked, ...mondayAfter(givesMonday), ...fridayBefore(everyYear(veterans))];
  const shut = [...kept, ...mondayAfter(kept), ...fridayBefore(kept), ...everyYear((year) => thanksgiving(year) + 1)];
  return { legal: new Set(legal), shut: new Set(shut) };
}

const lists = { ohio: ohio(), california: california() };
const standardHoursBehind: Record<Office, number> = { ohio: 5, california: 8 };

/** Summer time from the second Sunday of March to the first Sunday of November, changing at two o'clock of the old time. */
const summers = new Map(years.map((year) => [year, { from: nth(year, 3, 0, 2) * dayMs, to: nth(year, 11, 0, 1) * dayMs }]));

/** The office's calendar, with further holidays on which it is shut. */
export function wallCalendar(office: Office, moreHolidays: readonly string[] = []): WallCalendar {
  const { legal, shut } = lists[office];
  const more = new Set(moreHolidays.map(dayNumber));
  const standard = standardHoursBehind[office];
  const hoursBehind = (moment: number) => {
    const summer = summers.get(new Date(moment).getUTCFullYear());
    if (!summer) throw new RangeError(`The wall calendar does not know ${new Date(moment).toISOString()}`);
    return moment >= summer.from + (2 + standard) * 3_600_000 && moment < summer.to + (1 + standard) * 3_600_000 ? standard - 1 : standard;
  };
  return {
    isLegalHoliday: (day) => legal.has(day) || more.has(day),
    officeIsOpen: (day) => weekday(day) !== 0 && weekday(day) !== 6 && !shut.has(day) && !more.has(day),
    closesEarly: (day) => office === 'california' && dayText(day).endsWith('-12-24'),
    dayOf: (moment) => Math.floor((moment - hoursBehind(moment) * 3_600_000) / dayMs),
    momentOf: (day, hour) => {
      const standardTime = day * dayMs + (hour + standard) * 3_600_000;
      return standardTime - (standard - hoursBehind(standardTime)) * 3_600_000;
    },
  };
}

/** GEN-COUNT: the day itself is left out, the last one counts; a legal holiday counts for none although the office opens (GEN-PROTECT). */
export function nthBusinessDayAfter(day: number, count: number, calendar: WallCalendar): number {
  let last = day;
  for (let left = count; left > 0; ) {
    last += 1;
    if (calendar.officeIsOpen(last) && !calendar.isLegalHoliday(last)) left -= 1;
  }
  return last;
}

export { dayNumber, dayText, weekday };
