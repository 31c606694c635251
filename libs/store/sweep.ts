import { leftAlone } from '../case/advance.ts';
import { contextOf } from '../case/context.ts';
import { evaluateGuards } from '../policy/evaluate.ts';
import { at, dayOf } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { correlationOfDebts } from './correlation.ts';
import type { Database, Sql } from './database.ts';
import { UnitOfWork } from './unit-of-work.ts';
import { readUtility, type Utility } from './utility.ts';
import type { WorkingAccount } from './working-account.ts';

export interface SweepOutlook {
  /** The day whose sweep is due now, or null. */
  readonly dueOn: LocalDate | null;
  /** When the next one is due. */
  readonly nextAt: Instant;
  readonly now: Instant;
  readonly clockMode: 'real' | 'stepped';
  /** The sweep is due and waits for a feed to say that it is complete (I11). */
  readonly waitsForFeeds: boolean;
}

/** When the utility's daily sweep is due. */
export async function sweepOutlook(db: Database, utilityId: string): Promise<SweepOutlook> {
  return db.forUtility(utilityId, async (em) => outlookOf(await readUtility(em, utilityId)));
}

export function outlookOf(utility: Utility): SweepOutlook {
  const { law, now, clockMode, sweptThroughOn } = utility;
  const today = dayOf(law.calendar, now);
  const todayAt = at(law.calendar, today, law.pack.sweepAt);
  const isDue = now >= todayAt && (sweptThroughOn === null || sweptThroughOn < today);
  const nextAt = now < todayAt ? todayAt : at(law.calendar, plusDays(today, 1), law.pack.sweepAt);
  return { dueOn: isDue ? today : null, nextAt, now, clockMode, waitsForFeeds: isDue && !feedsAreComplete(utility) };
}

function feedsAreComplete(utility: Utility): boolean {
  return !evaluateGuards([{ 'feeds-are-complete': { rule: 'FEED-FRESH' } }], { feeds: utility.feeds, now: utility.now } as never, utility.law).verdicts.some((verdict) => !verdict.holds);
}

export interface SweepPage {
  /** The day that was swept, null when no sweep was due or a feed is not complete. */
  readonly sweptOn: LocalDate | null;
  readonly considered: number;
  readonly opened: number;
  /** Where the next page begins; null when this was the last. */
  readonly next: string | null;
}

/**
 * Considers one page of the accounts that may have fallen past due, opens the cases that the rules call for, and notes for each
 * account left alone why (M1). The last page marks the day as swept.
 */
export async function sweep(db: Database, utilityId: string, page: { readonly limit: number; readonly after: string | null }): Promise<SweepPage> {
  return db.retrying(utilityId, async (em) => {
    const utility = await readUtility(em, utilityId);
    const { dueOn, waitsForFeeds } = outlookOf(utility);
    if (dueOn === null || waitsForFeeds) return { sweptOn: null, considered: 0, opened: 0, next: null };
    const accountIds = await reviewable(em, utilityId, dueOn, page);
    const opened = await openCases(em, utilityId, accountIds, dueOn);
    const next = accountIds.length < page.limit ? null : (accountIds.at(-1) ?? null);
    if (next === null) await endDay(em, utilityId, dueOn);
    return { sweptOn: dueOn, considered: accountIds.length, opened, next };
  });
}

/** How long a repeated request gets its first answer again. */
const answersAreKeptFor = '30 days';

async function endDay(em: Sql, utilityId: string, on: LocalDate): Promise<void> {
  await em.execute(`update utility set swept_through_on = ? where utility_id = ?`, [on, utilityId]);
  await em.execute(`delete from idempotency where utility_id = ? and created_at < clock_timestamp() - ?::interval`, [utilityId, answersAreKeptFor]);
}

async function reviewable(em: Sql, utilityId: string, on: LocalDate, page: { readonly limit: number; readonly after: string | null }): Promise<string[]> {
  const rows = await em.execute<{ account_id: string }[]>(
    `select account_id from account where utility_id = ? and open_case_id is null and review_on <= ? and account_id > ? order by account_id limit ?`,
    [utilityId, on, page.after ?? '', page.limit],
  );
  return rows.map((row) => row.account_id);
}

async function openCases(em: Sql, utilityId: string, accountIds: readonly string[], on: LocalDate): Promise<number> {
  if (accountIds.length === 0) return 0;
  const work = await UnitOfWork.begin(em, utilityId, accountIds);
  const leftOut: { account_id: string; reason: Because }[] = [];
  const correlation = await correlationOfDebts(em, work.utility, work.accounts.values());
  let opened = 0;
  for (const account of work.accounts.values()) {
    const before = account.state;
    await work.advance(account, { cause: `sweep/${on}`, correlationId: correlation.get(account.accountId) ?? `sweep/${on}/${account.accountId}` }, true);
    if (account.state !== before) opened += 1;
    else leftOut.push({ account_id: account.accountId, reason: reasonFor(work, account) });
  }
  await work.commit();
  await noteLeftAlone(em, utilityId, on, leftOut);
  return opened;
}

const decisionFailed: Because = { rule: 'CASE-PATH', citation: '', status: 'default', sentence: 'The decision failed; see the stuck list.', facts: {} };

/** What cannot be decided of one account is told of it, and stops no other's sweep (I6). */
function reasonFor(work: UnitOfWork, account: WorkingAccount): Because {
  const { failure, state } = account;
  if (failure !== null) return decisionFailed;
  const { law, now, feeds } = work.utility;
  try {
    return leftAlone(contextOf(work.known(account), null, law, now, feeds), state) ?? decisionFailed;
  } catch {
    return decisionFailed;
  }
}

async function noteLeftAlone(em: Sql, utilityId: string, on: LocalDate, leftOut: readonly { account_id: string; reason: Because }[]): Promise<void> {
  if (leftOut.length === 0) return;
  await em.execute(
    `insert into sweep_review (utility_id, account_id, reviewed_on, rule, sentence)
     select ?, r.account_id, ?, r.rule, r.sentence from json_to_recordset(?::json) as r(account_id text, rule text, sentence text)
     on conflict (utility_id, account_id) do update set reviewed_on = excluded.reviewed_on, rule = excluded.rule, sentence = excluded.sentence`,
    [utilityId, on, JSON.stringify(leftOut.map(({ account_id, reason }) => ({ account_id, rule: reason.rule, sentence: reason.sentence })))],
  );
}
