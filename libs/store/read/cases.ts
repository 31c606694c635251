import type { CaseState, CaseStatus, HeldBy } from '../../case/case.state.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { ObligationKind } from '../../policy/pack.ts';
import type { Sql } from '../database.ts';
import { instantText, utilityNow } from './sql-times.ts';

/** A deadline that is later than this counts as missed by the engine, not as on its way. */
export const deadlineToleranceSeconds = 15 * 60;

export interface CaseLine {
  readonly caseId: string;
  readonly accountId: string;
  readonly episode: number;
  readonly status: CaseStatus;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly nextDeadlineAt: Instant | null;
  readonly plannedOn: LocalDate | null;
  readonly heldBy: readonly HeldBy[];
  readonly isStuck: boolean;
}

export interface CaseFilter {
  readonly status?: CaseStatus | undefined;
  readonly isOpen?: boolean | undefined;
  readonly isHeld?: boolean | undefined;
  readonly isStuck?: boolean | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** Nothing will move this case without a person: the conditions of the stuck list, for one case. */
const stuck = `coalesce(c.status <> 'closed' and (
  c.failure is not null or c.status = 'review'
  or (c.state ->> 'approvalRequested' = 'true' and c.state ->> 'approvedBy' is null)
  or c.next_deadline_at < ${utilityNow} - make_interval(secs => ${deadlineToleranceSeconds})
  or exists (select 1 from obligation o where o.utility_id = c.utility_id and o.case_id = c.case_id and o.status = 'open'
             and (o.failure is not null or o.answer_due_at < ${utilityNow}))
  or exists (select 1 from account a where a.utility_id = c.utility_id and a.account_id = c.account_id and json_array_length(a.state -> 'parked') > 0)), false)`;

const lineColumns = `c.case_id as "caseId", c.account_id as "accountId", c.episode, c.status, ${instantText('c.opened_at')} as "openedAt",
  ${instantText('c.closed_at')} as "closedAt", ${instantText('c.next_deadline_at')} as "nextDeadlineAt", c.state ->> 'plannedOn' as "plannedOn",
  c.state -> 'heldBy' as "heldBy", ${stuck} as "isStuck"`;

/** One page of cases, in the order of their ids. */
export async function listCases(em: Sql, utilityId: string, filter: CaseFilter): Promise<CaseLine[]> {
  const wishes = [
    filter.status === undefined ? '' : 'and c.status = ?',
    filter.isOpen === undefined ? '' : `and c.status ${filter.isOpen ? '<>' : '='} 'closed'`,
    filter.isHeld === undefined ? '' : `and json_array_length(c.state -> 'heldBy') ${filter.isHeld ? '> 0' : '= 0'}`,
    filter.isStuck === undefined ? '' : `and ${filter.isStuck ? '' : 'not '}${stuck}`,
  ].join(' ');
  return em.execute<CaseLine[]>(
    `select ${lineColumns} from case_record c join utility u on u.utility_id = c.utility_id
     where c.utility_id = ? and c.case_id > ? ${wishes} order by c.case_id limit ?`,
    [utilityId, filter.after ?? '', ...(filter.status === undefined ? [] : [filter.status]), filter.limit],
  );
}

export interface StoredObligation {
  readonly key: string;
  readonly kind: ObligationKind;
  readonly orderedAt: Instant;
  readonly answerDueAt: Instant;
  readonly attempts: number;
  readonly failure: string | null;
  readonly isOverdue: boolean;
}

export interface StoredCase extends CaseLine {
  readonly state: CaseState;
  readonly failure: string | null;
  readonly obligations: readonly StoredObligation[];
}

export async function readCase(em: Sql, utilityId: string, caseId: string): Promise<StoredCase | null> {
  const [row] = await em.execute<StoredCase[]>(
    `select ${lineColumns}, c.state, c.failure from case_record c join utility u on u.utility_id = c.utility_id where c.utility_id = ? and c.case_id = ?`,
    [utilityId, caseId],
  );
  if (!row) return null;
  const obligations = await em.execute<StoredObligation[]>(
    `select o.key, o.kind, ${instantText('o.ordered_at')} as "orderedAt", ${instantText('o.answer_due_at')} as "answerDueAt", o.attempts, o.failure,
       o.answer_due_at < ${utilityNow} as "isOverdue"
     from obligation o join utility u on u.utility_id = o.utility_id
     where o.utility_id = ? and o.case_id = ? and o.status = 'open' order by o.ordered_at, o.key`,
    [utilityId, caseId],
  );
  return { ...row, obligations };
}
