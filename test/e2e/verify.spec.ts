import { expireWaiting } from '../../libs/store/index.ts';
import { TestStore } from '../support/store.ts';
import { checkHeld } from '../../apps/cli/verify/check-held.ts';
import { checkSentIds } from '../../apps/cli/verify/check-sent.ts';
import { Differences } from '../../apps/cli/verify/differences.ts';

describe('what was sent and is kept', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await TestStore.open('2027-04-30 12:00');
  });
  afterAll(() => store?.stop());

  it('is looked for account by account: a letter that does not name one has lost it', async () => {
    const petition = store.fact(null, '2027-04-29 09:00', 'PetitionFiled', { docket: 'D-9', chapter: '13', accountIds: ['V1', 'V2'] }, 'joint');
    await store.take(petition);
    await expireWaiting(store.db, 0);
    const sent = [String(petition.raw.value)];
    const found = async () => {
      const differences = new Differences();
      await checkSentIds(store.db, 'county', sent, differences);
      return differences.list;
    };
    expect(await found()).toEqual([]);
    await store.rows(`update dead_letter set account_ids = array['V1']`);
    expect(await found()).toEqual([{ invariant: 'I1', where: 'line 1', found: expect.stringContaining('account V2') }]);
  });

  it('holds whom its letters name', async () => {
    await store.take(store.opening('V3'), store.item({ topic: 'payment.events', key: Buffer.from('county/V3'), value: Buffer.from('{') }));
    const differences = new Differences();
    await checkHeld(store.db, 'county', differences);
    expect(differences.list).toEqual([]);
    await store.rows(`update account set state = jsonb_set(state::jsonb, '{parked}', '[]')::json where account_id = 'V3'`);
    await checkHeld(store.db, 'county', differences);
    expect(differences.list).toEqual([{ invariant: 'I6', where: 'V3', found: expect.stringContaining('and it is free') }]);
  });
});
