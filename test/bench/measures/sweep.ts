import { localDateOf, plusDays, plusHours, startOfDay } from '../../../libs/calendar/days.ts';
import type { AccountEvent, AccountEventData, FactType } from '../../../libs/account/account.events.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { sweep } from '../../../libs/store/index.ts';
import type { RunningSystem } from '../../support/running-system.ts';
import type { Bench } from '../bench.ts';
import { completeFeeds, settleStreams } from '../county/copies.ts';
import { law } from '../county/county-world.ts';
import { startCounty, utilityId } from '../live-county.ts';
import type { Result } from '../measure.ts';
import { nowAt } from '../now.ts';
import { household } from '../../support/household.ts';

const { zone } = law.calendar;
const pageSize = 500;

/** The county's morning: one look at every account that may have fallen past due. */
export async function measureSweep(bench: Bench): Promise<Result[]> {
  const accounts = bench.quick ? 5_000 : 100_000;
  const system = await startCounty(bench);
  try {
    bench.say(`putting ${accounts} accounts into the database`);
    await multiply(system, accounts);
    bench.say('sweeping');
    const startedMs = performance.now();
    const done = { considered: 0, opened: 0 };
    for (let after: string | null = null, isLast = false; !isLast; ) {
      const page = await sweep(system.db, utilityId, { limit: pageSize, after });
      if (page.sweptOn === null) throw new Error('No sweep was due');
      done.considered += page.considered;
      done.opened += page.opened;
      after = page.next;
      isLast = after === null;
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    return [
      {
        id: 'sweep',
        measure: `Sweep of ${accounts.toLocaleString('en-US')} accounts`,
        unit: 's',
        value: seconds,
        goal: { below: 10 },
        how: `${accounts} accounts in PostgreSQL, of which 5 % have a bill whose due date has passed: ${done.considered} considered one by one in pages of ${pageSize}, ${done.opened} cases opened, the others left alone with their reason; in one process, without Temporal around it.`,
      },
    ];
  } finally {
    await system.stop();
  }
}

/** Of a hundred accounts: four past due, one past due and protected, forty-five with a bill not yet due, fifty that owe nothing. */
const kinds = ['past-due', 'protected', 'billed', 'paid'] as const;
const shareOf = { 'past-due': 4, protected: 1, billed: 45, paid: 50 } as const;

async function multiply(system: RunningSystem, accounts: number): Promise<void> {
  // The clock stands at noon, so that a sweep is due at whatever hour the bench runs.
  const noonAt = plusHours(startOfDay(localDateOf(nowAt(), zone), zone), 12);
  const { db } = system;
  await db.shared((em) => em.execute(`update utility set clock_mode = 'stepped', clock_now_at = ?`, [noonAt]));
  await completeFeeds(db, utilityId, noonAt);
  await settleStreams(db, utilityId, kinds.map((kind) => ({ accountId: `T-${kind}`, accountEvents: storyOf(kind, noonAt), caseEvents: [] })));
  for (const kind of kinds) {
    await db.forUtility(utilityId, (em) =>
      em.execute(
        `insert into account (utility_id, account_id, version, head_hash, last_key, state, balance_cents, review_on, open_case_id, last_case_id, awaits_answer)
         select a.utility_id, i.id, a.version, a.head_hash, a.last_key, replace(a.state::text, a.account_id, i.id)::json, a.balance_cents, a.review_on, null, null, a.awaits_answer
         from account a, lateral (select 'S' || lpad(n::text, 7, '0') || '-' || ? as id from generate_series(1, ?::int) n) i
         where a.utility_id = ? and a.account_id = ?`,
        [kind, (accounts * shareOf[kind]) / 100, utilityId, `T-${kind}`],
      ),
    );
  }
  await db.forUtility(utilityId, (em) => em.execute(`delete from account where utility_id = ? and account_id like 'T-%'`, [utilityId]));
  await db.orm.em.getConnection().execute('vacuum analyze');
}

function storyOf(kind: (typeof kinds)[number], nowAt: Instant): AccountEvent[] {
  const accountId = `T-${kind}`;
  const today = localDateOf(nowAt, zone);
  const told: AccountEvent[] = [];
  const tell = <T extends FactType>(daysAgo: number, type: T, data: AccountEventData<T>) => {
    const at = plusHours(startOfDay(plusDays(today, -daysAgo), zone), 9);
    told.push({ type, id: `/story#${accountId}-${told.length}`, effectiveAt: at, recordedAt: at, data } as AccountEvent);
  };
  const bill = (billId: string, billedDaysAgo: number) =>
    tell(billedDaysAgo, 'BillIssued', { billId, billedOn: plusDays(today, -billedDaysAgo), dueOn: plusDays(today, 21 - billedDaysAgo), lines: [{ service: 'water', amountCents: 9_000 }, { service: 'sewer', amountCents: 11_000 }] });
  const pay = (daysAgo: number) => tell(daysAgo, 'PaymentReceived', { paymentId: `${accountId}/${daysAgo}`, amountCents: 20_000, tender: 'ach', channel: 'online' });
  tell(400, 'AccountOpened', household({ meterSerial: `M-${accountId}` }));
  for (const quarter of [4, 3, 2]) {
    bill(`${accountId}-b${quarter}`, quarter * 91);
    pay(quarter * 91 - 14);
  }
  if (kind === 'billed') bill(`${accountId}-b1`, 5);
  if (kind === 'past-due' || kind === 'protected') bill(`${accountId}-b1`, 28);
  if (kind === 'protected') tell(3, 'DisputeOpened', { disputeId: `${accountId}-d` });
  return told;
}
