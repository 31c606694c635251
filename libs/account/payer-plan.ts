import { splitByWeight, sumCents, type Cents } from '../kernel/money.ts';

/** What of one plan over several accounts is one account's: of the down payment, and of each instalment in turn. */
export interface PayerShare {
  readonly accountId: string;
  readonly downPaymentCents: Cents;
  readonly instalmentCents: readonly Cents[];
}

/**
 * Splits a plan over the accounts of one payer: each part by what every account still owes, to the cent by the largest remainder, so that
 * the shares of a part sum to it, and those of an account to its debt.
 * @param debts what of each account the plan is for, all above zero
 * @param parts the down payment and the instalments; they sum to the debts
 */
export function sharesOf(debts: readonly { readonly accountId: string; readonly cents: Cents }[], downPaymentCents: Cents, instalmentCents: readonly Cents[]): PayerShare[] {
  let left = debts.map(({ cents }) => cents);
  const stages = [downPaymentCents, ...instalmentCents].map((cents) => {
    const share = splitByWeight(cents, left);
    left = left.map((open, index) => open - (share[index] as Cents));
    return share;
  });
  return debts.map(({ accountId }, index) => {
    const [down = 0, ...instalments] = stages.map((share) => share[index] as Cents);
    return { accountId, downPaymentCents: down, instalmentCents: instalments };
  });
}

/** What was taken of a payment for each account, stage by stage: the down payment first, then each instalment; beyond the plan in a last one. */
export type Taken = readonly (readonly Cents[])[];

/**
 * Spreads a payment to the plan: it fills the stages in their order, and within one each account's open share in proportion.
 * @param before what standing payments took
 */
export function spread(shares: readonly PayerShare[], before: readonly Taken[], amountCents: Cents): Taken {
  let leftCents = amountCents;
  const stages = stagesOf(shares).map((asked, stage) => {
    const open = asked.map((cents, index) => Math.max(0, cents - sumCents(before.map((taken) => taken[stage]?.[index] ?? 0))));
    const cents = Math.min(leftCents, sumCents(open));
    leftCents -= cents;
    return splitByWeight(cents, open);
  });
  return [...stages, splitByWeight(leftCents, shares.map(debtOf))];
}

function stagesOf(shares: readonly PayerShare[]): readonly (readonly Cents[])[] {
  const [first] = shares;
  const instalments = first?.instalmentCents.map((_, stage) => shares.map(({ instalmentCents }) => instalmentCents[stage] ?? 0)) ?? [];
  return [shares.map(({ downPaymentCents }) => downPaymentCents), ...instalments];
}

function debtOf({ downPaymentCents, instalmentCents }: PayerShare): Cents {
  return downPaymentCents + sumCents(instalmentCents);
}
