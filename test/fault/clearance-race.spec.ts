import { setTimeout as delay } from 'node:timers/promises';
import { Database, takeIn } from '../../libs/store/index.ts';
import { TestApi } from '../support/api.ts';
import { setBounds } from '../support/bounds.ts';
import { bringTo, shutOffDay } from '../support/shut-off-ready.ts';

const races = 1_000;
const atOnce = 3;
const seed = Number(process.env['ARREARS_TEST_SEED'] ?? 20_270_401);
/** How far apart the two may start, in milliseconds; the middle follows whoever wins too often. */
const spreadMs = 10;
const stepMs = 0.4;

interface Outcome {
  readonly account: string;
  readonly petitionVersion: number;
  readonly isGranted: boolean;
  /** The version of the account that the crew's answer was decided from. */
  readonly seenVersion: number;
  readonly answeredAt: number;
  readonly heldAt: number;
}

/** What the streams say of each race. */
async function outcomesOf({ store }: TestApi): Promise<Outcome[]> {
  const petitions = await store.rows<{ account: string; version: number }>(`select account_id as account, version from account_event where type = 'PetitionFiled' order by 1`);
  const answers = await store.rows<{ case_id: string; type: string; version: number; seen: number }>(
    `select case_id, type, version, (body::json #>> '{inputs,accountVersion}')::int as seen from case_event where type in ('ClearanceGranted', 'ClearanceRefused')`,
  );
  const holds = await store.rows<{ case_id: string; version: number }>(`select case_id, min(version) as version from case_event where type = 'CollectionHeld' group by case_id`);
  const answerOf = new Map(answers.map((row) => [row.case_id, row]));
  const heldAt = new Map(holds.map((row) => [row.case_id, row.version]));
  expect([answers.length, holds.length]).toEqual([races, races]);
  return petitions.map(({ account, version: petitionVersion }) => {
    const answer = answerOf.get(`${account}.1`) as (typeof answers)[number];
    return { account, petitionVersion, isGranted: answer.type === 'ClearanceGranted', seenVersion: answer.seen, answeredAt: answer.version, heldAt: heldAt.get(`${account}.1`) as number };
  });
}

describe('a petition and a crew at the door, a thousand times at the same moment (I3)', () => {
  let api: TestApi;
  let intake: Database;
  const accounts = Array.from({ length: races }, (_, index) => `R${String(index).padStart(4, '0')}`);
  const statuses = new Map<string, number>();
  let outcomes: Outcome[];

  beforeAll(async () => {
    // A thousand orders on one day are what the breaker is for; here they are wanted.
    setBounds({ 'shut-offs': { atMost: 5_000, atLeast: 5_000, timesUsual: 5 } });
    api = await TestApi.open();
    intake = await Database.connect({ url: api.store.url, poolSize: atOnce });
    await bringTo('shut-off-ordered', api.store, accounts);
    await api.tokenFor('field');
    await race();
    outcomes = await outcomesOf(api);
  }, 600_000);
  afterAll(async () => {
    await intake?.close();
    await api?.stop();
  });

  /** Each account once, some at a time; where the start lies is drawn, and moves towards an even chance. */
  async function race(): Promise<void> {
    const random = seeded(seed);
    const waiting = [...accounts];
    let middleMs = 0;
    const run = async () => {
      for (let account = waiting.shift(); account !== undefined; account = waiting.shift()) {
        const lateMs = middleMs + (random() - 0.5) * spreadMs;
        const isCleared = (await oneRace(account, lateMs)) === 201;
        middleMs += isCleared ? -stepMs : stepMs;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, run));
  }

  /** @param lateMs how much later the petition starts than the crew; below zero the crew does */
  async function oneRace(account: string, lateMs: number): Promise<number> {
    const petition = api.store.fact(null, shutOffDay, 'PetitionFiled', { docket: `27-${account}`, chapter: '13', accountIds: [account] });
    const after = (milliseconds: number) => (milliseconds > 0 ? delay(milliseconds) : Promise.resolve());
    const [, reply] = await Promise.all([
      after(lateMs).then(() => takeIn(intake, [petition])),
      after(-lateMs).then(() => api.post('field', `/work-orders/${account}.1.w2/clearance`, { meterSerial: `M-${account}` })),
    ]);
    statuses.set(account, reply.status);
    return reply.status;
  }

  it('whoever commits first wins: no clearance is recorded after the fence, and none is refused before it', () => {
    expect(outcomes.map(({ account }) => account)).toEqual(accounts);
    expect(outcomes.filter(({ isGranted, seenVersion, petitionVersion }) => isGranted !== seenVersion < petitionVersion)).toEqual([]);
    expect(outcomes.filter(({ isGranted, answeredAt, heldAt }) => isGranted && answeredAt > heldAt)).toEqual([]);
  });

  it('the crew was told what the streams say', () => {
    expect([...statuses].sort()).toEqual(outcomes.map(({ account, isGranted }) => [account, isGranted ? 201 : 409]));
  });

  it('a crew that was cleared before is recalled in the commit of the petition', async () => {
    const rows = await api.store.rows<{ case_id: string }>(
      `select case_id from case_event g where type = 'ClearanceGranted' and not exists (
         select 1 from case_event r where r.case_id = g.case_id and r.type = 'WorkOrderRecalled' and r.version > g.version)`,
    );
    expect(rows).toEqual([]);
  });

  it('neither side wins less than every tenth race', () => {
    const clearedFirst = outcomes.filter(({ isGranted }) => isGranted).length;
    const petitionFirst = outcomes.length - clearedFirst;
    process.stderr.write(`  ${races} races (seed ${seed}): the petition was first ${petitionFirst} times, the clearance ${clearedFirst} times\n`);
    expect(Math.min(clearedFirst, petitionFirst)).toBeGreaterThanOrEqual(races / 10);
  });
});

/** The same numbers for the same seed. */
function seeded(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
