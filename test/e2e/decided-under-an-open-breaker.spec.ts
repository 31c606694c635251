import { advanceCases, readUtility } from '../../libs/store/index.ts';
import { setBounds } from '../support/bounds.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { TestStore } from '../support/store.ts';
import { checkAccount } from '../../apps/cli/verify/check-account.ts';
import { Differences } from '../../apps/cli/verify/differences.ts';
import { storedAccounts } from '../../apps/cli/verify/streams.ts';

describe('What was decided under an open breaker', () => {
  let store: TestStore;

  beforeAll(async () => {
    setBounds({ notices: { atMost: 2, atLeast: 2, timesUsual: 5 } });
    store = await TestStore.open();
  });
  afterAll(() => store?.stop());

  it('is decided again from what it recorded, to the byte (I8)', async () => {
    const accounts = ['N1', 'N2', 'N3', 'N4'];
    await bringTo('past-due', store, accounts);
    await store.setClock('2027-03-20 08:00');
    await advanceCases(store.db, 'county', accounts.map((account) => `${account}.1`), 'test');
    // The returned check brings a fee, decided at a stroke in which the notice is due as well, and refused.
    await store.take(store.fact('N3', '2027-03-20 08:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 500, tender: 'check', channel: 'counter' }));
    await store.take(store.fact('N3', '2027-03-20 08:00', 'PaymentReturned', { paymentId: 'P1', reason: 'nsf' }));
    expect((await store.types('N3')).at(-1)).toBe('FeeAssessed');
    const utility = await store.db.forUtility('county', (em) => readUtility(em, 'county'));
    const differences = new Differences();
    let seen = 0;
    for await (const account of storedAccounts(store.db, 'county')) {
      checkAccount(account, utility, differences);
      seen += account.cases.length;
    }
    expect(utility.breakers).toMatchObject([{ kind: 'notices' }]);
    expect([seen, differences.list]).toEqual([4, []]);
  });
});
