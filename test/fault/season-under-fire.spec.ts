import type { Stack } from '../../infra/local/servers/stack.ts';
import { readRegister } from '../../libs/store/index.ts';
import { arrears } from '../support/cli.ts';
import { KeptAlive } from '../support/kept-alive.ts';
import { RollStore, seasonId } from '../support/roll-store.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers } from '../support/servers.ts';
import { TestStore } from '../support/store.ts';
import { local } from '../support/story.ts';

const lines = 240;
const stageDeadlineMs = 120_000;
/** With its penalty $77.00: less than a disconnect notice is for, more than the least that is certified. */
const billCents = 7_000;

describe('a season of the tax roll whose worker is killed in every stage', () => {
  let stack: Stack;
  let system: RunningSystem;
  let keptAlive: KeptAlive;
  let store: TestStore;
  let roll: RollStore;
  const accounts = Array.from({ length: lines }, (_, index) => `S${String(index).padStart(3, '0')}`);
  const parcel = (lineId: string) => ({ parcelId: `P-${lineId}`, lineId });
  const killed: string[] = [];

  beforeAll(async () => {
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true, own: true });
    system = await RunningSystem.start(stack, ['relay', 'worker']);
    keptAlive = new KeptAlive([...system.apps.values()]);
    await system.createUtility({ utilityId: 'county', pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-01 09:00') }, feeds: [] });
    store = TestStore.over(system.db, system.env['ARREARS_DATABASE_URL'] as string);
    roll = new RollStore(store);
    await roll.owing(accounts, billCents);
    await roll.open();
  }, 300_000);

  afterAll(async () => {
    await keptAlive?.letGo();
    await system?.stop();
    await stack?.stop();
  });

  const count = async (sql: string): Promise<number> => (await store.rows<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n ?? 0;

  /** Begins a stage, kills the worker as soon as something of it is recorded, and waits for its end. */
  async function underFire(stage: string, begin: () => Promise<unknown>, done: string, whole: number): Promise<void> {
    const before = await count(done);
    await begin();
    await system.eventually(`the first of "${stage}"`, async () => {
      if ((await count(done)) === before) throw new Error('nothing yet');
    }, stageDeadlineMs, 5);
    await system.app('worker').kill9();
    killed.push(`${stage}: ${await count(done)} of ${whole} done`);
    await system.eventually(`all of "${stage}"`, async () => {
      const reached = await count(done);
      if (reached !== whole) throw new Error(`${reached} of ${whole}`);
    }, stageDeadlineMs, 50);
  }

  const of = (type: string) => `roll_event where type = '${type}'`;
  const ended = (type: string) => system.eventually(type, async () => {
    if ((await count(of(type))) === 0) throw new Error('not yet');
  }, stageDeadlineMs);

  it('goes from candidates to its settlement all the same, each thing done once', async () => {
    await store.setClock('2027-07-15 09:00');
    await underFire('candidates', () => roll.owners(accounts), of('CandidateListed'), lines);
    await ended('CandidatesDrawnUp');
    await store.setClock('2027-07-21 09:00');
    await roll.mailed('2027-07-20');

    await store.setClock('2027-09-01 09:00');
    await underFire('extraction', () => roll.owners(accounts), of('LineFrozen'), lines);
    await ended('SeasonFrozen');

    await roll.approved();
    await store.setClock('2027-09-02 09:00');
    await underFire('certification', () => roll.owners(accounts), of('LineCertified'), lines);
    await ended('RollFiled');

    // One is rejected and mended; the others are listed.
    const [rejected, ...listed] = accounts as [string, ...string[]];
    await store.setClock('2027-09-20 09:00');
    await roll.takes('answers', [{ outcome: 'rejected', ...parcel(rejected), on: '2027-09-20', code: '12', words: 'no such parcel' }, ...listed.map((lineId) => ({ outcome: 'accepted', ...parcel(lineId), on: '2027-09-20' }))]);
    await roll.does({ type: 'MendLine', lineId: rejected, parcelId: 'P-mended' });
    await roll.does({ type: 'AcceptLine', lineId: rejected, on: '2027-09-21' as never });

    // A landlord of forty files: withdrawn on the day on which it is told.
    const debtor = listed.slice(0, 40);
    const petition = store.fact(null, '2027-08-30 14:00', 'PetitionFiled', { docket: '27-900', chapter: '11', accountIds: debtor });
    await underFire('withdrawals', () => store.take(petition), of('WithdrawalSent'), debtor.length);
    const payers = listed.slice(40, 60);
    await underFire('amendments', () => store.take(...payers.map((account) => store.fact(account, '2027-09-20 09:00', 'PaymentReceived', { paymentId: `P-${account}`, amountCents: 1_000, tender: 'cash', channel: 'counter', forCertified: true }))), of('AmendmentSent'), payers.length);
    await roll.takes('answers', [...debtor.map((lineId) => ({ outcome: 'withdrawn', ...parcel(lineId), on: '2027-09-20' })), ...payers.map((lineId) => ({ outcome: 'amended', ...parcel(lineId), on: '2027-09-20' }))]);

    // The first half's settlement pays some lines in full and one in part.
    await store.setClock('2028-03-20 09:00');
    const full = listed.slice(60);
    const settled = [...full.slice(1).map((lineId) => ({ ...parcel(lineId), collectedCents: 7_700, remittedCents: 7_623 })), { ...parcel(full[0] as string), collectedCents: 3_850, remittedCents: 3_811 }];
    await roll.takes('settlement', settled, { settlementId: 'S-1', on: '2028-03-15' });
    await system.app('worker').kill9();
    killed.push(`settlement: ${await count(of('LienReleased'))} of ${full.length - 1} released`);
    await system.eventually('all releases', async () => {
      if ((await count(of('LienReleased'))) !== full.length - 1) throw new Error('not yet');
      if ((await count('roll_touch')) > 0) throw new Error('lines are still to be looked at');
    }, stageDeadlineMs);

    const register = await store.db.forUtility('county', (em) => readRegister(em, 'county', seasonId, null));
    const collected = (full.length - 1) * 7_700 + 3_850;
    expect(register?.total).toEqual({
      certifiedCents: lines * 7_700,
      amendedCents: payers.length * 1_000,
      withdrawnCents: debtor.length * 7_700,
      collectedCents: collected,
      remittedCents: (full.length - 1) * 7_623 + 3_811,
      openCents: lines * 7_700 - payers.length * 1_000 - debtor.length * 7_700 - collected,
    });
    for (const row of register?.rows ?? []) expect(row.amendedCents + row.withdrawnCents + row.collectedCents + row.openCents).toBe(row.certifiedCents);
    expect(await count(`account_event where type = 'DebtCertified'`)).toBe(lines);
    expect(await count('roll_file')).toBe(1);
    process.stderr.write(`  killed -9: ${killed.join('; ')}\n`);

    await system.eventually('everything to have left', async () => {
      const left = await count('outbox');
      if (left > 0) throw new Error(`${left} rows`);
    }, stageDeadlineMs);
    const verified = await arrears(system.env, 'verify');
    expect({ exitCode: verified.exitCode, printed: verified.printed.at(-1) }).toMatchObject({ exitCode: 0, printed: { differences: 0 } });
  }, 600_000);
});
