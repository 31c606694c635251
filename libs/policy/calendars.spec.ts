import fc from 'fast-check';
import { localDate, type LocalDate } from '../kernel/time.ts';
import { loadLaw } from './load.ts';
import { DayOutsideCalendar, holidayOn, nthBusinessDayAfter, officeClosedOn, openDayFrom, openDayUntil, rollOhio } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import { loadCalendar } from '../calendar/load-calendar.ts';

const { calendar } = loadLaw('OH-COUNTY@1');
const seed = { seed: 20270314, numRuns: 200 };
const day = fc.nat(1_700).map((index) => plusDays(localDate('2025-01-15'), index));

/** Closed by a plain reading of the calendar's data. */
function isShut(on: LocalDate): boolean {
  const sunday = new Date(`${on}T12:00:00Z`).getUTCDay();
  return sunday === 0 || sunday === 6 || [...calendar.holidays, ...calendar.closures].some((shut) => shut.on === on);
}

describe('The business calendar', () => {
  it('rollOhio never ends on a closed day, never before its day, and skips closed days only', () => {
    fc.assert(
      fc.property(day, (on) => {
        const rolled = rollOhio(calendar, on);
        expect(isShut(rolled.on)).toBe(false);
        let walked = 0;
        for (let between = on; between < rolled.on; between = plusDays(between, 1), walked += 1) expect(isShut(between)).toBe(true);
        expect(rolled.skipped).toHaveLength(walked);
      }),
      seed,
    );
  });

  it('rollOhio leaves what it rolled alone', () => {
    fc.assert(
      fc.property(day, (on) => {
        expect(rollOhio(calendar, rollOhio(calendar, on).on)).toEqual({ on: rollOhio(calendar, on).on, skipped: [] });
      }),
      seed,
    );
  });

  it('nthBusinessDayAfter is what a walk from day to day finds (GEN-COUNT)', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), (trigger, count) => {
        let on = trigger;
        for (let left = count; left > 0; ) {
          on = plusDays(on, 1);
          if (!isShut(on)) left -= 1;
        }
        expect(nthBusinessDayAfter(calendar, trigger, count).on).toBe(on);
      }),
      seed,
    );
  });

  it('openDayFrom and openDayUntil meet on open days and enclose closed ones', () => {
    fc.assert(
      fc.property(day, (on) => {
        const [from, until] = [openDayFrom(calendar, on), openDayUntil(calendar, on)];
        expect([isShut(from), isShut(until)]).toEqual([false, false]);
        expect(from === until).toBe(!isShut(on));
        expect(until <= on && on <= from).toBe(true);
      }),
      seed,
    );
  });

  it.each([
    ['a Saturday', '2027-03-06', 'Saturday 2027-03-06'],
    ['a holiday', '2027-05-31', 'Memorial Day (2027-05-31)'],
    ['a day on which the office is shut', '2027-07-05', 'Independence Day observed (2027-07-05)'],
    ['an open day', '2027-03-05', null],
  ])('says why the office is closed: %s', (_name, on, why) => {
    expect(officeClosedOn(calendar, localDate(on))).toBe(why);
  });

  it('gives no answer for days that it does not cover', () => {
    expect(() => officeClosedOn(calendar, localDate('2030-01-01'))).toThrow(DayOutsideCalendar);
    expect(() => officeClosedOn(calendar, localDate('2029-12-31'))).not.toThrow();
    expect(() => officeClosedOn(calendar, localDate('2024-12-31'))).toThrow(/covers 2025-01-01 to 2029-12-31, not 2024-12-31/);
  });
});

describe('OH-COUNTY-OFFICE version 2, by rule, beside the dates that version 1 lists by hand', () => {
  const byRule = loadCalendar('OH-COUNTY-OFFICE@2');
  const days: LocalDate[] = [];
  for (let on = calendar.knownFrom; on <= calendar.knownThrough; on = plusDays(on, 1)) days.push(on);

  it('is shut on the same days for the same reasons, and on the Friday after Thanksgiving', () => {
    const different = days.filter((on) => officeClosedOn(byRule, on) !== officeClosedOn(calendar, on));
    expect(different).toEqual(['2025-11-28', '2026-11-27', '2027-11-26', '2028-11-24', '2029-11-23']);
    expect(different.map((on) => officeClosedOn(byRule, on))).toEqual(different.map((on) => `Day after Thanksgiving (${on})`));
  });

  it('makes the Monday after a Sunday holiday a legal holiday, where version 1 had an ordinary closing (ORC 1.14)', () => {
    const different = days.filter((on) => holidayOn(byRule, on) !== holidayOn(calendar, on));
    expect(different.map((on) => `${holidayOn(byRule, on)} ${on}`)).toEqual(['Independence Day observed 2027-07-05', 'Veterans Day observed 2029-11-12']);
  });

  it('closes at noon on Christmas Eve: a last day then moves on, where version 1 lets it stand (GEN-ROLL-OH)', () => {
    const opensInBoth = days.filter((on) => officeClosedOn(byRule, on) === null && officeClosedOn(calendar, on) === null);
    const moved = opensInBoth.filter((on) => rollOhio(byRule, on).on !== on);
    expect(moved).toEqual(['2025-12-24', '2026-12-24', '2029-12-24']);
    expect(rollOhio(byRule, localDate('2026-12-24'))).toEqual({
      on: '2026-12-28',
      skipped: [
        'Christmas Eve (2026-12-24), when the office closes at 12:00, skipped',
        'Christmas Day (2026-12-25) skipped',
        'Saturday 2026-12-26 skipped',
        'Sunday 2026-12-27 skipped',
      ],
    });
  });
});
