import type { CaseState, CaseStatus, HeldBy } from '../../case/case.state.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { ObligationKind } from '../../policy/pack.ts';
import type { Sql } from '../database.ts';
import { pageCaseIds, stuckAmong, type CasePage, type CasePlace, type FilterUtility } from './case-filter.ts';
import { instantText, utilityNow } from './sql-times.ts';

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
  readonly pack: string;
  readonly balanceCents: number;
  readonly oldestDueOn: LocalDate | null;
  readonly customerClass: string;
  readonly language: string | null;
  readonly isStuck: boolean;
}

const lineColumns = `c.case_id as "caseId", c.account_id as "accountId", c.episode, c.status, ${instantText('c.opened_at')} as "openedAt",
  ${instantText('c.closed_at')} as "closedAt", ${instantText('c.next_deadline_at')} as "nextDeadlineAt", c.planned_on::text as "plannedOn", c.state -> 'heldBy' as "heldBy",
  c.pack, c.balance_cents::float8 as "balanceCents", c.oldest_due_on::text as "oldestDueOn", c.customer_class as "customerClass", c.language`;

/** One page of cases, each with the place at which a page after it begins. */
export async function listCases(em: Sql, utility: FilterUtility, page: CasePage): Promise<{ readonly line: CaseLine; readonly place: CasePlace }[]> {
  const places = await pageCaseIds(em, utility, page);
  const ids = places.map(({ caseId }) => caseId);
  const lines = await em.execute<Omit<CaseLine, 'isStuck'>[]>(`select ${lineColumns} from case_record c where c.utility_id = ? and c.case_id = any(?::text[])`, [utility.utilityId, ids]);
  const stuck = await stuckAmong(em, ids);
  const byId = new Map(lines.map((line) => [line.caseId, line]));
  return places.flatMap((place) => {
    const line = byId.get(place.caseId);
    return line ? [{ line: { ...line, isStuck: stuck.has(place.caseId) }, place }] : [];
  });
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

/** How far somebody has seen a case: the last event of its account, and of itself. */
export interface Seen {
  readonly accountVersion: number;
  readonly caseVersion: number;
}

export interface StoredCase extends CaseLine {
  readonly state: CaseState;
  /** What whoever reads it now has seen; null for a past day, on which nobody acts. */
  readonly seen: Seen | null;
  readonly failure: string | null;
  readonly obligations: readonly StoredObligation[];
}

export async function readCase(em: Sql, utilityId: string, caseId: string): Promise<StoredCase | null> {
  const [row] = await em.execute<Omit<StoredCase, 'isStuck' | 'obligations'>[]>(
    `select ${lineColumns}, c.state, c.failure, json_build_object('accountVersion', a.version, 'caseVersion', c.version) as seen
     from case_record c join account a on a.utility_id = c.utility_id and a.account_id = c.account_id where c.utility_id = ? and c.case_id = ?`,
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
  return { ...row, isStuck: (await stuckAmong(em, [caseId])).has(caseId), obligations };
}
