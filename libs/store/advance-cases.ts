import type { Instant } from '../kernel/time.ts';
import { isOpen } from '../case/advance.ts';
import type { CaseStatus } from '../case/case.state.ts';
import { openObligations, type Obligation } from '../case/obligations.ts';
import { correlationOfCases } from './correlation.ts';
import type { Database, Sql } from './database.ts';
import { instantText } from './read/sql-times.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** What a case's process is to do and to wait for. Asking twice gives the same answer. */
export interface Outlook {
  readonly caseId: string;
  readonly isOpen: boolean;
  readonly status: CaseStatus | 'unknown';
  readonly now: Instant;
  readonly clockMode: 'real' | 'stepped';
  readonly nextDeadlineAt: Instant | null;
  readonly obligations: readonly Pick<Obligation, 'key' | 'kind' | 'answerDueAt' | 'hasPaper'>[];
}

/** `A1.2` → `A1` */
export function accountOfCase(caseId: string): string {
  return caseId.slice(0, caseId.lastIndexOf('.'));
}

/** Decides what follows for these cases and says what is open, in one transaction. @param cause what led to it, for the streams */
export async function advanceCases(db: Database, utilityId: string, caseIds: readonly string[], cause: string): Promise<Map<string, Outlook>> {
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, caseIds.map(accountOfCase));
    const correlation = await correlationOfCases(em, utilityId, caseIds);
    const outlooks = new Map<string, Outlook>();
    for (const caseId of caseIds) {
      const account = work.accounts.get(accountOfCase(caseId));
      if (account?.state?.caseId === caseId && isOpen(account.state)) await work.advance(account, { cause, correlationId: correlation.get(caseId) ?? `${cause}/${caseId}` });
      outlooks.set(caseId, outlookOf(work, caseId));
    }
    await work.commit();
    return withLettersToVoid(em, utilityId, work, outlooks);
  });
}

function outlookOf(work: UnitOfWork, caseId: string): Outlook {
  const { now, clockMode, law } = work.utility;
  const account = work.accounts.get(accountOfCase(caseId));
  const state = account?.state?.caseId === caseId ? account.state : null;
  const open = isOpen(state);
  const isPast = account?.state != null && episodeOf(caseId) < account.state.episode;
  return {
    caseId,
    isOpen: open,
    status: state?.status ?? (isPast ? 'closed' : 'unknown'),
    now,
    clockMode,
    nextDeadlineAt: open ? (account?.deadlineAt ?? null) : null,
    obligations: open ? openObligations(state, law).map(({ key, kind, answerDueAt, hasPaper }) => ({ key, kind, answerDueAt, ...(hasPaper ? { hasPaper } : {}) })) : [],
  };
}

function episodeOf(caseId: string): number {
  return Number(caseId.slice(caseId.lastIndexOf('.') + 1));
}

/** Adds the letters that are no longer wanted and may lie printed. Known to their rows alone, they outlive their case. */
async function withLettersToVoid(em: Sql, utilityId: string, { accounts }: UnitOfWork, outlooks: Map<string, Outlook>): Promise<Map<string, Outlook>> {
  const mayHave = [...outlooks.keys()].filter((caseId) => {
    const state = accounts.get(accountOfCase(caseId))?.state;
    return state?.caseId !== caseId || state.withdrawn.length > 0;
  });
  if (mayHave.length === 0) return outlooks;
  const rows = await em.execute<{ caseId: string; key: string; answerDueAt: Instant }[]>(
    `select case_id as "caseId", key, ${instantText('answer_due_at')} as "answerDueAt" from obligation
     where utility_id = ? and case_id = any(?::text[]) and status = 'open' and kind = 'letter' order by key`,
    [utilityId, mayHave],
  );
  for (const { caseId, key, answerDueAt } of rows) {
    const known = outlooks.get(caseId) as Outlook;
    if (known.obligations.some((obligation) => obligation.key === key)) continue;
    outlooks.set(caseId, { ...known, obligations: [...known.obligations, { key, kind: 'letter', answerDueAt }] });
  }
  return outlooks;
}

/** Open cases whose deadline has come by the utility's clock: a lost nudge costs lateness, never a step. */
export async function overdueCases(db: Database, utilityId: string, limit: number): Promise<string[]> {
  const rows = await db.forUtility(utilityId, (em) =>
    em.execute<{ case_id: string }[]>(
      `select c.case_id from case_record c join utility u on u.utility_id = c.utility_id
       where c.utility_id = ? and c.status <> 'closed' and c.next_deadline_at <= coalesce(u.clock_now_at, clock_timestamp())
       order by c.next_deadline_at, c.case_id limit ?`,
      [utilityId, limit],
    ),
  );
  return rows.map((row) => row.case_id);
}
