import { holidayOn, officeClosedOn } from '../../libs/calendar/business-calendar.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { laws } from '../support/oracle/plain-law.ts';
import { dayNumber, dayText, wallCalendar } from '../support/oracle/wall-calendar.ts';

const days = Array.from({ length: dayNumber('2029-12-31') - dayNumber('2026-01-01') + 1 }, (_unused, index) => dayNumber('2026-01-01') + index);

describe('The calendars on the oracle\'s wall, made apart from the packs\'', () => {
  it.each(laws.map((law) => [law.pack, law] as const))('name the same holidays and the same closed days from 2026 through 2029: %s', (pack, law) => {
    const { calendar } = loadLaw(pack);
    const wall = wallCalendar(law.office);
    const own = days.map((day) => [dayText(day), wall.isLegalHoliday(day), wall.officeIsOpen(day)]);
    expect(own).toEqual(days.map((day) => dayText(day)).map((on) => [on, holidayOn(calendar, localDate(on)) !== null, officeClosedOn(calendar, localDate(on)) === null]));
  });
});
