import { awaitedLetters } from '../../account/docket-letters.ts';
import { isDocketNotice } from '../../account/docket-notices.ts';
import type { AccountState } from '../../account/account.state.ts';
import { letterObligation } from '../../case/obligations.ts';
import type { Law } from '../../policy/facts.ts';
import type { Sql } from '../database.ts';
import { openObligationRows, type OpenObligation } from '../obligation-rows.ts';
import type { Utility } from '../utility.ts';
import type { WorkingAccount } from '../working-account.ts';

/** Letters of dockets that were ordered, mailed or came back in this transaction. One that nobody wants any more stays open until its printer has voided it. */
export async function writeDocketLetters(em: Sql, { utilityId, law }: Utility, touched: readonly WorkingAccount[]): Promise<void> {
  const events = touched.flatMap(({ accountId, appended }) => appended.map(({ event }) => ({ accountId, event })));
  const opened = events.flatMap(({ accountId, event }): OpenObligation[] => (event.type === 'DocketLetterOrdered' ? [{ accountId, caseId: null, obligation: letterObligation(law, event.data.noticeId, event.effectiveAt) }] : []));
  await openObligationRows(em, utilityId, opened);
  const answered = events.flatMap(({ event }) => ((event.type === 'NoticeMailed' || event.type === 'NoticeReturned') && isDocketNotice(event.data.noticeId) ? [event.data.noticeId] : []));
  if (answered.length === 0) return;
  await em.execute(`update obligation set status = 'answered', failure = null where utility_id = ? and key = any(?::text[])`, [utilityId, answered]);
}

/** The same rows from the accounts alone: those that are wanted, and those that may lie printed and are not. */
export function rebuiltLetters(state: AccountState, law: Law): { readonly open: readonly OpenObligation[]; readonly toVoid: readonly OpenObligation[] } {
  const row = (noticeId: string, orderedAt: Parameters<typeof letterObligation>[2]): OpenObligation => ({ accountId: state.accountId, caseId: null, obligation: letterObligation(law, noticeId, orderedAt) });
  const awaited = awaitedLetters(state);
  return {
    open: awaited.flatMap(({ noticeId, orderedAt, isWanted }) => (isWanted ? [row(noticeId, orderedAt)] : [])),
    toVoid: awaited.flatMap(({ noticeId, orderedAt, isWanted }) => (isWanted ? [] : [row(noticeId, orderedAt)])),
  };
}
