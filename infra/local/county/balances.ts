import type { AccountEventData } from '../../../libs/account/account.events.ts';
import { typeOfWireType } from '../../../libs/contracts/feeds.ts';
import type { BillingRequest } from '../../../libs/contracts/outgoing.ts';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { Cents } from '../../../libs/kernel/money.ts';

/** What billing would ask of a customer at the counter: its own books and the charges that Arrears asked it to post. */
export class Balances {
  readonly #owed = new Map<string, Cents>();
  readonly #bills = new Map<string, Cents>();
  readonly #payments = new Map<string, Cents>();

  owedCents(accountId: string): Cents {
    return this.#owed.get(accountId) ?? 0;
  }

  /** Takes each event of the county once. */
  note(event: CloudEvent): void {
    const account = event.account ?? '';
    switch (typeOfWireType(event.type)) {
      case 'BillIssued':
      case 'BillCorrected':
        return this.#bill(account, dataOf(event, 'BillCorrected'));
      case 'PaymentReceived':
        return this.#payment(account, dataOf(event, 'PaymentReceived'));
      case 'PaymentReturned':
        return this.#add(account, this.#payments.get(dataOf(event, 'PaymentReturned').paymentId) ?? 0);
      case 'AdjustmentPosted':
        return this.#add(account, dataOf(event, 'AdjustmentPosted').amountCents);
      case 'PaymentMoved':
      case 'CreditTransferred':
        return this.#move(dataOf(event, 'CreditTransferred'));
    }
  }

  /** Takes each request once. */
  request({ accountId, kind, amountCents }: BillingRequest): void {
    this.#add(accountId, kind === 'reversal' ? -amountCents : amountCents);
  }

  #bill(account: string, { billId, lines }: AccountEventData<'BillCorrected'>): void {
    const totalCents = lines.reduce((sum, line) => sum + line.amountCents, 0);
    this.#add(account, totalCents - (this.#bills.get(billId) ?? 0));
    this.#bills.set(billId, totalCents);
  }

  #payment(account: string, { paymentId, amountCents }: AccountEventData<'PaymentReceived'>): void {
    this.#payments.set(paymentId, amountCents);
    this.#add(account, -amountCents);
  }

  #move({ fromAccountId, toAccountId, amountCents }: AccountEventData<'CreditTransferred'>): void {
    this.#add(fromAccountId, amountCents);
    this.#add(toAccountId, -amountCents);
  }

  #add(account: string, cents: Cents): void {
    this.#owed.set(account, this.owedCents(account) + cents);
  }
}

type MoneyType = 'BillCorrected' | 'PaymentReceived' | 'PaymentReturned' | 'AdjustmentPosted' | 'CreditTransferred';

function dataOf<T extends MoneyType>(event: CloudEvent, _type: T): AccountEventData<T> {
  return event.data as AccountEventData<T>;
}
