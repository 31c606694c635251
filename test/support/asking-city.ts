import { loadLaw } from '../../libs/policy/load.ts';
import { advanceCases, sweep } from '../../libs/store/index.ts';
import type { TestStore } from './store.ts';

const pack = 'CA-998-CITY@1';

/**
 * The county becomes a city whose law has a second person sign for closing a case and for taking it back, and these accounts come to its notice: $200.00
 * billed on 2027-02-12, due 2027-03-05, the notice `<account>.1.n1` mailed on 2027-04-12. The clock stands at noon of that day. Before anything else is told.
 */
export async function bringAskingCity(store: TestStore, accounts: readonly string[]): Promise<void> {
  const { db } = store;
  const { packHash, calendarHash } = loadLaw(pack);
  await db.shared((em) => em.execute(`update utility set pack = ?, pack_hash = ?, calendar_hash = ? where utility_id = 'county'`, [pack, packHash, calendarHash]));
  await store.setClock('2027-02-12 12:00');
  await store.take(...accounts.flatMap((account) => [store.opening(account), store.bill(account, `B-${account}`, '2027-02-12', '2027-03-05', 20_000)]));
  await store.setClock('2027-04-09 12:30');
  await sweep(db, 'county', { limit: 500, after: '' });
  await advanceCases(db, 'county', accounts.map((account) => `${account}.1`), 'test');
  await store.setClock('2027-04-12 15:00');
  await store.take(...accounts.map((account) => store.fact(account, '2027-04-12 14:00', 'NoticeMailed', { noticeId: `${account}.1.n1`, mailedOn: '2027-04-12' as never, proof: 'proof-1' })));
}
