import { unopenedAccount, type AccountState } from '../../account/account.state.ts';
import { underMoratoriums } from '../../account/moratoriums.ts';
import type { CaseState } from '../../case/case.state.ts';
import { contextOf } from '../../case/context.ts';
import { proposalFor } from '../../case/proposal.ts';
import type { Because } from '../../kernel/because.ts';
import type { Cents } from '../../kernel/money.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { readUtility } from '../utility.ts';

/** Why somebody on the list may yet come off it. */
export interface Doubts {
  /** Guards that do not hold at this moment, whatever time alone brings aside. */
  readonly doubts: readonly Because[];
  readonly promises: readonly { readonly on: LocalDate; readonly amountCents: Cents }[];
}

/** Of each of these cases: some dozens at once, since every guard is asked. */
export async function readDoubts(em: Sql, utilityId: string, caseIds: readonly string[], day: LocalDate): Promise<Map<string, Doubts>> {
  if (caseIds.length === 0) return new Map();
  const rows = await em.execute<{ case_id: string; state: CaseState; account: AccountState }[]>(
    `select c.case_id, c.state, a.state as account from case_record c join account a on a.utility_id = c.utility_id and a.account_id = c.account_id where c.utility_id = ? and c.case_id = any(?::text[])`,
    [utilityId, caseIds],
  );
  const { law, now, feeds, breakers, moratoriums } = await readUtility(em, utilityId, rows.map(({ state }) => state.accountId));
  return new Map(
    rows.map(({ case_id, state, account }) => {
      const known = underMoratoriums({ ...unopenedAccount(state.accountId), ...account }, moratoriums);
      const { verdicts } = proposalFor(state.status === 'shut-off-ordered' ? 'clearance' : 'shut-off', contextOf(known, state, law, now, feeds, breakers));
      const doubts = verdicts.filter(({ holds, isWait }) => !holds && !isWait).map(({ because }) => because);
      return [case_id, { doubts, promises: account.promises.filter(({ on }) => on >= day).map(({ on, amountCents }) => ({ on, amountCents })) }];
    }),
  );
}
