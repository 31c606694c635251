import { checkAccount } from '../../../apps/cli/verify/check-account.ts';
import { Differences } from '../../../apps/cli/verify/differences.ts';
import { storedAccounts } from '../../../apps/cli/verify/streams.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';
import { TestStore } from '../../../test/support/store.ts';
import type { BulkWish } from '../../case/bulk-wishes.ts';
import { approveBulk, askBulk, bulkLines, bulkReasons, goOnWithBulk, NotInBulk, pauseBulk, readBulk, readUtility, recordAttempt, stopBulk, workOnBulk, type Bulk, type BulkTurn } from '../index.ts';

const reason = 'the mail house lost a pallet';
const hold: BulkWish = { type: 'PlaceHold', reason };
const many = Array.from({ length: 12 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`);

describe('an intervention in many cases', () => {
  let store: TestStore;
  const county = 'county';

  beforeAll(async () => {
    store = await TestStore.open();
    await bringAll({ 'notice-ordered': ['N1', 'N2', 'N3'], 'shut-off-planned': [...many, 'P1', 'P2', 'P3', 'P4', 'P5', 'P6'], 'shut-off-ordered': ['S1', 'S2'] }, store);
  });
  afterAll(() => store?.stop());

  let count = 0;
  async function asked(wish: BulkWish, accounts: readonly string[], canary = 10, perMinute = 60_000): Promise<string> {
    const bulkId = `bulk-${(count += 1)}`;
    await askBulk(store.db, county, { bulkId, wish, chosen: { caseIds: accounts.length }, caseIds: accounts.map((account) => `${account}.1`), canary, perMinute }, 'ann', 'supervisor');
    return bulkId;
  }
  /** Works until somebody has to speak. A rate of a thousand a second is waited for by asking again. */
  async function rests(bulkId: string): Promise<Bulk> {
    let turn: BulkTurn | null;
    do turn = await workOnBulk(store.db, county, bulkId);
    while (turn !== null && (turn.kind === 'went-on' || turn.kind === 'waits'));
    return read(bulkId);
  }
  const read = async (bulkId: string) => (await store.db.forUtility(county, (em) => readBulk(em, county, bulkId))) as Bulk;
  const lines = (bulkId: string) => store.db.forUtility(county, (em) => bulkLines(em, county, bulkId, { limit: 100, after: null }));
  const reasons = (bulkId: string) => store.db.forUtility(county, (em) => bulkReasons(em, county, bulkId));
  const approved = (bulkId: string) => approveBulk(store.db, county, bulkId, 'bob');
  const holdsOf = async (account: string) => (await store.types(account)).filter((type) => type === 'HoldPlaced').length;

  it('is looked at case by case before anybody approves it, and nothing is left of the look', async () => {
    const before = await store.rows('select (select count(*) from account_event) as facts, (select count(*) from case_event) as decisions');
    const bulkId = await asked({ type: 'CloseCase', reason }, ['P1', 'S1', 'S2', 'N1']);
    await expect(approved(bulkId)).rejects.toThrow(NotInBulk);
    expect(await rests(bulkId)).toMatchObject({ status: 'asked', foreseen: { wouldDo: 2, refused: 2, pending: 0 }, counts: { waiting: 4 } });
    expect(await reasons(bulkId)).toMatchObject([
      { of: 'foreseen', status: 'refused', cases: 2, because: { rule: 'GEN-EXEC', sentence: expect.stringContaining('A crew is out') } },
      { of: 'foreseen', status: 'would-do', cases: 2, because: null, events: ['CaseClosed'] },
    ]);
    expect(await store.rows('select (select count(*) from account_event) as facts, (select count(*) from case_event) as decisions')).toEqual(before);
    expect(await stopBulk(store.db, county, bulkId, 'ann', 'the wrong cases')).toMatchObject({ status: 'stopped', counts: { waiting: 0, left: 4 } });
    await expect(goOnWithBulk(store.db, county, bulkId, 'bob')).rejects.toThrow(NotInBulk);
  });

  it('needs somebody else, stops after its canary, and goes on when told to: each case once', async () => {
    const bulkId = await asked(hold, many, 3);
    await rests(bulkId);
    await expect(approveBulk(store.db, county, bulkId, 'ann')).rejects.toThrow('it needs somebody else');
    expect(await approved(bulkId)).toMatchObject({ status: 'canary', approvedBy: 'bob' });
    await expect(approved(bulkId)).rejects.toThrow(NotInBulk);
    expect(await rests(bulkId)).toMatchObject({ status: 'canary-done', counts: { done: 3, waiting: 9 } });
    expect((await lines(bulkId)).filter(({ status }) => status === 'done').every(({ isCanary }) => isCanary)).toBe(true);
    await goOnWithBulk(store.db, county, bulkId, 'cleo');
    const done = await rests(bulkId);
    expect(done).toMatchObject({ status: 'done', counts: { done: 12, waiting: 0, refused: 0, failed: 0, left: 0 } });
    expect(done.said.map(({ what, by }) => [what, by])).toEqual([['asked', 'ann'], ['looked', null], ['approved', 'bob'], ['canary-done', null], ['went-on', 'cleo'], ['done', null]]);
    for (const account of many) expect(await holdsOf(account)).toBe(1);
  });

  it('says in each case which bulk it was, why, and who the two people were; and is decided again to the byte', async () => {
    const bulkId = await asked({ type: 'RescheduleShutOff', reason, notBeforeOn: '2027-04-12' as never }, ['P2']);
    await rests(bulkId);
    await approved(bulkId);
    expect(await rests(bulkId)).toMatchObject({ status: 'done', counts: { done: 1 } });
    const [event] = await store.rows<{ body: string }>(`select body from case_event where case_id = 'P2.1' and type = 'ShutOffRescheduled'`);
    expect(JSON.parse(event?.body ?? '')).toMatchObject({
      cause: `intervention/${bulkId}.P2.1`,
      event: { because: [{ rule: 'AUTHORITY', sentence: `ann: ${reason}` }, { rule: 'AUTHORITY', facts: { bulk: bulkId, approvedBy: 'bob' } }] },
    });
    const utility = await store.db.forUtility(county, (em) => readUtility(em, county));
    const differences = new Differences();
    for await (const account of storedAccounts(store.db, county)) checkAccount(account, utility, differences);
    expect(differences.list.filter(({ invariant }) => invariant === 'I8')).toEqual([]);
  });

  it('judges a case that changed since the first look anew, and never forces it', async () => {
    const bulkId = await asked({ type: 'CloseCase', reason }, ['P3', 'P4'], 10);
    expect(await rests(bulkId)).toMatchObject({ foreseen: { wouldDo: 2 } });
    await store.setClock('2027-04-01 09:00');
    await store.take(store.fact('P3', '2027-04-01 09:00', 'PaymentReceived', { paymentId: 'P-3', amountCents: 22_000, tender: 'cash', channel: 'counter' }));
    await approved(bulkId);
    expect(await rests(bulkId)).toMatchObject({ status: 'done', counts: { done: 1, refused: 1 } });
    expect(await lines(bulkId)).toMatchObject([
      { caseId: 'P3.1', foreseen: 'would-do', status: 'refused', because: { rule: 'CASE-PATH', sentence: 'Case P3.1 is closed.' }, eventIds: [] },
      { caseId: 'P4.1', foreseen: 'would-do', status: 'done', because: null, eventIds: [expect.stringMatching(/^P4\.1#/)] },
    ]);
  });

  it('gives each case to one of two workers that come at once', async () => {
    const bulkId = await asked(hold, many, 100);
    await rests(bulkId);
    await approved(bulkId);
    await Promise.all([rests(bulkId), rests(bulkId), rests(bulkId)]);
    expect(await read(bulkId)).toMatchObject({ status: 'done', counts: { done: 12 } });
    for (const account of many) expect(await holdsOf(account)).toBe(2);
  });

  it('begins no further case while it is paused, and none after it was stopped', async () => {
    const bulkId = await asked(hold, many, 1);
    await rests(bulkId);
    await approved(bulkId);
    await rests(bulkId);
    await goOnWithBulk(store.db, county, bulkId, 'bob');
    await workOnBulk(store.db, county, bulkId);
    expect(await pauseBulk(store.db, county, bulkId, 'ann', 'the phones ring')).toMatchObject({ status: 'paused', pausedIn: 'running', counts: { done: 2 } });
    expect(await workOnBulk(store.db, county, bulkId)).toEqual({ kind: 'rests' });
    expect(await goOnWithBulk(store.db, county, bulkId, 'ann')).toMatchObject({ status: 'running', pausedIn: null });
    while ((await workOnBulk(store.db, county, bulkId))?.kind === 'waits');
    expect(await stopBulk(store.db, county, bulkId, 'bob', 'enough')).toMatchObject({ status: 'stopped', counts: { done: 3, left: 9, waiting: 0 } });
    expect(await workOnBulk(store.db, county, bulkId)).toEqual({ kind: 'over' });
    expect((await Promise.all(many.map(holdsOf))).reduce((sum, holds) => sum + holds, 0)).toBe(24 + 3);
  });

  it('keeps to the rate that was set', async () => {
    const bulkId = await asked(hold, ['P5', 'P6'], 1, 1);
    await rests(bulkId);
    await approved(bulkId);
    await workOnBulk(store.db, county, bulkId);
    const turn = await workOnBulk(store.db, county, bulkId);
    expect(turn).toMatchObject({ kind: 'waits' });
    expect(turn?.kind === 'waits' && turn.milliseconds).toBeGreaterThan(50_000);
    expect(turn?.kind === 'waits' && turn.milliseconds).toBeLessThanOrEqual(60_000);
    await stopBulk(store.db, county, bulkId, 'ann', 'seen enough');
  });

  it('tries a case that breaks down three times, leaves nothing of it, and goes on with the others', async () => {
    const breaks = `create function break_p5() returns trigger language plpgsql as $$ begin if new.account_id = 'P5' then raise exception 'disk of P5 is bad'; end if; return new; end $$`;
    const bulkId = await asked(hold, ['P5', 'P6'], 10);
    await rests(bulkId);
    await store.db.orm.em.getConnection().execute(`${breaks}; create trigger break_p5 before insert on account_event for each row execute function break_p5()`);
    try {
      await approved(bulkId);
      expect(await rests(bulkId)).toMatchObject({ status: 'done', counts: { done: 1, failed: 1 } });
    } finally {
      await store.db.orm.em.getConnection().execute('drop trigger break_p5 on account_event; drop function break_p5');
    }
    expect(await lines(bulkId)).toMatchObject([{ caseId: 'P5.1', status: 'failed', failure: expect.stringContaining('disk of P5 is bad'), eventIds: [] }, { caseId: 'P6.1', status: 'done' }]);
    expect(await reasons(bulkId)).toContainEqual(expect.objectContaining({ of: 'outcome', status: 'failed', cases: 1, failure: expect.stringContaining('disk of P5') }));
  });

  it('has whatever could not be carried out tried again, and says where there is nothing of the kind', async () => {
    for (const account of ['N1', 'N2']) await recordAttempt(store.db, county, `${account}.1.n1`, 'the printer is out of paper');
    const bulkId = await asked({ type: 'RetryObligation', reason: 'there is paper again' }, ['N1', 'N2', 'N3']);
    expect(await rests(bulkId)).toMatchObject({ foreseen: { wouldDo: 2, refused: 1 } });
    await approved(bulkId);
    expect(await rests(bulkId)).toMatchObject({ status: 'done', counts: { done: 2, refused: 1 } });
    expect(await store.rows(`select key from obligation where failure is not null`)).toEqual([]);
    expect(await lines(bulkId)).toContainEqual(expect.objectContaining({ caseId: 'N3.1', status: 'refused', because: expect.objectContaining({ rule: 'CASE-PATH' }) }));
  });

  it('releases the holds that an earlier one placed, and no others', async () => {
    const placing = await asked(hold, ['N1', 'N2'], 10);
    await rests(placing);
    await approved(placing);
    await rests(placing);
    const releasing = await asked({ type: 'ReleaseHold', reason: 'the pallet was found', placedBy: placing }, ['N1', 'N2', 'N3'], 10);
    await rests(releasing);
    await approved(releasing);
    expect(await rests(releasing)).toMatchObject({ counts: { done: 2, refused: 1 } });
    expect((await store.types('N1')).filter((type) => type === 'HoldReleased')).toHaveLength(1);
    expect((await reasons(releasing)).find(({ of, status }) => of === 'outcome' && status === 'refused')).toMatchObject({ because: { rule: 'GEN-HOLDS' } });
  });

  it('is nothing of another utility', async () => {
    await store.utility('village', '2027-04-01 09:00');
    const bulkId = await asked(hold, ['N3']);
    expect(await workOnBulk(store.db, 'village', bulkId)).toBeNull();
    expect(await store.rows('select 1 from bulk', [], 'village')).toEqual([]);
    expect(await store.rows('select 1 from bulk_line', [], 'village')).toEqual([]);
    expect(await approveBulk(store.db, 'village', bulkId, 'bob')).toBeNull();
  });
});
