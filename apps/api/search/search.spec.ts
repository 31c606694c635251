import { TestApi } from '../../../test/support/api.ts';
import { rebuild } from '../../../libs/store/index.ts';

describe('search', () => {
  let api: TestApi;
  const opened = (account: string, customer: { name: string; mailingAddress?: string; premiseAddress?: string; phone?: string }, meterSerial: string, utility = 'county') => {
    const { name, premiseAddress = '1 Elm St', mailingAddress = premiseAddress, phone } = customer;
    const data = { services: ['water' as const], customerClass: 'residential' as const, valve: 'on' as const, meterSerial, district: 'north', customer: { name, mailingAddress, premiseAddress, ...(phone === undefined ? {} : { phone }) } };
    return api.store.fact(account, '2027-01-02 09:00', 'AccountOpened', data, `open-${utility}-${account}`, utility);
  };
  const search = (q: string, more: object = {}, utility?: string) => api.post('specialist', '/search', { q, ...more }, utility === undefined ? {} : { utility });
  const found = async (q: string, utility?: string) => ((await search(q, {}, utility)).body.items ?? []).map(({ accountId }) => accountId);

  beforeAll(async () => {
    api = await TestApi.open();
    const { store } = api;
    await store.utility('village', '2027-01-04 00:00');
    await store.take(
      opened('A100', { name: 'María Dolores García-Núñez', premiseAddress: '12 Oak Street\nDayton OH 45402', phone: '+1 (937) 555-0199' }, 'MS-77'),
      opened('A101', { name: 'Mario Garner', premiseAddress: '12 Oakwood Ave\nDayton OH 45402', mailingAddress: 'PO Box 9' }, 'MS-78'),
      opened('A102', { name: "Shawn O'Hara", premiseAddress: '99 Elm Street' }, 'MS-100'),
      opened('A100', { name: 'Maria Villager', premiseAddress: '12 Oak Street' }, 'MS-77', 'village'),
    );
    await store.take(store.fact('A102', '2027-01-03 09:00', 'PaymentReceived', { paymentId: 'P-1', amountCents: 100, tender: 'card', channel: 'online', confirmation: 'CNF-4711' }));
  });
  afterAll(() => api?.stop());

  it.each([
    ['a name, without its marks', 'maria garcia', ['A100']],
    ['a name, by the beginnings of its words in any order', 'GAR mar', ['A100', 'A101']],
    ['a part of a name', 'núñez', ['A100']],
    ['a name with a sign in it', "o'hara", ['A102']],
    ['an address', '12 oak', ['A100', 'A101']],
    ['an address and a name together', 'oak dolores', ['A100']],
    ['where the mail goes', 'po box', ['A101']],
    ['a telephone number as it is written', '(937) 555-0199', ['A100']],
    ['a telephone number with its country', '1 937 555 0199', ['A100']],
    ['the last digits of one', '555-0199', ['A100']],
    ['a meter', 'ms-7', ['A100', 'A101']],
    ['an account', 'a10', ['A100', 'A101', 'A102']],
    ['a confirmation', 'cnf-4711', ['A102']],
    ['what nobody has', 'zebra', []],
    ['a word that fits and one that does not', 'maria zebra', []],
  ])('finds by %s', async (_what, q, accounts) => {
    expect(await found(q)).toEqual(accounts);
  });

  it('says by what it was found, and what one needs to choose', async () => {
    const { body } = await api.post('cashier', '/search', { q: 'garcia' });
    expect(body.items).toEqual([{ accountId: 'A100', by: ['name'], name: 'María Dolores García-Núñez', premiseAddress: '12 Oak Street\nDayton OH 45402', meterSerial: 'MS-77', balanceCents: 0, openCaseId: null }]);
  });

  it("finds nothing of another utility, and its own under the same number", async () => {
    expect(await found('villager')).toEqual([]);
    expect(await found('garcia', 'village')).toEqual([]);
    expect(await found('12 oak', 'village')).toEqual(['A100']);
    expect((await search('oak', {}, 'village')).body.items).toMatchObject([{ name: 'Maria Villager' }]);
  });

  it('goes on where a page ended', async () => {
    const first = await search('a10', { limit: 2 });
    expect(first.body.items).toMatchObject([{ accountId: 'A100' }, { accountId: 'A101' }]);
    const next = await search('a10', { limit: 2, cursor: first.body['nextCursor'] });
    expect(next.body).toMatchObject({ items: [{ accountId: 'A102' }], nextCursor: null });
  });

  it('forgets what is not so any more, and finds the same after read models were made anew', async () => {
    await api.store.take(api.store.fact('A101', '2027-01-03 10:00', 'AccountChanged', { meterSerial: 'NEW-5', customer: { name: 'Mario Baker', mailingAddress: 'PO Box 9', premiseAddress: '12 Oakwood Ave' } }));
    const both = async () => [await found('garner'), await found('ms-78'), await found('new-5'), await found('baker'), await found('oakwood'), await found('cnf')];
    const now = await both();
    expect(now).toEqual([[], [], ['A101'], ['A101'], ['A101'], ['A102']]);
    await api.store.rows('delete from account_term');
    expect(await found('baker')).toEqual([]);
    await rebuild(api.store.db, 'county', { limit: 100, after: null });
    expect(await both()).toEqual(now);
  });

  it.each(["'; drop table account_term; --", '%', '_ _', '\\', '${zz}', '<script>alert(1)</script>', '\u{10FFFF}\u{10FFFF}'])('takes %s as words and nothing else', async (q) => {
    const { status, body } = await search(q);
    expect([200, 422]).toContain(status);
    expect(body.items ?? []).toEqual([]);
  });

  it('is served by its index under row-level security', async () => {
    const { store } = api;
    await store.db.orm.em.getConnection().execute(
      `insert into account_term (utility_id, account_id, kind, term) select 'county', 'B' || n, 'name', md5(n::text) from generate_series(1, 20000) n`,
    );
    await store.db.orm.em.getConnection().execute('analyze account_term');
    const plan = await store.rows<Record<string, string>>(`explain select account_id from account_term where utility_id = 'county' and kind = any('{name,address}'::text[]) and term >= 'garc' and term < 'garc\u{10FFFF}'`);
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index.*account_term_found[\s\S]*term >= 'garc'/);
  });

  it('is not asked for in an address, which browsers and proxies keep', async () => {
    expect((await api.get('specialist', '/search?q=garcia')).status).toBe(405);
  });

  it('puts no word of it into the log', () => {
    expect(api.log.length).toBeGreaterThan(10);
    expect(api.log.join('')).not.toMatch(/garcia|garner|villager|555-0199/i);
  });
});
