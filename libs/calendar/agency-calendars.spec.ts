import { localDate, type LocalDate } from '../kernel/time.ts';
import { agencyCalendarSchema, calendarFrom } from './agency-calendar.ts';
import { holidayOn, nthBusinessDayAfter, officeClosedOn, officeClosesOn, type BusinessCalendar } from './business-calendar.ts';
import { plusDays } from './days.ts';
import { holidaySetSchema } from './holiday-rules.ts';
import { BrokenCalendar, loadCalendar, loadHolidays } from './load-calendar.ts';

const ohio = loadCalendar('OH-COUNTY-OFFICE@2');
const district = loadCalendar('CA-DISTRICT-OFFICE@1');
const city = loadCalendar('CA-CITY-OFFICE@1');

function daysOf(from: string, through: string): LocalDate[] {
  const days: LocalDate[] = [];
  for (let on = localDate(from); on <= through; on = plusDays(on, 1)) days.push(on);
  return days;
}

const shutIn = (calendar: BusinessCalendar, year: number) =>
  daysOf(`${year}-01-01`, `${year}-12-31`).flatMap((on) => {
    const why = officeClosedOn(calendar, on);
    return why === null || /^(Saturday|Sunday) /.test(why) || new Date(on).getUTCDay() % 6 === 0 ? [] : [why];
  });

describe('Calendars by rule', () => {
  it('the Ohio county keeps in 2027 the days of its wall calendar', () => {
    expect(shutIn(ohio, 2027)).toEqual([
      "New Year's Day (2027-01-01)",
      'Martin Luther King Jr. Day (2027-01-18)',
      "Presidents' Day (2027-02-15)",
      'Memorial Day (2027-05-31)',
      'Juneteenth observed (2027-06-18)',
      'Independence Day observed (2027-07-05)',
      'Labor Day (2027-09-06)',
      'Columbus Day (2027-10-11)',
      'Veterans Day (2027-11-11)',
      'Thanksgiving Day (2027-11-25)',
      'Day after Thanksgiving (2027-11-26)',
      'Christmas Day observed (2027-12-24)',
      "New Year's Day observed (2027-12-31)",
    ]);
  });

  it('the California district keeps in 2027 the days that its board resolved', () => {
    expect(shutIn(district, 2027)).toEqual([
      "New Year's Day (2027-01-01)",
      'Martin Luther King Jr. Day (2027-01-18)',
      "Presidents' Day (2027-02-15)",
      'Memorial Day (2027-05-31)',
      'Juneteenth observed (2027-06-18)',
      'Independence Day observed (2027-07-05)',
      'Labor Day (2027-09-06)',
      'Veterans Day (2027-11-11)',
      'Thanksgiving Day (2027-11-25)',
      'Day after Thanksgiving (2027-11-26)',
      'Christmas Day observed (2027-12-24)',
      "New Year's Day observed (2027-12-31)",
    ]);
  });

  it('a legal holiday on which the office opens stays one, and is no business day', () => {
    const lincoln = localDate('2027-02-12');
    expect([officeClosedOn(district, lincoln), holidayOn(district, lincoln)]).toEqual([null, 'Lincoln Day']);
    expect(nthBusinessDayAfter(district, localDate('2027-02-11'), 1)).toEqual({
      on: '2027-02-16',
      skipped: [
        'Lincoln Day (2027-02-12), a legal holiday on which the office opens, is not counted',
        'Saturday 2027-02-13 is not counted',
        'Sunday 2027-02-14 is not counted',
        "Presidents' Day (2027-02-15) is not counted",
      ],
    });
  });

  it.each([
    ['the city adopted it', city, 'Cesar Chavez Day'],
    ['the district did not', district, null],
  ])('Cesar Chavez Day reaches an agency by its own resolution: %s (Gov 6700)', (_name, calendar, holiday) => {
    expect(holidayOn(calendar, localDate('2027-03-31'))).toBe(holiday);
  });

  it.each([
    ['2020-06-19', null],
    ['2021-06-18', 'Juneteenth observed (2021-06-18)'],
    ['2022-06-20', 'Juneteenth observed (2022-06-20)'],
  ])('Juneteenth counts from the year in which it became law: %s', (on, why) => {
    expect(officeClosedOn(ohio, localDate(on))).toBe(why);
  });

  it.each([
    ['Christmas Eve 2026', '2026-12-24', '12:00'],
    ['the day before', '2026-12-23', '17:00'],
    ['New Year’s Eve', '2026-12-31', '17:00'],
  ])('the office closes early on one day: %s', (_name, on, closesAt) => {
    expect(officeClosesOn(ohio, localDate(on))).toBe(closesAt);
  });

  it('every calendar knows at least the forty years to 2050, and can name its zone', () => {
    for (const calendar of [ohio, district, city]) {
      expect([calendar.knownFrom <= '2010-01-01', calendar.knownThrough >= '2050-12-31']).toEqual([true, true]);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: calendar.zone })).not.toThrow();
    }
  });

  it('says through when holidays are known that no rule gives', () => {
    expect(district.listedThrough).toEqual([
      { name: 'Lunar New Year', knownThrough: '2050-12-31' },
      { name: 'Diwali', knownThrough: '2030-12-31' },
    ]);
  });
});

describe('An agency’s own resolutions', () => {
  const agency = {
    id: 'TOWN',
    version: 1,
    zone: 'America/New_York',
    source: 'a resolution',
    officeOpensAt: '08:00',
    officeClosesAt: '16:00',
    officeWeekdays: [1, 2, 3, 4, 5],
    knownFrom: '2027-01-01',
    knownThrough: '2027-12-31',
    holidays: [{ set: 'OHIO@1' }],
    saturdayHolidayShutsFriday: false,
    sundayHolidayShutsMonday: false,
    courtHolidays: ['US-FEDERAL@1'],
  };
  const town = (changes: object) => calendarFrom(agencyCalendarSchema.parse({ ...agency, ...changes }), loadHolidays);

  it('add a single day', () => {
    const shut = { on: '2027-08-06', name: 'County fair' };
    expect(officeClosedOn(town({}), localDate('2027-08-06'))).toBeNull();
    expect(officeClosedOn(town({ shutBesides: [shut] }), localDate('2027-08-06'))).toBe('County fair (2027-08-06)');
  });

  it('open the office on one holiday, which stays a holiday', () => {
    const calendar = town({ openAllTheSame: [{ on: '2027-10-11', name: 'the board meets' }] });
    expect([officeClosedOn(calendar, localDate('2027-10-11')), holidayOn(calendar, localDate('2027-10-11'))]).toEqual([null, 'Columbus Day']);
  });

  it('keep the office shut where a holiday on which it opens meets one on which it does not', () => {
    const days = [{ name: 'Founders Day', on: { month: 5, day: 31 } }, { name: 'Memorial Day', on: { month: 5, weekday: 'Monday', nth: 'last' } }];
    const both = holidaySetSchema.parse({ id: 'BOTH', version: 1, title: 'both', citation: 'none', status: 'default', holidays: days });
    const calendar = calendarFrom(agencyCalendarSchema.parse({ ...agency, officeOpensOn: ['Founders Day'], knownThrough: '2028-12-31' }), () => both);
    expect(officeClosedOn(calendar, localDate('2027-05-31'))).toBe('Memorial Day (2027-05-31)');
    expect(officeClosedOn(calendar, localDate('2028-05-31'))).toBeNull();
  });

  it('leave the Friday before a Saturday holiday open, but not the Monday that the statute gives', () => {
    expect(officeClosedOn(town({}), localDate('2027-06-18'))).toBeNull();
    expect(officeClosedOn(town({}), localDate('2027-07-05'))).toBe('Independence Day observed (2027-07-05)');
  });

  it.each([
    ['opens on a day that nobody named', { officeOpensOn: ['Groundhog Day'] }, /No day is named "Groundhog Day"/],
    ['closes after a day that nobody named', { closures: [{ name: 'Hangover', on: { after: 'Carnival', days: 1 } }] }, /No day is named "Carnival"/],
    ['names a set that is none', { holidays: [{ set: 'UTOPIA@1' }] }, /there is no such file/],
  ])('are refused by name when the agency %s', (_name, changes, fault) => {
    expect(() => town(changes)).toThrow(fault);
  });

  it.each(['CA-DISTRICT-OFFICE', 'ca-district-office@1', 'CA-DISTRICT-OFFICE@99'])('%s is no calendar', (reference) => {
    expect(() => loadCalendar(reference)).toThrow(BrokenCalendar);
  });

  it('a rule with two meanings is refused', () => {
    const holidays = [{ name: 'Twice', on: { month: 1, day: 1, weekday: 'Monday', nth: 1 } }];
    expect(holidaySetSchema.safeParse({ id: 'X', version: 1, title: 'x', citation: 'x', status: 'default', holidays }).success).toBe(false);
  });
});
