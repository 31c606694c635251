import { lookAtMatter } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const docket = 'ohsb/3:27-bk-30001';
const [kind, reason] = ['docket-review-waiting', 'read and decided'];

interface Line {
  readonly subject: string;
  readonly since: string;
  readonly says: string;
  readonly mend: { readonly path: string; readonly says: string };
}

describe('what dockets ask a person is on the stuck list', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    await api.store.utility('village', '2027-08-17 09:00');
    await bringTo('notice-mailed', api.store, ['A1', 'A2', 'A3']);
    // Known on 2027-03-22: the letter of that morning went out after the filing.
    await api.store.take(api.store.fact(null, '2027-03-20 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1', 'A2'], coDebtorAccountIds: ['A3'] }));
    await api.store.take(api.store.opening('A4'), api.store.fact('A4', '2027-03-22 11:30', 'BankruptcyTold', { tipId: 'T-1', toldBy: 'debtor', channel: 'phone' }));
    await api.store.setClock('2027-08-17 09:00');
    await lookAtMatter(api.store.db, 'county', docket);
  });
  afterAll(() => api?.stop());

  const list = async (utility?: string) => (await api.get('counsel', `/stuck?limit=200&kind=${kind}`, utility)).body.items as unknown as Line[];
  const subjects = async () => (await list()).map(({ subject }) => subject).sort();
  const count = async (utility?: string) => ((await api.get('counsel', '/stuck/counts', utility)).body['kinds'] as { kind: string; count: number }[]).find((known) => known.kind === kind)?.count ?? 0;
  const named = (found: readonly Line[], review: string) => found.find(({ subject }) => subject === `A1#${docket}#${review}`);

  it('each with since when, in the words of its rule, and with what mends it; counted, and one by one in pages', async () => {
    const found = await list();
    expect(await subjects()).toEqual(expect.arrayContaining([`A1#${docket}#claim-due`, `A1#${docket}#late-notice`, `A2#${docket}#claim-due`, `A2#${docket}#late-notice`]));
    const place = '/accounts/A1/dockets/ohsb%2F3%3A27-bk-30001';
    expect(named(found, 'claim-due')).toMatchObject({ accountId: 'A1', since: '2027-08-17T13:00:00.000Z', says: expect.stringContaining('$220.00 is to be claimed on docket ohsb/3:27-bk-30001 by 2027-09-16'), mend: { method: 'POST', path: `${place}/claims` } });
    expect(named(found, 'late-notice')).toMatchObject({ says: expect.stringContaining('this pressed the debtor after it'), mend: { path: `${place}/decisions`, says: expect.stringContaining('counsel') } });
    expect(await count()).toBe(found.length);
    const paged: unknown[] = [];
    for (let cursor: unknown = ''; cursor !== null; ) {
      const { body } = await api.get('specialist', `/stuck?limit=1&kind=${kind}${cursor === '' ? '' : `&cursor=${encodeURIComponent(String(cursor))}`}`);
      paged.push(...(body.items ?? []).map((item) => item['subject']));
      cursor = body['nextCursor'];
    }
    expect(paged.toSorted()).toEqual(await subjects());
  });

  it('nothing of them shows to another utility', async () => {
    expect(await list('village')).toEqual([]);
    expect(await count('village')).toBe(0);
  });

  it('what mends it is where it says, and takes it off the list', async () => {
    const found = await list();
    const before = await subjects();
    expect((await api.post('specialist', named(found, 'claim-due')?.mend.path ?? '', { filedOn: '2027-08-17' })).status).toBe(201);
    expect(await subjects()).toEqual(before.filter((subject) => !subject.endsWith('#claim-due')));
    expect((await api.post('counsel', named(found, 'late-notice')?.mend.path ?? '', { decision: 'answer-review', review: 'late-notice', reason })).status).toBe(201);
    expect(await subjects()).toEqual(before.filter((subject) => !subject.endsWith('#claim-due') && subject !== `A1#${docket}#late-notice`));
    expect(await count()).toBe((await subjects()).length);
  });

  it('what somebody told and nobody looked up stands there until two people find that there is no docket', async () => {
    await api.store.take(api.store.bill('A4', 'B4', '2027-08-17', '2027-09-07', 5_000));
    expect(await subjects()).toContain('A4#T-1#tip-not-looked-up');
    await api.store.take(api.store.fact('A4', '2027-08-17 08:30', 'BankruptcyNotFound', { tipId: 'T-1', lookedUpBy: 'specialist-1', agreedBy: 'supervisor-1' }));
    expect(await subjects()).not.toContain('A4#T-1#tip-not-looked-up');
  });
});
