import type { Schemas } from '../api/client';
import type { PlanWish } from './account-queries';

type Result = Schemas['ContactWish']['result'];
export type OutcomeKind = Result['kind'];

/** In the order of the form. */
export const outcomes: Readonly<Record<OutcomeKind, string>> = {
  nothing: 'Told, no more',
  arrangement: 'Plan',
  extension: 'More time',
  'reported-payment': 'Says it is paid',
  promise: 'Promises to pay',
  restoration: 'Wants water on',
  dispute: 'Disputes a bill',
  review: 'Asks for review',
  'medical-form': 'Doctor’s note',
  bankruptcy: 'Bankruptcy',
  death: 'Customer died',
  callback: 'Call back',
};

/** What somebody has typed for all outcomes: who changes the outcome and comes back finds it again. */
export interface ResultWish {
  readonly plan: PlanWish;
  readonly untilOn: string;
  readonly channel: string;
  readonly confirmation: string;
  /** In dollars, as it is typed. */
  readonly amount: string;
  readonly promisedOn: string;
  readonly billId: string;
  readonly callbackOn: string;
  readonly court: string;
  readonly docketNumber: string;
}

export const everyBill = '';

/** Begins with the best that may be offered. */
export function firstWish({ offers, amounts, today, nextBusinessDayOn }: Schemas['CallPage'], bills: Schemas['Account']['bills']): ResultWish {
  const plan = offers?.arrangement.offer ?? null;
  const isEqual = (kind: string): kind is PlanWish['kind'] => kind === 'equal-instalments' || kind === 'amortization' || kind === 'deferral';
  return {
    plan: plan !== null && isEqual(plan.kind) ? { kind: plan.kind, instalments: plan.instalments.length, firstDueOn: plan.instalments[0]?.dueOn ?? today } : { kind: 'equal-instalments', instalments: 3, firstDueOn: nextBusinessDayOn },
    untilOn: offers?.extension.untilOn ?? nextBusinessDayOn,
    channel: 'online',
    confirmation: '',
    amount: ((amounts.keepsWaterOn?.cents ?? 0) / 100).toFixed(2),
    promisedOn: nextBusinessDayOn,
    billId: bills.findLast(({ openCents }) => openCents > 0)?.billId ?? everyBill,
    callbackOn: nextBusinessDayOn,
    court: '',
    docketNumber: '',
  };
}

const cents = (dollars: string) => Math.round(Number(dollars) * 100);

/** As the API takes it; it says what is wrong with it. */
export function resultOf(kind: OutcomeKind, wish: ResultWish): Result {
  const bill = wish.billId === everyBill ? {} : { billId: wish.billId };
  switch (kind) {
    case 'arrangement':
      return { kind, wish: wish.plan };
    case 'extension':
      return { kind, untilOn: wish.untilOn };
    case 'reported-payment':
      return { kind, channel: wish.channel, confirmation: wish.confirmation.trim(), amountCents: cents(wish.amount) };
    case 'promise':
      return { kind, amountCents: cents(wish.amount), on: wish.promisedOn };
    case 'dispute':
    case 'review':
      return { kind, ...bill };
    case 'bankruptcy':
      return { kind, ...(wish.court.trim() === '' || wish.docketNumber.trim() === '' ? {} : { court: wish.court.trim(), docketNumber: wish.docketNumber.trim() }) };
    case 'callback':
      return { kind, on: wish.callbackOn };
    default:
      return { kind };
  }
}
