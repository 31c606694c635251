import { lettersToVoid, openObligations, type Obligation } from '../case/obligations.ts';
import { isOpen } from '../case/advance.ts';
import type { Sql } from './database.ts';
import type { Utility } from './utility.ts';
import type { WorkingAccount } from './working-account.ts';

/** What changed for an account in this transaction, as far as the outside is concerned. */
export interface Changes {
  readonly account: WorkingAccount;
  readonly opened: readonly Obligation[];
  readonly answered: readonly string[];
  /** Letters that are no longer wanted and may lie printed: open until their printer has voided them. */
  readonly withdrawn: readonly string[];
  /** The case's process has something new to look at. */
  readonly wakes: boolean;
}

export function changesOf(account: WorkingAccount, utility: Utility): Changes {
  const { law } = utility;
  const obligationsOf = (state: WorkingAccount['state']) => (isOpen(state) ? openObligations(state, law) : []);
  const before = account.caseAppended.length === 0 ? obligationsOf(account.state) : obligationsOf(account.stateBefore);
  const after = obligationsOf(account.state);
  const opened = after.filter((obligation) => !before.some((known) => known.key === obligation.key));
  const ended = before.filter((obligation) => !after.some((known) => known.key === obligation.key));
  const toVoid = account.state ? lettersToVoid(account.state, account.folded.state, law).map(({ key }) => key) : [];
  const withdrawn = ended.map(({ key }) => key).filter((key) => toVoid.includes(key));
  const answered = [...ended.map(({ key }) => key).filter((key) => !toVoid.includes(key)), ...mailedAfterAll(account)];
  const began = account.caseAppended.some(({ event }) => event.type === 'CaseOpened');
  const asked = account.caseAppended.some(({ event }) => event.type === 'ObligationRetried' || event.type === 'ProcessRestarted' || event.type === 'CaseClosed');
  // A stepped clock comes by itself when a deadline is due; a real one has to be slept towards.
  const deadlineMoved = utility.clockMode === 'real' && account.deadlineAt !== account.deadlineBefore;
  return { account, opened, answered, withdrawn, wakes: began || asked || opened.length > 0 || ended.length > 0 || deadlineMoved };
}

/** Letters that were taken back, and whose mailing was told in this transaction: there is nothing left to void. */
function mailedAfterAll({ state, appended }: WorkingAccount): string[] {
  const mailed = appended.flatMap(({ event }) => (event.type === 'NoticeMailed' ? [event.data.noticeId] : []));
  return mailed.filter((key) => state?.withdrawn.some(({ noticeId }) => noticeId === key));
}

/** Opens and answers rows. What is tried again, or was withdrawn and is to be voided now, starts with no attempt behind it. */
export async function writeObligations(em: Sql, utility: Utility, changes: readonly Changes[]): Promise<void> {
  const opened = changes.flatMap(({ account, opened: obligations }) => obligations.map((obligation) => ({ accountId: account.accountId, caseId: account.state?.caseId ?? null, obligation })));
  await openObligationRows(em, utility.utilityId, opened);
  const answered = changes.flatMap((change) => change.answered);
  const retried = changes.flatMap(({ account, withdrawn }) => [...withdrawn, ...retriedOf(account)]);
  if (answered.length > 0) {
    await em.execute(`update obligation set status = 'answered', failure = null where utility_id = ? and key = any(?::text[])`, [utility.utilityId, answered]);
  }
  if (retried.length > 0) {
    await em.execute(`update obligation set attempts = 0, failure = null where utility_id = ? and key = any(?::text[])`, [utility.utilityId, retried]);
  }
}

/** What a person has tried again in this transaction. */
export function retriedOf({ caseAppended }: WorkingAccount): string[] {
  return caseAppended.flatMap(({ event }) => (event.type === 'ObligationRetried' ? [event.data.obligation] : []));
}

export interface OpenObligation {
  readonly accountId: string;
  readonly caseId: string | null;
  readonly obligation: Obligation;
}

/** What becomes of a row that is there already: it opens without its failure, opens and keeps it, or stays as it is. */
const conflicts = { opens: `do update set status = 'open', failure = null`, 'keeps-failure': `do update set status = 'open'`, stays: 'do nothing' } as const;

export async function openObligationRows(em: Sql, utilityId: string, opened: readonly OpenObligation[], known: keyof typeof conflicts = 'opens'): Promise<void> {
  if (opened.length === 0) return;
  const rows = opened.map(({ accountId, caseId, obligation: { key, kind, orderedAt, answerDueAt } }) => ({ key, kind, account_id: accountId, case_id: caseId, ordered_at: orderedAt, answer_due_at: answerDueAt }));
  await em.execute(
    `insert into obligation (utility_id, key, kind, account_id, case_id, ordered_at, answer_due_at, status)
     select ?, r.key, r.kind, r.account_id, r.case_id, r.ordered_at, r.answer_due_at, 'open'
     from json_to_recordset(?::json) as r(key text, kind text, account_id text, case_id text, ordered_at timestamptz, answer_due_at timestamptz)
     on conflict (utility_id, key) ${conflicts[known]}`,
    [utilityId, JSON.stringify(rows)],
  );
}
