import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Role } from '../../infra/local/issuer/users.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { fileCorrections, readRegister, type ImportedKind } from '../../libs/store/index.ts';
import type { RollCommand, RollRecord } from '../../libs/tax-roll/index.ts';
import { arrears } from '../support/cli.ts';
import { KeptAlive } from '../support/kept-alive.ts';
import { NodeProcess } from '../support/node-process.ts';
import { People } from '../support/people.ts';
import { RollStore, seasonId } from '../support/roll-store.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers, uniqueName } from '../support/servers.ts';
import { TestStore } from '../support/store.ts';
import { local } from '../support/story.ts';
import { standInTheWay, type Reached } from './in-the-way.ts';

const utility = 'county';
/** Three pages of the worker. */
const lines = 140;
const stageDeadlineMs = 120_000;
/** With its penalty $77.00: less than a disconnect notice is for, more than the least that is certified. */
const billCents = 7_000;

interface Stage {
  readonly name: string;
  /** What is recorded of it, as the rest of a query, and how much of that in the end. */
  readonly done: string;
  readonly whole: number;
  /** Where whoever does it is held and killed, one after the other. */
  readonly at: readonly Parameters<typeof standInTheWay>[2][];
  readonly begin: () => Promise<unknown>;
  /** Kills whoever does it. */
  readonly kill: () => Promise<void>;
  /** What a person does who got no answer: the same again. */
  readonly again?: () => Promise<unknown>;
  /** A file is one transaction: nothing of it is recorded when it dies, however much of it was written. */
  readonly isOneTransaction?: boolean;
}

describe('a season of the tax roll, whoever does a stage of it killed in its middle', () => {
  let stack: Stack;
  let system: RunningSystem;
  let keptAlive: KeptAlive;
  let people: People;
  let store: TestStore;
  let roll: RollStore;
  let folder: string;
  const accounts = Array.from({ length: lines }, (_, index) => `S${String(index).padStart(3, '0')}`);
  const between = (from: number, to: number) => accounts.slice(from, to);
  const parcel = (lineId: string) => ({ parcelId: `P-${lineId}`, lineId });
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-season-'));
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true, own: true });
    people = await People.of(utility);
    system = await RunningSystem.start(stack, ['relay', 'worker', 'api'], people.env);
    keptAlive = new KeptAlive([...system.apps.values()]);
    await system.createUtility({ utilityId: utility, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-01 09:00') }, feeds: [] });
    store = TestStore.over(system.db, system.env['ARREARS_DATABASE_URL'] as string);
    roll = new RollStore(store);
    await roll.owing(accounts, billCents);
    await roll.open();
    // The county named the owners on the day before, too: each line has a row that can be held.
    await store.setClock('2027-07-14 09:00');
    await roll.owners(accounts);
  });

  afterAll(async () => {
    await keptAlive?.letGo();
    await system?.stop();
    await people?.leave();
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const count = async (sql: string): Promise<number> => (await store.rows<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n ?? 0;
  const of = (...types: string[]) => `roll_event where type in (${types.map((type) => `'${type}'`).join(', ')})`;
  const until = (what: string, isSo: () => Promise<boolean>, everyMs = 50) =>
    system.eventually(what, async () => {
      if (!(await isSo())) throw new Error('not yet');
    }, stageDeadlineMs, everyMs);
  const beganMs = performance.now();
  const tell = (what: string) => process.stderr.write(`  ${((performance.now() - beganMs) / 1_000).toFixed(0).padStart(4)} s  ${what}\n`);
  const killWorker = () => system.app('worker').kill9();
  const killApi = () => system.app('api').kill9();

  /** Holds a stage in its middle, kills whoever does it there, lets go, and waits until all of it is done, once. */
  async function underFire({ name, done, whole, at, begin, kill, again, isOneTransaction = false }: Stage): Promise<void> {
    const before = await count(done);
    const reached: Reached = isOneTransaction ? 'written' : 'page';
    let standing = await standInTheWay(system.db, utility, at[0] as Stage['at'][number]);
    // Who is killed gives no answer.
    const answered = begin().catch(() => undefined);
    for (const next of [...at.slice(1), null]) {
      try {
        await until(`somebody in the middle of "${name}"`, () => standing.isWaitedFor(reached), 10);
        const recorded = (await count(done)) - before;
        tell(`${name}: killed at ${isOneTransaction ? 'all written, none committed' : `${recorded} of ${whole}`}`);
        expect(isOneTransaction ? recorded === 0 : recorded > 0 && recorded < whole).toBe(true);
        await kill();
      } finally {
        const held = standing;
        if (next !== null) standing = await standInTheWay(system.db, utility, next);
        await held.leave();
      }
    }
    await answered;
    await again?.();
    await until(`all of "${name}"`, async () => (await count(done)) - before >= whole);
    expect((await count(done)) - before).toBe(whole);
  }

  /** By people, over HTTP: each wish is told until it is answered, always with its own key. */
  function wishes(role: Role, route: 'commands' | 'imports', ...bodies: (RollCommand | Record<string, unknown>)[]) {
    const open = bodies.map((body) => ({ body, key: uniqueName('wish') }));
    const ask = async () => {
      for (const { body, key } of open) {
        const { status, body: told } = await people.post(role, `/tax-roll/seasons/${seasonId}/${route}`, body, key);
        if (status >= 300) throw new Error(`${status}: ${JSON.stringify(told)}`);
      }
    };
    return { begin: ask, again: () => system.eventually(`the API to answer ${role}`, ask, stageDeadlineMs, 100), kill: killApi };
  }

  /** By a person at the command line, who starts it again. */
  async function fromTheCommandLine(kind: ImportedKind, records: readonly RollRecord[]) {
    const file = path.join(folder, kind);
    await writeFile(file, roll.file(kind, records));
    const command = ['tax-roll', 'import', seasonId, kind, file, '--by', 'clerk'];
    const process = new NodeProcess('apps/cli/main.ts', system.env, command);
    return {
      begin: async () => process.start(),
      kill: () => process.kill9(),
      again: async () => expect(await arrears(system.env, ...command)).toMatchObject({ exitCode: 0 }),
      isOneTransaction: true,
    };
  }

  const objectors = between(2, 5);
  const rejected = between(0, 2);
  const debtors = between(10, 70);
  const payers = between(70, 130);
  const latePayers = between(130, 133);
  const inPart = 'S005';
  const frozen = accounts.filter((id) => id !== objectors[2]);

  it('candidates, notices and objections', async () => {
    await store.setClock('2027-07-15 09:00');
    await underFire({ name: 'candidates', done: of('CandidateListed'), whole: lines, at: [{ line: 'S075' }], begin: () => roll.owners(accounts), kill: killWorker });
    await until('the end of the candidates', async () => (await count(of('CandidatesDrawnUp'))) === 1);

    await store.setClock('2027-07-21 09:00');
    const proofs = await fromTheCommandLine('mailed', accounts.map((lineId) => ({ lineId, mailedOn: '2027-07-20', proof: 'p' })));
    await underFire({ name: 'proofs of mailing', done: of('OwnerNoticeMailed'), whole: lines, at: [{ line: 'S075' }], ...proofs });

    for (const lineId of objectors) await roll.does({ type: 'ReceiveObjection', lineId, objectionId: 'O1', receivedOn: '2027-07-21' as never, words: 'a leak' });
    const heard = objectors.map((lineId, index): RollCommand => ({ type: 'HearObjection', lineId, objectionId: 'O1', outcome: index === 2 ? 'upheld' : 'dismissed', reason: 'both sides were heard' }));
    await underFire({ name: 'objections', done: of('ObjectionHeard'), whole: objectors.length, at: [{ line: objectors[1] as string }], ...wishes('counsel', 'commands', ...heard) });
  });

  it('extraction, approvals, certification and the file', async () => {
    await store.setClock('2027-09-01 09:00');
    await underFire({ name: 'extraction', done: of('LineFrozen'), whole: frozen.length, at: [{ line: 'S075' }], begin: () => roll.owners(accounts), kill: killWorker });
    await until('the end of the extraction', async () => (await count(of('SeasonFrozen'))) === 1);

    const first = wishes('counsel', 'commands', { type: 'ApproveRoll', reason: 'looked at each line' });
    await first.again();
    const second = wishes('supervisor', 'commands', { type: 'ApproveRoll', reason: 'sampled and found right' });
    await underFire({ name: 'the second approval', done: of('RollApproved'), whole: 1, at: [{ table: 'outbox' }], ...second, isOneTransaction: true });

    await store.setClock('2027-09-02 09:00');
    await underFire({ name: 'certification, then its file', done: of('LineCertified'), whole: frozen.length, at: [{ line: 'S075' }, { table: 'roll_file' }], begin: () => roll.owners(accounts), kill: killWorker });
    expect(await count('roll_file')).toBe(1);
  });

  it('answers and what was rejected', async () => {
    await store.setClock('2027-09-20 09:00');
    const listed = frozen.filter((id) => !rejected.includes(id)).map((lineId) => ({ outcome: 'accepted', ...parcel(lineId), on: '2027-09-20' }));
    const turnedDown = rejected.map((lineId) => ({ outcome: 'rejected', ...parcel(lineId), on: '2027-09-20', code: '12', words: 'no such parcel' }));
    const answers = wishes('supervisor', 'imports', { kind: 'answers', text: roll.file('answers', [...turnedDown, ...listed]) });
    await underFire({ name: 'answers', done: of('LineAccepted', 'LineRejected'), whole: frozen.length, at: [{ line: 'S075' }], ...answers, isOneTransaction: true });

    const mended = rejected.map((lineId): RollCommand => ({ type: 'MendLine', lineId, parcelId: `P-${lineId}-mended` }));
    await underFire({ name: 'mending', done: of('LineMended'), whole: rejected.length, at: [{ line: rejected[1] as string }], ...wishes('specialist', 'commands', ...mended) });
    await fileCorrections(store.db, utility, seasonId, 'clerk');
    for (const lineId of rejected) await roll.does({ type: 'AcceptLine', lineId, on: '2027-09-21' as never });
  });

  it('withdrawals, amendments and their acknowledgements', async () => {
    // A landlord of sixty files: withdrawn on the day on which it is told.
    const petition = store.fact(null, '2027-08-30 14:00', 'PetitionFiled', { docket: '27-900', chapter: '11', accountIds: debtors });
    await underFire({ name: 'withdrawals', done: of('WithdrawalSent'), whole: debtors.length, at: [{ line: 'S065' }], begin: () => store.take(petition), kill: killWorker });
    const paid = (account: string, on: string) => store.fact(account, `${on} 09:00`, 'PaymentReceived', { paymentId: `P-${account}`, amountCents: 1_000, tender: 'cash', channel: 'counter', forCertified: true });
    await underFire({ name: 'amendments', done: of('AmendmentSent'), whole: payers.length, at: [{ line: 'S125' }], begin: () => store.take(...payers.map((account) => paid(account, '2027-09-20'))), kill: killWorker });

    const acknowledged = await fromTheCommandLine('answers', [...debtors.map((lineId) => ({ outcome: 'withdrawn', ...parcel(lineId), on: '2027-09-20' })), ...payers.map((lineId) => ({ outcome: 'amended', ...parcel(lineId), on: '2027-09-20' }))]);
    await underFire({ name: 'acknowledgements', done: of('AmendmentAcknowledged', 'WithdrawalAcknowledged'), whole: debtors.length + payers.length, at: [{ line: 'S075' }], ...acknowledged });

    // Too late for an amendment: it waits in suspense until somebody answers for it.
    await store.setClock('2028-03-18 09:00');
    await store.take(...latePayers.map((account) => paid(account, '2028-03-18')));
    await until('what was paid late to lie in suspense', async () => (await count(of('PaymentSuspended'))) === payers.length + latePayers.length);
  });

  it('settlement, releases and the end', async () => {
    await store.setClock('2028-03-20 09:00');
    const open = (lineId: string) => (payers.includes(lineId) ? 6_700 : 7_700);
    const parcels = (lineId: string) => (rejected.includes(lineId) ? { parcelId: `P-${lineId}-mended`, lineId } : parcel(lineId));
    const settled = frozen.filter((id) => !debtors.includes(id)).map((lineId) => ({ ...parcels(lineId), collectedCents: lineId === inPart ? 3_850 : open(lineId), remittedCents: lineId === inPart ? 3_811 : open(lineId) - 77 }));
    const settlement = wishes('supervisor', 'imports', { kind: 'settlement', text: roll.file('settlement', settled, { settlementId: 'S-1', on: '2028-03-15' }) });
    await underFire({ name: 'settlement', done: of('SettlementPosted'), whole: settled.length, at: [{ line: 'S075' }], ...settlement, isOneTransaction: true });
    // Released with it is what waits for nobody.
    expect(await count(of('LienReleased'))).toBe(settled.length - 1 - latePayers.length);

    const givenBack = latePayers.map((lineId): RollCommand => ({ type: 'AnswerSuspense', lineId, amountCents: 1_000, to: 'payer' }));
    await underFire({ name: 'releases', done: of('LienReleased'), whole: latePayers.length, at: [{ line: latePayers[1] as string }], ...wishes('supervisor', 'commands', ...givenBack) });

    await store.setClock('2028-09-29 09:00');
    await underFire({ name: 'closing and what is carried over', done: of('LineCarriedOver', 'SeasonClosed'), whole: 2, at: [{ line: inPart }], ...wishes('supervisor', 'commands', { type: 'CloseSeason' }), isOneTransaction: true });

    const register = await store.db.forUtility(utility, (em) => readRegister(em, utility, seasonId, null));
    const sum = (of: 'collectedCents' | 'remittedCents') => settled.reduce((total, line) => total + line[of], 0);
    expect(register?.total).toMatchObject({
      certifiedCents: frozen.length * 7_700,
      amendedCents: payers.length * 1_000,
      withdrawnCents: debtors.length * 7_700,
      collectedCents: sum('collectedCents'),
      remittedCents: sum('remittedCents'),
      openCents: 3_850,
    });
    for (const row of register?.rows ?? []) expect(row.amendedCents + row.withdrawnCents + row.collectedCents + row.openCents).toBe(row.certifiedCents);
    expect(await count(`account_event where type = 'DebtCertified'`)).toBe(frozen.length);
    await until('everything to have left', async () => (await count('roll_touch')) + (await count('outbox')) === 0);
    const verified = await arrears(system.env, 'verify');
    expect({ exitCode: verified.exitCode, printed: verified.printed.at(-1) }).toMatchObject({ exitCode: 0, printed: { differences: 0 } });
  });
});
