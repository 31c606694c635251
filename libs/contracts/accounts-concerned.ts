import type { AccountEventData, FactType } from '../account/account.events.ts';
import type { Instant } from '../kernel/time.ts';
import { Unreadable } from './bad-message.ts';

interface Concerned {
  readonly accountId: string;
  readonly effectiveAt: Instant;
}

/**
 * The accounts to which a fact belongs, and from when. A moved payment counts on the receiving account from its original time.
 * @throws Unreadable when the two sides of a movement make no sense
 */
export function accountsConcerned(type: FactType, account: string | undefined, time: Instant, data: unknown): readonly Concerned[] {
  switch (type) {
    case 'PetitionFiled':
    case 'BankruptcyDismissed':
    case 'BankruptcyDischarged':
    case 'BankruptcyConverted':
    case 'PlanConfirmed':
    case 'BankruptcyReopened':
    case 'StayReliefGranted':
    case 'StayOrdered':
    case 'DischargeDenied':
    case 'BankruptcyClosed':
    case 'AssetsNoticed':
    case 'ClaimFiled': {
      const { accountIds, coDebtorAccountIds = [] } = data as AccountEventData<'PetitionFiled'>;
      const both = coDebtorAccountIds.find((accountId) => accountIds.includes(accountId));
      if (both !== undefined) throw new Unreadable('wrong-schema', `Account ${both} stands in "data.accountIds" and in "data.coDebtorAccountIds": it is the debtor's or somebody else's.`);
      return [...new Set([...accountIds, ...coDebtorAccountIds])].map((accountId) => ({ accountId, effectiveAt: time }));
    }
    case 'PayerNamed':
    case 'ContactRecorded':
    case 'PlanPaymentReceived':
    case 'PlanPaymentReturned': {
      const { accounts } = data as AccountEventData<'PayerNamed'>;
      if (account === undefined || !accounts.includes(account)) throw new Unreadable('key-disagrees', `"account" is ${JSON.stringify(account)}, and "data.accounts" does not name it: use one of them as account and key.`);
      return [...new Set(accounts)].map((accountId) => ({ accountId, effectiveAt: time }));
    }
    case 'PaymentMoved': {
      const moved = data as AccountEventData<'PaymentMoved'>;
      if (moved.originalEffectiveAt > time) {
        throw new Unreadable('wrong-schema', `"data.originalEffectiveAt" is ${moved.originalEffectiveAt}, after "time": send when the payment first counted.`);
      }
      return bothSides(moved, account, time, moved.originalEffectiveAt);
    }
    case 'CreditTransferred':
      return bothSides(data as AccountEventData<'CreditTransferred'>, account, time, time);
    default:
      return [{ accountId: account as string, effectiveAt: time }];
  }
}

function bothSides(
  sides: { readonly fromAccountId: string; readonly toAccountId: string },
  account: string | undefined,
  leftAt: Instant,
  cameAt: Instant,
): readonly Concerned[] {
  const { fromAccountId, toAccountId } = sides;
  if (fromAccountId === toAccountId) {
    throw new Unreadable('wrong-schema', `"data.fromAccountId" and "data.toAccountId" are both ${JSON.stringify(fromAccountId)}: name two accounts.`);
  }
  if (account !== fromAccountId && account !== toAccountId) {
    throw new Unreadable('key-disagrees', `"account" is ${JSON.stringify(account)}, and the data name ${fromAccountId} and ${toAccountId}: use one of them as account and key.`);
  }
  return [
    { accountId: fromAccountId, effectiveAt: leftAt },
    { accountId: toAccountId, effectiveAt: cameAt },
  ];
}
