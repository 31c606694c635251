import type { CaseStatus } from '../case/case.state.ts';
import type { Refusal } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import { breakerWords, type BreakerKind } from '../policy/breaker.ts';
import { because } from '../policy/evaluate.ts';
import { inForceAt } from '../policy/law-book.ts';
import { broughtToday } from './breakers.ts';
import type { Database, Sql } from './database.ts';
import { instantText } from './read/sql-times.ts';
import { readUtility, type Utility } from './utility.ts';

/** A breaker that is open: what tripped it, and who asked to have it reset, if anybody did. */
export interface Trip {
  readonly tripId: string;
  readonly kind: BreakerKind;
  readonly trippedAt: Instant;
  readonly counted: number;
  readonly bound: number;
  readonly usual: number;
  readonly boundFrom: 'learnt' | 'set';
  readonly sentence: string;
  readonly request: { readonly requestId: string; readonly askedAt: Instant; readonly askedBy: string; readonly reason: string } | null;
}

/** The breakers that are open, with all that is known of them. */
export async function openTrips(em: Sql, utilityId: string, lock: '' | 'for update' = ''): Promise<Trip[]> {
  return em.execute<Trip[]>(
    `select trip_id::text as "tripId", kind, ${instantText('tripped_at')} as "trippedAt", counted, bound, usual, bound_from as "boundFrom", sentence,
       case when request_id is null then null else json_build_object('requestId', request_id, 'askedAt', ${instantText('asked_at')}, 'askedBy', asked_by, 'reason', asked_because) end as request
     from breaker_trip where utility_id = ? and reset_at is null order by kind ${lock}`,
    [utilityId],
  );
}

/** Who acts, and why, in the person's own words. */
export interface ResetBy {
  readonly by: string;
  readonly reason: string;
}

/** A supervisor asks to have a breaker reset. It stays open until another one approves. @returns the refusal of one that is closed, or asked for already */
export async function askForReset(db: Database, utilityId: string, kind: BreakerKind, requestId: string, { by, reason }: ResetBy): Promise<Trip | Refusal> {
  return db.retrying(utilityId, async (em) => {
    const trip = (await openTrips(em, utilityId, 'for update')).find((open) => open.kind === kind);
    const utility = await readUtility(em, utilityId);
    if (!trip) return no(utility, `The breaker for ${breakerWords[kind]} is closed: there is nothing to reset.`);
    if (trip.request) return no(utility, `${trip.request.askedBy} asked for this at ${trip.request.askedAt}: have request ${trip.request.requestId} approved.`);
    await em.execute(`update breaker_trip set request_id = ?, asked_at = ?, asked_by = ?, asked_because = ? where utility_id = ? and trip_id = ?::bigint`, [requestId, utility.now, by, reason, utilityId, trip.tripId]);
    return { ...trip, request: { requestId, askedAt: utility.now, askedBy: by, reason } };
  });
}

export interface Reset {
  readonly kind: BreakerKind;
  readonly resetAt: Instant;
  /** Cases that may have waited for it and are looked at again from now on. */
  readonly cases: number;
}

/**
 * A second person approves: the breaker closes, the day is counted on from here, and every case that may have waited is due now.
 * Whoever looks after overdue deadlines takes them from there in bounded batches, so that nothing is lost when this process ends.
 * @returns null when no such request is open; a refusal for the person who asked
 */
export async function approveReset(db: Database, utilityId: string, kind: BreakerKind, requestId: string, { by, reason }: ResetBy): Promise<Reset | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    // Waits for every transaction that this breaker refused, and lets none begin before it is done.
    const trip = (await openTrips(em, utilityId, 'for update')).find((open) => open.kind === kind && open.request?.requestId === requestId);
    if (!trip) return null;
    const utility = await readUtility(em, utilityId);
    if (trip.request?.askedBy === by) return no(utility, `${by} asked for this reset: a second person has to approve it.`);
    const brought = await broughtToday(em, utility, kind);
    await em.execute(`update breaker_trip set reset_at = ?, reset_by = ?, reset_because = ?, counted_at_reset = ? where utility_id = ? and trip_id = ?::bigint`, [utility.now, by, reason, brought, utilityId, trip.tripId]);
    const cases = await em.execute<{ case_id: string }[]>(
      `update case_record set next_deadline_at = ? where utility_id = ? and status = any(?::text[]) and (next_deadline_at is null or (status = 'shut-off-planned' and next_deadline_at > ?)) returning case_id`,
      [utility.now, utilityId, [...waitingStatuses[kind]], utility.now],
    );
    return { kind, resetAt: utility.now, cases: cases.length };
  });
}

/** Where a case stands that waits for an order of that kind. */
export const waitingStatuses: Readonly<Record<BreakerKind, readonly CaseStatus[]>> = {
  notices: ['past-due', 'notice-mailed'],
  'shut-offs': ['shut-off-planned'],
  certifications: [],
};

function no({ law, now }: Utility, sentence: string): Refusal {
  const current = inForceAt(law, now);
  return { refused: true, because: because(current, current.pack.breaker?.rule ?? 'AUTHORITY', sentence), notBefore: null };
}
