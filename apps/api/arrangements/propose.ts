import { arrangementRefusal, arrangementStanding, equalInstalments } from '../../../libs/account/arrangement.ts';
import { rolled } from '../../../libs/account/due-dates.ts';
import { plusMonths } from '../../../libs/calendar/days.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import type { Refusal } from '../../../libs/kernel/because.ts';
import { dollars, portionOf, sumCents, type Cents } from '../../../libs/kernel/money.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import type { ArrangementKind } from '../../../libs/policy/pack.ts';
import { Problem } from '../http/problem.ts';
import type { ArrangementWish } from './arrangements.routes.ts';

export interface Proposed {
  readonly kind: ArrangementKind;
  readonly totalCents: Cents;
  readonly reducedByCents: Cents | null;
  readonly downPaymentCents: Cents;
  readonly instalments: readonly { readonly dueOn: LocalDate; readonly payableThroughOn: LocalDate; readonly amountCents: Cents }[];
  readonly cureBusinessDays: number;
  /** Why a specialist may not agree to it alone. */
  readonly beyondLimits: Refusal | null;
}

/**
 * A plan of the kind that is wished for, or why nobody may agree to any: instalments a month apart, one of them for a deferral, or the
 * days and amounts of an alternative schedule. @throws Problem `invalid` for a wish that makes no sense today
 */
export function propose(context: Context, wish: ArrangementWish): Proposed | Refusal {
  const { law, facts, now } = context;
  const { kind = 'equal-instalments', reducedByCents = null } = wish;
  const refusal = arrangedAlready(context) ?? (facts.pastDueCents <= 0 && wish.totalCents === undefined ? refuse(context, 'CASE-PATH', 'Nothing is past due.') : null);
  if (refusal) return refusal;
  if ((kind === 'reduction') !== (reducedByCents !== null)) throw senseless('reducedByCents', kind === 'reduction' ? 'is needed for a reduction' : `has no place in a plan of the kind "${kind}"`);
  if ((kind === 'alternative-schedule') !== (wish.schedule !== undefined)) throw senseless('schedule', kind === 'alternative-schedule' ? 'is needed for an alternative schedule' : `has no place in a plan of the kind "${kind}"`);
  const totalCents = (wish.totalCents ?? facts.pastDueCents) - (reducedByCents ?? 0);
  const basisPoints = law.pack.arrangement.kinds?.[kind]?.downPaymentBasisPoints ?? law.pack.arrangement.downPaymentBasisPoints;
  const downPaymentCents = wish.downPaymentCents ?? portionOf(totalCents, basisPoints);
  const instalments = wish.schedule ?? inMonths(wish, totalCents, downPaymentCents);
  assertSensible(context, instalments, totalCents - downPaymentCents);
  return {
    kind,
    totalCents,
    reducedByCents,
    downPaymentCents,
    instalments: instalments.map((part) => ({ ...part, payableThroughOn: rolled(part.dueOn, law).on })),
    cureBusinessDays: law.pack.arrangement.cureBusinessDays,
    beyondLimits: arrangementRefusal({ kind, agreedAt: now, downPaymentCents, instalments }, law),
  };
}

function inMonths({ instalments, firstDueOn }: ArrangementWish, totalCents: Cents, downPaymentCents: Cents): { dueOn: LocalDate; amountCents: Cents }[] {
  if (firstDueOn === undefined) throw senseless('firstDueOn', 'is needed: on which day the first is due');
  const count = instalments ?? 1;
  if (totalCents - downPaymentCents < count) throw senseless('downPaymentCents', `leaves ${dollars(totalCents - downPaymentCents)} for ${count} instalments`);
  return [...equalInstalments(totalCents, downPaymentCents, Array.from({ length: count }, (_, month) => plusMonths(firstDueOn, month)))];
}

/** Days to come, in order, that add up to what is left to pay. */
function assertSensible({ today }: Context, instalments: readonly { readonly dueOn: LocalDate; readonly amountCents: Cents }[], leftCents: Cents): void {
  if (instalments.some(({ dueOn }) => dueOn < today)) throw senseless('firstDueOn', `is past; today is ${today}`);
  if (instalments.some(({ dueOn }, index) => index > 0 && dueOn <= (instalments[index - 1]?.dueOn as LocalDate))) throw senseless('schedule', 'must name each day once, in order');
  const sum = sumCents(instalments.map(({ amountCents }) => amountCents));
  if (sum !== leftCents) throw senseless('schedule', `adds up to ${dollars(sum)}, and ${dollars(leftCents)} are left to pay`);
}

/** A debt under a stay is not bargained about, and two arrangements of one debt contradict each other. */
export function arrangedAlready(context: Context): Refusal | null {
  const { law, account, now, holds } = context;
  const stay = holds.find((hold) => hold.kind === 'bankruptcy');
  if (stay) return refuse(context, law.pack.holds.bankruptcy.rule, stay.sentence);
  const standing = account.arrangements
    .map((terms) => ({ terms, standing: arrangementStanding(account, terms, law, now) }))
    .find(({ standing: { status } }) => status === 'kept' || status === 'in-cure');
  return standing ? refuse(context, law.pack.arrangement.rule, `Arrangement ${standing.terms.arrangementId} stands: ${standing.standing.sentence}`) : null;
}

function refuse(context: Context, rule: string, sentence: string): Refusal {
  return { refused: true, because: why(context, rule, sentence), notBefore: null };
}

function senseless(field: string, message: string): Problem {
  return new Problem('invalid', `${field} ${message}.`, { faults: [{ path: field, message }] });
}
