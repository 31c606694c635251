import { nthBusinessDayAfter, openDayFrom, rollFederal } from '../../libs/calendar/business-calendar.ts';
import { instantAt, localDateOf, nthDayAfter, plusDays, plusHours, plusMonths, weekdayName } from '../../libs/calendar/days.ts';
import { loadCalendar } from '../../libs/calendar/load-calendar.ts';
import { localDate, type LocalTime } from '../../libs/kernel/time.ts';

// The dates of the worked examples, by the calendars alone: no case, no pack.
const district = loadCalendar('CA-DISTRICT-OFFICE@1');
const businessDay = (trigger: string, nth: number, clearDays = false) => nthBusinessDayAfter(district, localDate(trigger), nth, clearDays);
const days = (trigger: string, count: number) => nthDayAfter(localDate(trigger), count);

describe('Scenario 1: the 60th day falls on a weekend', () => {
  it('7 business days after Wed 2027-03-10 end Fri 2027-03-19, 15 days Thu 2027-03-25', () => {
    expect(businessDay('2027-03-10', 7).on).toBe('2027-03-19');
    expect(days('2027-03-10', 15)).toBe('2027-03-25');
  });

  it('due 2027-01-25 and 61 days is a Saturday, 2027-03-27; the office opens Mon 2027-03-29', () => {
    const limit = days('2027-01-25', 61);
    expect([limit, weekdayName(limit), openDayFrom(district, limit)]).toEqual(['2027-03-27', 'Saturday', '2027-03-29']);
  });

  it('24 hours before the slot on Monday is Sunday at the same hour; 48 hours is Saturday', () => {
    const slot = instantAt(localDate('2027-03-29'), '08:00' as LocalTime, district.zone);
    expect([-24, -48].map((hours) => weekdayName(localDateOf(plusHours(slot, hours), district.zone)))).toEqual(['Sunday', 'Saturday']);
  });
});

describe('Scenario 2: business days across Memorial Day', () => {
  it('7 business days after Tue 2027-05-25 end Fri 2027-06-04, and it says what was left out', () => {
    expect(businessDay('2027-05-25', 7)).toEqual({
      on: '2027-06-04',
      skipped: ['Saturday 2027-05-29 is not counted', 'Sunday 2027-05-30 is not counted', 'Memorial Day (2027-05-31) is not counted'],
    });
  });

  it('with clear days it is Mon 2027-06-07', () => {
    expect(businessDay('2027-05-25', 7, true).on).toBe('2027-06-07');
  });

  it('one day fewer is the day before, clear days or not', () => {
    expect([businessDay('2027-05-25', 6).on, businessDay('2027-05-25', 6, true).on]).toEqual(['2027-06-03', '2027-06-04']);
  });
});

describe('Scenario 3: the second bill controls', () => {
  it('due Mon 2027-03-01 and 61 days is Sat 2027-05-01, so Mon 2027-05-03', () => {
    expect([days('2027-03-01', 61), openDayFrom(district, days('2027-03-01', 61))]).toEqual(['2027-05-01', '2027-05-03']);
  });

  it('a notice of 2027-04-05 is old enough: 7 business days on Apr 14, 15 days on Apr 20', () => {
    expect([businessDay('2027-04-05', 7).on, days('2027-04-05', 15)]).toEqual(['2027-04-14', '2027-04-20']);
  });
});

describe('Scenario 4: Juneteenth observed in the count', () => {
  it('default of 2027-04-15 and 61 days is Tue 2027-06-15; five business days later is Wed 2027-06-23', () => {
    expect(days('2027-04-15', 61)).toBe('2027-06-15');
    expect(businessDay('2027-06-15', 5)).toEqual({
      on: '2027-06-23',
      skipped: ['Juneteenth observed (2027-06-18) is not counted', 'Juneteenth (2027-06-19) is not counted', 'Sunday 2027-06-20 is not counted'],
    });
  });
});

describe('Scenario 6: posted after the appeal', () => {
  it('five business days after Thu 2027-06-24 end Thu 2027-07-01, before the holiday', () => {
    expect(businessDay('2027-06-24', 5).on).toBe('2027-07-01');
  });
});

describe('Scenario 9, California: a new notice after the return', () => {
  it('mailed Thu 2027-04-15: 7 business days end Mon 2027-04-26, 15 days Fri 2027-04-30', () => {
    expect([businessDay('2027-04-15', 7).on, days('2027-04-15', 15)]).toEqual(['2027-04-26', '2027-04-30']);
  });
});

describe('Days that courts count (GEN-ROLL-FED)', () => {
  it('scenario 12: day 20 after Mon 2027-03-01 is a Sunday and counts as Mon 2027-03-22; nothing changes before the Tuesday', () => {
    const day20 = rollFederal(district, days('2027-03-01', 20));
    expect(day20).toEqual({ on: '2027-03-22', skipped: ['Sunday 2027-03-21 skipped'] });
    expect(plusDays(day20.on, 1)).toBe('2027-03-23');
  });

  it('scenario 13: day 30 after Fri 2027-01-29 is Sun 2027-02-28, and the review opens Mon 2027-03-01', () => {
    expect([days('2027-01-29', 30), rollFederal(district, days('2027-01-29', 30)).on]).toEqual(['2027-02-28', '2027-03-01']);
  });

  it('scenario 15: day 180 after Thu 2027-04-15 is Tue 2027-10-12; a day earlier would be Columbus Day', () => {
    expect(rollFederal(district, days('2027-04-15', 180))).toEqual({ on: '2027-10-12', skipped: [] });
    expect(rollFederal(district, localDate('2027-10-11')).skipped).toEqual(['Columbus Day (2027-10-11) skipped']);
  });

  it('a Saturday moves, and a holiday that only the state has does not', () => {
    expect(rollFederal(district, localDate('2027-03-20')).on).toBe('2027-03-22');
    expect(rollFederal(district, localDate('2027-02-12')).on).toBe('2027-02-12');
  });
});

describe('Scenario 23: the leap day', () => {
  it.each([
    ['2027-12-31', '2028-03-01', 'the leap day counts'],
    ['2026-12-31', '2027-03-02', 'without one'],
  ])('due %s and 61 days is %s: %s', (due, limit) => {
    expect(days(due, 61)).toBe(limit);
  });

  it('a waiver of 2028-02-29 is due again 2029-02-28 at the month’s end, or 2029-03-01 when a full year must be over', () => {
    const usedOn = localDate('2028-02-29');
    expect([plusMonths(usedOn, 12, 'month-end'), plusMonths(usedOn, 12, 'full-year-elapsed')]).toEqual(['2029-02-28', '2029-03-01']);
  });
});

describe('Scenario 24: the count under two versions', () => {
  it('after Thu 2027-06-24 the 7th business day is Tue 2027-07-06, the 10th Fri 2027-07-09', () => {
    expect([businessDay('2027-06-24', 7).on, businessDay('2027-06-24', 10).on]).toEqual(['2027-07-06', '2027-07-09']);
    expect(businessDay('2027-06-24', 7).skipped).toContain('Independence Day observed (2027-07-05) is not counted');
  });
});
