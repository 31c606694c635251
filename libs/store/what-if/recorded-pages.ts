import type { AccountEvent } from '../../account/account.events.ts';
import type { AccountState } from '../../account/account.state.ts';
import type { CaseState } from '../../case/case.state.ts';
import type { Instant } from '../../kernel/time.ts';
import type { RecordedAccount } from '../../whatif/comparison.ts';
import { noCounts, type Counts } from '../../whatif/course.ts';
import { givenTypes } from '../../whatif/origins.ts';
import type { Database, Sql } from '../database.ts';
import type { StoredBody } from '../stored-event.ts';

/** Some accounts of a utility, in order of their ids. */
export interface AccountRange {
  /** The account before the first; empty for none. */
  readonly after: string;
  /** The last one. */
  readonly through: string;
  readonly accounts: number;
}

/** Cuts a utility's accounts into ranges of that many. */
export async function accountRanges(em: Sql, utilityId: string, accountsPerRange: number): Promise<AccountRange[]> {
  const rows = await em.execute<{ account_id: string; place: string }[]>(
    `select account_id, place::text as place from (select account_id, row_number() over (order by account_id) as place, count(*) over () as accounts from account where utility_id = ?) as placed
     where place % ? = 0 or place = accounts order by account_id`,
    [utilityId, accountsPerRange],
  );
  let [after, before] = ['', 0];
  return rows.map(({ account_id: through, place }) => {
    const range = { after, through, accounts: Number(place) - before };
    [after, before] = [through, Number(place)];
    return range;
  });
}

/** The accounts of a range as recorded, all of one moment: their facts, and where those with an open case really stand. */
export async function recordedRange(db: Database, utilityId: string, { after, through }: AccountRange): Promise<RecordedAccount[]> {
  return db.forUtility(utilityId, async (em) => {
    const range = [utilityId, after, through];
    // One text for each account: rows cost more than bytes here.
    const histories = await em.execute<{ account_id: string; bodies: string }[]>(
      `select account_id, '[' || string_agg(body, ',' order by version) || ']' as bodies from account_event
       where utility_id = ? and account_id > ? and account_id <= ? and type = any(?::text[]) group by account_id order by account_id`,
      [...range, givenTypes],
    );
    const open = await em.execute<{ account_id: string; account: AccountState; state: CaseState }[]>(
      `select a.account_id, a.state as account, c.state as state from account a join case_record c on c.utility_id = a.utility_id and c.case_id = a.open_case_id
       where a.utility_id = ? and a.account_id > ? and a.account_id <= ?`,
      range,
    );
    const openById = new Map(open.map(({ account_id, account, state }) => [account_id, { account, state }]));
    return histories.map(({ account_id: accountId, bodies }) => ({
      accountId,
      facts: (JSON.parse(bodies) as StoredBody<AccountEvent>[]).map(({ event }) => event),
      open: openById.get(accountId) ?? null,
    }));
  }, { snapshot: true });
}

const countedCaseEvents = { CaseOpened: 'cases', CaseClosed: 'resolvedCases', NoticeOrdered: 'notices', ServiceShutOff: 'shutOffs', ServiceRestored: 'restorations' } as const;
const countedEntries = { PenaltyAssessed: ['penaltiesCents', 1], PenaltyReversed: ['penaltiesCents', -1], FeeAssessed: ['feesCents', 1], FeeReversed: ['feesCents', -1] } as const;

/** What was really decided since then, for comparison with what the simulation says of the same law. */
export async function recordedCounts(em: Sql, utilityId: string, sinceAt: Instant): Promise<Counts> {
  const counts = noCounts();
  const cases = await em.execute<{ type: keyof typeof countedCaseEvents; count: string }[]>(
    `select type, count(*)::text as count from case_event where utility_id = ? and at >= ? and type = any(?::text[]) group by type`,
    [utilityId, sinceAt, Object.keys(countedCaseEvents)],
  );
  for (const { type, count } of cases) counts[countedCaseEvents[type]] += Number(count);
  const entries = await em.execute<{ type: keyof typeof countedEntries; cents: string }[]>(
    `select type, sum((body::json -> 'event' -> 'data' ->> 'amountCents')::bigint)::text as cents from account_event
     where utility_id = ? and recorded_at >= ? and type = any(?::text[]) group by type`,
    [utilityId, sinceAt, Object.keys(countedEntries)],
  );
  for (const { type, cents } of entries) {
    const [measure, sign] = countedEntries[type];
    counts[measure] += sign * Number(cents);
  }
  return counts;
}
