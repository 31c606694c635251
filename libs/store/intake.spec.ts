import { TestStore } from '../../test/support/store.ts';
import { advanceCases } from './advance-cases.ts';
import { listDeadLetters, readDeadLetter, resendDeadLetter } from './dead-letters.ts';
import { takeOutbox } from './outbox-take.ts';
import { sweep } from './sweep.ts';
import { NotHeld, releaseAccounts } from './release-accounts.ts';
import { expireWaiting } from './waiting.ts';

let store: TestStore;
beforeAll(async () => {
  store = await TestStore.open('2027-04-30 12:00');
});
afterAll(() => store.stop());

const pay = (account: string, when: string, amountCents: number, id: string) =>
  store.fact(account, when, 'PaymentReceived', { paymentId: `P-${id}`, amountCents, tender: 'cash', channel: 'counter' }, id);

describe('What comes in', () => {
  it('is in the stream once, however often it is sent', async () => {
    const items = [store.opening('A1'), store.bill('A1', 'B1', '2027-04-12', '2027-05-03', 10_000)];
    await store.take(...items, ...items);
    await store.take(...items);
    expect(await store.types('A1')).toEqual(['AccountOpened', 'BillIssued']);
  });

  it('waits for the opening of its account, in whichever transaction that comes', async () => {
    await store.take(pay('A2', '2027-04-20 10:00', 500, 'early-2'), store.bill('A2', 'B2', '2027-04-12', '2027-05-03', 10_000));
    expect(await store.types('A2')).toEqual([]);
    await store.take(store.opening('A2'));
    expect((await store.types('A2')).sort()).toEqual(['AccountOpened', 'BillIssued', 'PaymentReceived']);
    expect(await store.rows(`select balance_cents::int as cents from account where account_id = 'A2'`)).toEqual([{ cents: 9_500 }]);
  });

  it('becomes a dead letter when its account stays unknown for too long', async () => {
    await store.take(pay('A-never', '2027-04-20 10:00', 500, 'lost-1'));
    expect(await expireWaiting(store.db, 3_600)).toBe(0);
    expect(await expireWaiting(store.db, 0)).toBeGreaterThan(0);
    const letters = await listDeadLetters(store.db, 'county', { limit: 100 });
    expect(letters.filter(({ reason }) => reason === 'unknown-account').map(({ accountIds }) => accountIds)).toEqual([['A-never']]);
  });

  it('holds each account that a petition names, whichever of them stayed unknown for too long', async () => {
    const dockets = () => listDeadLetters(store.db, 'county', { limit: 500 });
    await store.take(store.fact(null, '2027-04-29 09:00', 'PetitionFiled', { docket: 'D-9', chapter: '13', accountIds: ['J1', 'J2', 'J3'] }, 'joint'));
    await expireWaiting(store.db, 0);
    const letter = (await dockets()).find(({ eventId }) => eventId === 'joint');
    expect([...(letter?.accountIds ?? [])].sort()).toEqual(['J1', 'J2', 'J3']);
    await store.take(store.opening('J1'), store.opening('J2'));
    const held = await store.rows<{ state: { parked: string[] } }>(`select state from account where account_id in ('J1', 'J2')`);
    expect(held.map(({ state }) => state.parked)).toEqual([[letter?.deadLetterId], [letter?.deadLetterId]]);
  });

  it('folds anew by effective time when it comes late', async () => {
    await store.take(store.opening('A3'), store.bill('A3', 'B3a', '2027-01-12', '2027-02-02', 10_000), store.bill('A3', 'B3b', '2027-02-12', '2027-03-05', 10_000));
    await store.setClock('2027-04-30 12:01');
    await store.take(pay('A3', '2027-02-01 10:00', 10_000, 'late-3'));
    const types = await store.types('A3');
    expect(types.filter((type) => type === 'PenaltyReversed')).toHaveLength(1);
    const [row] = await store.rows<{ cents: number }>(`select balance_cents::int as cents from account where account_id = 'A3'`);
    expect(row?.cents).toBe(11_000);
  });

  it('follows a payment to where it was moved: its return is one there, in the same transaction or a later one', async () => {
    const [from, to] = [['MV1', 'MV2'], ['MV3', 'MV4']] as const;
    const paid = (account: string) => store.fact(account, '2027-04-20 10:00', 'PaymentReceived', { paymentId: `P-${account}`, amountCents: 9_000, tender: 'check', channel: 'lockbox' });
    const moved = ([fromAccountId, toAccountId]: readonly [string, string]) =>
      store.fact(fromAccountId, '2027-04-22 10:00', 'PaymentMoved', { paymentId: `P-${fromAccountId}`, fromAccountId, toAccountId, amountCents: 9_000, tender: 'check', originalEffectiveAt: '2027-04-20T14:00:00.000Z' as never });
    const returned = (account: string) => store.fact(account, '2027-04-26 10:00', 'PaymentReturned', { paymentId: `P-${account}`, reason: 'R01' });
    await store.take(...[...from, ...to].map((account) => store.opening(account)), paid(from[0]), paid(to[0]));
    await store.take(moved(from), returned(from[0]));
    await store.take(moved(to));
    const last = returned(to[0]);
    await store.take(last);
    await store.take(last);
    const owed = await store.rows(`select account_id as id, balance_cents::int as cents from account where account_id like 'MV%' order by 1`);
    expect(owed).toEqual([{ id: 'MV1', cents: 0 }, { id: 'MV2', cents: 3_000 }, { id: 'MV3', cents: 0 }, { id: 'MV4', cents: 3_000 }]);
    expect((await store.types(to[1])).filter((type) => type === 'PaymentReturned')).toHaveLength(1);
  });

  it('concerns every account that a petition names, in one commit', async () => {
    await store.take(store.opening('A4'), store.opening('A5'));
    await store.take(store.fact(null, '2027-04-29 09:00', 'PetitionFiled', { docket: 'D-45', chapter: '7', accountIds: ['A4', 'A5'] }));
    expect(await store.types('A4')).toContain('PetitionFiled');
    expect(await store.types('A5')).toContain('PetitionFiled');
  });

  it("holds all the accounts of a landlord's petition, also when it names more than are read", async () => {
    const many = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    await store.take(...many(60, 'LL').map((account) => store.opening(account)));
    await store.take(store.fact(null, '2027-04-29 09:00', 'PetitionFiled', { docket: 'D-60', chapter: '11', accountIds: many(60, 'LL') }));
    expect(await store.typesBesideDockets('LL59')).toEqual(['AccountOpened', 'PetitionFiled']);
    await store.take(store.fact(null, '2027-04-29 09:00', 'PetitionFiled', { docket: 'D-20000', chapter: '11', accountIds: [...many(20_000, 'NN'), 'LL58', 'LL59'] }));
    expect(await store.typesBesideDockets('LL59')).toEqual(['AccountOpened', 'PetitionFiled', 'MessageParked']);
    await store.take(store.opening('NN19999'));
    expect(await store.types('NN19999')).toEqual(['AccountOpened', 'MessageParked']);
  });

  it('recalls nothing and breaks nothing when the same message meets itself in two transactions at once', async () => {
    await store.take(store.opening('A6'));
    const same = pay('A6', '2027-04-20 10:00', 700, 'twice');
    await Promise.all([store.take(same), store.take(same), store.take(same)]);
    expect((await store.types('A6')).filter((type) => type === 'PaymentReceived')).toHaveLength(1);
  });
});

describe('What cannot be taken in', () => {
  const send = async (topic: string, key: string | null, value: string) => store.take(store.item({ topic, key: key === null ? null : Buffer.from(key), value: Buffer.from(value) }));
  const event = (account: string, id: string, more: object = {}) => ({
    specversion: '1.0',
    id,
    source: '/payment',
    type: 'arrears.payment-received.v1',
    time: '2027-04-20T12:00:00Z',
    utility: 'county',
    account,
    data: { paymentId: id, amountCents: 100, tender: 'cash', channel: 'counter' },
    ...more,
  });
  const lastReason = async () => {
    const [row] = await store.rows<{ reason: string; account_ids: string[] }>('select reason, account_ids from dead_letter order by recorded_at desc, msg_offset desc limit 1');
    return row;
  };
  beforeAll(() => store.take(store.opening('Z')));

  it.each([
    ['not JSON', 'county/Z', '{"specversion": ', 'not-json'],
    ['an unknown type', 'county/Z', JSON.stringify(event('Z', 'z1', { type: 'arrears.payment-imagined.v1' })), 'unknown-type'],
    ['an unknown version', 'county/Z', JSON.stringify(event('Z', 'z2', { type: 'arrears.payment-received.v9' })), 'unknown-version'],
    ['a wrong schema', 'county/Z', JSON.stringify(event('Z', 'z3', { data: { paymentId: 'z3' } })), 'wrong-schema'],
    ['no key', null, JSON.stringify(event('Z', 'z4')), 'null-key'],
    ['2 MB', 'county/Z', JSON.stringify(event('Z', 'z5', { subject: 'x'.repeat(2_000_000) })), 'too-large'],
    ['another account in the key', 'county/Q', JSON.stringify(event('Z', 'z6')), 'key-disagrees'],
    ['another utility in the key', 'elsewhere/Z', JSON.stringify(event('Z', 'z7')), 'key-disagrees'],
    ['half cents', 'county/Z', JSON.stringify(event('Z', 'z8', { data: { paymentId: 'z8', amountCents: 10.5, tender: 'cash', channel: 'counter' } })), 'not-integer-cents'],
    ['a time ahead of the clock', 'county/Z', JSON.stringify(event('Z', 'z9', { time: '2027-05-20T12:00:00Z' })), 'ahead-of-clock'],
  ])('%s goes to the dead letters with its reason', async (_what, key, value, reason) => {
    await send('payment.events', key, value);
    expect(await lastReason()).toMatchObject({ reason, account_ids: expect.arrayContaining(['Z']) });
  });

  it('what names no utility that exists is kept all the same', async () => {
    await send('payment.events', 'elsewhere/Z', JSON.stringify(event('Z', 'z12', { utility: 'elsewhere' })));
    const [lost] = await store.rows<{ reason: string }>(`select reason from dead_letter order by recorded_at desc limit 1`, [], '*');
    expect(lost?.reason).toBe('unknown-utility');
  });

  it('a date that does not exist is named', async () => {
    const bill = { ...event('Z', 'z10'), type: 'arrears.bill-issued.v1', source: '/billing', data: { billId: 'Bz', billedOn: '2027-02-30', dueOn: '2027-03-20', lines: [{ service: 'water', amountCents: 100 }] } };
    await send('billing.events', 'county/Z', JSON.stringify(bill));
    expect(await lastReason()).toEqual({ reason: 'no-such-date', account_ids: ['Z'] });
  });

  it('a day that no calendar knows parks its message, and the others of the batch are taken in', async () => {
    await store.take(store.bill('Z', 'B-far', '2027-04-12', '2090-01-01', 100), pay('Z', '2027-04-21 10:00', 100, 'z-beside'));
    expect((await lastReason())?.reason).toBe('undecidable');
    expect(await store.types('Z')).toContain('PaymentReceived');
  });

  it('a known id with another body is not taken, and holds the account', async () => {
    await send('payment.events', 'county/Z', JSON.stringify(event('Z', 'z11')));
    await send('payment.events', 'county/Z', JSON.stringify(event('Z', 'z11', { data: { paymentId: 'z11', amountCents: 999, tender: 'cash', channel: 'counter' } })));
    expect((await lastReason())?.reason).toBe('id-reused');
    const types = await store.types('Z');
    expect(types.filter((type) => type === 'PaymentReceived')).toHaveLength(2);
    expect(types.filter((type) => type === 'MessageParked').length).toBeGreaterThan(5);
  });

  it('holds what is adverse on its account alone, while facts and fences still commit', async () => {
    await store.take(store.opening('H1'), store.opening('H2'), store.bill('H1', 'BH1', '2027-04-01', '2027-04-22', 20_000), store.bill('H2', 'BH2', '2027-04-01', '2027-04-22', 20_000));
    await send('payment.events', 'county/H1', 'not json at all');
    await sweep(store.db, 'county', { limit: 500, after: null });
    const cases = await store.rows<{ account_id: string }>(`select account_id from case_record where account_id in ('H1', 'H2')`);
    expect(cases).toEqual([{ account_id: 'H2' }]);
    expect((await store.rows<{ rule: string }>(`select rule from sweep_review where account_id = 'H1'`))[0]?.rule).toBe('MESSAGE-PARKED');
    await store.take(pay('H1', '2027-04-29 10:00', 500, 'h1-pay'));
    expect(await store.types('H1')).toContain('PaymentReceived');
  });

  it('is repaired by a message with a new id that names it, and frees the account', async () => {
    const [parked] = (await listDeadLetters(store.db, 'county', { limit: 500 })).filter(({ accountIds }) => accountIds.includes('H1'));
    const deadLetterId = parked?.deadLetterId as string;
    const repaired = event('H1', 'h1-repaired');
    expect(await resendDeadLetter(store.db, 'county', deadLetterId, repaired, 'somebody')).toMatchObject({ topic: 'payment.events' });
    const resent: Buffer[] = [];
    await takeOutbox(store.db, 'county', 'message', 5_000, async (rows) => {
      for (const row of rows) if (row.topic === 'payment.events' && row.value) resent.push(row.value);
    });
    expect(resent).toHaveLength(1);
    await send('payment.events', 'county/H1', (resent[0] as Buffer).toString());
    expect(await store.types('H1')).toContain('MessageRepaired');
    const [letter] = await store.rows<{ status: string }>('select status from dead_letter where dead_letter_id = ?', [deadLetterId]);
    expect(letter?.status).toBe('repaired');
    const [account] = await store.rows<{ state: { parked: string[] } }>(`select state from account where account_id = 'H1'`);
    expect(account?.state.parked).toEqual([]);
  });
});

describe('A letter that held', () => {
  const send = async (topic: string, key: string, value: object) => store.take(store.item({ topic, key: Buffer.from(key), value: Buffer.from(JSON.stringify(value)) }));
  const payment = (account: string, id: string, more: object = {}) => ({
    ...JSON.parse(String(pay(account, '2027-04-20 10:00', 500, id).raw.value)),
    source: '/payment',
    ...more,
  });
  const petition = { specversion: '1.0', id: 'petition', source: '/court', type: 'arrears.petition-filed.v1', time: '2027-04-20T12:00:00Z', utility: 'county' };
  const parked = async (account: string) => (await store.rows<{ state: { parked: string[] } }>('select state from account where account_id = ?', [account]))[0]?.state.parked;
  const letterOf = async (account: string) => {
    const letters = await listDeadLetters(store.db, 'county', { limit: 500 });
    return letters.filter(({ accountIds }) => accountIds.includes(account)).at(-1);
  };

  it('two accounts, since key and body disagreed, frees the one that the repair is about; a person releases the other', async () => {
    await store.take(store.opening('L1'), store.opening('L2'));
    await send('payment.events', 'county/L1', payment('L2', 'l1'));
    const letter = await letterOf('L1');
    expect([letter?.reason, await parked('L1'), await parked('L2')]).toEqual(['key-disagrees', [letter?.deadLetterId], [letter?.deadLetterId]]);
    await send('payment.events', 'county/L2', payment('L2', 'l1/repair', { replaces: letter?.deadLetterId }));
    expect([await parked('L1'), await parked('L2')]).toEqual([[letter?.deadLetterId], []]);
    expect(await letterOf('L1')).toMatchObject({ status: 'open', accountIds: ['L1', 'L2'], heldIds: ['L1'] });
    const release = { accountIds: ['L1'], reason: 'the payment was of L2', releasedBy: 'a supervisor' };
    await expect(releaseAccounts(store.db, 'county', letter?.deadLetterId as string, { ...release, accountIds: ['L2'] })).rejects.toThrow(NotHeld);
    expect(await releaseAccounts(store.db, 'county', letter?.deadLetterId as string, release)).toEqual([]);
    expect(await parked('L1')).toEqual([]);
    expect(await store.types('L1')).toContain('MessageReleased');
    expect((await letterOf('L1'))?.status).toBe('repaired');
  });

  it('an account is not freed by a message about another one', async () => {
    await store.take(store.opening('L4'), store.opening('L5'));
    await send('court.events', 'county/D-4', { ...petition, data: { docket: 'D-4', chapter: 'seven', accountIds: ['L4'] } });
    const letter = await letterOf('L4');
    await send('court.events', 'county/D-4', { ...petition, id: 'petition/4', replaces: letter?.deadLetterId, data: { docket: 'D-4', chapter: '7', accountIds: ['L5'] } });
    expect(await parked('L4')).toEqual([letter?.deadLetterId]);
    expect((await letterOf('L4'))?.status).toBe('open');
  });

  it('an account that is not open yet is released before it opens', async () => {
    await send('payment.events', 'county/L6', { hello: 'world' });
    const letter = await letterOf('L6');
    expect(await releaseAccounts(store.db, 'county', letter?.deadLetterId as string, { accountIds: ['L6'], reason: 'no such account', releasedBy: 'a supervisor' })).toEqual([]);
    await store.take(store.opening('L6'));
    expect(await parked('L6')).toEqual([]);
  });

  it('an account that was not open yet holds it from its opening on', async () => {
    await send('payment.events', 'county/L3', { hello: 'world' });
    const letter = await letterOf('L3');
    await store.take(store.opening('L3'));
    expect(await parked('L3')).toEqual([letter?.deadLetterId]);
    await send('payment.events', 'county/L3', payment('L3', 'l3', { replaces: letter?.deadLetterId }));
    expect(await parked('L3')).toEqual([]);
  });

  it('a mark of a feed is repaired too', async () => {
    const mark = { specversion: '1.0', id: 'm1', source: '/payment', type: 'arrears.feed-complete-through.v1', time: '2027-04-20T12:00:00Z', utility: 'county' };
    await send('payment.events', 'county/feed', { ...mark, data: { throughAt: 'soon' } });
    const [letter] = await store.rows<{ dead_letter_id: string }>(`select dead_letter_id from dead_letter where event_id = 'm1'`);
    await send('payment.events', 'county/feed', { ...mark, id: 'm1/repair', replaces: letter?.dead_letter_id, data: { throughAt: '2027-04-20T12:00:00Z' } });
    expect(await store.rows(`select status from dead_letter where event_id = 'm1'`)).toEqual([{ status: 'repaired' }]);
  });
});

describe('A message that names two utilities', () => {
  const key = Buffer.from('hamlet/T1');
  const opened = () => ({ ...JSON.parse(String(store.opening('T1').raw.value)), source: '/billing' }) as Record<string, unknown>;
  const parked = async (utility: string) => (await store.rows<{ state: { parked: string[] } }>(`select state from account where account_id = 'T1'`, [], utility))[0]?.state.parked;
  beforeAll(async () => {
    await store.utility('hamlet', '2027-04-30 12:00');
    await store.take(store.opening('T1'), store.opening('T1', 'hamlet'));
    await store.take(store.item({ topic: 'billing.events', key, value: Buffer.from(JSON.stringify({ ...opened(), id: 'whose' })) }));
  });

  it('holds the accounts of both, and shows neither what may be of the other (I10)', async () => {
    for (const utility of ['county', 'hamlet']) {
      const [letter] = (await listDeadLetters(store.db, utility, { limit: 500 })).filter(({ accountIds }) => accountIds.includes('T1'));
      expect(letter).toMatchObject({ reason: 'key-disagrees', source: null, eventId: null });
      expect(await parked(utility)).toEqual([letter?.deadLetterId]);
      expect(await readDeadLetter(store.db, utility, letter?.deadLetterId as string)).toMatchObject({ key: null, value: null });
      expect(JSON.stringify(letter)).not.toMatch(utility === 'county' ? /hamlet/ : /county/);
    }
    const [whole] = await store.rows<{ value: Buffer }>(`select value from dead_letter where event_id = 'whose'`, [], '*');
    expect(String(whole?.value)).toContain('Given Name');
  });

  it('holds whom a petition names wherever they are open, and tells a utility of no account but its own', async () => {
    await store.take(store.opening('T2'), store.opening('T3', 'hamlet'));
    const petition = store.fact(null, '2027-04-29 09:00', 'PetitionFiled', { docket: 'D-T', chapter: '7', accountIds: ['T2', 'T3'] }, 'whose-petition');
    await store.take(store.item({ topic: 'court.events', key: Buffer.from('hamlet/D-T'), value: petition.raw.value }));
    const held = async (utility: string, account: string) => (await listDeadLetters(store.db, utility, { limit: 500 })).filter(({ heldIds }) => heldIds.includes(account)).map(({ accountIds }) => accountIds);
    expect([await held('county', 'T2'), await held('hamlet', 'T3')]).toEqual([[['T2', 'T3']], [['T3']]]);
    expect(await store.types('T3', 'hamlet')).toEqual(['AccountOpened', 'MessageParked']);
  });

  it('is mended by each for itself: sent again, or released', async () => {
    const [letter] = (await listDeadLetters(store.db, 'county', { limit: 500 })).filter(({ accountIds }) => accountIds.includes('T1'));
    const deadLetterId = letter?.deadLetterId as string;
    await releaseAccounts(store.db, 'hamlet', deadLetterId, { accountIds: ['T1'], reason: 'it was of another utility', releasedBy: 'a supervisor' });
    expect([await parked('county'), await parked('hamlet')]).toEqual([[deadLetterId], []]);
    expect(await resendDeadLetter(store.db, 'county', deadLetterId, { ...opened(), id: 'whose' }, 'somebody')).toMatchObject({ topic: 'billing.events', staysHeld: [] });
  });
});

describe('Streams', () => {
  it('cannot be changed or deleted by the services', async () => {
    await expect(store.rows(`update account_event set body = 'x' where account_id = 'A1'`)).rejects.toThrow(/permission denied/);
    await expect(store.rows(`delete from case_event`)).rejects.toThrow(/permission denied/);
  });

  it('are closed to every other utility (I10)', async () => {
    await store.utility('neighbour', '2027-04-30 12:00');
    await store.take(store.opening('A1', 'neighbour'));
    expect(await store.rows('select account_id from account', [], 'neighbour')).toEqual([{ account_id: 'A1' }]);
    expect((await store.types('A1', 'neighbour'))).toEqual(['AccountOpened']);
    await expect(store.rows(`insert into sweep_review values ('county', 'A1', '2027-01-01', 'X', 'x')`, [], 'neighbour')).rejects.toThrow(/row-level security/);
  });

  it('give the same answer when a case is asked twice', async () => {
    const first = await advanceCases(store.db, 'county', ['H2.1'], 'test');
    const before = await store.caseTypes('H2.1');
    const second = await advanceCases(store.db, 'county', ['H2.1'], 'test');
    expect(second).toEqual(first);
    expect(await store.caseTypes('H2.1')).toEqual(before);
  });
});
