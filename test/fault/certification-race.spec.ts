import { setTimeout as delay } from 'node:timers/promises';
import { Database, doPage, lookAtLines, takeIn } from '../../libs/store/index.ts';
import { RollStore, seasonId } from '../support/roll-store.ts';
import { Seeded } from '../support/seeded.ts';
import { TestStore } from '../support/store.ts';

const races = 1_000;
const seed = Number(process.env['ARREARS_TEST_SEED'] ?? 20_270_902);
/** How far apart the two may start, in milliseconds; the middle follows whoever wins too often. */
const spreadMs = 10;
const stepMs = 0.4;

describe('a petition and the certification of its account, a thousand times at the same moment (I3)', () => {
  let store: TestStore;
  let intake: Database;
  const accounts = Array.from({ length: races }, (_, index) => `R${String(index).padStart(4, '0')}`);
  let outcomes: { account: string; certified: number | null; filed: number }[];

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    intake = await Database.connect({ url: store.url, poolSize: 2 });
    const roll = new RollStore(store);
    await roll.owing(accounts);
    await roll.toTheFile(accounts);
    expect(await roll.statuses()).toEqual({ frozen: races });
    await race();
    outcomes = await store.rows(
      `select p.account_id as account, p.version as filed, (select c.version from account_event c where c.account_id = p.account_id and c.type = 'DebtCertified') as certified
       from account_event p where p.type = 'PetitionFiled' order by 1`,
    );
  }, 600_000);
  afterAll(async () => {
    await intake?.close();
    await store?.stop();
  });

  /** Each account once, in the order in which the season certifies; where the start lies is drawn, and moves towards an even chance. */
  async function race(): Promise<void> {
    const random = new Seeded(seed);
    let middleMs = 0;
    const after = (milliseconds: number) => (milliseconds > 0 ? delay(milliseconds) : Promise.resolve());
    for (const account of accounts) {
      const lateMs = middleMs + (random.next() - 0.5) * spreadMs;
      const petition = store.fact(null, '2027-09-02 09:00', 'PetitionFiled', { docket: `27-${account}`, chapter: '13', accountIds: [account] });
      await Promise.all([after(lateMs).then(() => takeIn(intake, [petition])), after(-lateMs).then(() => doPage(store.db, 'county', seasonId, 'certify', 1))]);
      const [line] = await store.rows<{ status: string }>('select status from roll_line where line_id = ?', [account]);
      middleMs += line?.status === 'certified' ? -stepMs : stepMs;
    }
  }

  it('whoever commits first wins: no certification is recorded after the fence', () => {
    expect(outcomes.map(({ account }) => account)).toEqual(accounts);
    expect(outcomes.filter(({ certified, filed }) => certified !== null && certified > filed)).toEqual([]);
  });

  it('a line that came second is left out of the file, with the stay as its reason', async () => {
    const second = outcomes.filter(({ certified }) => certified === null).map(({ account }) => account);
    const rows = await store.rows<{ line_id: string }>(`select line_id from roll_line where status = 'excluded' and state #>> '{exclusions,0,reason}' = 'stay' order by 1`);
    expect(rows.map(({ line_id }) => line_id)).toEqual(second);
  });

  it('a line that came first is withdrawn at the next look, on the same day', async () => {
    const first = outcomes.filter(({ certified }) => certified !== null).map(({ account }) => account);
    while (await lookAtLines(store.db, 'county', seasonId, 100));
    const rows = await store.rows<{ line_id: string }>(`select line_id from roll_line where status = 'withdrawn' and state #>> '{withdrawal,sentOn}' = '2027-09-02' order by 1`);
    expect(rows.map(({ line_id }) => line_id)).toEqual(first);
  });

  it('neither side wins less than every tenth race', () => {
    const certifiedFirst = outcomes.filter(({ certified }) => certified !== null).length;
    process.stderr.write(`  ${races} races (seed ${seed}): the petition was first ${races - certifiedFirst} times, the certification ${certifiedFirst} times\n`);
    expect(Math.min(certifiedFirst, races - certifiedFirst)).toBeGreaterThanOrEqual(races / 10);
  });
});
