import { setTimeout as delay } from 'node:timers/promises';
import { Database, takeIn } from '../../libs/store/index.ts';
import { Seeded } from '../support/seeded.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { TestStore } from '../support/store.ts';

const races = 1_000;
const atOnce = 3;
const seed = Number(process.env['ARREARS_TEST_SEED'] ?? 20_270_407);
/** How far apart the two may start, in milliseconds; the middle follows whoever wins too often. */
const spreadMs = 10;
const stepMs = 0.4;
const [filed, dismissed, vacated] = ['2027-03-21 10:00', '2027-04-07 10:00', '2027-04-07 11:00'] as const;

interface Outcome {
  readonly account: string;
  readonly dismissalVersion: number;
  readonly orderVersion: number;
  /** Of each notice that was ordered after the petition, the version of the account that it was decided from. */
  readonly noticesFrom: readonly number[];
  readonly withdrawn: boolean;
}

/** What the streams say of each race. */
async function outcomesOf(store: TestStore): Promise<Outcome[]> {
  const facts = await store.rows<{ account: string; dismissed: number; vacated: number }>(
    `select account_id as account, max(version) filter (where type = 'BankruptcyDismissed') as dismissed, max(version) filter (where type = 'BankruptcyReopened') as vacated
       from account_event where type in ('BankruptcyDismissed', 'BankruptcyReopened') group by 1 order by 1`,
  );
  const notices = await store.rows<{ case_id: string; type: string; id: string; seen: number }>(
    `select case_id, type, body::json #>> '{event,data,noticeId}' as id, (body::json #>> '{inputs,accountVersion}')::int as seen
       from case_event where type in ('NoticeOrdered', 'NoticeWithdrawn') order by case_id, version`,
  );
  return facts.map(({ account, dismissed: dismissalVersion, vacated: orderVersion }) => {
    const own = notices.filter(({ case_id: caseId, id }) => caseId === `${account}.1` && id === `${account}.1.n2`);
    return { account, dismissalVersion, orderVersion, noticesFrom: own.filter(({ type }) => type === 'NoticeOrdered').map(({ seen }) => seen), withdrawn: own.some(({ type }) => type === 'NoticeWithdrawn') };
  });
}

describe('a dismissal and the order that vacates it, a thousand times at the same moment (I3, BK-REOPEN)', () => {
  let store: TestStore;
  let court: Database;
  const accounts = Array.from({ length: races }, (_, index) => `R${String(index).padStart(4, '0')}`);
  let outcomes: Outcome[];

  beforeAll(async () => {
    store = await TestStore.open();
    court = await Database.connect({ url: store.url, poolSize: atOnce * 2 });
    await bringTo('notice-ordered', store, accounts);
    await store.setClock(filed);
    await store.take(...accounts.map((account) => store.fact(null, filed, 'PetitionFiled', { docket: `27-${account}`, chapter: '13', accountIds: [account] })));
    await store.setClock('2027-04-07 12:00');
    await race();
    outcomes = await outcomesOf(store);
  }, 600_000);
  afterAll(async () => {
    await court?.close();
    await store?.stop();
  });

  /** Each account once, some at a time; where the start lies is drawn, and moves towards an even chance. */
  async function race(): Promise<void> {
    const random = new Seeded(seed);
    const waiting = [...accounts];
    let middleMs = 0;
    const run = async () => {
      for (let account = waiting.shift(); account !== undefined; account = waiting.shift()) {
        const dismissalWon = await oneRace(account, middleMs + (random.next() - 0.5) * spreadMs);
        middleMs += dismissalWon ? -stepMs : stepMs;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, run));
  }

  /** @param lateMs how much later the vacating order starts than the dismissal; below zero the dismissal does. @returns whether the dismissal was done first */
  async function oneRace(account: string, lateMs: number): Promise<boolean> {
    const docket = `27-${account}`;
    const dismissal = store.fact(null, dismissed, 'BankruptcyDismissed', { docket, accountIds: [account] });
    const order = store.fact(null, vacated, 'BankruptcyReopened', { docket, accountIds: [account], vacatesDismissal: true });
    const after = (milliseconds: number) => (milliseconds > 0 ? delay(milliseconds) : Promise.resolve());
    const ended: string[] = [];
    await Promise.all([
      after(-lateMs).then(() => takeIn(court, [dismissal])).then(() => ended.push('dismissal')),
      after(lateMs).then(() => takeIn(court, [order])).then(() => ended.push('order')),
    ]);
    return ended[0] === 'dismissal';
  }

  it('no notice is ordered after the order that vacates the dismissal has committed', () => {
    expect(outcomes.map(({ account }) => account)).toEqual(accounts);
    expect(outcomes.filter(({ noticesFrom, orderVersion }) => noticesFrom.some((seen) => seen >= orderVersion))).toEqual([]);
  });

  it('where the dismissal came first a fresh notice was ordered and is withdrawn with the order; where the order came first there is none', () => {
    expect(outcomes.filter(({ dismissalVersion, orderVersion, noticesFrom }) => noticesFrom.length !== (dismissalVersion < orderVersion ? 1 : 0))).toEqual([]);
    expect(outcomes.filter(({ noticesFrom, withdrawn }) => noticesFrom.length > 0 && !withdrawn)).toEqual([]);
  });

  it('every account is held at the end, whoever was first', async () => {
    const rows = await store.rows<{ status: string; count: string }>(`select type as status, count(*)::text as count from (
      select distinct on (case_id) case_id, type from case_event where type in ('CollectionHeld', 'CollectionResumed') order by case_id, version desc) last group by 1`);
    expect(rows).toEqual([{ status: 'CollectionHeld', count: String(races) }]);
  });

  it('neither side wins less than every tenth race', () => {
    const dismissalFirst = outcomes.filter(({ dismissalVersion, orderVersion }) => dismissalVersion < orderVersion).length;
    process.stderr.write(`  ${races} races (seed ${seed}): the dismissal was first ${dismissalFirst} times, the vacating order ${races - dismissalFirst} times\n`);
    expect(Math.min(dismissalFirst, races - dismissalFirst)).toBeGreaterThanOrEqual(races / 10);
  });
});
