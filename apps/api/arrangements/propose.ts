import { arrangementRefusal, arrangementStanding, equalInstalments } from '../../../libs/account/arrangement.ts';
import { rolled } from '../../../libs/account/due-dates.ts';
import { plusMonths } from '../../../libs/calendar/days.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import type { Refusal } from '../../../libs/kernel/because.ts';
import { dollars, portionOf, type Cents } from '../../../libs/kernel/money.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { Problem } from '../http/problem.ts';
import type { ArrangementWish } from './arrangements.routes.ts';

export interface Proposed {
  readonly totalCents: Cents;
  readonly downPaymentCents: Cents;
  readonly instalments: readonly { readonly dueOn: LocalDate; readonly payableThroughOn: LocalDate; readonly amountCents: Cents }[];
  readonly cureBusinessDays: number;
  /** Why a specialist may not agree to it alone. */
  readonly beyondLimits: Refusal | null;
}

/** Equal instalments a month apart, or why nobody may agree to any. @throws Problem `invalid` for a wish that makes no sense today */
export function propose(context: Context, wish: ArrangementWish): Proposed | Refusal {
  const { law, facts } = context;
  const refusal = arrangedAlready(context) ?? (facts.pastDueCents <= 0 && wish.totalCents === undefined ? refuse(context, 'CASE-PATH', 'Nothing is past due.') : null);
  if (refusal) return refusal;
  const totalCents = wish.totalCents ?? facts.pastDueCents;
  const downPaymentCents = wish.downPaymentCents ?? portionOf(totalCents, law.pack.arrangement.downPaymentBasisPoints);
  if (wish.firstDueOn < context.today) throw senseless('firstDueOn', `is past; today is ${context.today}`);
  if (totalCents - downPaymentCents < wish.instalments) throw senseless('downPaymentCents', `leaves ${dollars(totalCents - downPaymentCents)} for ${wish.instalments} instalments`);
  const dueDates = Array.from({ length: wish.instalments }, (_, month) => plusMonths(wish.firstDueOn, month));
  const instalments = equalInstalments(totalCents, downPaymentCents, dueDates);
  return {
    totalCents,
    downPaymentCents,
    instalments: instalments.map((part) => ({ ...part, payableThroughOn: rolled(part.dueOn, law).on })),
    cureBusinessDays: law.pack.arrangement.cureBusinessDays,
    beyondLimits: arrangementRefusal({ downPaymentCents, instalments }, law),
  };
}

/** A debt under a stay is not bargained about, and two arrangements of one debt contradict each other. */
function arrangedAlready(context: Context): Refusal | null {
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
