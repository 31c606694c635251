import type { AskedIntervention } from '../../case/asked-interventions.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import type { Utility } from '../utility.ts';
import { instantText } from './sql-times.ts';
import { listStuck } from './stuck.ts';

export const approvalKinds = ['shut-off', 'intervention', 'arrangement', 'grant', 'breaker-reset', 'activation', 'migration', 'moratorium-end', 'docket-release', 'tax-roll', 'bulk'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** Something that waits for a second person. */
export interface WaitingApproval {
  readonly kind: ApprovalKind;
  /** The breaker, activation, migration, moratorium, match, season, case, intervention or plan, as its own routes name it; parts of a longer name between slashes. */
  readonly subject: string;
  /** The request itself, where it has an id of its own. */
  readonly requestId: string | null;
  readonly since: Instant;
  /** Null where a rule asks for the signature and no person. */
  readonly askedBy: string | null;
  readonly reason: string | null;
  readonly accountId: string | null;
  readonly caseId: string | null;
  /** What somebody wants to do to the case. */
  readonly intervention: AskedIntervention['type'] | null;
  /** Who has signed already, where more than one has to. */
  readonly signedBy: readonly string[];
}

/** What people asked for and another person has to sign: each in its own table, and few of each. */
const requests = [
  `select 'breaker-reset' as kind, x.kind as subject, x.request_id as "requestId", x.asked_at as since, x.asked_by as "askedBy", x.asked_because as reason, null as "accountId", null as "caseId", null as intervention, '{}'::text[] as "signedBy"
   from breaker_trip x where x.utility_id = ? and x.reset_at is null and x.request_id is not null`,
  `select 'activation', x.activation_id, null, x.asked_at, x.asked_by, x.pack || ' from ' || x.from_on || ': ' || x.reason, null, null, null, array(select s ->> 'by' from json_array_elements(x.signatures) s)
   from pack_activation x where x.utility_id = ? and x.status = 'asked'`,
  `select 'migration', x.migration_id, null, x.asked_at, x.asked_by, 'to ' || x.to_pack || ': ' || x.reason, null, case when json_array_length(x.cohort -> 'caseIds') = 1 then x.cohort -> 'caseIds' ->> 0 end, null, '{}'
   from pack_migration x where x.utility_id = ? and x.status = 'asked'`,
  `select 'moratorium-end', x.moratorium_id, x.end_asked ->> 'requestId', (x.end_asked ->> 'at')::timestamptz, x.end_asked ->> 'by', x.end_asked ->> 'reason', null, null, null, '{}' from moratorium x where x.utility_id = ? and x.end_asked is not null`,
  `select 'docket-release', x.court || '/' || x.docket_number || '/' || x.account_id, null, x.looked_up_at, x.looked_up_by, x.looked_up, x.account_id, null, null, '{}'
   from docket_match x where x.utility_id = ? and x.looked_up_by is not null and x.released_at is null`,
  `select 'tax-roll', x.season_id, null, coalesce((select max(e.at) from roll_event e where e.utility_id = x.utility_id and e.season_id = x.season_id), now()), x.state -> 'approvals' ->> 0, null, null, null, null, array(select json_array_elements_text(x.state -> 'approvals'))
   from roll_season x where x.utility_id = ? and x.status = 'frozen' and json_array_length(x.state -> 'approvals') = 1`,
  `select 'bulk', x.bulk_id, null, x.asked_at, x.asked_by, x.wish ->> 'reason', null, null, null, '{}' from bulk x where x.utility_id = ? and x.status = 'asked'`,
  `select 'intervention', a.asked ->> 'interventionId', null, (a.asked ->> 'at')::timestamptz, a.asked ->> 'by', a.asked ->> 'reason', x.account_id, x.case_id, a.asked #>> '{intervention,type}', '{}'
   from case_record x cross join lateral json_array_elements(x.state -> 'asked') as a(asked) where x.utility_id = ? and x.awaits_signature`,
];

const ofStuck = { 'approval-waiting': 'shut-off', 'arrangement-waiting': 'arrangement', 'grant-waiting': 'grant' } as const;

/** Everything that waits for a second signature, oldest first, at most so many of each kind. */
export async function listApprovals(em: Sql, utility: Utility, most: number): Promise<WaitingApproval[]> {
  const asked = await em.execute<WaitingApproval[]>(
    `select t.kind, t.subject, t."requestId", ${instantText('t.since')} as since, t."askedBy", t.reason, t."accountId", t."caseId", t.intervention, t."signedBy" from (${requests.join(' union all ')}) t order by t.since limit ?`,
    [...requests.map(() => utility.utilityId), most],
  );
  const waiting: WaitingApproval[] = [];
  for (const [stuckKind, kind] of Object.entries(ofStuck) as [keyof typeof ofStuck, (typeof ofStuck)[keyof typeof ofStuck]][]) {
    const lines = await listStuck(em, utility, { after: null, kind: stuckKind, limit: most });
    for (const { subject, since, accountId, caseId, detail } of lines) {
      waiting.push({ kind, subject: kind === 'grant' ? `${detail}/${subject}` : subject, requestId: null, since, askedBy: null, reason: kind === 'shut-off' ? detail : null, accountId, caseId, intervention: null, signedBy: [] });
    }
  }
  return [...asked, ...waiting].sort((first, second) => (first.since < second.since ? -1 : 1));
}
