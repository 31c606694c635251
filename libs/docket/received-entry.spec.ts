import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate, type LocalDate } from '../kernel/time.ts';
import { entryKey, mergedEntry, milestonesOfEntries, type ReceivedEntry } from './received-entry.ts';

const day = fc.constantFrom<LocalDate | null>(null, localDate('2027-03-01'), localDate('2027-03-02'));
const words = fc.constantFrom<string | null>(null, 'Order Discharging Debtor', 'Order Discharging Debtor (Admin.)', 'Final Decree');
const telling: fc.Arbitrary<ReceivedEntry> = fc.record({
  court: fc.constant('ohsb'),
  docketNumber: fc.constant('2:27-bk-50123'),
  number: fc.constant('12'),
  dateFiled: day,
  dateEntered: day,
  shortDescription: fc.constantFrom('', 'Discharge', 'Order'),
  text: words,
  caseName: fc.constantFrom(null, 'Kern', 'Ada Kern'),
  sources: fc.constantFrom<ReceivedEntry['sources']>(['mail'], ['feed'], ['folder'], ['upload']),
});
const entry = (more: Partial<ReceivedEntry>): ReceivedEntry => ({ court: 'ohsb', docketNumber: '2:27-bk-50123', number: null, dateFiled: localDate('2027-03-01'), dateEntered: localDate('2027-03-01'), shortDescription: '', text: null, caseName: null, sources: ['mail'], ...more });

describe('Tellings of one docket entry (BK-EVENTS, scenario 25)', () => {
  it('give the same entry in any order, however often each is told', () => {
    fc.assert(
      fc.property(fc.array(telling, { minLength: 1, maxLength: 6 }).chain((tellings) => fc.tuple(fc.constant(tellings), fc.shuffledSubarray([...tellings, ...tellings], { minLength: tellings.length * 2 }))), ([tellings, shuffled]) => {
        expect(shuffled.reduce(mergedEntry)).toEqual(tellings.map((one) => mergedEntry(one, one)).reduce(mergedEntry));
      }),
    );
  });

  it('are one by their number; without a number by day and what is said', () => {
    expect(entryKey(entry({ number: '12' }))).toBe('12');
    const said = entryKey(entry({ shortDescription: 'Close Adversary Case' }));
    expect(entryKey(entry({ shortDescription: 'Close adversary  case.', sources: ['feed'] }))).toBe(said);
    expect(entryKey(entry({ shortDescription: 'Receipt of Fee' }))).not.toBe(said);
    expect(entryKey(entry({ shortDescription: 'Close Adversary Case', dateFiled: localDate('2027-03-02') }))).not.toBe(said);
  });

  it('protect by the name of the event alone, and loosen nothing by it', () => {
    const told = (shortDescription: string) => milestonesOfEntries('27-50123', [entry({ number: '1', shortDescription })]).map(({ kind, certain }) => [kind, certain]);
    expect(told('Voluntary Petition (Chapter 13)')).toEqual([['petition', true]]);
    expect(told('Order Dismissing Case')).toEqual([['dismissed', false]]);
    expect(milestonesOfEntries('27-50123', [entry({ number: '1', shortDescription: 'Order', text: 'Order Dismissing Case' })])).toMatchObject([{ kind: 'dismissed', certain: true }]);
  });
});
