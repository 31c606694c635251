import { localDate } from '../../../libs/kernel/time.ts';
import { recordDocketEntries, tellMatches } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';

const found = 'the debtor was born in 1990 and lives in Toledo';
const path = (step: string) => `/docket-matches/ohsb/${encodeURIComponent('2:27-bk-50123')}/A1/${step}`;

describe('Debtors and accounts over HTTP (BK-STAY)', () => {
  let api: TestApi;
  const items = async (utility?: string) => (await api.get('auditor', '/docket-matches?holding=true', utility)).body.items;

  beforeAll(async () => {
    api = await TestApi.open();
    await api.store.utility('village', '2027-03-20 08:00');
    await api.store.take(api.store.opening('A1'));
    const entry = { court: 'ohsb', docketNumber: '2:27-bk-50123', number: '1', dateFiled: null, dateEntered: localDate('2027-01-02'), shortDescription: 'Voluntary Petition (Chapter 7)', text: null, caseName: 'Given Name', sources: ['feed'] as const };
    await recordDocketEntries(api.store.db, 'county', [entry]);
    await tellMatches(api.store.db, 'county');
  });
  afterAll(() => api?.stop());

  it('a match is listed with what agrees, to its own utility alone', async () => {
    expect(await items()).toMatchObject([{ court: 'ohsb', docketNumber: '2:27-bk-50123', accountId: 'A1', agrees: ['The name is the same.'], lookedUp: null, releasedAt: null }]);
    expect(await items('village')).toEqual([]);
    expect(await items()).toMatchObject([{ customer: null, debtors: [], caseName: null }]);
    expect((await api.get('specialist', '/docket-matches')).body.items).toMatchObject([{ customer: { name: 'Given Name', premiseAddress: '1 Elm St' }, debtors: [], caseName: 'Given Name' }]);
    expect((await api.post('supervisor', path('look-up'), { found }, { utility: 'village' })).status).toBe(404);
    expect((await api.get('specialist', '/accounts/A1')).body).toMatchObject({ holds: [{ kind: 'bankruptcy' }] });
  });

  it('is not released before anybody looked, nor by whoever looked', async () => {
    expect((await api.post('supervisor', path('release'), {})).body).toMatchObject({ status: 409, rule: 'BK-STAY', detail: 'Nobody has looked the docket up yet.' });
    expect((await api.post('supervisor', path('look-up'), { found })).body).toMatchObject({ lookedUp: { by: 'local-supervisor', found } });
    expect((await api.post('supervisor', path('release'), {})).body).toMatchObject({ status: 409, detail: 'local-supervisor looked it up: a second person has to agree.' });
    expect((await api.post('specialist', path('release'), {})).status).toBe(403);
    expect(await items()).toHaveLength(1);
  });

  it('is released by a second person, and held again when that was wrong', async () => {
    await api.post('specialist', path('look-up'), { found });
    expect(await api.post('supervisor', path('release'), {})).toMatchObject({ status: 200, body: { releasedAt: expect.any(String) } });
    expect((await api.get('specialist', '/accounts/A1')).body).toMatchObject({ holds: [] });
    expect(await items()).toEqual([]);
    expect(await api.post('specialist', path('hold'), {})).toMatchObject({ status: 200, body: { releasedAt: null, tipId: 'ohsb/2:27-bk-50123~2' } });
    expect((await api.get('specialist', '/accounts/A1')).body).toMatchObject({ holds: [{ kind: 'bankruptcy' }] });
  });
});
