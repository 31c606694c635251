import { unopenedAccount, type AccountState } from '../account/account.state.ts';
import type { UnrecordedFact } from '../contracts/index.ts';
import type { Database } from './database.ts';
import { recordFact } from './people.ts';

/** Puts an event on an account unless it is there; two that do so at the same time find that out by its index. */
export async function recordOnce(db: Database, utilityId: string, accountId: string, event: UnrecordedFact): Promise<void> {
  const isThere = async () => {
    const known = await db.forUtility(utilityId, (em) => em.execute<unknown[]>(`select 1 from account_event where utility_id = ? and account_id = ? and event_id = ?`, [utilityId, accountId, event.id]));
    return known.length > 0;
  };
  if (await isThere()) return;
  try {
    await recordFact(db, utilityId, accountId, event, `court/${event.id}`);
  } catch (error) {
    // What it brings about may be there as well: only its own presence says that nothing is lost.
    if ((error as { constraint?: string }).constraint !== 'account_event_once' || !(await isThere())) throw error;
  }
}

/** The account as it was folded last. */
export async function accountNow(db: Database, utilityId: string, accountId: string): Promise<AccountState> {
  const [row] = await db.forUtility(utilityId, (em) => em.execute<{ state: AccountState }[]>(`select state from account where utility_id = ? and account_id = ?`, [utilityId, accountId]));
  return { ...unopenedAccount(accountId), ...row?.state };
}
