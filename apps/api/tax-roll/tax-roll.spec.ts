import { TestApi } from '../../../test/support/api.ts';
import { RollStore, seasonId } from '../../../test/support/roll-store.ts';

/** Nothing but PostgreSQL and the API run here: pages are done by the spec, as the season's process would. */
describe('a season of the tax roll over HTTP', () => {
  let api: TestApi;
  let roll: RollStore;
  const accounts = ['A1', 'A2'];
  const at = (path = '') => `/tax-roll/seasons/${seasonId}${path}`;
  const does = (body: Record<string, unknown>, role: 'supervisor' | 'counsel' | 'specialist' = 'supervisor') => api.post(role, at('/commands'), body);
  const imports = (kind: 'owners' | 'mailed' | 'answers' | 'settlement', text: string) => api.post('supervisor', at('/imports'), { kind, text });
  const ownersFile = () => roll.file('owners', accounts.map((account) => ({ parcelId: `P-${account}`, ownerKey: `O-${account}`, sinceOn: '2015-06-01', bonaFide: 'no' })));
  const parcel = (lineId: string) => ({ parcelId: `P-${lineId}`, lineId });

  beforeAll(async () => {
    api = await TestApi.open();
    roll = new RollStore(api.store);
    await roll.owing(accounts);
  });
  afterAll(() => api?.stop());

  it('is opened by a supervisor, for an authority and a season that the pack knows', async () => {
    expect((await api.post('supervisor', '/tax-roll/seasons', { authority: 'county-auditor', season: '2027' })).body).toMatchObject({ seasonId, status: 'open', lines: {} });
    const unknown = await api.post('supervisor', '/tax-roll/seasons', { authority: 'county-auditor', season: '1999' });
    expect(unknown.body).toMatchObject({ status: 409, detail: expect.stringContaining('OH-COUNTY@1 has no season "county-auditor.1999"') });
  });

  it('takes files in whole, or tells line and column', async () => {
    await api.store.setClock('2027-07-15 09:00');
    const bad = await imports('owners', ownersFile().replace(',N\r\n', ',X\r\n'));
    expect(bad.body).toMatchObject({ status: 422, faults: [{ path: 'body.text:2:22', message: 'bonaFide should be one of Y, N, not "X".' }] });
    expect((await imports('owners', ownersFile())).body).toMatchObject({ kind: 'owners', records: 2 });
    await roll.work();
    expect((await api.get('auditor', at())).body).toMatchObject({ status: 'drawn-up', lines: { candidate: 2 } });
  });

  it('takes a file of a whole county, which is longer than any other request may be', async () => {
    const parcels = Array.from({ length: 9_000 }, (_, index) => ({ parcelId: `33-${10_000 + index}.000`, ownerKey: `O-${index}`, sinceOn: '2015-06-01', bonaFide: 'no' }));
    const text = roll.file('owners', [...accounts.map((account) => ({ parcelId: `P-${account}`, ownerKey: `O-${account}`, sinceOn: '2015-06-01', bonaFide: 'no' })), ...parcels]);
    expect(text.length).toBeGreaterThan(300_000);
    expect((await imports('owners', text)).body).toMatchObject({ records: 9_002 });
  });

  it('gives out the notices to be mailed, and hears objections', async () => {
    const notices = await api.get('specialist', at('/files/notices'));
    expect(String(notices.body['text']).split('\r\n').slice(1, 3)).toEqual(['county-auditor.2027/A1/notice,P-A1,O-A1,A1,220.00,30', 'county-auditor.2027/A2/notice,P-A2,O-A2,A2,220.00,30']);
    await api.store.setClock('2027-07-21 09:00');
    await imports('mailed', roll.file('mailed', accounts.map((lineId) => ({ lineId, mailedOn: '2027-07-20', proof: 'p' }))));
    expect((await does({ type: 'ReceiveObjection', lineId: 'A2', objectionId: 'O1', receivedOn: '2027-07-21', words: 'a leak' }, 'specialist')).status).toBe(200);
    expect((await does({ type: 'HearObjection', lineId: 'A2', objectionId: 'O1', outcome: 'reduced', toCents: 10_000, reason: 'the leak is credited' }, 'specialist')).status).toBe(403);
    expect((await does({ type: 'HearObjection', lineId: 'A2', objectionId: 'O1', outcome: 'reduced', toCents: 10_000, reason: 'the leak is credited' }, 'counsel')).status).toBe(200);
  });

  it('is approved by two different people, and filed', async () => {
    await api.store.setClock('2027-09-01 09:00');
    await imports('owners', ownersFile());
    await roll.work();
    expect((await does({ type: 'ApproveRoll', reason: 'looked at each line' })).status).toBe(200);
    expect((await does({ type: 'ApproveRoll', reason: 'once more' })).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: expect.stringContaining('it needs 2 different people') });
    expect((await does({ type: 'ApproveRoll', reason: 'counsel has sampled it' }, 'counsel')).body).toMatchObject({ approvals: ['local-supervisor', 'local-counsel'] });
    await roll.work();
    expect((await api.get('auditor', at())).body).toMatchObject({ status: 'filed', files: [{ fileName: 'cert-2027-1.txt', lines: 2, totalCents: 32_000 }] });
    expect(String((await api.get('auditor', at('/files/roll'))).body['text'])).toContain('00000022000');
  });

  it('has no file for a roll that its authority does not know', async () => {
    expect((await api.get('supervisor', at('/files/unsecured'))).body).toMatchObject({ status: 409, detail: expect.stringContaining('ohio-county-auditor has no unsecured.yaml') });
  });

  it('shows the register of any day, and lines with what waits for the authority', async () => {
    await imports('answers', roll.file('answers', accounts.map((lineId) => ({ outcome: 'accepted', ...parcel(lineId), on: '2027-09-01' }))));
    await api.store.take(api.store.fact('A1', '2027-09-01 09:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 5_000, tender: 'cash', channel: 'counter', forCertified: true }));
    await roll.work();
    expect((await api.get('counsel', at('/lines?status=accepted&limit=1'))).body.items).toMatchObject([{ lineId: 'A1', openCents: 22_000, suspendedCents: 5_000, waitsForAnswer: ['county-auditor.2027/A1/amendment/1'] }]);
    expect((await api.get('auditor', at('/register'))).body).toMatchObject({ total: { certifiedCents: 32_000, openCents: 32_000 } });
    expect((await api.get('auditor', at('/register?asOf=2027-08-31'))).body).toMatchObject({ rows: [], total: { certifiedCents: 0 } });
  });

  it('writes a payoff: what is certified apart, per service, as of today, expiring', async () => {
    expect((await api.get('cashier', '/accounts/A2/payoff?authority=county-auditor')).body).toMatchObject({
      asOf: '2027-09-01', expiresOn: '2027-09-11', certifiedCents: 10_000, toUtilityCents: 12_000, services: [{ service: 'sewer', openCents: 10_000 }, { service: 'penalty', openCents: 2_000 }],
    });
  });

  it('is unknown elsewhere, and to another utility (I10)', async () => {
    await api.store.utility('village', '2027-04-01 09:00');
    for (const path of ['', '/lines', '/register', '/files/roll', '/files/notices']) expect((await api.get('auditor', at(path), 'village')).status).toBe(404);
    expect((await api.post('supervisor', at('/commands'), { type: 'CloseSeason' }, { utility: 'village' })).status).toBe(404);
  });
});
