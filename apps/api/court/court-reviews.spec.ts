import { TestApi } from '../../../test/support/api.ts';

const docketNumber = '2:27-bk-50123';
const docket = { court: 'ohsb', docketNumber };
const matchPath = (account: string, step: string, number = docketNumber) => `/docket-matches/ohsb/${encodeURIComponent(number)}/${account}/${step}`;
const decidePath = (entryKey: string, kind: string, number = docketNumber) => `/docket-reviews/ohsb/${encodeURIComponent(number)}/${entryKey}/${kind}/decide`;
const reason = 'read on the docket itself';
const petition = { number: '1', dateFiled: '2027-03-01', dateEntered: '2027-03-02', text: 'Chapter 13 Voluntary Petition Filed by Given Name' };
const unclear = { number: '20', dateFiled: '2027-03-10', text: 'Order on Motion to Dismiss Case' };

describe('What courts tell, confirmed and decided over HTTP (BK-EVENTS)', () => {
  let api: TestApi;
  const upload = async (more: object) => api.post('specialist', '/dockets/entries', { ...docket, caseName: 'Given Name', ...more });
  const reviews = async (role: 'specialist' | 'auditor' = 'specialist', utility?: string) => (await api.get(role, '/docket-reviews', utility)).body as unknown as { counts: object; questions: object[]; matches: { accountId: string }[] };
  const holds = async (account: string) => ((await api.get('specialist', `/accounts/${account}`)).body['holds'] as { evidence: string }[]).map(({ evidence }) => evidence);

  beforeAll(async () => {
    api = await TestApi.open('2027-03-20 08:00');
    await api.store.utility('village', '2027-03-20 08:00');
    for (const account of ['A1', 'A2']) await api.store.take(api.store.opening(account));
    await api.store.rows(`update account_person set premise_address = '9 Oak Ave', mailing_address = '9 Oak Ave' where account_id = 'A2'`);
  });
  afterAll(() => api?.stop());

  it('an uploaded docket holds every account of that name; with the debtor’s address, one of them is certain and has its petition at once', async () => {
    const uploaded = await upload({ debtors: [{ name: 'Given Name', address: '1 Elm Street, Ashbury' }], entries: [petition] });
    expect(uploaded).toMatchObject({ status: 201, body: { entries: 1, changed: true, matches: [{ accountId: 'A1', confirmed: { by: 'certain', role: 'debtor' } }, { accountId: 'A2', confirmed: null, differs: ['The address is another.'] }] } });
    expect(await api.store.types('A1')).toEqual(['AccountOpened', 'BankruptcyTold', 'PetitionFiled', 'DocketLetterOrdered', 'BankruptcyFound']);
    expect([await holds('A1'), await holds('A2')]).toEqual([['ohsb/2:27-bk-50123'], ['ohsb/2:27-bk-50123']]);
  });

  it('told again, nothing changes', async () => {
    const before = await api.store.types('A1');
    expect((await upload({ entries: [petition] })).body).toMatchObject({ changed: false });
    expect(await api.store.types('A1')).toEqual(before);
  });

  it('what is uncertain waits on the worklist with its words and doubts; another utility, and an auditor, read no names', async () => {
    await upload({ entries: [unclear] });
    expect(await reviews()).toMatchObject({
      counts: { questions: 1, standing: 0, matches: 1 },
      questions: [{ ...docket, caseName: 'Given Name', entryKey: '20', kind: 'dismissed', on: '2027-03-10', text: unclear.text, accounts: [{ accountId: 'A1', role: 'debtor' }], doubts: ['An order on a motion to dismiss the case; the text does not say which way it went.', 'Nobody but an upload tells of it: the word of the court itself has not come.'] }],
      matches: [{ accountId: 'A2' }],
    });
    expect(JSON.stringify((await reviews('auditor')).questions)).not.toContain('Given Name');
    expect(await reviews('auditor', 'village')).toMatchObject({ questions: [], matches: [] });
  });

  it('what ends a protection is for a supervisor or counsel, and once answered it is acted on', async () => {
    expect((await api.post('specialist', decidePath('20', 'dismissed'), { answer: 'so', round: 1, reason })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    expect(await api.post('counsel', decidePath('20', 'dismissed'), { answer: 'so', round: 1, reason }, { utility: 'village' })).toMatchObject({ status: 404 });
    expect(await api.post('counsel', decidePath('20', 'dismissed'), { answer: 'so', round: 1, reason })).toMatchObject({ status: 200, body: { kind: 'dismissed', answer: 'so', answeredBy: 'local-counsel' } });
    expect((await api.store.types('A1')).at(-1)).toBe('BankruptcyDismissed');
    expect(await holds('A1')).toEqual([]);
    expect((await reviews()).questions).toEqual([]);
    expect((await api.post('counsel', decidePath('20', 'dismissed'), { answer: 'so', round: 1, reason })).status).toBe(404);
  });

  it('a specialist may protect: what was acted on and is doubted later did not happen', async () => {
    await upload({ entries: [{ number: '22', dateFiled: '2027-03-12', text: 'Motion to Reconsider Dismissal of Case filed by Debtor' }] });
    expect((await reviews()).questions).toMatchObject([{ entryKey: '20', stands: true, holds: true }]);
    expect(await holds('A1')).toHaveLength(1);
    expect((await api.post('specialist', decidePath('20', 'dismissed'), { answer: 'not-so', round: 1, reason })).body).toMatchObject({ status: 409, detail: 'The docket says something else since you looked: read it again.' });
    expect((await api.post('specialist', decidePath('20', 'dismissed'), { answer: 'not-so', round: 2, reason })).status).toBe(200);
    expect(await holds('A1')).toEqual(['ohsb/2:27-bk-50123']);
    expect((await reviews()).questions).toEqual([]);
  });

  it('relief from the stay frees what a person reads, and nothing without it', async () => {
    await upload({ entries: [{ number: '30', dateFiled: '2027-03-15', text: 'Order Granting Motion for Relief from Stay' }] });
    expect((await api.post('counsel', decidePath('30', 'stay-relief'), { answer: 'so', round: 1, reason })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    expect((await api.post('counsel', decidePath('30', 'stay-relief'), { answer: 'other', round: 1, reason, reading: { kind: 'stay-relief', on: '2027-03-15' } })).status).toBe(422);
    expect((await api.post('counsel', decidePath('30', 'stay-relief'), { answer: 'other', round: 1, reason, reading: { kind: 'stay-relief', on: '2027-03-15', acts: ['set-off'] } })).status).toBe(200);
    expect((await api.store.types('A1')).at(-1)).toBe('StayReliefGranted');
    expect(await holds('A1')).toEqual(['ohsb/2:27-bk-50123']);
  });

  it('a person confirms an account, and two take that back', async () => {
    expect(await api.post('specialist', matchPath('A2', 'confirm'), { role: 'co-debtor' })).toMatchObject({ status: 200, body: { confirmed: { by: 'local-specialist', role: 'co-debtor' } } });
    // Read from the docket, the petition stands on each account by itself: its page shows them together all the same.
    expect((await api.get('specialist', `/accounts/A1/dockets/${encodeURIComponent('ohsb/2:27-bk-50123')}`)).body).toMatchObject({ accounts: [{ accountId: 'A1', role: 'debtor' }, { accountId: 'A2', role: 'co-debtor' }] });
    expect((await api.post('specialist', matchPath('A2', 'confirm'), { role: 'debtor' })).body).toMatchObject({ status: 409, detail: 'It was confirmed as co-debtor: two people take that back first, by looking it up and releasing it.' });
    await api.post('specialist', matchPath('A2', 'look-up'), { found: 'another person of that name' });
    expect((await api.post('supervisor', matchPath('A2', 'release'), {})).status).toBe(200);
    expect(await holds('A2')).toEqual([]);
    expect(await api.store.types('A2')).toEqual(expect.arrayContaining(['PetitionFiled', 'PetitionMisattributed', 'BankruptcyNotFound']));
  });

  it('what a caller says holds the account at once, with words to read out; two people end it', async () => {
    const told = await api.post('cashier', '/accounts/A2/bankruptcy-told', { toldBy: 'debtor', channel: 'phone', chapter: '7', said: 'filed last week in Columbus' });
    expect(told).toMatchObject({ status: 201, body: { match: { court: 'told', accountId: 'A2', agrees: [expect.stringContaining('Told by debtor (phone, taken by local-cashier): chapter 7. filed last week in Columbus')] }, confirmation: expect.stringContaining('nothing is collected, shut off') } });
    const { docketNumber: tip, tipId } = told.body['match'] as { docketNumber: string; tipId: string };
    expect(await holds('A2')).toEqual([tipId]);
    const path = (step: string) => `/docket-matches/told/${tip}/A2/${step}`;
    expect((await api.post('specialist', path('confirm'), { role: 'debtor' })).body).toMatchObject({ status: 409, detail: expect.stringContaining('upload its entries') });
    await api.post('specialist', path('look-up'), { found: 'no case under that name in any district' });
    expect((await api.post('supervisor', path('release'), {})).status).toBe(200);
    expect(await holds('A2')).toEqual([]);
    expect((await api.post('specialist', '/accounts/nobody/bankruptcy-told', { toldBy: 'debtor', channel: 'phone' })).status).toBe(404);
  });

  it('just beside: a docket that the caller knows is held under its own number, and is confirmed there', async () => {
    const number = '2:27-bk-50777';
    const told = await api.post('specialist', '/accounts/A2/bankruptcy-told', { toldBy: 'attorney', channel: 'phone', court: 'ohsb', docketNumber: number });
    expect(told.body).toMatchObject({ match: { court: 'ohsb', docketNumber: number, tipId: `ohsb/${number}` } });
    await api.post('specialist', matchPath('A2', 'confirm', number), { role: 'debtor' });
    expect((await reviews()).questions).toMatchObject([{ docketNumber: number, entryKey: 'petition', kind: 'petition' }]);
    expect((await api.post('specialist', decidePath('petition', 'petition', number), { answer: 'other', round: 1, reason, reading: { kind: 'petition', on: '2027-03-18', chapter: '7' } })).status).toBe(200);
    expect((await api.store.types('A2')).slice(-3)).toEqual(['PetitionFiled', 'DocketLetterOrdered', 'BankruptcyFound']);
    expect(await holds('A2')).toEqual([`ohsb/${number}`]);
  });
});
