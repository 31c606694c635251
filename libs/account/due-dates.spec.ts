import { loadCalendar } from '../calendar/load-calendar.ts';
import { localDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { loadLaw } from '../policy/load.ts';
import { rolled } from './due-dates.ts';

const ohio = loadLaw('OH-COUNTY@1');
const calendar = loadCalendar('OH-COUNTY-OFFICE@2');
const openOnSaturdays = { ...calendar, officeWeekdays: [1, 2, 3, 4, 5, 6] };
const movedTo = (rolls: Law['pack']['bill']['rolls'], lastOn: string, known = calendar) =>
  rolled(localDate(lastOn), { ...ohio, calendar: known, pack: { ...ohio.pack, bill: { ...ohio.pack.bill, rolls } } }).on;

describe('A last day moves as the pack’s law has it', () => {
  it.each([
    ['an open day', '2027-03-05', '2027-03-05', '2027-03-05', '2027-03-05'],
    ['a Sunday', '2027-03-07', '2027-03-08', '2027-03-08', '2027-03-07'],
    ['a holiday of both', '2027-05-31', '2027-06-01', '2027-06-01', '2027-05-31'],
    ['the Friday after Thanksgiving: the county’s closing, no court’s', '2027-11-26', '2027-11-29', '2027-11-26', '2027-11-26'],
    ['noon on Christmas Eve, when the county closes', '2026-12-24', '2026-12-28', '2026-12-24', '2026-12-24'],
    ['the Friday before a Saturday holiday: shut in both', '2027-12-24', '2027-12-27', '2027-12-27', '2027-12-24'],
  ])('%s, %s: %s in Ohio, %s in a federal court, %s where nothing moves it', (_name, lastOn, inOhio, inCourt, asItIs) => {
    expect([movedTo('ohio', lastOn), movedTo('federal', lastOn), movedTo('none', lastOn)]).toEqual([inOhio, inCourt, asItIs]);
  });

  it('a Saturday does not move by itself in Ohio, where the office keeps its hours; in a court it does', () => {
    expect([movedTo('ohio', '2027-03-06', openOnSaturdays), movedTo('federal', '2027-03-06', openOnSaturdays)]).toEqual(['2027-03-06', '2027-03-08']);
    expect(movedTo('ohio', '2027-03-06')).toBe('2027-03-08');
  });

  it('a Sunday and a holiday move in Ohio although the office opens', () => {
    const alwaysOpen = { ...openOnSaturdays, officeWeekdays: [1, 2, 3, 4, 5, 6, 7], holidays: calendar.holidays.map((day) => ({ ...day, officeOpens: true })) };
    expect([movedTo('ohio', '2027-03-07', alwaysOpen), movedTo('ohio', '2027-05-31', alwaysOpen)]).toEqual(['2027-03-08', '2027-06-01']);
  });
});
