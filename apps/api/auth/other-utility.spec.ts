import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const reason = 'from next door';

/** Everything that names something of the county, asked for with a token of the village. */
const reads = [
  '/accounts/A1',
  '/accounts/A1/call',
  '/accounts/A1/timeline',
  '/accounts/A1/arrangements/preview?instalments=3&firstDueOn=2027-05-03',
  '/cases/A1.1',
  '/cases/A1.1/timeline',
  '/cases/A1.1/next',
  '/events/A1.1%231/why',
  '/events/%2Ftest%23bill-B-A1/why',
  '/events/%2Ftest%23bill-B-A1/why?accountId=A1',
  '/work-orders/A1.1.w2',
  '/dead-letters/{letter}',
  '/utilities/county/clock',
];
const writes: [string, Record<string, unknown>][] = [
  ['/accounts/A1/arrangements', { instalments: 3, firstDueOn: '2027-05-03' }],
  ['/accounts/A1/contacts', { channel: 'phone', caller: 'somebody-else', identifiedBy: [], said: reason, result: { kind: 'nothing' } }],
  ['/accounts/A1/callbacks/c-none/pass-on', { to: 'village-supervisor', reason }],
  ['/accounts/A1/callbacks/c-none/done', { outcome: reason }],
  ['/accounts/A1/holds', { reason }],
  ['/accounts/A1/holds/{hold}/release', { reason }],
  ['/cases/A1.1/interventions', { type: 'CloseCase', reason }],
  ['/cases/A1.1/interventions/i-none/answer', { answer: 'sign', reason }],
  ['/work-orders/A1.1.w2/clearance', { meterSerial: 'M-A1' }],
  ['/dead-letters/{letter}/replay', { event: { id: 'mine' } }],
  ['/dead-letters/{letter}/release', { accountIds: ['A1'], reason }],
  ['/utilities/county/clock', { to: '2027-12-01' }],
];
const tables = ['callback', 'account_term', 'account', 'account_event', 'case_record', 'case_event', 'obligation', 'outbox', 'dead_letter', 'idempotency', 'inbox', 'account_person'];

describe("another utility's data (I10)", () => {
  let api: TestApi;
  const names: Record<string, string> = {};
  const filled = (path: string) => path.replace(/\{(\w+)\}/, (_all, name: string) => names[name] ?? name);

  beforeAll(async () => {
    api = await TestApi.open();
    const { store } = api;
    await bringTo('shut-off-ordered', store, ['A1']);
    await store.take(store.item({ topic: 'billing.events', key: Buffer.from('county/A1'), value: Buffer.from('{"half":') }));
    await store.utility('village', '2027-04-01 09:00');
    await store.take(store.opening('V1', 'village'), store.bill('V1', 'B-V1', '2027-03-01', '2027-03-22', 9_000, 'village'));
    await api.post('specialist', '/accounts/A1/contacts', { channel: 'phone', caller: 'customer', identifiedBy: ['photo-id'], said: 'asks to be called', result: { kind: 'callback', on: '2027-04-02' } });
    const placed = await api.post('supervisor', '/accounts/A1/holds', { reason: 'a hold of the county' });
    names['hold'] = String(placed.body['holdId']);
    names['letter'] = String((await api.get('supervisor', '/dead-letters')).body.items?.[0]?.['deadLetterId']);
  });
  afterAll(() => api?.stop());

  const asVillage = { utility: 'village' };
  const reader = (path: string) => (path.startsWith('/work-orders') ? 'field' : 'supervisor');

  it.each(reads)('cannot be read at %s', async (path) => {
    expect((await api.get(reader(path), filled(path))).status).toBe(200);
    const reply = await api.get(reader(path), filled(path), 'village');
    expect(reply.status).toBe(404);
    expect(JSON.stringify(reply.body)).not.toMatch(/Given Name|22000/);
  });

  it.each(writes)('cannot be changed at %s', async (path, body) => {
    const before = await countyRows(api);
    const reply = await api.post(reader(path), filled(path), body, asVillage);
    expect(reply.status).toBe(404);
    expect(await countyRows(api)).toEqual(before);
  });

  it.each(['/accounts', '/callbacks', '/cases', '/stuck', '/dead-letters'])('is not among what %s lists', async (path) => {
    const ours = JSON.stringify((await api.get('supervisor', path)).body);
    const theirs = JSON.stringify((await api.get('supervisor', path, 'village')).body);
    expect(ours).toContain('A1');
    expect(theirs).not.toContain('A1');
  });

  it('is not counted on the board', async () => {
    expect((await api.get('auditor', '/board', 'village')).body).toMatchObject({ utilityId: 'village', accounts: 1, openCases: 0, deadLetters: 0, workOrdersOrdered: 0 });
  });

  it('is not reached by a cursor that the county gave out', async () => {
    await api.store.take(api.store.opening('A2'), api.store.opening('A0'));
    const { body } = await api.get('supervisor', '/accounts?limit=1');
    const next = await api.get('supervisor', `/accounts?limit=1&cursor=${String(body['nextCursor'])}`, 'village');
    expect(next.body.items).toMatchObject([{ accountId: 'V1' }]);
  });

  it('leaves idempotency keys to each utility', async () => {
    const key = 'the-very-same-key';
    const ours = await api.post('supervisor', '/accounts/A1/holds', { reason: 'ours' }, { key });
    const theirs = await api.post('supervisor', '/accounts/V1/holds', { reason: 'theirs' }, { key, utility: 'village' });
    expect([ours.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body['holdId']).not.toBe(ours.body['holdId']);
  });

  it('may share ids with ours and is still kept apart', async () => {
    await api.store.take(api.store.opening('A1', 'village'), api.store.bill('A1', 'B-A1', '2027-03-01', '2027-03-22', 100, 'village'));
    expect((await api.get('supervisor', '/accounts/A1', 'village')).body).toMatchObject({ balanceCents: 110, openCaseId: null });
    expect((await api.get('supervisor', '/accounts/A1')).body).toMatchObject({ openCaseId: 'A1.1' });
    await api.post('supervisor', '/accounts/A1/holds', { reason: 'theirs alone' }, asVillage);
    expect(JSON.stringify((await api.get('supervisor', '/accounts/A1/timeline')).body)).not.toContain('theirs alone');
  });
});

/** Every row of the county, as text. */
async function countyRows(api: TestApi): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const table of tables) rows[table] = await api.store.rows(`select t::text from ${table} t where utility_id = 'county' order by 1`);
  rows['utility'] = await api.store.rows(`select t::text from utility t where utility_id = 'county'`);
  return rows;
}
