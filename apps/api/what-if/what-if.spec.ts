import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pollUntil } from '../../../infra/local/servers/poll.ts';
import { TestApi, type Reply, type Role } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const source = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'libs', 'policy', 'packs', 'oh-county', '1');
const text = (name: string) => readFileSync(join(source, name), 'utf8');
/** Seven days in place of ten between the notice and the shut-off. */
const shorter = () => ({ 'pack.yaml': text('pack.yaml').replace('version: 1', 'version: 2').replaceAll('days: 10, validDays', 'days: 7, validDays'), 'calendar.yaml': text('calendar.yaml') });

describe('a what-if over HTTP', () => {
  let api: TestApi;
  let started: Reply;
  const path = () => `/what-if/${String(started.body['whatIfId'])}`;
  const inForm = async (role: Role, mediaType: string) => api.ask('GET', path(), { authorization: `Bearer ${await api.tokenFor(role)}`, accept: mediaType });

  beforeAll(async () => {
    api = await TestApi.open();
    await api.store.utility('village', '2027-04-01 09:00');
    await bringTo('notice-mailed', api.store, ['A1', 'A2']);
    await api.store.setClock('2027-03-31 12:00');
  });
  afterAll(() => api?.stop());

  it('refuses a draft that is broken, with every fault at its file and line', async () => {
    const broken = { ...shorter(), 'pack.yaml': shorter()['pack.yaml'].replace('sweepAt: "06:00"', 'sweepAt: "26:00"') };
    const { body } = await api.post('supervisor', '/what-if', { files: broken });
    expect(body).toMatchObject({ status: 422, faults: [{ path: expect.stringMatching(/^body\.files\.pack\.yaml:\d+$/), message: expect.stringContaining('sweepAt') }] });
  });

  it('refuses names that leave the folder of a pack', async () => {
    expect((await api.post('supervisor', '/what-if', { files: { '../pack.yaml': 'id: X' } })).body).toMatchObject({ status: 422, faults: [{ path: expect.stringContaining('body.files') }] });
  });

  it('starts in the background; the same request again is the same run, and another has to wait', async () => {
    const body = { files: shorter() };
    started = await api.post('supervisor', '/what-if', body, { key: 'what-if-key-1' });
    expect(started).toMatchObject({ status: 202, body: { status: 'running', draft: { reference: 'OH-COUNTY@2' }, current: { reference: 'OH-COUNTY@1' }, report: null, twoMustSign: null } });
    const [again, another] = await Promise.all([api.post('supervisor', '/what-if', body, { key: 'what-if-key-1' }), api.post('counsel', '/what-if', body)]);
    expect(again.body['whatIfId']).toBe(started.body['whatIfId']);
    expect(another.body).toMatchObject({ status: 409, detail: expect.stringContaining('under way') });
    expect((await inForm('supervisor', 'text/csv')).body).toMatchObject({ status: 409, detail: expect.stringContaining('not done yet') });
  });

  it('tells how far it is, and in the end what would be different, and who has to sign', async () => {
    await pollUntil(
      async () => {
        const { body } = await api.get('auditor', path());
        if (body['status'] === 'running') throw new Error(`${String(body['accounts'])} accounts are done`);
      },
      { what: 'The what-if', deadlineMs: 60_000, everyMs: 200 },
    );
    const { body } = await api.get('auditor', path());
    expect(body).toMatchObject({ status: 'done', failure: null, accounts: 2, ofAccounts: 2, report: { accounts: 2, openCases: 2, failures: { count: 0 } } });
    expect(body['twoMustSign']).toContain('Shut-offs over recorded history rise from 0 to 2 (from none); the limit is 5 %.');
  });

  it('is listed, and tries a published version without its files; both or neither are refused', async () => {
    expect((await api.get('auditor', '/what-if')).body.items).toMatchObject([{ whatIfId: started.body['whatIfId'], status: 'done', draft: { reference: 'OH-COUNTY@2' }, accounts: 2 }]);
    for (const body of [{}, { files: shorter(), pack: 'OH-COUNTY@2' }]) expect((await api.post('supervisor', '/what-if', body)).body).toMatchObject({ status: 422, faults: [{ path: 'body.files' }] });
    expect((await api.post('supervisor', '/what-if', { pack: 'OH-COUNTY@9' })).body).toMatchObject({ status: 422, faults: [{ path: 'body.pack' }] });
    expect((await api.get('auditor', '/what-if', 'village')).body.items).toEqual([]);
  });

  it('gives the report as CSV and as a page, whose policy allows its style and nothing else', async () => {
    const csv = await inForm('auditor', 'text/csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(String(csv.body['text'])).toContain('history,all,all,shutOffs,0,2');
    const page = await inForm('auditor', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(String(page.body['text'])).toContain('<h1>What if: OH-COUNTY@2 in place of OH-COUNTY@1</h1>');
    expect((await inForm('auditor', 'application/json, text/csv')).body['status']).toBe('done');
  });

  it('is read by its own utility alone, and started by supervisors and counsel', async () => {
    expect((await api.get('auditor', path(), 'village')).status).toBe(404);
    expect((await api.post('auditor', '/what-if', { files: shorter() })).status).toBe(403);
    expect((await api.get('specialist', path())).status).toBe(403);
  });

  it('that is silent, since its server is gone, counts as failed and is in nobody\'s way', async () => {
    await api.store.rows(`insert into what_if (utility_id, what_if_id, status, started_by, draft, current, thresholds, alive_at) values ('county', 'silent', 'running', 'somebody', ?, ?, '[]', now() - interval '5 minutes')`, [
      JSON.stringify(started.body['draft']),
      JSON.stringify(started.body['current']),
    ]);
    expect((await api.get('auditor', '/what-if/silent')).body).toMatchObject({ status: 'failed', failure: 'The server that ran it stopped.' });
    expect((await api.post('supervisor', '/what-if', { files: shorter() })).status).toBe(202);
  });
});
