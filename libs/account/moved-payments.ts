import type { Instant } from '../kernel/time.ts';
import type { AccountEvent } from './account.events.ts';
import type { AccountState, Credit } from './account.state.ts';

/** An event that follows for another account. */
export interface Elsewhere {
  readonly accountId: string;
  readonly event: AccountEvent;
}

/**
 * What is told of a payment on the account to which it was paid is true where it was moved as well: the return of a moved payment,
 * whichever of the two was told first; of a plan's payment, each share that left the accounts of the plan.
 * @param state the account's, before the event
 */
export function elsewhere(state: AccountState, event: AccountEvent): readonly Elsewhere[] {
  if (event.type === 'PaymentReturned') return returnedElsewhere(state, event, [], true);
  // One return costs one fee, and that is the first account's. The accounts of the plan are told themselves.
  if (event.type === 'PlanPaymentReturned') return returnedElsewhere(state, event, event.data.accounts, event.data.accounts[0] === state.accountId);
  if (event.type === 'PaymentMoved' && event.data.fromAccountId === state.accountId) return movedAfterItsReturn(state, event);
  return [];
}

function returnedElsewhere(state: AccountState, event: Extract<AccountEvent, { type: 'PaymentReturned' | 'PlanPaymentReturned' }>, told: readonly string[], withFee: boolean): Elsewhere[] {
  const paid = state.credits.filter((credit) => credit.creditId === event.data.paymentId);
  if (paid.some((credit) => credit.returned)) return [];
  const isHere = paid.some((credit) => credit.voidedAt === null);
  const elsewhereNow = paid.filter(({ movedTo }) => movedTo !== null && !told.includes(movedTo));
  return elsewhereNow.map((part, index) => gone(state.accountId, part, part.movedTo as string, event, withFee && !isHere && index === 0));
}

function movedAfterItsReturn(state: AccountState, event: Extract<AccountEvent, { type: 'PaymentMoved' }>): Elsewhere[] {
  const { paymentId, amountCents, toAccountId } = event.data;
  // Of a plan's payment only the first account's share says that it was returned.
  const returned = state.credits.find((credit) => credit.creditId === paymentId && credit.voidedAt !== null && credit.movedTo === null);
  if (!returned || (returned.voidedAt as Instant) < event.effectiveAt) return [];
  const told = { id: `${event.id}/returned`, effectiveAt: returned.voidedAt as Instant, recordedAt: event.recordedAt };
  return [gone(state.accountId, { ...returned, amountCents }, toAccountId, told, returned.returned && amountCents >= returned.amountCents)];
}

/** One return costs one fee: where nothing is left of the payment at its first account, it is a return where it went; else a part that goes back. */
function gone(from: string, part: Credit, to: string, told: Pick<AccountEvent, 'id' | 'effectiveAt' | 'recordedAt'>, withFee: boolean): Elsewhere {
  const { id, effectiveAt, recordedAt } = told;
  const { creditId: paymentId, amountCents, tender, effectiveAt: originalEffectiveAt } = part;
  const event = withFee
    ? { type: 'PaymentReturned', id, effectiveAt, recordedAt, data: { paymentId, reason: `told on account ${from}` } }
    : { type: 'PaymentMoved', id, effectiveAt, recordedAt, data: { paymentId, fromAccountId: to, toAccountId: from, amountCents, tender, originalEffectiveAt } };
  return { accountId: to, event: event as AccountEvent };
}
