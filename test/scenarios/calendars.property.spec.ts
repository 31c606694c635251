import fc from 'fast-check';
import { holidayOn, nthBusinessDayAfter, notBusinessDay, officeClosedOn, officeClosesOn, rollFederal, rollOhio } from '../../libs/calendar/business-calendar.ts';
import { daysBetween, instantAt, localDateOf, nthDayAfter, plusDays, plusHours, plusMonths, startOfDay, weekdayOf } from '../../libs/calendar/days.ts';
import { loadCalendar } from '../../libs/calendar/load-calendar.ts';
import type { Instant, LocalDate, LocalTime } from '../../libs/kernel/time.ts';
import {
  districtOffice,
  naiveBusinessDay,
  naiveMoment,
  naiveMonthsLater,
  naiveRollFederal,
  naiveRollOhio,
  ohioOffice,
  wallMinutes,
  watches,
} from '../support/naive-calendar.ts';
import { dayMs, dayNumber, dayText, weekday } from '../support/day-numbers.ts';

// Forty years, 2010 to 2049, against counts that walk from day to day and from minute to minute.
const seed = { seed: 20270531, numRuns: 1_000 };
const firstDay = dayNumber('2010-01-01');
const lastDay = dayNumber('2049-12-31');
const day = fc.integer({ min: firstDay, max: lastDay });
const on = (number: number) => dayText(number) as LocalDate;
const moment = (utcMs: number) => new Date(utcMs).toISOString() as Instant;
const minutes = fc.integer({ min: 0, max: 1_439 });
const timeText = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}` as LocalTime;

const offices = [
  ['Ohio', loadCalendar('OH-COUNTY-OFFICE@2'), ohioOffice],
  ['California', loadCalendar('CA-DISTRICT-OFFICE@1'), districtOffice],
] as const;

describe.each(offices)('Office days of forty years in %s', (_state, calendar, office) => {
  it('are those of a second writing of the statutes, every one of 14,610 days', () => {
    const all = Array.from({ length: lastDay - firstDay + 1 }, (_day, index) => firstDay + index);
    expect(all).toHaveLength(14_610);
    const different = all.filter((number) => {
      const shut = officeClosedOn(calendar, on(number)) !== null;
      const early = officeClosesOn(calendar, on(number)) !== calendar.officeClosesAt;
      return shut !== office.isShut(number) || holidayOn(calendar, on(number)) !== (office.holidays(number)[0] ?? null) || (!shut && early !== office.closesEarly(number));
    });
    expect(different.map((number) => dayText(number))).toEqual([]);
  });

  it('count alike, and every day that is not counted is named once (GEN-COUNT)', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), fc.boolean(), (trigger, count, clearDays) => {
        const { on: found, skipped } = nthBusinessDayAfter(calendar, on(trigger), count, clearDays);
        const nth = clearDays ? count + 1 : count;
        expect(found).toBe(dayText(naiveBusinessDay(office, trigger, nth)));
        expect(skipped).toHaveLength(dayNumber(found) - trigger - nth);
        for (const sentence of skipped) expect(sentence).toMatch(/\d{4}-\d{2}-\d{2}.* is not counted$/);
      }),
      seed,
    );
  });

  it('a count in two parts is the count of the whole', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 15 }), (trigger, one, other) => {
        const parts = nthBusinessDayAfter(calendar, nthBusinessDayAfter(calendar, on(trigger), one).on, other).on;
        expect(parts).toBe(nthBusinessDayAfter(calendar, on(trigger), one + other).on);
        expect(notBusinessDay(calendar, parts)).toBeNull();
      }),
      seed,
    );
  });

  it('a last day rolls alike in Ohio (GEN-ROLL-OH) and in a court (GEN-ROLL-FED)', () => {
    fc.assert(
      fc.property(day, (last) => {
        expect(rollOhio(calendar, on(last)).on).toBe(dayText(naiveRollOhio(office, last)));
        expect(rollFederal(calendar, on(last)).on).toBe(dayText(naiveRollFederal(last)));
        expect(rollFederal(calendar, on(last)).skipped).toHaveLength(naiveRollFederal(last) - last);
      }),
      seed,
    );
  });
});

describe('Days and months of forty years', () => {
  it('are counted like beads', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), fc.boolean(), (from, by, clearDays) => {
        expect(plusDays(on(from), by)).toBe(dayText(from + by));
        expect(daysBetween(on(from), on(from + by))).toBe(by);
        expect(nthDayAfter(on(from), by, clearDays)).toBe(dayText(from + by + (clearDays ? 1 : 0)));
        expect(weekdayOf(on(from)) % 7).toBe(weekday(from));
      }),
      seed,
    );
  });

  it('months end by either reading as told off on fingers, over leap days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, months) => {
        expect(plusMonths(on(from), months)).toBe(dayText(naiveMonthsLater(from, months, false)));
        expect(plusMonths(on(from), months, 'full-year-elapsed')).toBe(dayText(naiveMonthsLater(from, months, true)));
      }),
      seed,
    );
  });
});

describe.each(Object.entries(watches))('The clock on the wall of %s', (zone, watch) => {
  /** Days on which the clocks change come up seldom by chance: every other day is one of them or beside it. */
  const changes = Array.from({ length: lastDay - firstDay }, (_day, index) => firstDay + index).filter((number) => watch(number * dayMs) !== watch((number + 1) * dayMs));
  const nearChange = changes.length === 0 ? day : fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -1, max: 1 })).map(([change, by]) => change + by);
  const anyDay = fc.oneof(day, nearChange);

  it('shows a time of day first at the moment at which a watch shows it, minute by minute', () => {
    fc.assert(
      fc.property(anyDay, fc.oneof(minutes, fc.integer({ min: 0, max: 240 })), (number, at) => {
        expect(instantAt(on(number), timeText(at), zone)).toBe(moment(naiveMoment(watch, number, at)));
      }),
      seed,
    );
  });

  it('shows the day of every moment, and days begin where a watch begins them', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: dayMs - 1 }), (number, ms) => {
        const utcMs = number * dayMs + ms;
        expect(localDateOf(moment(utcMs), zone)).toBe(dayText(Math.floor(wallMinutes(watch, utcMs) / 1_440)));
        expect(startOfDay(on(number), zone)).toBe(moment(naiveMoment(watch, number, 0)));
      }),
      seed,
    );
  });

  it('moves no date: so many days later is the same day of the month, whatever the clocks did; hours elapse as they do in UTC (GEN-CAL)', () => {
    fc.assert(
      fc.property(anyDay, minutes, fc.integer({ min: 1, max: 120 }), (number, at, count) => {
        const start = instantAt(on(number), timeText(at), zone);
        expect(localDateOf(instantAt(plusDays(on(number), count), timeText(at), zone), zone)).toBe(dayText(number + count));
        expect(plusHours(start, count)).toBe(moment(new Date(start).getTime() + count * 3_600_000));
      }),
      seed,
    );
  });

  it(zone === 'America/Phoenix' ? 'never changes' : 'changes twice a year', () => {
    expect(changes).toHaveLength(zone === 'America/Phoenix' ? 0 : 80);
  });
});
