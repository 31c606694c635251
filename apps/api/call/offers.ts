import { limitRefusal } from '../../../libs/account/limits.ts';
import { limitsByKind } from '../../../libs/account/arrangement.ts';
import { DayOutsideCalendar } from '../../../libs/calendar/business-calendar.ts';
import { plusDays, plusMonths } from '../../../libs/calendar/days.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import { isRefusal, type Because } from '../../../libs/kernel/because.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import type { ArrangementKind } from '../../../libs/policy/pack.ts';
import { arrangedAlready, propose, type Proposed } from '../arrangements/propose.ts';
import { Problem } from '../http/problem.ts';

export type Offered = Omit<Proposed, 'beyondLimits'> & { readonly because: Because };

/** The plan with the most instalments to which a specialist may agree alone, the first in a month; or why there is none. */
export function bestArrangement(context: Context): { readonly offer: Offered | null; readonly refusal: Because | null } {
  const standing = arrangedAlready(context);
  if (standing) return { offer: null, refusal: standing.because };
  if (context.facts.pastDueCents <= 0) return { offer: null, refusal: why(context, 'CASE-PATH', 'Nothing is past due.') };
  for (const { kind, maxInstalments, authority } of limitsByKind(context.law)) {
    if (authority === 'supervisor' || !hasEqualParts(kind)) continue;
    for (let instalments = kind === 'deferral' ? 1 : maxInstalments; instalments >= 1; instalments -= 1) {
      const offer = proposed(context, kind, instalments);
      if (offer) return { offer, refusal: null };
    }
  }
  return { offer: null, refusal: why(context, context.law.pack.arrangement.rule, 'No plan is within what may be agreed without a supervisor.') };
}

/** A reduction and a schedule of its own are agreed with the customer; there is none to be offered beforehand. */
function hasEqualParts(kind: ArrangementKind): boolean {
  return kind !== 'reduction' && kind !== 'alternative-schedule';
}

function proposed(context: Context, kind: ArrangementKind, instalments: number): Offered | null {
  try {
    const wish = propose(context, { kind, instalments, firstDueOn: plusMonths(context.today, 1) });
    if (isRefusal(wish) || wish.beyondLimits !== null) return null;
    const { beyondLimits: _within, ...terms } = wish;
    return { ...terms, because: why(context, context.law.pack.arrangement.rule, `${terms.instalments.length} ${terms.instalments.length === 1 ? 'instalment' : 'instalments'}, within what a specialist may agree.`) };
  } catch (error) {
    // Too little for so many parts, or days beyond the calendar: fewer may do.
    if (error instanceof DayOutsideCalendar || (error instanceof Problem && error.kind === 'invalid')) return null;
    throw error;
  }
}

/** Until when a specialist may grant more time now; or why not. Null both under a pack that sets no days. */
export function longestExtension(context: Context): { readonly untilOn: LocalDate | null; readonly because: Because | null } {
  const { account, law, now, today, facts } = context;
  const limit = law.pack.limits?.grants.extension?.specialist;
  if (limit?.days === undefined) return { untilOn: null, because: null };
  if (facts.pastDueCents <= 0) return { untilOn: null, because: why(context, 'CASE-PATH', 'Nothing is past due.') };
  const untilOn = plusDays(today, limit.days);
  const refusal = limitRefusal(account, { grant: 'extension', grantId: 'asked', at: now, throughOn: untilOn, as: 'specialist' }, law);
  if (refusal) return { untilOn: null, because: refusal.because };
  return { untilOn, because: why(context, law.pack.limits?.rule ?? 'AUTHORITY', `A specialist may grant ${limit.days} days.`) };
}
