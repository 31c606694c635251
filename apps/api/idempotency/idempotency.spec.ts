import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

describe('a write that comes twice', () => {
  let api: TestApi;
  const hold = (account: string, reason: string, key: string) => api.post('supervisor', `/accounts/${account}/holds`, { reason }, { key });
  const holdsOf = async (account: string) => (await api.store.types(account)).filter((type) => type === 'HoldPlaced').length;

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('past-due', api.store, ['A1', 'A2', 'A3', 'A4', 'A5']);
  });
  afterAll(() => api?.stop());

  it('is done once and answered alike', async () => {
    const first = await hold('A1', 'a disputed read', 'key-of-a1');
    const again = await hold('A1', 'a disputed read', 'key-of-a1');
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([201, first.body, 'true']);
    expect(await holdsOf('A1')).toBe(1);
  });

  it('is refused when it is another request under the same key: other body, other path, other person', async () => {
    const others = [
      await hold('A1', 'quite another reason', 'key-of-a1'),
      await hold('A2', 'a disputed read', 'key-of-a1'),
      await api.post('specialist', '/accounts/A1/holds', { reason: 'a disputed read' }, { key: 'key-of-a1' }),
      await api.post('supervisor', '/cases/A1.1/interventions', { type: 'PlaceHold', reason: 'a disputed read' }, { key: 'key-of-a1' }),
    ];
    for (const reply of others) expect(reply.body).toMatchObject({ status: 422, type: 'urn:arrears:problem:idempotency-key-reused' });
    expect([await holdsOf('A1'), await holdsOf('A2')]).toEqual([1, 0]);
  });

  it('is the same request whatever the order of its fields', async () => {
    const ask = async (body: string) => api.ask('POST', '/accounts/A2/holds', { authorization: `Bearer ${await api.tokenFor('supervisor')}`, 'idempotency-key': 'key-of-a2', 'content-type': 'application/json' }, body);
    await ask('{"reason":"until May","untilOn":"2027-05-01"}');
    expect((await ask('{ "untilOn": "2027-05-01", "reason": "until May" }')).headers.get('idempotency-replayed')).toBe('true');
    expect(await holdsOf('A2')).toBe(1);
  });

  it('is done once when it comes twenty times at the same moment', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => hold('A3', 'twenty at once', 'key-of-a3')));
    expect(new Set(replies.map((reply) => JSON.stringify([reply.status, reply.body])))).toEqual(new Set([JSON.stringify([201, replies[0]?.body])]));
    expect(replies.filter((reply) => reply.headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await holdsOf('A3')).toBe(1);
  });

  it('is refused twice by the same rule, and decided once', async () => {
    const release = () => api.post('supervisor', '/cases/A4.1/interventions', { type: 'ApproveShutOff', reason: 'not asked for' }, { key: 'key-of-a4' });
    const [first, again] = [await release(), await release()];
    const { correlationId: _first, ...told } = first.body;
    const { correlationId: _again, ...toldAgain } = again.body;
    expect(told).toMatchObject({ status: 409, rule: 'CRITICAL-CUSTOMER' });
    expect(toldAgain).toEqual(told);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('may be tried again under its key when the first attempt came to nothing', async () => {
    expect((await hold('A9', 'not open yet', 'key-of-a9')).status).toBe(404);
    await api.store.take(api.store.opening('A9'));
    expect((await hold('A9', 'not open yet', 'key-of-a9')).status).toBe(201);
  });

  it('leaves neither key nor effect when its transaction fails at the end', async () => {
    const admin = api.store.db.orm.em.getConnection();
    await admin.execute(`alter table idempotency add constraint none_kept check (status = 0) not valid`);
    try {
      expect((await hold('A5', 'lost halfway', 'key-of-a5')).status).toBe(500);
    } finally {
      await admin.execute(`alter table idempotency drop constraint none_kept`);
    }
    expect(await holdsOf('A5')).toBe(0);
    expect((await hold('A5', 'lost halfway', 'key-of-a5')).status).toBe(201);
    expect(await holdsOf('A5')).toBe(1);
  });

  it.each(['', 'short', 'with space in it', 'ä'.repeat(10), 'x'.repeat(201)])('needs a key that is one, not "%s"', async (key) => {
    const headers = { authorization: `Bearer ${await api.tokenFor('supervisor')}`, 'content-type': 'application/json', ...(key === '' ? {} : { 'idempotency-key': Buffer.from(key).toString('latin1') }) };
    const reply = await api.ask('POST', '/accounts/A1/holds', headers, '{"reason":"because"}');
    expect(reply.body).toMatchObject({ status: 422, faults: [{ path: 'header.idempotency-key' }] });
  });
});
