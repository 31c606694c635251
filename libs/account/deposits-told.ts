import { unreachable } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountEvent } from './account.events.ts';
import type { AccountState, Credit, Deposit } from './account.state.ts';

type DepositEvent = Extract<AccountEvent, { type: 'DepositReceived' | 'DepositRefunded' | 'DepositApplied' | 'DepositInterestCredited' | 'DepositRefundDue' }>;

/** What an event says of a deposit. One that nobody knows of pays nothing. */
export function withDeposit(state: AccountState, event: DepositEvent): AccountState {
  const { depositId, amountCents } = event.data;
  const at = event.effectiveAt;
  const known = state.deposits.find((deposit) => deposit.depositId === depositId);
  if (event.type === 'DepositReceived') {
    const { interestCreditedThroughOn } = event.data;
    const received: Deposit = { depositId, amountCents, receivedAt: at, takenOut: [], interest: {}, refundAsked: false, ...(interestCreditedThroughOn === undefined ? {} : { interestCreditedThroughOn }) };
    return { ...state, deposits: [...state.deposits.filter((deposit) => deposit !== known), received] };
  }
  if (!known) return state;
  const changed = (change: Partial<Deposit>): AccountState => ({ ...state, deposits: state.deposits.map((deposit) => (deposit === known ? { ...deposit, ...change } : deposit)) });
  switch (event.type) {
    case 'DepositRefunded':
      return changed({ takenOut: [...known.takenOut, { at, cents: amountCents }] });
    case 'DepositApplied': {
      const applied = changed({ takenOut: [...known.takenOut, { at, cents: amountCents }] });
      return { ...applied, credits: [...state.credits, creditOf(event.data.applicationId, amountCents, at)] };
    }
    case 'DepositInterestCredited': {
      const { throughOn, requestId } = event.data;
      const before = known.interest[throughOn] ?? { cents: 0, requestId, decisions: 0 };
      const after = { cents: before.cents + amountCents, requestId: before.requestId, decisions: before.decisions + 1 };
      const creditId = `${depositId}/interest/${throughOn}`;
      // It counts from the moment of its first posting: what it paid stays paid, whatever is corrected.
      const since = state.credits.find((credit) => credit.creditId === creditId)?.effectiveAt ?? at;
      const credits = state.credits.filter((credit) => credit.creditId !== creditId);
      return {
        ...changed({ interest: { ...known.interest, [throughOn]: after } }),
        credits: after.cents > 0 ? [...credits, creditOf(creditId, after.cents, since)] : credits,
        unacknowledged: [...state.unacknowledged, requestId],
      };
    }
    case 'DepositRefundDue':
      return { ...changed({ refundAsked: true }), unacknowledged: [...state.unacknowledged, event.data.requestId] };
    default:
      return unreachable(event);
  }
}

function creditOf(creditId: string, amountCents: number, effectiveAt: Instant): Credit {
  return { creditId, kind: 'deposit', amountCents, effectiveAt, tender: null, confirmation: null, voidedAt: null, returned: false, movedTo: null };
}
