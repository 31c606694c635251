import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

describe('dead letters', () => {
  let api: TestApi;
  const event = (id: string, account: string, amountCents: number) => ({
    specversion: '1.0',
    id,
    source: '/payment',
    type: 'arrears.payment-received.v1',
    time: '2027-03-29T15:00:00Z',
    utility: 'county',
    account,
    data: { paymentId: id, amountCents, tender: 'cash', channel: 'counter' },
  });

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('shut-off-planned', api.store, ['A1', 'A2']);
    const bad = JSON.stringify({ ...event('p1', 'A1', 100), data: { ...event('p1', 'A1', 100).data, amountCents: 42.5 } });
    await api.store.take(api.store.item({ topic: 'payment.events', key: Buffer.from('county/A1'), value: Buffer.from(bad) }));
  });
  afterAll(() => api?.stop());

  const theLetter = async () => (await api.get('supervisor', '/dead-letters')).body.items?.[0] ?? {};

  it('are listed with reason, place and how to mend them', async () => {
    expect(await theLetter()).toMatchObject({ reason: 'not-integer-cents', accountIds: ['A1'], topic: 'payment.events', partition: 0, status: 'open', detail: expect.stringContaining('data.amountCents') });
    expect((await api.get('supervisor', '/dead-letters?status=repaired')).body.items).toEqual([]);
  });

  it('are shown with their content to those who repair them', async () => {
    const { body } = await api.get('specialist', `/dead-letters/${String((await theLetter())['deadLetterId'])}`);
    expect(body).toMatchObject({ key: 'county/A1', value: expect.stringContaining('42.5') });
  });

  it('hold their account, and stand on the stuck list with what mends them', async () => {
    expect((await api.get('specialist', '/accounts/A1')).body['parkedMessages']).toEqual([(await theLetter())['deadLetterId']]);
    expect((await api.get('specialist', '/cases/A1.1/next')).body).toMatchObject({ status: expect.any(String) });
    expect((await api.get('specialist', '/stuck')).body.items).toContainEqual(
      expect.objectContaining({ kind: 'message-parked', accountId: 'A1', mend: expect.objectContaining({ method: 'POST', path: expect.stringMatching(/^\/dead-letters\/.+\/replay$/) }) }),
    );
    expect((await api.get('supervisor', '/cases?stuck=true')).body.items).toMatchObject([{ caseId: 'A1.1' }]);
  });

  it('cannot be replayed as broken as they were, or for another utility', async () => {
    const path = `/dead-letters/${String((await theLetter())['deadLetterId'])}/replay`;
    expect((await api.post('supervisor', path, { event: event('p1', 'A1', 42.5) })).body).toMatchObject({ status: 422, faults: [{ path: 'body.event' }] });
    expect((await api.post('supervisor', path, { event: { ...event('p1', 'A1', 4_250), utility: 'village' } })).status).toBe(422);
    expect((await api.post('supervisor', path, { event: 'a text' })).body).toMatchObject({ status: 422, faults: [{ path: 'body.event' }] });
    expect((await theLetter())['status']).toBe('open');
  });

  it('are tried first: every fault at its place, then what would be recorded, and nothing of it is', async () => {
    const path = `/dead-letters/${String((await theLetter())['deadLetterId'])}/trial`;
    const faulty = { ...event('p1', 'A1', 42.5), data: { ...event('p1', 'A1', 42.5).data, tender: 'shells' } };
    expect((await api.post('supervisor', path, { event: faulty })).body).toMatchObject({ faults: [{ path: 'data.amountCents', message: expect.stringContaining('whole cents') }, { path: 'data.tender' }], events: [], parkedFor: null });
    expect((await api.post('supervisor', path, { event: { ...event('p1', 'A1', 4_250), utility: 'village' } })).body).toMatchObject({ faults: [{ path: 'utility' }] });
    expect((await api.post('supervisor', path, { event: { ...event('p1', 'A1', 4_250), time: '2030-01-01T00:00:00Z' } })).body).toMatchObject({ faults: [], parkedFor: { reason: 'ahead-of-clock' }, events: [] });
    const before = await api.store.types('A1');
    const { body } = await api.post('supervisor', path, { event: event('p1', 'A1', 4_250) });
    expect(body).toMatchObject({ faults: [], parkedFor: null, staysHeld: [], events: expect.arrayContaining([{ streamId: 'A1', type: 'PaymentReceived' }, { streamId: 'A1', type: 'MessageRepaired' }]) });
    expect([await api.store.types('A1'), (await theLetter())['status']]).toEqual([before, 'open']);
    expect((await api.post('specialist', path, { event: event('p1', 'A1', 4_250) })).status).toBe(403);
  });

  it('are replayed repaired: under a new id, through the outbox, naming the letter', async () => {
    const letter = String((await theLetter())['deadLetterId']);
    const reply = await api.post('supervisor', `/dead-letters/${letter}/replay`, { event: event('p1', 'A1', 4_250) });
    expect(reply).toMatchObject({ status: 202, body: { deadLetterId: letter, topic: 'payment.events' } });
    const [row] = await api.store.rows<{ topic: string; key: Buffer; value: Buffer }>(`select topic, key, value from outbox where stream = ?`, [letter]);
    expect(row).toMatchObject({ topic: 'payment.events' });
    const sent = JSON.parse(String(row?.value)) as Record<string, unknown>;
    expect(sent).toMatchObject({ id: reply.body['eventId'], replaces: letter });
    expect(sent['id']).not.toBe('p1');
    expect(await theLetter()).toMatchObject({ status: 'resent', repairedBy: 'local-supervisor', repairedAt: expect.any(String) });
    const { body } = await api.get('specialist', `/dead-letters/${letter}`);
    expect([String(body['value']).includes('42.5'), String(body['repairedValue']).includes('4250')]).toEqual([true, true]);

    await api.store.take(api.store.item({ topic: 'payment.events', key: row?.key as Buffer, value: row?.value as Buffer }));
    expect((await theLetter())['status']).toBe('repaired');
    expect((await api.get('specialist', '/accounts/A1')).body).toMatchObject({ parkedMessages: [], balanceCents: 22_000 - 4_250 });
  });

  it('stay open for accounts that the repair is not about, until a supervisor releases them', async () => {
    await api.store.take(api.store.item({ topic: 'payment.events', key: Buffer.from('county/A1'), value: Buffer.from(JSON.stringify(event('p2', 'A2', 500))) }));
    const [letter] = (await api.get('supervisor', '/dead-letters?status=open')).body.items ?? [];
    const path = `/dead-letters/${String(letter?.['deadLetterId'])}`;
    expect(letter).toMatchObject({ reason: 'key-disagrees', heldIds: ['A1', 'A2'] });
    expect(await api.post('supervisor', `${path}/replay`, { event: event('p2', 'A2', 500) })).toMatchObject({ status: 202, body: { staysHeld: ['A1'] } });
    const reason = 'the payment was of A2';
    expect((await api.post('specialist', `${path}/release`, { accountIds: ['A1'], reason })).status).toBe(403);
    expect((await api.post('supervisor', `${path}/release`, { accountIds: ['A9'], reason })).body).toMatchObject({ status: 422, faults: [{ path: 'body.accountIds' }] });
    expect(await api.post('supervisor', `${path}/release`, { accountIds: ['A1'], reason })).toMatchObject({ status: 200, body: { released: ['A1'], staysHeld: ['A2'] } });
    expect((await api.get('specialist', '/accounts/A1')).body['parkedMessages']).toEqual([]);
    expect(JSON.stringify((await api.get('specialist', '/accounts/A1/timeline')).body)).toContain(reason);
  });
});
