import { entryKey } from './received-entry.ts';
import { readUpload } from './uploaded.ts';

const docket = { court: 'ohsb', docketNumber: '2:27-bk-50123' };

describe('A docket that somebody uploads (BK-EVENTS)', () => {
  it('has the entries that the court’s mail would bring, under the same keys', () => {
    const { entries } = readUpload({ ...docket, caseName: 'Ada Kern', entries: [{ number: 1, dateFiled: '2027-02-22', dateEntered: '2027-02-23', text: 'Chapter 7 Voluntary Petition' }] });
    expect(entries).toEqual([{ ...docket, number: '1', dateFiled: '2027-02-22', dateEntered: '2027-02-23', shortDescription: '', text: 'Chapter 7 Voluntary Petition', caseName: 'Ada Kern', sources: ['upload'] }]);
    expect(entries.map(entryKey)).toEqual(['1']);
  });

  it('may be the page’s text: a line that begins with a day is an entry, what follows belongs to it', () => {
    const text = ['Date Filed  #  Docket Text', '02/22/2027   1  (3 pgs)  Chapter 7 Voluntary Petition Filed by', '   Ada Kern (Entered: 02/23/2027)', '', '06/01/2027      Receipt of fee', '06/01/2027  18  Order Discharging Debtor (Entered: 06/01/2027)'].join('\n');
    expect(readUpload({ ...docket, text }).entries.map(({ number, dateFiled, dateEntered, text: said }) => [number, dateFiled, dateEntered, said])).toEqual([
      ['1', '2027-02-22', '2027-02-23', 'Chapter 7 Voluntary Petition Filed by Ada Kern (Entered: 02/23/2027)'],
      [null, '2027-06-01', '2027-06-01', 'Receipt of fee'],
      ['18', '2027-06-01', '2027-06-01', 'Order Discharging Debtor (Entered: 06/01/2027)'],
    ]);
  });

  it('names the case by its debtors where nobody named it', () => {
    const debtors = [{ name: 'Ada Kern', address: '17 Elm St', lastFour: '4321' }, { name: 'Otto Kern', side: 'joint' as const }];
    expect(readUpload({ ...docket, debtors, entries: [{ text: 'Receipt', dateFiled: '2027-02-22' }] })).toMatchObject({ entries: [{ caseName: 'Ada Kern and Otto Kern' }], debtors: [{ side: 'debtor', lastFour: '4321' }, { side: 'joint', address: null }] });
  });

  it.each([
    ['no docket number', { court: 'ohsb', docketNumber: 'Kern', entries: [] }],
    ['no court', { docketNumber: '27-50123', entries: [] }],
    ['neither entries nor text', docket],
    ['both of them', { ...docket, entries: [], text: '' }],
    ['a day that does not exist', { ...docket, entries: [{ dateFiled: '2027-02-30', text: 'x' }] }],
  ])('is refused with %s', (_why, upload) => expect(() => readUpload(upload)).toThrow());
});
