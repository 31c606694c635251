/**
 * Days of the county as a person would count them on the wall, for the second implementation: nothing here knows the
 * engine's calendar. Days are numbers (days since 1970), moments are milliseconds.
 */
export const dayMs = 86_400_000;

/** `2027-03-05` → its number. */
export function dayNumber(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / dayMs;
}

export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 0 = Sunday … 6 = Saturday; the first of January 1970 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Weekdays in 2027 on which the office of the county is shut, from its wall calendar. */
const shutIn2027 = [
  '2027-01-01',
  '2027-01-18',
  '2027-02-15',
  '2027-05-31',
  '2027-06-18',
  '2027-07-05',
  '2027-09-06',
  '2027-10-11',
  '2027-11-11',
  '2027-11-25',
  '2027-12-24',
  '2027-12-31',
];

export function officeIsOpen(day: number): boolean {
  return weekday(day) !== 0 && weekday(day) !== 6 && !shutIn2027.includes(dayText(day));
}

export function nthOpenDayAfter(day: number, nth: number): number {
  let last = day;
  for (let left = nth; left > 0; ) {
    last += 1;
    if (officeIsOpen(last)) left -= 1;
  }
  return last;
}

/** The last day to pay: the printed one, or the next on which the office is open. */
export function lastDayToPay(printedOn: string): number {
  let day = dayNumber(printedOn);
  while (!officeIsOpen(day)) day += 1;
  return day;
}

/** New York: four hours behind from the second Sunday of March, 02:00, to the first Sunday of November, 02:00; else five. */
function hoursBehind(utcMs: number): number {
  const year = new Date(utcMs).getUTCFullYear();
  const sunday = (month: number, nth: number) => {
    let day = dayNumber(`${year}-${String(month).padStart(2, '0')}-01`);
    while (weekday(day) !== 0) day += 1;
    return day + 7 * (nth - 1);
  };
  const summerFrom = sunday(3, 2) * dayMs + 7 * 3_600_000;
  const summerTo = sunday(11, 1) * dayMs + 6 * 3_600_000;
  return utcMs >= summerFrom && utcMs < summerTo ? 4 : 5;
}

/** The local day of a moment. */
export function dayOfMoment(utcMs: number): number {
  return Math.floor((utcMs - hoursBehind(utcMs) * 3_600_000) / dayMs);
}

/** The moment of an hour of a local day; no hour that the clocks skip or repeat is asked for. */
export function momentOf(day: number, hour: number): number {
  const guess = day * dayMs + (hour + 5) * 3_600_000;
  return guess - (5 - hoursBehind(guess)) * 3_600_000;
}
