import { TestApi, type Role } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';
import { csvRows } from './case-csv.ts';

describe('who works on a case', () => {
  let api: TestApi;
  const many = Array.from({ length: 30 }, (_, index) => `N${String(index).padStart(2, '0')}`);

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'past-due': ['A1', 'A2', 'A3', 'ES1', 'FR1'], 'notice-ordered': many }, api.store);
    await api.store.utility('village', '2027-04-01 09:00');
    await api.store.rows(`update case_record set language = case account_id when 'ES1' then 'es' else 'fr' end where account_id in ('ES1', 'FR1')`);
  });
  afterAll(() => api?.stop());

  const assign = (role: Role, caseId: string, body: object) => api.post(role, `/cases/${caseId}/assignment`, body);
  const next = (role: Role, filter: object) => api.post(role, '/cases/next', { filter });
  const idOfNext = async (role: Role, filter: object) => ((await next(role, filter)).body['case'] as { caseId: string } | null)?.caseId ?? null;
  const assignees = async (query: string) => Object.fromEntries(((await api.get('auditor', `/cases?limit=200&${query}`)).body.items ?? []).map(({ caseId, assignment }) => [caseId, (assignment as { assignee: string } | null)?.assignee ?? null]));

  it('is whoever claimed it, until they give it back', async () => {
    const claimed = await assign('specialist', 'A1.1', { do: 'claim' });
    expect(claimed.body).toMatchObject({ caseId: 'A1.1', assignment: { assignee: 'local-specialist', untilAt: expect.any(String) } });
    expect((await assign('counsel', 'A1.1', { do: 'claim' })).body).toMatchObject({ status: 409, detail: expect.stringContaining('local-specialist has A1.1') });
    expect((await assign('counsel', 'A1.1', { do: 'release' })).body).toMatchObject({ status: 409 });
    expect((await assign('specialist', 'A1.1', { do: 'claim' })).status).toBe(200);
    expect((await api.get('auditor', '/cases/A1.1')).body).toMatchObject({ assignment: { assignee: 'local-specialist' } });
    expect(await assignees('assignedTo=local-specialist')).toEqual({ 'A1.1': 'local-specialist' });
    expect(await assignees('assignedTo=@nobody&status=past-due')).not.toHaveProperty(['A1.1']);
    expect((await assign('specialist', 'A1.1', { do: 'release' })).body).toEqual({ caseId: 'A1.1', assignment: null });
    expect((await assign('specialist', 'A1.1', { do: 'release' })).body).toMatchObject({ status: 409, detail: 'Nobody has A1.1.' });
  });

  it('is whom a supervisor gave it to, and only somebody who works here', async () => {
    expect((await assign('specialist', 'A2.1', { do: 'assign', to: 'local-counsel', reason: 'a petition' })).status).toBe(403);
    expect((await assign('supervisor', 'A2.1', { do: 'assign', to: 'local-nobody', reason: 'a petition' })).body).toMatchObject({ status: 409, detail: expect.stringContaining('never worked here') });
    const given = await assign('supervisor', 'A2.1', { do: 'assign', to: 'local-counsel', reason: 'a petition' });
    expect(given.body).toMatchObject({ assignment: { assignee: 'local-counsel', untilAt: null } });
    expect((await assign('specialist', 'A2.1', { do: 'claim' })).status).toBe(409);
    expect((await assign('counsel', 'A2.1', { do: 'claim' })).body).toMatchObject({ assignment: { assignee: 'local-counsel', untilAt: null } });
  });

  it('is nobody once a claim has ended by itself, and what was given stays', async () => {
    await assign('specialist', 'A1.1', { do: 'claim' });
    const [row] = await api.store.rows<{ until: string; hours: number }>(`select to_char(until_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as until, extract(epoch from until_at - since_at) / 3600 as hours from case_assignment where case_id = 'A1.1'`);
    expect(Number(row?.hours)).toBe(8);
    const setNow = (plusSeconds: number) => api.store.db.shared((em) => em.execute(`update utility set clock_now_at = (?::timestamp at time zone 'UTC') + make_interval(secs => ?) where utility_id = 'county'`, [row?.until, plusSeconds]));
    await setNow(-1);
    expect(await assignees('assignedTo=@nobody&status=past-due')).not.toHaveProperty(['A1.1']);
    await setNow(0);
    expect(await assignees('status=past-due')).toMatchObject({ 'A1.1': null, 'A2.1': 'local-counsel' });
    expect(await assignees('assignedTo=@nobody&status=past-due')).toHaveProperty(['A1.1']);
    expect((await assign('counsel', 'A1.1', { do: 'claim' })).body).toMatchObject({ assignment: { assignee: 'local-counsel' } });
  });

  it('gives each of many who ask for the next one at once a case of their own', async () => {
    const asked = await Promise.all(many.map((_, index) => idOfNext((['specialist', 'supervisor', 'counsel'] as const)[index % 3] ?? 'specialist', { status: ['notice-ordered'] })));
    expect([...asked].sort()).toEqual(many.map((account) => `${account}.1`));
    expect(await idOfNext('specialist', { status: ['notice-ordered'] })).toBeNull();
  });

  it('leaves a case in a language to whoever speaks it, where somebody does', async () => {
    expect((await api.post('specialist', '/desk/people/@me/languages', { languages: ['es', 'es'] })).body).toEqual({ subject: 'local-specialist', languages: ['es'] });
    expect((await api.post('specialist', '/desk/people/local-counsel/languages', { languages: ['es'] })).status).toBe(403);
    const waiting = { status: ['past-due'], language: 'es' };
    expect(await idOfNext('counsel', waiting)).toBeNull();
    expect(await idOfNext('counsel', { status: ['past-due'], language: 'fr' })).toBe('FR1.1');
    expect(await idOfNext('specialist', waiting)).toBe('ES1.1');
  });

  it('is handed on with everything that somebody has, as for an absence', async () => {
    const before = Object.keys(await assignees('assignedTo=local-counsel&open=true'));
    expect((await api.post('specialist', '/desk/people/local-counsel/handing-on', { to: 'local-specialist', reason: 'ill' })).status).toBe(403);
    expect((await api.post('supervisor', '/desk/people/local-counsel/handing-on', { to: 'local-specialist', reason: 'ill until Monday' })).body).toMatchObject({ cases: before.length });
    expect(await assignees('assignedTo=local-counsel')).toEqual({});
    expect(Object.keys(await assignees('assignedTo=local-specialist'))).toEqual(expect.arrayContaining(before));
    const people = (await api.get('auditor', '/desk/people')).body.items ?? [];
    expect(people.find(({ subject }) => subject === 'local-counsel')).toMatchObject({ cases: 0 });
  });

  it('stays on record, which nobody rewrites', async () => {
    const { body } = await api.get('auditor', '/cases/A1.1/assignments');
    expect((body.items ?? []).map(({ kind, assignee, hadBefore, by }) => [kind, assignee, hadBefore, by])).toEqual([
      ['claimed', 'local-specialist', null, 'local-specialist'],
      ['claimed', 'local-specialist', null, 'local-specialist'],
      ['released', null, 'local-specialist', 'local-specialist'],
      ['claimed', 'local-specialist', null, 'local-specialist'],
      ['claimed', 'local-counsel', null, 'local-counsel'],
      ['handed-on', 'local-specialist', 'local-counsel', 'local-supervisor'],
    ]);
    await expect(api.store.rows('update case_assignment_event set by_subject = $$somebody$$')).rejects.toThrow(/permission denied/);
    await expect(api.store.rows('delete from case_assignment_event')).rejects.toThrow(/permission denied/);
  });

  it("is nobody's business next door", async () => {
    expect((await api.post('supervisor', '/cases/A1.1/assignment', { do: 'claim' }, { utility: 'village' })).status).toBe(404);
    expect((await api.get('supervisor', '/cases/A1.1/assignments', 'village')).status).toBe(404);
    expect((await api.get('supervisor', '/desk/people', 'village')).body.items).toEqual([]);
    expect((await api.get('supervisor', '/views', 'village')).body.items).toEqual([]);
  });
});

describe('saved views', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
  });
  afterAll(() => api?.stop());

  const save = (role: Role, body: object) => api.post(role, '/views', body);
  const views = async (role: Role) => (await api.get(role, '/views')).body.items ?? [];

  it('are the own of whoever saved them, under one name once', async () => {
    expect((await save('specialist', { name: 'Old debt', filter: { open: true, dueThroughOn: '2027-01-31', assignedTo: '@me' }, sort: 'oldest-due' })).status).toBe(201);
    await save('specialist', { name: 'Old debt', filter: { open: true, balanceFromCents: 50_000 }, sort: 'balance' });
    expect(await views('specialist')).toMatchObject([{ name: 'Old debt', filter: { open: true, balanceFromCents: 50_000 }, sort: 'balance', isShared: false, owner: 'local-specialist' }]);
    expect(await views('counsel')).toEqual([]);
  });

  it('are shared with the utility by a supervisor alone', async () => {
    expect((await save('specialist', { name: 'For all', isShared: true, filter: {} })).status).toBe(403);
    await save('supervisor', { name: 'For all', isShared: true, filter: { stuck: true } });
    expect(await views('counsel')).toMatchObject([{ name: 'For all', isShared: true }]);
    const [shared] = await views('specialist');
    expect((await api.post('specialist', `/views/${String(shared?.['viewId'])}/removal`, {})).status).toBe(404);
  });

  it('open the worklist where one is the default, until it is removed', async () => {
    const [shared] = await views('specialist');
    const viewId = String(shared?.['viewId']);
    expect((await api.post('specialist', '/views/default', { viewId })).status).toBe(200);
    expect((await views('specialist')).find(({ isDefault }) => isDefault)).toMatchObject({ viewId });
    expect((await views('supervisor')).some(({ isDefault }) => isDefault)).toBe(false);
    expect((await api.post('counsel', '/views/default', { viewId: 'view-none' })).status).toBe(404);
    await api.post('supervisor', `/views/${viewId}/removal`, {});
    expect((await views('specialist')).map(({ name }) => name)).toEqual(['Old debt']);
  });

  it.each([{ name: '', filter: {} }, { name: 'x', filter: { status: ['lost'] } }, { name: 'x'.repeat(81), filter: {} }, { name: 'x', filter: {}, sort: 'luck' }, { name: 'x', filter: { secret: 1 } }])('are refused as %j', async (body) => {
    expect((await save('specialist', body)).status).toBe(422);
  });
});

describe('an export', () => {
  let api: TestApi;
  const many = Array.from({ length: 520 }, (_, index) => `X${String(index).padStart(3, '0')}`);

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'past-due': many }, api.store);
    await api.store.rows(`update account_person set name = '=HYPERLINK("http://x","y")' where account_id = 'X000'`);
  });
  afterAll(() => api?.stop());

  it('writes each case once, as of when it was read, with names for who sees customers', async () => {
    const { headers, body } = await api.get('specialist', '/cases/export?open=true&sort=balance');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [heading, ...lines] = String(body['text']).trimEnd().split('\r\n');
    expect(heading).toBe('case,account,status,opened_at,closed_at,next_at,planned_on,held_by,stuck,balance_dollars,oldest_due_on,class,language,pack,assigned_to,as_of,name,premise');
    expect(lines.map((line) => line.split(',')[1]).sort()).toEqual(many);
    expect(lines.find((line) => line.startsWith('X001.1'))).toMatch(/^X001\.1,X001,past-due,.*,220\.00,2027-03-05,residential,,OH-COUNTY@1,,2027-03-08T15:00:00\.000Z,Given Name,1 Elm St$/);
    expect(lines.find((line) => line.startsWith('X000.1'))).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  });

  it('tells an auditor no names', async () => {
    const { body } = await api.get('auditor', '/cases/export');
    expect(String(body['text'])).not.toMatch(/Given Name|Elm St|HYPERLINK/);
  });

  it('is on record with who asked for what, and how many cases left', async () => {
    const { body } = await api.get('supervisor', '/exports?limit=1');
    expect(body.items).toMatchObject([{ by: 'local-auditor', withNames: false, cases: 520, filter: {} }]);
    const older = await api.get('supervisor', `/exports?cursor=${String(body['nextCursor'])}`);
    expect(older.body.items).toMatchObject([{ by: 'local-specialist', withNames: true, cases: 520, filter: { open: true }, sort: 'balance' }]);
    await expect(api.store.rows('delete from case_export')).rejects.toThrow(/permission denied/);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '|cmd', '%0A'])('makes a text of %j', (name) => {
    const row = { line: { heldBy: [], balanceCents: -5 }, assignee: null, customer: { name, premiseAddress: 'x' }, asOfAt: '2027-04-01T09:00:00.000Z' };
    const [record] = csvRows([row as never], true).split(/\r\n$/);
    expect(record).toContain(`'${name}`);
    expect(record).toContain(',-0.05,');
  });
});
