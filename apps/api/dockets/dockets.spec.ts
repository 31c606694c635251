import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';
import { local } from '../../../test/support/story.ts';

const docket = '3:27-bk-30001';
const reason = 'read and decided';

describe('a docket and what counsel says of it', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('notice-mailed', api.store, ['A1', 'A2', 'A3']);
    // Known on 2027-03-22: the letter of that morning went out after a filing of 2027-03-20.
    await api.store.take(
      api.store.fact(null, '2027-03-20 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1', 'A2'], coDebtorAccountIds: ['A3'] }),
      api.store.fact(null, '2027-03-22 11:00', 'PetitionFiled', { docket: 'other', chapter: '7', accountIds: ['A3'] }),
    );
  });
  afterAll(() => api?.stop());

  it('shows it over all accounts that it names, with its days, the claim, and what has to be put right', async () => {
    const { body, status } = await api.get('specialist', `/accounts/A1/dockets/${docket}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      docket,
      chapter: '13',
      accounts: [{ accountId: 'A1', role: 'debtor' }, { accountId: 'A2', role: 'debtor' }, { accountId: 'A3', role: 'co-debtor' }],
      assurance: { lastDayOn: '2027-04-09' },
      claimDeadline: { lastDayOn: '2027-09-16', subjectToAssetNotice: false },
      repair: { needsCounsel: true, open: 2, lines: [{ accountId: 'A1', kind: 'notice', by: 'person' }, { accountId: 'A2', kind: 'notice', by: 'person' }] },
      claim: { form: 'Official Form 410', claim: { cents: 44_000 } },
    });
    expect(JSON.stringify(body)).not.toContain('Given Name');
  });

  it('knows no docket that the account does not know', async () => {
    expect((await api.get('specialist', '/accounts/A1/dockets/other')).status).toBe(404);
  });

  it('counsel releases the stay: the next notice is a fresh one, on that account alone', async () => {
    expect((await api.post('supervisor', `/accounts/A1/dockets/${docket}/decisions`, { decision: 'release-stay', reason })).status).toBe(403);
    const released = await api.post('counsel', `/accounts/A1/dockets/${docket}/decisions`, { decision: 'release-stay', reason });
    expect(released).toMatchObject({ status: 201, body: { docket, decision: 'release-stay', accountId: 'A1' } });
    expect((await api.store.caseTypes('A1.1')).slice(-2)).toEqual(['CollectionResumed', 'NoticeOrdered']);
    expect((await api.store.caseTypes('A2.1')).slice(-1)).toEqual(['CollectionHeld']);
  });

  it('what there is nothing of cannot be decided', async () => {
    const answers = [
      { decision: 'tag-administrative', reason },
      { decision: 'answer-review', review: 'stay-lapses', reason },
    ].map((body) => api.post('counsel', `/accounts/A2/dockets/${docket}/decisions`, body));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([409, 409]);
  });

  it('shows what waits for a person since when, its letters, and when it is looked at next; a letter comes back, and one that nobody wants any more is void', async () => {
    const page = async () => (await api.get('counsel', `/accounts/A2/dockets/${docket}`)).body as unknown as { nextLookAt: string | null; accounts: { accountId: string; reviews: { review: string }[]; letters: { letter: string; noticeId: string; status: string }[] }[] };
    const ofA2 = async () => (await page()).accounts[1];
    const statuses = async () => (await ofA2())?.letters.map(({ letter, status }) => `${letter} ${status}`);
    expect(await ofA2()).toMatchObject({ accountId: 'A2', reviews: [{ review: 'late-notice', openedAt: expect.stringMatching(/^2027-03-22T/) }] });
    const letters = (await ofA2())?.letters ?? [];
    expect(await statuses()).toEqual(['assurance ordered', 'division ordered', 'void ordered']);
    // Nothing lapses by a letter that nobody mailed: the next thing is the reminder of the claim.
    expect((await page()).nextLookAt).toBe(local('2027-08-17 06:00'));
    const [assurance, division] = letters.map(({ noticeId }) => noticeId) as [string, string, string];
    await api.store.take(api.store.fact('A2', '2027-03-22 11:10', 'NoticeMailed', { noticeId: assurance, mailedOn: '2027-03-22' as never, proof: 'piece-1' }), api.store.fact('A2', '2027-03-22 11:10', 'NoticeMailed', { noticeId: division, mailedOn: '2027-03-22' as never, proof: 'piece-2' }));
    expect((await page()).nextLookAt).toBe(local('2027-04-10 00:00'));
    await api.store.take(api.store.fact('A2', '2027-03-22 11:20', 'NoticeReturned', { noticeId: assurance, reason: 'no such number' }));
    expect(await statuses()).toEqual(['assurance returned', 'division mailed', 'void ordered']);
    expect((await ofA2())?.reviews.map(({ review }) => review)).toEqual(['late-notice', 'letter-returned']);
    await api.store.take(api.store.fact(null, '2027-03-22 11:30', 'BankruptcyDismissed', { docket, accountIds: ['A2'] }));
    expect(await statuses()).toEqual(['assurance returned', 'division mailed', 'void void']);
  });
});
