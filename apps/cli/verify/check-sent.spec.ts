import { expireWaiting } from '../../../libs/store/index.ts';
import { TestStore } from '../../../test/support/store.ts';
import { checkSentIds } from './check-sent.ts';
import { Differences } from './differences.ts';

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
});
