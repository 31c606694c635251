import type { AccountEvent } from '../account/account.events.ts';
import { evolve } from '../account/evolve.ts';
import { elsewhere, type Elsewhere } from '../account/moved-payments.ts';
import type { Sql } from './database.ts';
import type { Claim } from './inbox.ts';
import { UnitOfWork } from './unit-of-work.ts';
import type { WorkingAccount } from './working-account.ts';

export function mayFollowElsewhere({ type }: Pick<AccountEvent, 'type'>): boolean {
  return type === 'PaymentReturned' || type === 'PlanPaymentReturned' || type === 'PaymentMoved';
}

/** Locks the accounts of the facts, and those to which a payment was moved that comes back now. */
export async function beginFor(em: Sql, utilityId: string, claims: readonly Claim[]): Promise<UnitOfWork> {
  const accountIds = new Set(claims.map(({ accountId }) => accountId));
  for (;;) {
    const work = await UnitOfWork.begin(em, utilityId, [...accountIds]);
    const known = accountIds.size;
    const followed = new Set<string>();
    const follow = ({ accountId, event }: Elsewhere): void => {
      const place = JSON.stringify([accountId, event.id]);
      if (!mayFollowElsewhere(event) || followed.has(place)) return;
      followed.add(place);
      accountIds.add(accountId);
      const account = work.accounts.get(accountId);
      if (account) for (const other of elsewhere(account.folded.state, event)) follow(other);
    };
    for (const { accountId, event } of claims) follow({ accountId, event: { ...event, recordedAt: work.utility.now } as AccountEvent });
    if (accountIds.size === known) return work;
  }
}

/** What an event means for other accounts, from what the account knew, this transaction's earlier facts included. */
export function followingElsewhere(account: WorkingAccount, before: readonly AccountEvent[], event: AccountEvent): readonly Elsewhere[] {
  return mayFollowElsewhere(event) ? elsewhere(before.reduce(evolve, account.folded.state), event) : [];
}
