import { isRefusal } from '../kernel/because.ts';
import type { ReceivedEntry } from '../docket/index.ts';
import { localDate } from '../kernel/time.ts';
import { TestStore } from '../../test/support/store.ts';
import { agreeToRelease, holdAgain, listDocketMatches, lookUpMatch, recordDocketEntries, tellMatches } from './index.ts';

const docket = { court: 'ohsb', docketNumber: '2:27-bk-50123' };
const entry = (more: Partial<ReceivedEntry>): ReceivedEntry => ({ ...docket, number: '1', dateFiled: null, dateEntered: localDate('2027-02-22'), shortDescription: 'Voluntary Petition (Chapter 13)', text: null, caseName: 'Ada Kern and Otto Kern', sources: ['feed'], ...more });

describe('A debtor on a docket and the customers of a utility (BK-STAY)', () => {
  let store: TestStore;

  beforeEach(async () => {
    store = await TestStore.open();
    for (const account of ['A1', 'A2', 'A3', 'A4']) await store.take(store.opening(account));
    for (const [account, name] of Object.entries({ A1: 'Kern, Ada M.', A2: 'Otto Kern', A3: 'Ida Kern', A4: 'Ada Stone' })) await store.rows('update account_person set name = ? where account_id = ?', [name, account]);
  });
  afterEach(() => store?.stop());

  const told = async () => store.rows<{ account_id: string; type: string }>(`select account_id, type from account_event where type in ('BankruptcyTold', 'BankruptcyNotFound') order by account_id, version`);
  const match = (accountId: string) => ({ ...docket, accountId });

  it('every plausible account holds at once, and once, whatever comes again', async () => {
    await recordDocketEntries(store.db, 'county', [entry({})]);
    expect(await tellMatches(store.db, 'county')).toBe(2);
    expect(await told()).toEqual([{ account_id: 'A1', type: 'BankruptcyTold' }, { account_id: 'A2', type: 'BankruptcyTold' }]);
    await recordDocketEntries(store.db, 'county', [entry({}), entry({ number: '2', shortDescription: 'Chapter 13 Plan' })]);
    expect(await tellMatches(store.db, 'county')).toBe(0);
    expect(await listDocketMatches(store.db, 'county', { holding: true })).toMatchObject([{ accountId: 'A1', agrees: ['The name is the same.'], lookedUp: null, releasedAt: null }, { accountId: 'A2' }]);
  });

  it('killed after the stream took it and before the row says so, it tells again and nothing doubles', async () => {
    await recordDocketEntries(store.db, 'county', [entry({})]);
    await tellMatches(store.db, 'county');
    await store.rows('update docket_match set told_at = null');
    expect(await tellMatches(store.db, 'county')).toBe(2);
    expect(await told()).toHaveLength(2);
  });

  it('holds nobody for an adversary proceeding, or for a case that was dismissed', async () => {
    await recordDocketEntries(store.db, 'county', [entry({ caseName: 'Bank One v. Ada Kern' })]);
    await recordDocketEntries(store.db, 'county', [entry({ docketNumber: '2:27-bk-50124', shortDescription: 'Order', text: 'Order Dismissing Case' })]);
    expect(await tellMatches(store.db, 'county')).toBe(0);
  });

  it('ends when one has looked the docket up and another agrees, and not before', async () => {
    await recordDocketEntries(store.db, 'county', [entry({})]);
    await tellMatches(store.db, 'county');
    const sentence = async (answer: Promise<unknown>) => answer.then((one) => (isRefusal(one) ? one.because.sentence : one));
    expect(await sentence(agreeToRelease(store.db, 'county', match('A1'), 'supervisor-1'))).toBe('Nobody has looked the docket up yet.');
    await lookUpMatch(store.db, 'county', match('A1'), { by: 'specialist-1', found: 'the debtor is born in 1990 and lives in Toledo' });
    expect(await sentence(agreeToRelease(store.db, 'county', match('A1'), 'specialist-1'))).toBe('specialist-1 looked it up: a second person has to agree.');
    expect(await agreeToRelease(store.db, 'county', match('A1'), 'supervisor-1')).toMatchObject({ accountId: 'A1', tipId: 'ohsb/2:27-bk-50123' });
    await agreeToRelease(store.db, 'county', match('A1'), 'supervisor-1');
    expect((await told()).map(({ account_id, type }) => `${account_id} ${type}`)).toEqual(['A1 BankruptcyTold', 'A1 BankruptcyNotFound', 'A2 BankruptcyTold']);
    expect(await listDocketMatches(store.db, 'county', { holding: true })).toMatchObject([{ accountId: 'A2' }]);
    expect(await agreeToRelease(store.db, 'county', match('A9'), 'supervisor-1')).toBeNull();
  });

  it('a wrong release is undone: the account holds again under a tip of its own', async () => {
    await recordDocketEntries(store.db, 'county', [entry({})]);
    await lookUpMatch(store.db, 'county', match('A2'), { by: 'specialist-1', found: 'nobody of that name' });
    await agreeToRelease(store.db, 'county', match('A2'), 'supervisor-1');
    expect(await holdAgain(store.db, 'county', match('A2'))).toMatchObject({ tipId: 'ohsb/2:27-bk-50123~2', releasedAt: null });
    expect(isRefusal(await holdAgain(store.db, 'county', match('A2')))).toBe(true);
    expect((await told()).filter(({ account_id }) => account_id === 'A2').map(({ type }) => type)).toEqual(['BankruptcyTold', 'BankruptcyNotFound', 'BankruptcyTold']);
  });
});
