import { milestonesOfEntries, type ReceivedEntry } from '../docket/index.ts';
import { localDate } from '../kernel/time.ts';
import { TestStore } from '../../test/support/store.ts';
import { readDocketEntries, recordDocketEntries } from './docket-entries.ts';

const entry = (more: Partial<ReceivedEntry>): ReceivedEntry => ({ court: 'ohsb', docketNumber: '2:27-bk-50123', number: null, dateFiled: null, dateEntered: localDate('2027-02-22'), shortDescription: '', text: null, caseName: 'Ada Kern', sources: ['mail'], ...more });

const petition = entry({ number: '1', shortDescription: 'Voluntary Petition (Chapter 7)', text: 'Chapter 7 Voluntary Petition Filed by Ada Kern' });
const petitionOfFeed = entry({ number: '1', shortDescription: 'Voluntary Petition (Chapter 7)', sources: ['feed'] });
const discharge = entry({ number: '18', dateEntered: localDate('2027-06-01'), shortDescription: 'Order Discharging Debtor', text: 'Order Discharging Debtor. (Admin.)' });
const receipt = entry({ shortDescription: 'Receipt of Fee', text: 'Receipt of Voluntary Petition' });
/** The same messages about a docket of the test's own. */
let dockets = 0;
const fresh = () => ({ court: 'ohsb', docketNumber: `2:27-bk-${50_000 + (dockets += 1)}` });
const messages = [petition, petitionOfFeed, discharge, receipt];

describe('Docket entries that a utility received (BK-EVENTS)', () => {
  let store: TestStore;
  const known = (docket: { court: string; docketNumber: string }, utility = 'county') => readDocketEntries(store.db, utility, docket);
  const record = (docket: object, entries: readonly ReceivedEntry[], utility = 'county') => recordDocketEntries(store.db, utility, entries.map((one) => ({ ...one, ...docket })));
  const told = (entries: readonly ReceivedEntry[]) => entries.map(({ docketNumber: _, ...rest }) => rest);

  beforeAll(async () => {
    store = await TestStore.open();
    await store.utility('town', '2027-01-04 00:00');
  });
  afterAll(() => store?.stop());

  it('come to the same rows in each of the 24 orders, with every message told twice (scenario 25)', async () => {
    const first = fresh();
    await record(first, messages);
    const inOrder = await known(first);
    expect(inOrder.map(({ number, sources }) => [number, sources])).toEqual([['1', ['feed', 'mail']], [null, ['mail']], ['18', ['mail']]]);
    for (const order of permutations(messages)) {
      const docket = fresh();
      for (const message of [...order, ...order]) await record(docket, [message]);
      expect(told(await known(docket))).toEqual(told(inOrder));
    }
    expect(milestonesOfEntries(first.docketNumber, inOrder).map(({ kind, on }) => [kind, on])).toEqual([['petition', '2027-02-22'], ['discharged', '2027-06-01']]);
  });

  it('name the dockets of which something is new, and nothing the second time', async () => {
    const docket = fresh();
    expect(await record(docket, messages)).toEqual([docket]);
    expect(await record(docket, messages)).toEqual([]);
    expect(await record(docket, [entry({ number: '19', text: 'Final Decree' })])).toEqual([docket]);
  });

  it('told by many at once, none is lost or doubled', async () => {
    const docket = fresh();
    const many = Array.from({ length: 30 }, (_, index) => entry({ number: String(index), text: `Entry ${index}` }));
    await Promise.all([many, many.toReversed(), many.slice(10), many].map((some) => record(docket, some)));
    expect((await known(docket)).map(({ number }) => Number(number)).toSorted((one, other) => one - other)).toEqual(many.map((_, index) => index));
  });

  it('are of one utility alone (I10)', async () => {
    const docket = fresh();
    await record(docket, [petition]);
    expect(await known(docket, 'town')).toEqual([]);
    await record(docket, [discharge], 'town');
    expect([(await known(docket)).length, (await known(docket, 'town')).length]).toEqual([1, 1]);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
