import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import type { Context } from '../../../libs/case/context.ts';
import { isRefusal, type Because, type Refusal } from '../../../libs/kernel/because.ts';
import { UnitOfWork, type Database } from '../../../libs/store/index.ts';
import { notFound, refused } from '../http/problem.ts';
import { contextNow } from '../http/views.ts';
import type { Outcome } from '../idempotency/idempotency.ts';

type WithoutTimes<E> = E extends unknown ? Omit<E, 'effectiveAt' | 'recordedAt'> : never;
/** What a person puts on an account, before it has its times; several in one commit. */
export type AccountDraft = WithoutTimes<AccountEvent> & { readonly because: readonly Because[] };

/**
 * Puts on an account what a person decides, under the account's lock, and decides what follows for its case: a hold or an
 * arrangement is a fence from this commit on. @param body what to answer
 */
export async function appendToAccount(
  db: Database,
  at: { readonly utilityId: string; readonly accountId: string; readonly cause: string },
  decide: (context: Context, state: CaseState | null) => { readonly draft: AccountDraft | readonly AccountDraft[]; readonly body: Record<string, unknown> } | Refusal,
): Promise<Outcome> {
  const { utilityId, accountId, cause } = at;
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, [accountId]);
    const account = work.accounts.get(accountId);
    if (!account) throw notFound('account', accountId);
    const { now } = work.utility;
    const decided = decide(contextNow(work.utility, account.folded.state, account.state), account.state);
    if (isRefusal(decided)) return { problem: refused(decided) };
    const events = [decided.draft].flat().map((draft) => ({ ...draft, effectiveAt: now, recordedAt: now }) as AccountEvent);
    const provenance = { cause, correlationId: cause };
    await work.append(account, events, () => provenance);
    await work.advance(account, provenance);
    await work.commit();
    return { body: { ...decided.body, accountId, eventId: events.at(-1)?.id, caseId: account.state?.caseId ?? null } };
  });
}
