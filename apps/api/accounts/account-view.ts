import { arrangementStanding } from '../../../libs/account/arrangement.ts';
import { bucketsOf } from '../../../libs/account/buckets.ts';
import { previewDeposits } from '../../../libs/account/deposits.ts';
import { ledgerOf } from '../../../libs/account/ledger.ts';
import { effectiveDueOn } from '../../../libs/account/past-due.ts';
import type { Bill } from '../../../libs/account/account.state.ts';
import type { Utility } from '../../../libs/store/index.ts';
import type { Person, StoredAccount } from '../../../libs/store/read/index.ts';
import { contextNow, holdsOf, investigationsOf } from '../http/views.ts';

/** The account on one page, as of the utility's now. */
export function accountView(utility: Utility, account: StoredAccount, customer: Person | null) {
  const { law, now } = utility;
  const { state } = account;
  const ledger = ledgerOf(state, law);
  const context = contextNow(utility, state, account.lastCase);
  const openCents = (bill: Bill) => ledger.charges.reduce((sum, charge) => (charge.billId === bill.billId ? sum + charge.openCents : sum), 0);
  return {
    accountId: account.accountId,
    now,
    openedAt: state.openedAt,
    services: [...state.services],
    customerClass: state.customerClass,
    valve: state.valve,
    vacantSinceOn: context.facts.vacancy.since?.on ?? null,
    meterSerial: state.meterSerial,
    district: state.district,
    customer,
    balanceCents: ledger.balanceCents,
    buckets: bucketsOf(state, law, now),
    pastDueCents: context.facts.pastDueCents,
    oldestDueOn: context.facts.oldestDueOn,
    bills: state.bills.map((bill) => ({
      billId: bill.billId,
      billedOn: bill.billedOn,
      dueOn: bill.dueOn,
      payableThroughOn: effectiveDueOn(bill, law).on,
      openCents: openCents(bill),
      penalty: bill.penalty.status,
    })),
    arrangements: state.arrangements.map((terms) => {
      const { status, sentence } = arrangementStanding(state, terms, law, now);
      return { arrangementId: terms.arrangementId, agreedAt: terms.agreedAt, status, sentence, downPaymentCents: terms.downPaymentCents, instalments: [...terms.instalments] };
    }),
    holds: holdsOf(context),
    investigations: investigationsOf(context),
    deposits: previewDeposits(state, context.law, now).map((deposit) => ({ ...deposit })),
    parkedMessages: [...state.parked],
    unacknowledgedCharges: [...state.unacknowledged],
    openCaseId: account.openCaseId,
    lastCaseId: account.lastCaseId,
    leftAlone: account.leftAlone,
  };
}
