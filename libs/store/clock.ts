import { instantOfEpoch } from '../calendar/days.ts';
import { earlierOf, type Instant } from '../kernel/time.ts';
import type { Database, Sql } from './database.ts';
import { bulksAtWork } from './bulk/work-on-bulk.ts';
import { outlookOf } from './sweep.ts';
import { moratoriumsUnderWay } from './moratoriums.ts';
import { nextMatterLookAt } from './matters/look-at-matter.ts';
import { nextSeasonLookAt } from './tax-roll/season-reads.ts';
import { readUtility, type Utility } from './utility.ts';

export interface Clock {
  readonly mode: 'real' | 'stepped';
  readonly now: Instant;
  /** How far a stepped clock was told to go; null when it goes as far as the feeds speak. */
  readonly targetAt: Instant | null;
}

export async function readClock(db: Database, utilityId: string): Promise<Clock> {
  const { clockMode: mode, now, targetAt } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
  return { mode, now, targetAt };
}

/** A real clock cannot be moved, and no clock goes back. */
export class ClockWillNotMove extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ClockWillNotMove';
  }
}

/** Tells a stepped clock how far to go. It stops at every occasion on the way. @throws ClockWillNotMove */
export async function moveClockTo(db: Database, utilityId: string, to: Instant): Promise<Clock> {
  return db.forUtility(utilityId, async (em) => {
    const { clockMode: mode, now } = await readUtility(em, utilityId);
    if (mode === 'real') throw new ClockWillNotMove(`The clock of ${utilityId} is the real one; only a sandbox's can be moved`);
    if (to < now) throw new ClockWillNotMove(`The clock of ${utilityId} stands at ${now}; it cannot go back to ${to}`);
    await em.execute(`update utility set clock_target_at = ? where utility_id = ?`, [to, utilityId]);
    return { mode, now, targetAt: to };
  });
}

export interface Step {
  readonly moved: boolean;
  readonly now: Instant;
  /** What of now is not done yet, in words, even when the clock has nowhere to go; empty when it moved. */
  readonly waitsFor: readonly string[];
  /** Only answers from outside are missing: a crew or a mailroom that may never speak. */
  readonly onlyForAnswers: boolean;
}

/**
 * Moves a stepped clock to the next occasion, once everything up to now is done: feeds complete, outbox empty, no deadline or
 * sweep overdue, automatic answers in. @param withoutAnswers do not wait for answers from outside any longer
 */
export async function stepClock(db: Database, utilityId: string, withoutAnswers = false): Promise<Step> {
  return db.forUtility(utilityId, async (em) => {
    const utility = await readUtility(em, utilityId);
    const { now, clockMode } = utility;
    if (clockMode === 'real') return { moved: false, now, waitsFor: [], onlyForAnswers: false };
    const undone = await undoneNow(em, utility);
    const next = await nextOccasion(em, utility);
    if (undone.length > 0 || next === null) return { moved: false, now, waitsFor: undone, onlyForAnswers: false };
    const unanswered = withoutAnswers ? [] : await unansweredNow(em, utility);
    if (unanswered.length > 0) return { moved: false, now, waitsFor: unanswered, onlyForAnswers: true };
    await em.execute(`update utility set clock_now_at = ?, clock_target_at = case when clock_target_at <= ? then null else clock_target_at end where utility_id = ?`, [next, next, utilityId]);
    return { moved: true, now: next, waitsFor: [], onlyForAnswers: false };
  });
}

async function undoneNow(em: Sql, utility: Utility): Promise<string[]> {
  const { utilityId, now, feeds } = utility;
  const [counts] = await em.execute<{ outbox: number; overdue: number; seasons: number; matters: number; dockets: number }[]>(
    `select (select count(*)::int from outbox where utility_id = ?) as outbox,
            (select count(*)::int from case_record where utility_id = ? and status <> 'closed' and failure is null and next_deadline_at <= ?) as overdue,
            (select count(*)::int from roll_season where utility_id = ? and status <> 'closed' and next_look_at <= ?) + (select count(*)::int from roll_touch where utility_id = ?) as seasons,
            (select count(distinct docket)::int from matter_account where utility_id = ? and is_open and next_look_at <= ?) as matters,
            (select count(*)::int from docket_to_act where utility_id = ? and (not_before is null or not_before <= ?)) as dockets`,
    [utilityId, utilityId, now, utilityId, now, utilityId, utilityId, now, utilityId, now],
  );
  const moratoriums = await moratoriumsUnderWay(em, utilityId, now);
  const bulks = await bulksAtWork(em, utilityId);
  const { outbox, overdue, seasons, matters, dockets } = counts as { outbox: number; overdue: number; seasons: number; matters: number; dockets: number };
  return [
    ...feeds.filter((feed) => feed.throughAt === null || feed.throughAt < now).map((feed) => `the ${feed.name} feed to be complete through ${now}`),
    ...(outbox > 0 ? [`${outbox} messages or nudges to leave the outbox`] : []),
    ...(moratoriums > 0 ? [`${moratoriums} moratoriums to be carried out`] : []),
    ...(bulks.length > 0 ? [`${bulks.length} interventions in many cases`] : []),
    ...(overdue > 0 ? [`${overdue} cases whose deadline has come`] : []),
    ...(seasons > 0 ? ['a season of the tax roll whose time has come'] : []),
    ...(matters > 0 ? [`${matters} dockets on which something is due`] : []),
    ...(dockets > 0 ? [`${dockets} dockets to be acted on`] : []),
    ...(outlookOf(utility).dueOn === null ? [] : ['the daily sweep']),
  ];
}

/** Letters and recalls are answered within the stop; of other orders the crew says at once that it has them. */
const unansweredQuery = `
select count(*)::int as open from obligation o join account a on a.utility_id = o.utility_id and a.account_id = o.account_id
where o.utility_id = ? and o.status = 'open' and o.failure is null and (
  o.kind in ('letter', 'recall')
  or not exists (select 1 from json_array_elements(a.state -> 'fieldWork') w where w ->> 'workOrderId' = o.key and w ->> 'dispatchedAt' is not null)
)`;

async function unansweredNow(em: Sql, { utilityId }: Utility): Promise<string[]> {
  const [row] = await em.execute<{ open: number }[]>(unansweredQuery, [utilityId]);
  return row && row.open > 0 ? [`${row.open} answers from crew or mailroom`] : [];
}

async function nextOccasion(em: Sql, utility: Utility): Promise<Instant | null> {
  const { utilityId, now, targetAt } = utility;
  const [row] = await em.execute<{ deadline_ms: string | null; feed_ms: string | null; docket_ms: string | null }[]>(
    `select (select (extract(epoch from min(next_deadline_at)) * 1000)::bigint::text from case_record where utility_id = ? and status <> 'closed' and next_deadline_at > ?) as deadline_ms,
            (select (extract(epoch from min(next_at)) * 1000)::bigint::text from feed_mark where utility_id = ? and next_at > ?) as feed_ms,
            (select (extract(epoch from min(not_before)) * 1000)::bigint::text from docket_to_act where utility_id = ? and not_before > ?) as docket_ms`,
    [utilityId, now, utilityId, now, utilityId, now],
  );
  const instantOrNull = (milliseconds: string | null | undefined) => (milliseconds ? instantOfEpoch(Number(milliseconds)) : null);
  const feedsNextAt = instantOrNull(row?.feed_ms);
  const farthest = targetAt !== null && targetAt > now ? targetAt : feedsNextAt;
  if (farthest === null) return null;
  const occasions = [await nextSeasonLookAt(em, utilityId, now), await nextMatterLookAt(em, utilityId, now), instantOrNull(row?.deadline_ms), instantOrNull(row?.docket_ms), feedsNextAt, outlookOf(utility).nextAt];
  return occasions.reduce<Instant | null>(earlierOf, farthest);
}
