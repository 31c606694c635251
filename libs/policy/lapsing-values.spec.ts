import { localDate } from '../kernel/time.ts';
import { checkPack, loadLaw, packFolder } from './load.ts';
import { centsOn, inForceFrom, lapsing, type LapsingValue } from './lapsing-values.ts';
import type { Facts, Law } from './facts.ts';
import { lapsingPeriods } from './check/lapsing-periods.ts';
import { valueHasNotLapsed } from './predicates/value-has-not-lapsed.ts';

const day = localDate;
const california = loadLaw('CA-998@2');
const period = (validFrom: string, validThrough: string, cents?: number) => ({ validFrom: day(validFrom), validThrough: day(validThrough), source: 'a source', ...(cents === undefined ? {} : { cents }) });

/** A law with these values alone, and a calendar that outlives them. */
function lawWith(values: Record<string, LapsingValue>, warnDaysAhead = 90): Law {
  const { listedThrough: _listed, ...calendar } = california.calendar;
  return { ...california, calendar, pack: { ...california.pack, lapsing: { warnDaysAhead, rule: 'GEN-CAL', values } } };
}
const cap: LapsingValue = { says: 'The cap', rule: 'CA-998-FEE', periods: [period('2026-01-01', '2026-12-31', 6_000), period('2027-01-01', '2027-12-31', 6_233)] };
const named = (law: Law, today: string) => lapsing(law, day(today)).map(({ name, daysLeft }) => `${name} ${daysLeft}`);

describe('A value that has to be renewed', () => {
  it.each([
    ['91 days before its last day nothing is said', '2027-10-01', []],
    ['90 days before, it is warned of', '2027-10-02', ['cap 90']],
    ['on its last day', '2027-12-31', ['cap 0']],
    ['the day after it has lapsed', '2028-01-01', ['cap -1']],
    ['it stays said', '2029-06-01', ['cap -518']],
    ['periods that follow each other are one', '2026-12-31', []],
  ])('%s', (_name, today, said) => {
    expect(named(lawWith({ cap }), today)).toEqual(said);
  });

  it('the days of the warning are the pack’s', () => {
    expect(named(lawWith({ cap }, 29), '2027-12-01')).toEqual([]);
    expect(named(lawWith({ cap }, 30), '2027-12-01')).toEqual(['cap 30']);
  });

  it('says what to do', () => {
    expect(lapsing(lawWith({ cap }), day('2027-11-01'))[0]?.sentence).toBe(
      'The cap lapses after 2027-12-31, in 60 days. Enter the next period in a new version of the pack; until then only the steps that rest on it wait.',
    );
  });

  it('that has not begun is none: it counts as lapsed', () => {
    expect(named(lawWith({ cap }), '2025-06-01')).toEqual(['cap -1']);
    expect(inForceFrom(cap, day('2025-06-01'))).toBe('2026-01-01');
  });

  it('with a gap: lapsed in it, in force after it', () => {
    const gap = { ...cap, periods: [period('2026-01-01', '2026-12-31', 1), period('2027-03-01', '2027-12-31', 2)] };
    expect(named(lawWith({ gap }), '2027-02-01')).toEqual(['gap -32']);
    expect(named(lawWith({ gap }), '2027-03-01')).toEqual([]);
  });

  it.each([
    ['2026-12-31', 6_000],
    ['2027-01-01', 6_233],
    ['2028-01-01', null],
  ])('has an amount on %s: %s', (on, cents) => {
    expect(centsOn(lawWith({ cap }), 'cap', day(on))).toBe(cents);
  });

  it('that the pack does not list has none', () => {
    expect(centsOn(lawWith({ cap }), 'cup', day('2027-01-01'))).toBeNull();
  });
});

describe('What else lapses', () => {
  it('the calendar, and holidays that are listed by date', () => {
    expect(named(california, '2030-11-01')).toEqual(['poverty-level -1754', 'poverty-level-each-further -1754', 'reconnection-cap -1036', 'reconnection-cap-after-hours -1036', 'deposit-interest -670', 'Diwali 60']);
    expect(named(lawWith({}), '2059-12-01')).toEqual(['calendar 30']);
  });

  it('nothing of a pack is lapsing in the year of the worked examples’ spring', () => {
    expect(lapsing(loadLaw('OH-COUNTY@1'), day('2027-05-01'))).toEqual([]);
    // Nobody has entered the poverty levels of 2026 and after.
    for (const reference of ['CA-998@2', 'CA-998-MUTUAL@1']) expect(named(loadLaw(reference), '2027-05-01')).toEqual(['poverty-level -474', 'poverty-level-each-further -474']);
  });
});

describe('value-has-not-lapsed', () => {
  const ask = (today: string, value = 'cap') => valueHasNotLapsed.evaluate({ value, rule: 'CA-998-FEE' }, { today: day(today) } as Facts, lawWith({ cap }));

  it('allows while a period covers the day, and names its source', () => {
    expect(ask('2027-12-31')).toMatchObject({ holds: true, sentence: 'The cap is in force through 2027-12-31 (a source).' });
  });

  it('refuses from the day after, and waits for a person', () => {
    expect(ask('2028-01-01')).toEqual({ holds: false, sentence: 'The cap lapsed on 2027-12-31; nobody has entered the next period.', facts: { value: 'cap', lapsedOn: '2027-12-31' }, notBefore: null });
  });

  it('just beside: before the first period it waits for time', () => {
    expect(ask('2025-12-31')).toMatchObject({ holds: false, sentence: 'The cap is not in force yet; the next period begins on 2026-01-01.', notBefore: '2026-01-01T08:00:00.000Z' });
  });

  it('of a value that nobody lists is impossible, and the pack is refused for it', () => {
    expect(valueHasNotLapsed.impossible?.({ value: 'cup', rule: 'CA-998-FEE' }, lawWith({ cap }))).toContain('lists no value "cup"');
    expect(valueHasNotLapsed.impossible?.({ value: 'cap', rule: 'CA-998-FEE' }, lawWith({ cap }))).toBeNull();
    expect(ask('2027-01-01', 'cup').holds).toBe(false);
  });
});

describe('The periods of a value are checked', () => {
  const findings = (...periods: LapsingValue['periods']) => lapsingPeriods(lawWith({ cap: { ...cap, periods } })).map(({ severity, what }) => `${severity}: ${what}`);

  it.each([
    ['one that ends before it begins', [period('2027-12-31', '2027-01-01', 1)], ['error: The period of "cap" ends on 2027-01-01, before it begins on 2027-12-31.']],
    ['two that meet', [period('2026-01-01', '2027-01-01', 1), period('2027-01-01', '2027-12-31', 2)], ['error: Two periods of "cap" meet on 2027-01-01.']],
    ['a gap between amounts', [period('2026-01-01', '2026-11-30', 1), period('2027-01-01', '2027-12-31', 2)], ['warning: "cap" has no figure from 2026-12-01 until 2027-01-01.']],
    ['a gap between windows is what windows are', [period('2026-02-01', '2026-02-28'), period('2026-08-01', '2026-08-31')], []],
    ['two that follow each other', cap.periods, []],
  ])('%s', (_name, periods, said) => {
    expect(findings(...periods)).toEqual(said);
  });

  it('and those of California’s packs are in order', () => {
    expect(checkPack(packFolder('CA-998@2')).faults.filter(({ what }) => what.includes('period'))).toEqual([]);
  });
});
