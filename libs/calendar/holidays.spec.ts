import Holidays from 'date-holidays';
import { remembered } from '../kernel/remembered.ts';
import { localDate } from '../kernel/time.ts';
import { datesOf } from './holiday-rules.ts';
import { loadHolidays } from './load-calendar.ts';

// Every date that our sets give over fifty years against those of `date-holidays`, which others keep. Each difference is one of law.
const from = localDate('2010-01-01');
const through = localDate('2059-12-31');
const years = Array.from({ length: 52 }, (_year, index) => 2009 + index);

const ours = remembered((set: string) => new Map(datesOf(loadHolidays(set).holidays, from, through).map(({ on, name }) => [on as string, name])));

function theirs(state?: string): Map<string, string> {
  const options = { types: ['public' as const] };
  const holidays = state === undefined ? new Holidays('US', options) : new Holidays('US', state, options);
  const days = years.flatMap((year) => holidays.getHolidays(year));
  return new Map(days.map(({ date, name }) => [date.slice(0, 10), name] as const).filter(([on]) => on >= from && on <= through));
}

/** `Lincoln Day: 50`: by name, how many days the first has and the other has not. */
function beyond(first: Map<string, string>, other: Map<string, string>): string[] {
  const counts = new Map<string, number>();
  for (const [on, name] of first) if (!other.has(on)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name}: ${count}`).sort();
}

describe('Holidays from 2010 to 2059', () => {
  it('federal: all of theirs, and Veterans Day observed, which they leave out and OPM lists (2012-11-12, 2017-11-10, 2023-11-10 …)', () => {
    expect(ours('US-FEDERAL@1').size).toBe(606);
    expect(beyond(theirs(), ours('US-FEDERAL@1'))).toEqual([]);
    expect(beyond(ours('US-FEDERAL@1'), theirs())).toEqual(['Veterans Day observed: 14']);
    const observed = [...ours('US-FEDERAL@1')].filter(([, name]) => name === 'Veterans Day observed').map(([on]) => on);
    expect(observed.slice(0, 6)).toEqual(['2012-11-12', '2017-11-10', '2018-11-12', '2023-11-10', '2028-11-10', '2029-11-12']);
  });

  it('Ohio: their Fridays before a Saturday are custom of agencies, not of ORC 1.14; the Monday after Veterans Day is of 1.14', () => {
    expect(ours('OHIO@1').size).toBe(572);
    expect(beyond(theirs('OH'), ours('OHIO@1'))).toEqual([
      'Christmas Day (substitute day): 7',
      'Independence Day (substitute day): 7',
      'Juneteenth (substitute day): 6',
      "New Year's Day (substitute day): 7",
    ]);
    expect(beyond(ours('OHIO@1'), theirs('OH'))).toEqual(['Veterans Day observed: 7']);
  });

  it('California: they list what state offices keep, Gov 6700 has more; the day after Thanksgiving and the substitutes are no days of 6700 or 6701', () => {
    expect(ours('CALIFORNIA@1').size).toBe(858);
    expect(beyond(ours('CALIFORNIA@1'), theirs('CA'))).toEqual([
      'Admission Day observed: 7',
      'Admission Day: 50',
      'Columbus Day: 50',
      'Diwali: 5',
      'Genocide Remembrance Day: 37',
      'Lincoln Day observed: 7',
      'Lincoln Day: 50',
      'Lunar New Year: 27',
      'Native American Day: 45',
      'Veterans Day observed: 14',
    ]);
    expect(beyond(theirs('CA'), ours('CALIFORNIA@1'))).toEqual([
      'Christmas Day (substitute day): 7',
      'Day after Thanksgiving Day: 50',
      'Independence Day (substitute day): 7',
      'Juneteenth (substitute day): 11',
      // 2021 and 2022: federal then, of Gov 6700 since 2023.
      'Juneteenth: 2',
      "New Year's Day (substitute day): 7",
    ]);
  });

  it('Lunar New Year: the listed dates are those of an independent reckoning of new moons', () => {
    const reckoned = new Holidays();
    reckoned.setHoliday('chinese 01-0-01', 'Lunar New Year');
    const newMoons = years.filter((year) => year >= 2023 && year <= 2050).flatMap((year) => reckoned.getHolidays(year)).map(({ date }) => date.slice(0, 10));
    const listed = [...datesOf(loadHolidays('CALIFORNIA@1').holidays, from, through)].filter(({ name }) => name === 'Lunar New Year').map(({ on }) => on);
    expect(listed).toEqual(newMoons);
  });

  it.each([
    ['the third Monday of January', 'Martin Luther King Jr. Day', '2027-01-18'],
    ['the last Monday of a May with five', 'Memorial Day', '2027-05-31'],
    ['the last Monday of a May with four', 'Memorial Day', '2026-05-25'],
    ['the fourth Thursday of a November with five', 'Thanksgiving Day', '2029-11-22'],
  ])('%s', (_name, name, on) => {
    expect(ours('US-FEDERAL@1').get(on)).toBe(name);
  });

  it.each([
    ['a Sunday gives its Monday', '2027-07-05', 'Independence Day observed'],
    ['Veterans Day on a Saturday gives its Friday, alone of all (Gov 6701)', '2028-11-10', 'Veterans Day observed'],
    ['another Saturday gives none', '2026-07-03', undefined],
    ['Juneteenth on a Sunday gives no Monday', '2033-06-20', undefined],
  ])('California: %s', (_name, on, name) => {
    expect(ours('CALIFORNIA@1').get(on)).toBe(name);
  });
});
