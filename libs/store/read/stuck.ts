import { limitsByKind } from '../../account/arrangement.ts';
import { dayOf, evenBeyond, nthBusinessDayAfter } from '../../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../../calendar/days.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Law } from '../../policy/facts.ts';
import type { Sql } from '../database.ts';
import { deadlineToleranceSeconds } from './case-filter.ts';
import { instantText, utilityNow } from './sql-times.ts';

export const stuckKinds = [
  'answer-overdue',
  'approval-waiting',
  'arrangement-waiting',
  'breaker-tripped',
  'charge-unacknowledged',
  'deadline-overdue',
  'docket-review-waiting',
  'grant-waiting',
  'decision-failed',
  'message-parked',
  'obligation-failing',
  'review-waiting',
] as const;
export type StuckKind = (typeof stuckKinds)[number];

/** Something that no longer goes on by itself, and since when. */
export interface StuckLine {
  readonly kind: StuckKind;
  readonly since: Instant;
  readonly accountId: string | null;
  readonly caseId: string | null;
  /** The obligation, dead letter, request, breaker, case or account that it is about; `A1#3:27-bk-30001#claim-due` for the review of a docket. */
  readonly subject: string;
  /** A failure's message, a letter's detail, a question. */
  readonly detail: string | null;
}

export interface StuckPlace {
  readonly since: string;
  readonly kind: string;
  readonly subject: string;
}

const utilityScope = 'join utility u on u.utility_id = x.utility_id where x.utility_id = ?';
const latest = (type: string, column: string) =>
  `(select ${column} from case_event e where e.utility_id = x.utility_id and e.case_id = x.case_id and e.type = '${type}' order by e.version desc limit 1)`;

const sources = [
  `select case when x.failure is null then 'answer-overdue' else 'obligation-failing' end as kind, case when x.failure is null then x.answer_due_at else x.ordered_at end as since,
     x.account_id, x.case_id, x.key as subject, x.failure as detail
   from obligation x ${utilityScope} and x.status = 'open' and (x.failure is not null or x.answer_due_at < ${utilityNow})`,
  `select 'decision-failed', coalesce(x.next_deadline_at, x.opened_at), x.account_id, x.case_id, x.case_id, x.failure
   from case_record x ${utilityScope} and x.status <> 'closed' and x.failure is not null`,
  `select 'decision-failed', e.recorded_at, x.account_id, null, x.account_id, x.failure
   from account x join account_event e on e.utility_id = x.utility_id and e.account_id = x.account_id and e.version = x.version ${utilityScope} and x.failure is not null and x.open_case_id is null`,
  `select 'deadline-overdue', x.next_deadline_at, x.account_id, x.case_id, x.case_id, null
   from case_record x ${utilityScope} and x.status <> 'closed' and x.failure is null and x.next_deadline_at < ${utilityNow} - make_interval(secs => ${deadlineToleranceSeconds})`,
  `select 'review-waiting', coalesce(${latest('ReviewNeeded', 'e.at')}, x.opened_at), x.account_id, x.case_id, x.case_id, ${latest('ReviewNeeded', `e.body::jsonb #>> '{event,data,question}'`)}
   from case_record x ${utilityScope} and x.status = 'review'`,
  `select 'approval-waiting', coalesce(${latest('ApprovalRequested', 'e.at')}, x.opened_at), x.account_id, x.case_id, x.case_id, x.state ->> 'plannedOn'
   from case_record x ${utilityScope} and x.awaits_approval`,
  `select 'breaker-tripped', x.tripped_at, null, null, x.kind, x.sentence
   from breaker_trip x ${utilityScope} and x.reset_at is null`,
  `select 'message-parked', x.recorded_at, x.held_ids[1], null, x.dead_letter_id, x.detail
   from dead_letter x ${utilityScope} and x.status <> 'repaired'`,
];

/** Charges that billing was to acknowledge by now; what was asked for before the cutoff is overdue. */
const charges = `select 'charge-unacknowledged', e.effective_at, a.account_id, a.open_case_id, r.request_id, null
  from account a cross join lateral json_array_elements_text(a.state -> 'unacknowledged') as r(request_id)
  join account_event e on e.utility_id = a.utility_id and e.account_id = a.account_id and e.event_id = 'arrears#' || r.request_id
  where a.utility_id = ? and a.awaits_answer and e.effective_at < ?`;

/** Arrangements beyond the limits of the law under which they were agreed that no supervisor has approved: the rule of `arrangementRefusal`, over all accounts at once. */
const arrangements = `select 'arrangement-waiting', (t.terms ->> 'agreedAt')::timestamptz, a.account_id, a.open_case_id, t.terms ->> 'arrangementId', null
  from account a cross join lateral json_array_elements(a.state -> 'arrangements') as t(terms)
  cross join lateral (select count(*) as parts, coalesce(sum((p ->> 'amountCents')::bigint), 0) + (t.terms ->> 'downPaymentCents')::bigint as cents from json_array_elements(t.terms -> 'instalments') p) s
  left join json_to_recordset(?::json) as l(kind text, "maxInstalments" int, "maxMonths" int, "downPaymentBasisPoints" int, authority text, "fromAt" timestamptz, "untilAt" timestamptz)
    on l.kind = coalesce(t.terms ->> 'kind', 'equal-instalments')
      and (l."fromAt" is null or (t.terms ->> 'agreedAt')::timestamptz >= l."fromAt") and (l."untilAt" is null or (t.terms ->> 'agreedAt')::timestamptz < l."untilAt")
  where a.utility_id = ? and a.awaits_answer and t.terms ->> 'approvedBy' is null
    and (l.kind is null or l.authority = 'supervisor' or s.parts > l."maxInstalments" or (t.terms ->> 'downPaymentCents')::bigint < floor((s.cents * l."downPaymentBasisPoints" + 5000) / 10000)
      or (t.terms -> 'instalments' -> -1 ->> 'dueOn')::date > ((t.terms ->> 'agreedAt')::timestamptz at time zone ?)::date + make_interval(months => l."maxMonths"))`;

/** What was granted beyond the limits of the pack, and no supervisor has answered. */
const grants = `select 'grant-waiting', (t.told ->> 'at')::timestamptz, a.account_id, a.open_case_id, t.told ->> 'grantId', t.told ->> 'grant'
  from account a cross join lateral json_array_elements(a.state -> 'beyondLimits') as t(told)
  where a.utility_id = ? and a.awaits_answer and t.told ->> 'answer' is null`;

/**
 * What a docket asks a person, since it was first asked and with the words of the last time. What was told of a bankruptcy and has found its
 * docket, or none, asks nothing any more.
 */
const docketReviews = `select 'docket-review-waiting', w.since, w.account_id, w.open_case_id, w.account_id || '#' || w.docket || '#' || w.review,
    (select e.body::jsonb #>> '{event,because,0,sentence}' from account_event e where e.utility_id = w.utility_id and e.account_id = w.account_id and e.type = 'BankruptcyReviewOpened'
       and e.body::jsonb #>> '{event,data,docket}' = w.docket and e.body::jsonb #>> '{event,data,review}' = w.review order by e.version desc limit 1)
  from (select a.utility_id, a.account_id, a.open_case_id, p.known ->> 'docket' as docket, r.asked ->> 'review' as review, min((r.asked ->> 'openedAt')::timestamptz) as since
    from account a cross join lateral json_array_elements(a.state -> 'petitions') as p(known) cross join lateral json_array_elements(p.known -> 'reviews') as r(asked)
    where a.utility_id = ? and a.awaits_answer and r.asked ->> 'answeredAt' is null
      and not exists (select 1 from json_array_elements(a.state -> 'tips') as t(tip) where t.tip ->> 'tipId' = p.known ->> 'docket' and t.tip ->> 'endedAt' is not null)
    group by 1, 2, 3, 4, 5) w`;

interface StuckUtility {
  readonly utilityId: string;
  readonly law: Law;
  readonly now: Instant;
}

/** Everything that is stuck, as a table of which one selects. */
const everything = `(${[...sources, charges, arrangements, grants, docketReviews].join(' union all ')}) t`;
const everythingsParameters = ({ utilityId, law, now }: StuckUtility) => [
  ...sources.map(() => utilityId),
  utilityId,
  chargeCutoff(law, now),
  JSON.stringify(limitsByKind(law)),
  utilityId,
  law.calendar.zone,
  utilityId,
  utilityId,
];

/** One page of what is stuck, oldest first; of one kind where one is named. Found by the next event that should have come and has not (M28). */
export async function listStuck(em: Sql, utility: StuckUtility, page: { after: StuckPlace | null; kind?: StuckKind | undefined; limit: number }): Promise<StuckLine[]> {
  const { after, kind, limit } = page;
  const place = after === null ? [] : [after.since, after.kind, after.subject];
  const wishes = [after === null ? 'true' : '(t.since, t.kind, t.subject) > (?::timestamptz, ?, ?)', kind === undefined ? 'true' : 't.kind = ?'];
  return em.execute<StuckLine[]>(
    `select t.kind, ${instantText('t.since')} as since, t.account_id as "accountId", t.case_id as "caseId", t.subject, t.detail
     from ${everything} where ${wishes.join(' and ')} order by t.since, t.kind, t.subject limit ?`,
    [...everythingsParameters(utility), ...place, ...(kind === undefined ? [] : [kind]), limit],
  );
}

export interface StuckCount {
  readonly kind: StuckKind;
  readonly count: number;
  readonly oldestSince: Instant;
}

/** How many are stuck of each kind of which there are any, and since when the oldest. */
export async function countStuck(em: Sql, utility: StuckUtility): Promise<StuckCount[]> {
  return em.execute<StuckCount[]>(`select t.kind, count(*)::int as count, ${instantText('min(t.since)')} as "oldestSince" from ${everything} group by t.kind order by min(t.since), t.kind`, everythingsParameters(utility));
}

/** Everything asked of billing before this instant should have been acknowledged by now. */
export function chargeCutoff(law: Law, now: Instant): Instant {
  const { calendar, pack } = law;
  const within = pack.answersWithin.billing;
  const days = 'businessDays' in within ? within.businessDays : 0;
  let askedOn = dayOf(calendar, now);
  const dueBy = (on: typeof askedOn) => startOfDay(plusDays(nthBusinessDayAfter(evenBeyond(calendar), on, days).on, 1), calendar.zone);
  while (dueBy(askedOn) > now) askedOn = plusDays(askedOn, -1);
  return startOfDay(plusDays(askedOn, 1), calendar.zone);
}
