import { isRefusal } from '../kernel/because.ts';
import type { ReceivedEntry } from '../docket/index.ts';
import { localDate } from '../kernel/time.ts';
import { TestStore } from '../../test/support/store.ts';
import { lookAtMatter } from './matters/look-at-matter.ts';
import { actOnDockets, agreeToRelease, confirmMatch, holdAgain, lookUpMatch, recordDocketEntries, tellMatches } from './index.ts';

const docket = { court: 'ohsb', docketNumber: '2:27-bk-50123' };
const name = 'ohsb/2:27-bk-50123';
const entry = (number: string | null, on: string, text: string | null, more: Partial<ReceivedEntry> = {}): ReceivedEntry => ({ ...docket, number, dateFiled: null, dateEntered: localDate(on), shortDescription: '', text, caseName: 'Ada Kern', sources: ['mail'], ...more });
const petition = entry('1', '2027-01-04', 'Chapter 13 Voluntary Petition Filed by Ada Kern', { dateFiled: localDate('2027-01-03') });
const dismissal = entry('20', '2027-03-02', 'Order Dismissing Case');

describe('The milestones of a docket and the accounts of its debtor (BK-EVENTS)', () => {
  let store: TestStore;

  beforeEach(async () => {
    store = await TestStore.open('2027-03-10 08:00');
    for (const account of ['A1', 'A2']) await store.take(store.opening(account));
    for (const [account, customer] of Object.entries({ A1: 'Ada Kern', A2: 'Ada M. Kern' })) await store.rows('update account_person set name = ? where account_id = ?', [customer, account]);
  });
  afterEach(() => store?.stop());

  const hear = async (...entries: ReceivedEntry[]) => {
    await recordDocketEntries(store.db, 'county', entries);
    await actAll();
  };
  const actAll = async () => {
    await tellMatches(store.db, 'county');
    while ((await actOnDockets(store.db, 'county')) > 0);
  };
  const confirm = async (accountId = 'A1', role: 'debtor' | 'co-debtor' = 'debtor') => {
    expect(await confirmMatch(store.db, 'county', { ...docket, accountId }, { by: 'specialist-1', role })).toMatchObject({ accountId, confirmed: { role } });
    await actAll();
  };
  const facts = async (account = 'A1') => (await store.rows<{ type: string; at: string; docket: string }>(`select type, to_char(effective_at at time zone 'America/New_York', 'YYYY-MM-DD HH24:MI') as at, body::json #>> '{event,data,docket}' as docket from account_event where account_id = ? and type not in ('AccountOpened', 'DocketLetterOrdered') order by version`, [account])).map(({ type, at }) => `${at} ${type}`);
  const open = async () => (await store.rows<{ entry_key: string; kind: string; doubts: string[]; stands: boolean }>('select entry_key, kind, doubts, stands from docket_question where closed_at is null order by entry_key')).map(({ entry_key: key, kind, stands }) => `${key} ${kind}${stands ? ' stands' : ''}`);
  const holds = async (account = 'A1') => (await store.rows<{ state: { petitions: { docket: string; filedAt: string | null; endedAt: string | null }[]; manualHolds: { endedAt: string | null }[]; tips: { endedAt: string | null }[] } }>('select state from account where account_id = ?', [account]))[0]?.state;

  it('a name is not a person: nothing but the provisional hold stands until somebody confirms', async () => {
    await hear(petition);
    expect(await facts()).toEqual(['2027-03-10 08:00 BankruptcyTold']);
    expect(await open()).toEqual([]);
  });

  it('once confirmed, the petition is the account’s from the beginning of the day of filing, under its chapter, and the other account stays as it was', async () => {
    await hear(petition);
    await confirm();
    expect(await facts()).toEqual(['2027-03-10 08:00 BankruptcyTold', '2027-01-03 00:00 PetitionFiled', '2027-03-10 08:00 BankruptcyFound']);
    const [filed] = await store.rows<{ data: unknown }>(`select body::json #> '{event,data}' as data from account_event where type = 'PetitionFiled'`);
    expect(filed?.data).toMatchObject({ docket: name, chapter: '13', accountIds: ['A1'], debtor: 'debtor', noticedAt: '2027-03-10T13:00:00.000Z' });
    expect(await facts('A2')).toEqual(['2027-03-10 08:00 BankruptcyTold']);
  });

  it('a dismissal that is certain ends the stay with its day; told again, in any order, nothing doubles', async () => {
    await hear(petition);
    await confirm();
    await hear(dismissal);
    const once = await facts();
    expect(once.at(-1)).toBe('2027-03-02 23:59 BankruptcyDismissed');
    await hear(dismissal, petition);
    await hear(entry('20', '2027-03-02', null, { shortDescription: 'Order Dismissing Case', sources: ['feed'] }));
    expect(await facts()).toEqual(once);
    expect(await open()).toEqual([]);
  });

  it('the name that a feed gives dismisses nothing: a person is asked, and the stay stands', async () => {
    await hear(petition);
    await confirm();
    await hear(entry('20', '2027-03-02', null, { shortDescription: 'Order Dismissing Case', sources: ['feed'] }));
    expect((await facts()).at(-1)).toBe('2027-03-10 08:00 BankruptcyFound');
    expect(await open()).toEqual(['20 dismissed']);
    // The court's mail brings the text: nothing is asked any more.
    await hear(dismissal);
    expect((await facts()).at(-1)).toBe('2027-03-02 23:59 BankruptcyDismissed');
    expect(await open()).toEqual([]);
  });

  it('what ends a protection on this very day waits for the day to end', async () => {
    await hear(petition);
    await confirm();
    await hear(entry('20', '2027-03-10', 'Order Dismissing Case'));
    expect((await facts()).at(-1)).toBe('2027-03-10 08:00 BankruptcyFound');
    await store.setClock('2027-03-11 00:00');
    await actAll();
    expect((await facts()).at(-1)).toBe('2027-03-10 23:59 BankruptcyDismissed');
  });

  it('a dismissal that was acted on and is vacated: the stay is back from the order on', async () => {
    await hear(petition, dismissal);
    // Dismissed and certain before anybody was matched: the docket protects nobody.
    expect(await facts()).toEqual([]);
    const other = { docketNumber: '2:27-bk-50124' };
    await hear({ ...petition, ...other });
    await confirmMatch(store.db, 'county', { ...docket, ...other, accountId: 'A1' }, { by: 'specialist-1', role: 'debtor' });
    await actAll();
    await hear({ ...dismissal, ...other });
    await hear({ ...entry('25', '2027-03-05', 'Order Vacating Order Dismissing Case'), ...other });
    expect((await facts()).slice(-4)).toEqual(['2027-03-10 08:00 BankruptcyFound', '2027-03-02 23:59 BankruptcyDismissed', '2027-03-05 00:00 BankruptcyReopened', '2027-03-10 08:00 BankruptcyReviewOpened']);
    expect((await holds())?.petitions[0]?.endedAt).toBeNull();
    expect(await open()).toEqual([]);
  });

  it('a dismissal that was acted on and is doubted holds again at once, and a person is asked (GEN-PROTECT)', async () => {
    await hear(petition);
    await confirm();
    await hear(dismissal);
    expect((await holds())?.petitions[0]?.endedAt).not.toBeNull();
    await hear(entry('22', '2027-03-04', 'Motion to Reconsider Dismissal of Case filed by Debtor'));
    expect(await open()).toEqual(['20 dismissed stands']);
    expect((await facts()).at(-1)).toBe('2027-03-10 08:00 HoldPlaced');
  });

  it('an entry that turns out to be none: the dismissal that was acted on does not stand in silence', async () => {
    await hear(petition);
    await confirm();
    await hear(dismissal);
    await hear(entry('20', '2027-03-02', 'Order Dismissing Case. ENTERED IN ERROR, please disregard this entry'));
    expect(await open()).toEqual(['20 dismissed stands']);
    expect((await facts()).at(-1)).toBe('2027-03-10 08:00 HoldPlaced');
  });

  it('a petition without its chapter, or one that no entry tells of, is asked for while the provisional hold stands', async () => {
    await hear(entry('1', '2027-01-04', 'Voluntary Petition all schedules and statements.'));
    await confirm();
    expect(await open()).toEqual(['1 petition']);
    expect(await facts()).toEqual(['2027-03-10 08:00 BankruptcyTold']);
    const other = { docketNumber: '2:27-bk-50124' };
    await hear({ ...entry('9', '2027-02-01', 'Order Confirming Chapter 13 Plan'), ...other });
    await confirmMatch(store.db, 'county', { ...docket, ...other, accountId: 'A2' }, { by: 'specialist-1', role: 'debtor' });
    await actAll();
    expect(await open()).toEqual(['1 petition', 'petition petition']);
    await hear({ ...petition, ...other });
    expect(await open()).toEqual(['1 petition']);
  });

  it('an account that has the petition of this case already keeps it: no case counts twice', async () => {
    await store.take(store.fact(null, '2027-01-03 10:00', 'PetitionFiled', { docket: '27-50123', chapter: '13', accountIds: ['A1'] }));
    await hear(petition);
    await confirm();
    expect((await facts()).filter((line) => line.endsWith('PetitionFiled'))).toEqual(['2027-01-03 10:00 PetitionFiled']);
    await hear(dismissal);
    expect((await holds())?.petitions.map(({ docket: known, endedAt }) => [known, endedAt !== null])).toEqual([['27-50123', true]]);
  });

  it('of somebody who only answers for the debtor, the petition is another’s', async () => {
    await hear(petition);
    await confirm('A1', 'co-debtor');
    expect((await holds())?.petitions).toMatchObject([{ role: 'co-debtor' }]);
  });

  it('a wrong confirmation is taken back by two people: nothing of the docket counts, and a new one counts anew', async () => {
    await hear(petition);
    await confirm();
    const match = { ...docket, accountId: 'A1' };
    await lookUpMatch(store.db, 'county', match, { by: 'specialist-1', found: 'the debtor is born in 1990 and lives in Toledo' });
    expect(isRefusal(await agreeToRelease(store.db, 'county', match, 'specialist-1'))).toBe(true);
    expect((await holds())?.petitions).toHaveLength(1);
    await agreeToRelease(store.db, 'county', match, 'supervisor-1');
    await actAll();
    expect((await holds())?.petitions).toEqual([]);
    // The process of the docket has nothing to do with it either.
    expect(await store.rows('select is_open, next_look_at from matter_account where account_id = ?', ['A1'])).toEqual([{ is_open: false, next_look_at: null }]);
    expect((await holds())?.tips.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    await holdAgain(store.db, 'county', match);
    await confirm();
    expect((await holds())?.petitions).toMatchObject([{ docket: `${name}~2`, endedAt: null }]);
  });

  it('killed between the second person’s word and the account, the release still comes to the account', async () => {
    await hear(petition);
    await confirm();
    await store.rows(`update docket_match set looked_up_by = 'specialist-1', looked_up = 'another person', looked_up_at = now(), agreed_by = 'supervisor-1', released_at = '2027-03-10T13:00:00Z' where account_id = 'A1'`);
    await store.rows(`insert into docket_to_act (utility_id, court, docket_number) values ('county', 'ohsb', '2:27-bk-50123')`);
    await actAll();
    expect(await holds()).toMatchObject({ petitions: [], tips: [{ endedAt: expect.any(String) }] });
    const once = await facts();
    await store.rows(`insert into docket_to_act (utility_id, court, docket_number) values ('county', 'ohsb', '2:27-bk-50123')`);
    await actAll();
    expect(await facts()).toEqual(once);
  });

  it('a wrong confirmation that is known months later is taken back, and the customer’s own docket has letters of its own', async () => {
    await hear(petition);
    await confirm();
    await store.setClock('2027-06-21 08:00');
    await lookUpMatch(store.db, 'county', { ...docket, accountId: 'A1' }, { by: 'specialist-1', found: 'another person' });
    await agreeToRelease(store.db, 'county', { ...docket, accountId: 'A1' }, 'supervisor-1');
    expect(await holds()).toMatchObject({ petitions: [], tips: [{ endedAt: expect.any(String) }] });
    await store.take(store.fact(null, '2027-06-20 10:00', 'PetitionFiled', { docket: '3:27-bk-30001', chapter: '7', accountIds: ['A1'] }));
    expect(await store.rows(`select key, status from obligation where kind = 'letter' and account_id = 'A1' order by key`)).toEqual(['A1.docket.n1', 'A1.docket.n2'].map((key) => ({ key, status: 'open' })));
    // What was ordered on the other person's docket is voided by its process.
    expect(await lookAtMatter(store.db, 'county', name)).toMatchObject({ isOpen: false, letters: ['A1.docket.n1'] });
    expect(await lookAtMatter(store.db, 'county', '3:27-bk-30001')).toMatchObject({ isOpen: true, letters: ['A1.docket.n2'] });
  });

  it('a docket that cannot be acted on keeps nobody else’s stay waiting', async () => {
    const before = { docketNumber: '2:27-bk-50122' };
    await hear({ ...entry('9', '2027-02-01', 'Order Confirming Chapter 13 Plan'), ...before });
    await confirmMatch(store.db, 'county', { ...docket, ...before, accountId: 'A2' }, { by: 'specialist-1', role: 'debtor' });
    await store.rows(`insert into docket_question (utility_id, court, docket_number, entry_key, kind, round, on_day, debtor, words, because, doubts, stands, holds, asked_at, closed_at, answer, reading, answered_by)
      values ('county', 'ohsb', '2:27-bk-50122', 'petition', 'petition', 1, '2027-02-01', 'both', '', '', '{}', false, false, now(), now(), 'other', '{"kind": "petition", "on": "no day", "debtor": "both", "chapter": "13"}', 'specialist-1')`);
    await recordDocketEntries(store.db, 'county', [petition]);
    await confirmMatch(store.db, 'county', { ...docket, accountId: 'A1' }, { by: 'specialist-1', role: 'debtor' });
    await expect(actOnDockets(store.db, 'county')).rejects.toThrow();
    expect(await facts()).toContain('2027-01-03 00:00 PetitionFiled');
    expect(await store.rows('select docket_number from docket_to_act')).toEqual([{ docket_number: '2:27-bk-50122' }]);
  });

  it('killed between a fact and the next, or before the mark is gone, it goes on where it was', async () => {
    await hear(petition);
    await confirm();
    await hear(dismissal);
    const once = await facts();
    await store.rows(`insert into docket_to_act (utility_id, court, docket_number) values ('county', 'ohsb', '2:27-bk-50123')`);
    await actAll();
    expect(await facts()).toEqual(once);
  });
});
