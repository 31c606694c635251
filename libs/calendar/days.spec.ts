import fc from 'fast-check';
import { localDate, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';
import { daysBetween, instantAt, localDateOf, plusDays, plusHours, plusMonths, startOfDay, weekdayOf } from './days.ts';

const zone = 'America/New_York';
const seed = { seed: 20270314, numRuns: 200 };
const dayMs = 86_400_000;
const first = Date.UTC(2025, 0, 1);
const dayOf = (index: number) => new Date(first + index * dayMs).toISOString().slice(0, 10) as LocalDate;
/** Days of 2025 to 2029, over every change of clocks and the leap day of 2028. */
const index = fc.nat(1_825);
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` as LocalTime);

/** The wall clock of a moment, from the runtime's own tables. */
function wallClock(at: Instant): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((known) => known.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

describe('Days', () => {
  it('plusDays and daysBetween agree with counting seconds in UTC', () => {
    fc.assert(
      fc.property(index, fc.integer({ min: -400, max: 400 }), (from, by) => {
        expect(plusDays(dayOf(from), by)).toBe(dayOf(from + by));
        expect(daysBetween(dayOf(from), dayOf(from + by))).toBe(by);
      }),
      seed,
    );
  });

  it('weekdays repeat every seven days', () => {
    fc.assert(
      fc.property(index, (from) => {
        expect(weekdayOf(dayOf(from))).toBe(((new Date(first + from * dayMs).getUTCDay() + 6) % 7) + 1);
      }),
      seed,
    );
  });

  it.each([
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-04-14', 12, '2028-04-14'],
  ])('%s and %i months is %s (month-end rule)', (from, months, to) => {
    expect(plusMonths(localDate(from), months)).toBe(to);
  });
});

describe('Counts of months, by either reading (scenario 23)', () => {
  it.each([
    ['2028-02-29', 12, '2029-02-28', '2029-03-01'],
    ['2027-08-31', 1, '2027-09-30', '2027-10-01'],
    ['2028-01-31', 1, '2028-02-29', '2028-03-01'],
    // Where the day is there, both readings agree.
    ['2028-02-29', 48, '2032-02-29', '2032-02-29'],
    ['2028-02-28', 12, '2029-02-28', '2029-02-28'],
    ['2026-08-10', 12, '2027-08-10', '2027-08-10'],
  ])('%s and %i months: %s, or %s when the time is over in full', (from, months, monthEnd, elapsed) => {
    expect([plusMonths(localDate(from), months, 'month-end'), plusMonths(localDate(from), months, 'full-year-elapsed')]).toEqual([monthEnd, elapsed]);
  });
});

describe('Moments in New York', () => {
  it('a local day begins where the wall clock shows it, and lasts until the next begins', () => {
    fc.assert(
      fc.property(index, (from) => {
        const on = dayOf(from);
        expect(wallClock(startOfDay(on, zone))).toBe(`${on} 00:00`);
        expect(localDateOf(startOfDay(on, zone), zone)).toBe(on);
        const lastMoment = new Date(new Date(startOfDay(plusDays(on, 1), zone)).getTime() - 1).toISOString() as Instant;
        expect(localDateOf(lastMoment, zone)).toBe(on);
      }),
      seed,
    );
  });

  it('instantAt shows that time on the wall, or the first after a gap', () => {
    fc.assert(
      fc.property(index, time, (from, at) => {
        const on = dayOf(from);
        const shown = wallClock(instantAt(on, at, zone));
        const inGap = shown !== `${on} ${at}`;
        expect(shown).toBe(inGap ? `${on} 03:00` : `${on} ${at}`);
        if (inGap) expect([at.slice(0, 2), weekdayOf(on), on.slice(5, 7)]).toEqual(['02', 7, '03']);
      }),
      seed,
    );
  });

  it('times of one day never run backwards', () => {
    fc.assert(
      fc.property(index, time, time, (from, one, other) => {
        const [early, late] = [one, other].sort() as [LocalTime, LocalTime];
        expect(instantAt(dayOf(from), early, zone) <= instantAt(dayOf(from), late, zone)).toBe(true);
      }),
      seed,
    );
  });

  it('a daily job runs once on every day, whatever the clocks do', () => {
    fc.assert(
      fc.property(index, time, (from, at) => {
        const on = dayOf(from);
        const [today, tomorrow] = [instantAt(on, at, zone), instantAt(plusDays(on, 1), at, zone)];
        expect(today < tomorrow).toBe(true);
        expect(localDateOf(today, zone)).toBe(on);
      }),
      seed,
    );
  });

  it('plusHours counts elapsed time, also when clocks change between', () => {
    fc.assert(
      fc.property(index, fc.integer({ min: 0, max: 120 }), (from, hours) => {
        const at = startOfDay(dayOf(from), zone);
        expect(new Date(plusHours(at, hours)).getTime() - new Date(at).getTime()).toBe(hours * 3_600_000);
      }),
      seed,
    );
  });
});
