import { workOnBulk } from '../../../libs/store/index.ts';
import { TestApi, type Reply } from '../../../test/support/api.ts';
import { uniqueName } from '../../../test/support/servers.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

const reason = 'the mail house lost a pallet';

describe('an intervention in many cases, over HTTP', () => {
  let api: TestApi;
  const ask = (chosen: unknown, wish: Record<string, unknown> = { type: 'PlaceHold', reason }) => api.post('supervisor', '/bulks', { wish, chosen, perMinute: 6_000 });
  const idOf = ({ body }: Reply) => String(body['bulkId']);
  const tell = (bulkId: string, what: string, body: object = {}) => api.post('supervisor', `/bulks/${bulkId}/${what}`, body);
  /** As its process would. */
  async function rests(bulkId: string): Promise<void> {
    for (let kind = 'went-on'; kind === 'went-on' || kind === 'waits'; ) kind = (await workOnBulk(api.store.db, 'county', bulkId))?.kind ?? 'none';
  }
  const approve = (bulkId: string) => api.postAsSecond(`/bulks/${bulkId}/approval`, {});

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'shut-off-planned': Array.from({ length: 14 }, (_, index) => `P${String(index + 1).padStart(2, '0')}`), 'shut-off-ordered': ['S1', 'S2'] }, api.store);
  });
  afterAll(() => api?.stop());

  it('is asked for by a filter; the set is what it meant then', async () => {
    const reply = await ask({ filter: { status: ['shut-off-planned'] } });
    expect(reply).toMatchObject({ status: 201, body: { status: 'looking', askedBy: 'local-supervisor', askedAs: 'supervisor', canary: 10, perMinute: 6_000, counts: { waiting: 14 }, foreseen: { pending: 14 } } });
    expect(await tell(idOf(reply), 'stop', { reason })).toMatchObject({ status: 200, body: { status: 'stopped', counts: { waiting: 0, left: 14 } } });
    expect(await ask({ filter: { status: ['restoring'] } })).toMatchObject({ status: 409, body: { detail: 'No case is meant by this filter.' } });
  });

  it('is asked for by a list; a line that names no case is told by its place, and one that comes twice counts once', async () => {
    expect(await ask({ caseIds: ['P01.1', 'P1.1', 'P02.1', '=HYPERLINK()'] })).toMatchObject({
      status: 422,
      body: { detail: '2 lines name no case.', faults: [{ path: 'body.chosen.caseIds.1', message: 'there is no case "P1.1"' }, { path: 'body.chosen.caseIds.3' }] },
    });
    expect(await ask({ caseIds: ['P01.1', 'P02.1', 'P01.1'] })).toMatchObject({ status: 201, body: { counts: { waiting: 2 } } });
  });

  it('takes a request that comes twice as one', async () => {
    const key = uniqueName('key');
    const [first, second] = [await api.post('supervisor', '/bulks', { wish: { type: 'AdvanceNow', reason }, chosen: { caseIds: ['P01.1'] } }, { key }), await api.post('supervisor', '/bulks', { wish: { type: 'AdvanceNow', reason }, chosen: { caseIds: ['P01.1'] } }, { key })];
    expect(idOf(second)).toBe(idOf(first));
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('shows reasons, needs another person, stops after ten, and reports each case', async () => {
    const bulkId = idOf(await ask({ filter: { open: true } }, { type: 'CloseCase', reason }));
    expect(await approve(bulkId)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('still being looked at') } });
    await rests(bulkId);
    expect((await api.get('auditor', `/bulks/${bulkId}`)).body).toMatchObject({
      bulk: { status: 'asked', foreseen: { wouldDo: 14, refused: 2, pending: 0 } },
      reasons: [{ of: 'foreseen', status: 'would-do', cases: 14, events: ['CaseClosed'] }, { of: 'foreseen', status: 'refused', cases: 2, because: { rule: 'GEN-EXEC', citation: expect.any(String), status: expect.any(String) } }],
    });
    expect((await api.get('specialist', `/bulks/${bulkId}/cases?foreseen=refused`)).body.items).toMatchObject([{ caseId: 'S1.1' }, { caseId: 'S2.1' }]);
    expect(await tell(bulkId, 'approval')).toMatchObject({ status: 409, body: { detail: 'local-supervisor asked for it; it needs somebody else.' } });
    expect(await approve(bulkId)).toMatchObject({ status: 202, body: { status: 'canary', approvedBy: 'local-supervisor-2' } });
    await rests(bulkId);
    expect((await api.get('supervisor', `/bulks/${bulkId}`)).body['bulk']).toMatchObject({ status: 'canary-done', counts: { done: 10, waiting: 6 } });
    expect((await api.get('supervisor', `/bulks/${bulkId}/cases?canary=true&limit=4`)).body).toMatchObject({ items: Array.from({ length: 4 }, () => expect.objectContaining({ status: 'done', isCanary: true })), nextCursor: expect.any(String) });
    expect(await tell(bulkId, 'go-on')).toMatchObject({ status: 202, body: { status: 'running' } });
    await rests(bulkId);
    const { body } = await api.get('auditor', `/bulks/${bulkId}/report`);
    expect(body).toMatchObject({ bulk: { status: 'done', counts: { done: 14, refused: 2, failed: 0, left: 0, waiting: 0 } } });
    expect(body['lines']).toHaveLength(16);
    const csv = await api.ask('GET', `/bulks/${bulkId}/report`, { authorization: `Bearer ${await api.tokenFor('auditor')}`, accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const records = String(csv.body['text']).trim().split('\r\n');
    expect(records).toHaveLength(17);
    expect(records.at(-1)).toMatch(/^S2\.1,S2,no,refused,GEN-EXEC,.*,refused,GEN-EXEC,.*A crew is out/);
    const why = await api.get('auditor', `/events/${encodeURIComponent(`P03.1#${(await api.store.caseTypes('P03.1')).length}`)}/why`);
    expect(why.body).toMatchObject({ type: 'CaseClosed', because: [{ sentence: `local-supervisor: ${reason}` }, { facts: { bulk: bulkId, approvedBy: 'local-supervisor-2' } }] });
  });

  it('is listed newest first, a page at a time', async () => {
    const first = (await api.get('counsel', '/bulks?limit=2')).body;
    const rest = (await api.get('counsel', `/bulks?limit=200&cursor=${encodeURIComponent(String(first['nextCursor']))}`)).body;
    const all = [...(first.items ?? []), ...(rest.items ?? [])].map((item) => item['bulkId']);
    expect(new Set(all).size).toBe(4);
    expect(all).toHaveLength(4);
  });

  it('wakes its process with each thing that is said, and says nothing to another utility', async () => {
    await api.store.rows('delete from outbox');
    const bulkId = idOf(await ask({ caseIds: ['P01.1'] }, { type: 'AdvanceNow', reason }));
    expect(await api.store.rows('select kind, stream from outbox')).toEqual([{ kind: 'nudge', stream: `bulk/${bulkId}` }]);
    await api.store.utility('village', '2027-04-01 09:00');
    for (const route of ['', '/cases', '/report']) expect((await api.get('supervisor', `/bulks/${bulkId}${route}`, 'village')).status).toBe(404);
    for (const route of ['approval', 'go-on']) expect((await api.post('supervisor', `/bulks/${bulkId}/${route}`, {}, { utility: 'village' })).status).toBe(404);
    expect((await api.get('supervisor', '/bulks', 'village')).body.items).toEqual([]);
    expect((await api.post('supervisor', '/bulks', { wish: { type: 'AdvanceNow', reason }, chosen: { caseIds: ['P01.1'] } }, { utility: 'village' })).status).toBe(422);
  });
});
