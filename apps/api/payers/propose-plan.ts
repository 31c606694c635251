import { arrangementRefusal, equalInstalments } from '../../../libs/account/arrangement.ts';
import { sharesOf, type PayerShare } from '../../../libs/account/payer-plan.ts';
import { plusMonths } from '../../../libs/calendar/days.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import type { Refusal } from '../../../libs/kernel/because.ts';
import { dollars, portionOf, sumCents, type Cents } from '../../../libs/kernel/money.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import type { ArrangementKind } from '../../../libs/policy/pack.ts';
import { arrangedAlready } from '../arrangements/propose.ts';
import { Problem } from '../http/problem.ts';
import type { PayerPlanWish } from './payers.routes.ts';

type Part = { readonly dueOn: LocalDate; readonly amountCents: Cents };

/** An account's own terms; a part of nothing is left out. */
export interface OwnShare extends PayerShare {
  readonly totalCents: Cents;
  readonly instalments: readonly Part[];
  /** Why a specialist may not agree to it alone. */
  readonly beyondLimits: Refusal | null;
}

export interface PayerPlan {
  readonly kind: ArrangementKind;
  readonly totalCents: Cents;
  readonly downPaymentCents: Cents;
  readonly instalments: readonly Part[];
  readonly shares: readonly OwnShare[];
}

/**
 * One plan over what is past due on several accounts, with each account's share, or why not: each share is judged by the law of its own
 * account, and the first refusal names it. @throws Problem `invalid` for a wish that makes no sense today
 */
export function proposePlan(payerId: string, contexts: readonly Context[], wish: PayerPlanWish, isSupervisor: boolean): PayerPlan | Refusal {
  const { kind = 'equal-instalments', firstDueOn } = wish;
  for (const context of contexts) {
    const { account, facts, today } = context;
    if (account.payerId !== payerId) return refuse(context, `Nobody said that payer ${payerId} pays for account ${account.accountId}.`);
    const refusal = arrangedAlready(context) ?? (facts.pastDueCents <= 0 ? refuse(context, 'Nothing is past due.') : null);
    if (refusal) return named(refusal, account.accountId);
    if (firstDueOn < today) throw senseless('firstDueOn', `is past; today is ${today}`);
  }
  const debts = contexts.map(({ account, facts }) => ({ accountId: account.accountId, cents: facts.pastDueCents }));
  const totalCents = sumCents(debts.map(({ cents }) => cents));
  const downPaymentCents = wish.downPaymentCents ?? sumCents(contexts.map(({ law, facts }) => portionOf(facts.pastDueCents, law.pack.arrangement.kinds?.[kind]?.downPaymentBasisPoints ?? law.pack.arrangement.downPaymentBasisPoints)));
  if (totalCents - downPaymentCents < wish.instalments) throw senseless('downPaymentCents', `leaves ${dollars(totalCents - downPaymentCents)} for ${wish.instalments} instalments`);
  const instalments = equalInstalments(totalCents, downPaymentCents, Array.from({ length: wish.instalments }, (_, month) => plusMonths(firstDueOn, month)));
  const shares = sharesOf(debts, downPaymentCents, instalments.map(({ amountCents }) => amountCents)).map((share, index): OwnShare => {
    const own = instalments.map(({ dueOn }, stage) => ({ dueOn, amountCents: share.instalmentCents[stage] as Cents })).filter(({ amountCents }) => amountCents > 0);
    const { law, now } = contexts[index] as Context;
    const beyondLimits = arrangementRefusal({ kind, agreedAt: now, downPaymentCents: share.downPaymentCents, instalments: own }, law);
    return { ...share, totalCents: share.downPaymentCents + sumCents(own.map(({ amountCents }) => amountCents)), instalments: own, beyondLimits };
  });
  const beyond = isSupervisor ? undefined : shares.find(({ beyondLimits }) => beyondLimits !== null);
  if (beyond?.beyondLimits) return named(beyond.beyondLimits, beyond.accountId);
  return { kind, totalCents, downPaymentCents, instalments, shares };
}

function named(refusal: Refusal, accountId: string): Refusal {
  return { ...refusal, because: { ...refusal.because, sentence: `Account ${accountId}: ${refusal.because.sentence}` } };
}

function refuse(context: Context, sentence: string): Refusal {
  return { refused: true, because: why(context, 'CASE-PATH', sentence), notBefore: null };
}

function senseless(field: string, message: string): Problem {
  return new Problem('invalid', `${field} ${message}.`, { faults: [{ path: field, message }] });
}
