import { loadLaw } from '../../../libs/policy/load.ts';
import { continueMigrations, keepWhatIfReport, tellCases } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { PackShelf, reportOf } from '../../../test/support/packs.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const shelf = new PackShelf();
const reason = 'the board decided so';

describe('the versions of the law, over HTTP', () => {
  let api: TestApi;
  const wish = { pack: 'OH-COUNTY@2', from: '2027-06-01', whatIf: 'like', reason };

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('notice-mailed', api.store, ['A1', 'A2']);
    const [v1, v2] = [loadLaw('OH-COUNTY@1'), shelf.version(2, ['notice-mailed-days-before: { days: 10,', 'notice-mailed-days-before: { days: 21,'])];
    await api.store.db.forUtility('county', async (em) => {
      await keepWhatIfReport(em, 'county', 'like', reportOf(v1, v2, { current: 100, draft: 100 }));
      await keepWhatIfReport(em, 'county', 'more', reportOf(v1, v2, { current: 100, draft: 120 }));
    });
  });
  afterAll(() => api?.stop());

  it('begin with the one that the utility was set up with', async () => {
    const { packHash, calendarHash, pack } = loadLaw('OH-COUNTY@1');
    expect((await api.get('auditor', '/packs')).body).toEqual({ inForce: 'OH-COUNTY@1', versions: [{ pack: 'OH-COUNTY@1', title: pack.title, packHash, calendarHash, inForceAt: null }], published: ['OH-COUNTY@2', 'OH-COUNTY@1'], pinned: [{ pack: 'OH-COUNTY@1', openCases: 2 }], activations: [] });
  });

  it('are shown with their rules and what lapses, as a manual to whoever asks for a page, and in sentences against each other', async () => {
    const { body } = await api.get('auditor', '/packs/versions/OH-COUNTY@1');
    expect(body).toMatchObject({ pack: 'OH-COUNTY@1', title: loadLaw('OH-COUNTY@1').pack.title, rules: expect.arrayContaining([{ rule: 'AUTHORITY', citation: 'authority limits of the utility', status: 'default' }]) });
    const page = await api.ask('GET', '/packs/versions/OH-COUNTY@1', { authorization: `Bearer ${await api.tokenFor('auditor')}`, accept: 'text/html' });
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(String(page.body['text'])).toContain('<h1>Procedures for unpaid bills</h1>');
    expect((await api.get('auditor', '/packs/versions/OH-COUNTY@9')).status).toBe(404);
    expect((await api.get('auditor', '/packs/differences?before=OH-COUNTY@1&after=OH-COUNTY@2')).body).toMatchObject({ sentences: expect.arrayContaining([expect.stringMatching(/^Shut-off: A notice.+21 instead of 10 days/)]), untold: [] });
    expect((await api.get('auditor', '/packs/differences?before=OH-COUNTY@1&after=OH-COUNTY@9')).body).toMatchObject({ status: 422, faults: [{ path: 'query.after' }] });
  });

  it('are asked for by a supervisor with a what-if, and the refusal says what to do first', async () => {
    const reply = await api.post('supervisor', '/packs/activations', { ...wish, whatIf: 'unheard-of' });
    expect(reply.body).toMatchObject({ status: 409, type: 'urn:arrears:problem:conflict', detail: 'Run what-if first: there is no report unheard-of of OH-COUNTY@2 as it is now against OH-COUNTY@1.' });
  });

  it('with differences beyond the thresholds are refused, with each of them', async () => {
    const reply = await api.post('supervisor', '/packs/activations', { ...wish, whatIf: 'more' });
    expect(reply.status).toBe(409);
    expect(reply.body['detail']).toMatch(/two people have to sign: Shut-offs over recorded history rise from 100 to 120 \(\+20\.0 %\); the limit is 5 %\./);
  });

  it('that nobody published are a fault of the request', async () => {
    const reply = await api.post('supervisor', '/packs/activations', { ...wish, pack: 'OH-COUNTY@9' });
    expect(reply.body).toMatchObject({ status: 422, faults: [{ path: 'body.pack' }] });
    expect((await api.post('supervisor', '/packs/activations', { ...wish, pack: 'ohio' })).body).toMatchObject({ status: 422, faults: [{ path: 'body.pack', message: 'must be a pack and its version, like OH-COUNTY@2' }] });
  });

  it('stand when somebody else has signed; asked twice under one key, they are asked for once', async () => {
    const asked = await api.post('supervisor', '/packs/activations', wish, { key: 'activate-v2' });
    expect(asked).toMatchObject({ status: 201, body: { status: 'asked', signaturesNeeded: 1, against: 'OH-COUNTY@1' } });
    const again = await api.post('supervisor', '/packs/activations', wish, { key: 'activate-v2' });
    expect(again.body).toEqual(asked.body);
    const path = `/packs/activations/${String(asked.body['activationId'])}`;
    expect((await api.post('supervisor', `${path}/approval`, {})).body).toMatchObject({ status: 409, detail: expect.stringContaining('it needs somebody else') });
    expect((await api.post('counsel', `${path}/approval`, {})).body).toMatchObject({ status: 'stands', inForceAt: '2027-06-01T04:00:00.000Z' });
    expect((await api.get('specialist', '/packs')).body).toMatchObject({ inForce: 'OH-COUNTY@1', versions: [{}, { pack: 'OH-COUNTY@2', inForceAt: '2027-06-01T04:00:00.000Z' }] });
    while (await tellCases(api.store.db, 'county'));
  });

  it('are moved to by cohort: previewed, asked for, approved by another, and taken back', async () => {
    const cohort = { caseIds: ['A1.1'] };
    const previewed = await api.post('supervisor', '/packs/migrations/preview', { to: 'OH-COUNTY@2', cohort });
    expect(previewed.body).toMatchObject({ cases: 1, next: null, previews: [{ caseId: 'A1.1', refused: null, changes: true, before: { step: 'door-tag' } }] });
    const asked = await api.post('supervisor', '/packs/migrations', { to: 'OH-COUNTY@2', cohort, reason });
    expect(asked).toMatchObject({ status: 201, body: { status: 'asked', counts: { waiting: 1 }, approvedBy: null } });
    const path = `/packs/migrations/${String(asked.body['migrationId'])}`;
    expect((await api.post('supervisor', `${path}/approval`, {})).status).toBe(409);
    expect((await api.post('counsel', `${path}/approval`, {})).body).toMatchObject({ status: 'moving' });
    while (await continueMigrations(api.store.db, 'county'));
    expect((await api.get('auditor', path)).body).toMatchObject({ status: 'moved', counts: { moved: 1 } });
    expect((await api.get('auditor', `${path}/cases`)).body).toMatchObject({ items: [{ caseId: 'A1.1', status: 'moved', from: 'OH-COUNTY@1', note: null }], nextCursor: null });
    expect((await api.get('specialist', '/cases/A1.1')).body['pack']).toBe('OH-COUNTY@2');
    const next = await api.get('specialist', '/cases/A1.1/next');
    const packs = new Set(((next.body['step'] as { guards: { because: { pack?: string } }[] }).guards).map(({ because }) => because.pack));
    expect([...packs]).toEqual(['OH-COUNTY@2', 'OH-COUNTY@1']);
    expect((await api.post('counsel', `${path}/undo`, { reason })).body).toMatchObject({ status: 'undoing' });
    while (await continueMigrations(api.store.db, 'county'));
    expect((await api.get('auditor', '/packs/migrations')).body.items).toMatchObject([{ status: 'undone', counts: { 'moved-back': 1 } }]);
    expect((await api.get('specialist', '/cases/A1.1')).body['pack']).toBe('OH-COUNTY@1');
  });

  it('are asked for once where a case is named, and for no case that is there already', async () => {
    const ask = (to: string) => api.post('supervisor', '/packs/migrations', { to, cohort: { caseIds: ['A1.1'] }, reason });
    const { body } = await ask('OH-COUNTY@2');
    expect((await ask('OH-COUNTY@2')).body).toMatchObject({ status: 409, detail: expect.stringMatching(/has asked for A1\.1 to be moved to OH-COUNTY@2 already/) });
    expect((await api.post('supervisor', `/packs/migrations/${String(body['migrationId'])}/undo`, { reason })).body).toMatchObject({ status: 'withdrawn' });
    expect((await ask('OH-COUNTY@1')).body).toMatchObject({ status: 409, detail: 'There is nothing to move: A1.1 is closed, or under OH-COUNTY@1 already.' });
  });

  it('are looked at for one case with the exact events and what comes next, and nothing is moved', async () => {
    const look = (to: string) => api.post('supervisor', '/cases/A1.1/move/preview', { to });
    const versionBefore = (await api.get('specialist', '/cases/A1.1')).body['seen'];
    const { status, body } = await look('OH-COUNTY@2');
    expect(status).toBe(200);
    const [moved] = body['events'] as { type: string; says: string }[];
    expect(moved).toMatchObject({ type: 'PolicyMoved', says: expect.stringContaining('from OH-COUNTY@1 to OH-COUNTY@2; somebody else approved') });
    const after = body['next'] as { step: { guards: { because: { pack?: string } }[] }; ahead: unknown[] };
    expect(after.step.guards.map(({ because }) => because.pack)).toContain('OH-COUNTY@2');
    expect((await api.get('specialist', '/cases/A1.1')).body).toMatchObject({ pack: 'OH-COUNTY@1', seen: versionBefore });
    expect((await look('OH-COUNTY@1')).body).toMatchObject({ status: 409, detail: 'The case is under OH-COUNTY@1 already.' });
    expect((await look('OH-COUNTY@3')).body).toMatchObject({ status: 409, detail: 'OH-COUNTY@3 was never activated here.' });
    expect((await api.post('supervisor', '/cases/none.1/move/preview', { to: 'OH-COUNTY@2' })).status).toBe(404);
  });

  it('that were never activated are nowhere to move to', async () => {
    expect((await api.post('supervisor', '/packs/migrations', { to: 'OH-COUNTY@3', reason })).body).toMatchObject({ status: 409, detail: expect.stringContaining('OH-COUNTY@3 was never activated here') });
  });

  it('of the county are nothing to the village', async () => {
    await api.store.utility('village', '2027-04-01 09:00');
    const { body } = await api.get('auditor', '/packs', 'county');
    const [activation] = body['activations'] as { activationId: string }[];
    expect((await api.get('auditor', '/packs', 'village')).body).toMatchObject({ activations: [], versions: [{ pack: 'OH-COUNTY@1' }] });
    expect((await api.post('counsel', `/packs/activations/${activation?.activationId}/withdrawal`, {}, { utility: 'village' })).status).toBe(404);
    expect((await api.post('counsel', `/packs/activations/${activation?.activationId}/withdrawal`, {})).body).toMatchObject({ status: 'withdrawn' });
  });
});
