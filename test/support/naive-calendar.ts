/**
 * Office days, holidays and clocks as a person would tell them from a wall calendar and a watch: every day is looked at by itself,
 * every minute is tried. Written apart from libs/calendar, of which nothing is imported; the statutes are written down a second time.
 */
import { dayMs, dayNumber, dayText, weekday } from './day-numbers.ts';

const [sunday, monday, thursday, friday, saturday] = [0, 1, 4, 5, 6];

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
}

function wallOf(day: number): Wall {
  const text = dayText(day);
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), date: Number(text.slice(8, 10)), weekday: weekday(day) };
}

/** The names of a day; some days have two. */
type Holidays = (wall: Wall, day: number) => readonly string[];

const isNth = (wall: Wall, month: number, weekdayWanted: number, nth: number) => wall.month === month && wall.weekday === weekdayWanted && Math.ceil(wall.date / 7) === nth;
const isOn = (wall: Wall, month: number, date: number) => wall.month === month && wall.date === date;

/** The ten days that both states and the federation share, and Juneteenth from its year on. */
function shared(wall: Wall, day: number, juneteenthFrom: number, presidents: string): string | null {
  if (isOn(wall, 1, 1)) return "New Year's Day";
  if (isNth(wall, 1, monday, 3)) return 'Martin Luther King Jr. Day';
  if (isNth(wall, 2, monday, 3)) return presidents;
  if (wall.month === 5 && wall.weekday === monday && wallOf(day + 7).month === 6) return 'Memorial Day';
  if (isOn(wall, 6, 19) && wall.year >= juneteenthFrom) return 'Juneteenth';
  if (isOn(wall, 7, 4)) return 'Independence Day';
  if (isNth(wall, 9, monday, 1)) return 'Labor Day';
  if (isNth(wall, 10, monday, 2)) return 'Columbus Day';
  if (isOn(wall, 11, 11)) return 'Veterans Day';
  if (isNth(wall, 11, thursday, 4)) return 'Thanksgiving Day';
  if (isOn(wall, 12, 25)) return 'Christmas Day';
  return null;
}

const named = (...names: readonly (string | null)[]) => names.filter((name) => name !== null);
const federalDays: Holidays = (wall, day) => named(shared(wall, day, 2021, "Washington's Birthday"));
const ohioDays: Holidays = (wall, day) => named(shared(wall, day, 2021, "Presidents' Day"));

const newMoons =
  '2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02 2050-01-23'.split(
    ' ',
  );
const diwalis = ['2026-11-08', '2027-10-29', '2028-10-17', '2029-11-05', '2030-10-26'];

/** Without Cesar Chavez Day, which the district did not adopt. */
const californiaDays: Holidays = (wall, day) =>
  named(
    newMoons.includes(dayText(day)) ? 'Lunar New Year' : null,
    isOn(wall, 2, 12) ? 'Lincoln Day' : null,
    isOn(wall, 4, 24) && wall.year >= 2023 ? 'Genocide Remembrance Day' : null,
    isOn(wall, 9, 9) ? 'Admission Day' : null,
    isNth(wall, 9, friday, 4) && wall.year >= 2015 ? 'Native American Day' : null,
    diwalis.includes(dayText(day)) ? 'Diwali' : null,
    shared(wall, day, 2023, "Presidents' Day"),
  );

const holidaysIn = (days: Holidays, day: number) => days(wallOf(day), day);

/** What a day is: holidays of the list, the Monday after one on a Sunday, the Friday before one on a Saturday, for the names given. */
function withObserved(days: Holidays, mondays: readonly string[], fridays: readonly string[]): (day: number) => readonly string[] {
  return (day) => {
    const before = weekday(day) === monday ? holidaysIn(days, day - 1).filter((name) => mondays.includes(name)) : [];
    const after = weekday(day) === friday ? holidaysIn(days, day + 1).filter((name) => fridays.includes(name)) : [];
    return [...holidaysIn(days, day), ...[...before, ...after].map((name) => `${name} observed`)];
  };
}

const movable = ["New Year's Day", 'Juneteenth', 'Independence Day', 'Veterans Day', 'Christmas Day'];
const federal = withObserved(federalDays, movable, movable);
const ohio = withObserved(ohioDays, movable, []);
const california = withObserved(californiaDays, ["New Year's Day", 'Lincoln Day', 'Independence Day', 'Admission Day', 'Veterans Day', 'Christmas Day'], ['Veterans Day']);

/** An office as its staff know it. */
export interface NaiveOffice {
  /** The names of the legal holidays of a day. */
  readonly holidays: (day: number) => readonly string[];
  readonly isShut: (day: number) => boolean;
  readonly closesEarly: (day: number) => boolean;
}

const isWeekend = (day: number) => weekday(day) === sunday || weekday(day) === saturday;
const isChristmasEve = (day: number) => isOn(wallOf(day), 12, 24);

/** Shut at weekends, on the holidays that it keeps and on the days that it keeps for them, and after Thanksgiving. */
function office(days: Holidays, legal: (day: number) => readonly string[], opensOn: readonly string[]): NaiveOffice {
  const kept = withObserved(days, movable, movable);
  const isKept = (name: string) => !opensOn.includes(name.replace(' observed', ''));
  return {
    holidays: legal,
    isShut: (day) => isWeekend(day) || kept(day).some(isKept) || holidaysIn(days, day - 1).includes('Thanksgiving Day'),
    closesEarly: isChristmasEve,
  };
}

export const ohioOffice = office(ohioDays, ohio, []);
export const districtOffice = office(californiaDays, california, ['Lunar New Year', 'Lincoln Day', 'Genocide Remembrance Day', 'Admission Day', 'Native American Day', 'Columbus Day', 'Diwali']);

/** The nth day on which the office opens and that is no legal holiday. */
export function naiveBusinessDay(office: NaiveOffice, trigger: number, nth: number): number {
  let day = trigger;
  for (let left = nth; left > 0; ) {
    day += 1;
    if (!office.isShut(day) && office.holidays(day).length === 0) left -= 1;
  }
  return day;
}

/** A last day in Ohio: it stands on a day that the office keeps in full and that is neither Sunday nor holiday. */
export function naiveRollOhio(office: NaiveOffice, last: number): number {
  let day = last;
  while (weekday(day) === sunday || office.holidays(day).length > 0 || office.isShut(day) || office.closesEarly(day)) day += 1;
  return day;
}

export function naiveRollFederal(last: number): number {
  let day = last;
  while (isWeekend(day) || federal(day).length > 0) day += 1;
  return day;
}

/** So many months later, told off on fingers: the same date, or else the last of that month (the day after it, when the time must be over). */
export function naiveMonthsLater(day: number, months: number, overInFull: boolean): number {
  const { year, month, date } = wallOf(day);
  const wanted = year * 12 + (month - 1) + months;
  let found = dayNumber(`${Math.floor(wanted / 12)}-${String((wanted % 12) + 1).padStart(2, '0')}-01`);
  while (wallOf(found).date < date && wallOf(found + 1).date !== 1) found += 1;
  return wallOf(found).date < date && overInFull ? found + 1 : found;
}

const minuteMs = 60_000;

/** The nth Sunday of a month, as a day. */
function nthSunday(year: number, month: number, nth: number): number {
  let day = dayNumber(`${year}-${String(month).padStart(2, '0')}-01`);
  while (weekday(day) !== sunday) day += 1;
  return day + 7 * (nth - 1);
}

/** Minutes that the watch is ahead of UTC, by the statutes in force since 2008. */
type Watch = (utcMs: number) => number;

/** Two in the morning by the old time, second Sunday of March to first Sunday of November (15 U.S.C. 260a). */
function american(standardMinutes: number): Watch {
  return (utcMs) => {
    const year = new Date(utcMs + standardMinutes * minuteMs).getUTCFullYear();
    const from = nthSunday(year, 3, 2) * dayMs + (120 - standardMinutes) * minuteMs;
    const to = nthSunday(year, 11, 1) * dayMs + (120 - standardMinutes - 60) * minuteMs;
    return utcMs >= from && utcMs < to ? standardMinutes + 60 : standardMinutes;
  };
}

/** Half an hour of summer, from the first Sunday of October to the first of April, at two by the old time. */
const lordHowe: Watch = (utcMs) => {
  const year = new Date(utcMs + 630 * minuteMs).getUTCFullYear();
  const to = nthSunday(year, 4, 1) * dayMs + (120 - 660) * minuteMs;
  const from = nthSunday(year, 10, 1) * dayMs + (120 - 630) * minuteMs;
  return utcMs >= to && utcMs < from ? 630 : 660;
};

export const watches: Readonly<Record<string, Watch>> = {
  'America/New_York': american(-300),
  'America/Los_Angeles': american(-480),
  'America/Phoenix': () => -420,
  'Australia/Lord_Howe': lordHowe,
};

/** What the wall shows at a moment, in minutes since 1970. */
export function wallMinutes(watch: Watch, utcMs: number): number {
  return Math.floor(utcMs / minuteMs) + watch(utcMs);
}

/** The first moment at which the wall of that day shows the time, or a later one where the time is left out: minute by minute. */
export function naiveMoment(watch: Watch, day: number, minutes: number): number {
  const wanted = day * 1_440 + minutes;
  let utcMs = (wanted - 12 * 60) * minuteMs;
  // Two hours before it by the slower of the zone's two clocks; nothing is shown twice that far apart.
  utcMs = (wanted - Math.max(watch(utcMs), watch(utcMs + dayMs)) - 120) * minuteMs;
  while (wallMinutes(watch, utcMs) < wanted) utcMs += minuteMs;
  return utcMs;
}
