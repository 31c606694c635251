import type { ArrangementTerms } from '../account/account.state.ts';
import { rolled } from '../account/due-dates.ts';
import { at, nthBusinessDayAfter, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import { laterOf, type LocalDate } from '../kernel/time.ts';
import type { Facts } from '../policy/facts.ts';
import { predicateOf } from '../policy/predicates/index.ts';
import { guardsOf, takesStep } from '../policy/path.ts';
import type { Context } from './context.ts';
import { firstDayFor, firstShutOffDay } from './schedule.ts';

/** What follows when an instalment is missed and nothing is paid: the first day of each step, and what the shut-off will still ask. */
export interface BreachPreview {
  readonly missedOn: LocalDate;
  readonly cureThroughOn: LocalDate;
  /** Null where time alone brings no such day, or the account does not take the step. */
  readonly letterOn: LocalDate | null;
  readonly postingOn: LocalDate | null;
  readonly shutOffOn: LocalDate | null;
  /** Every guard of the shut-off in a sentence, as the pack words it. */
  readonly guards: readonly string[];
}

/**
 * What breaking a plan would bring, told before it is signed. Each step is supposed to be taken on its first day: the letter mailed,
 * the notice posted until the office closes.
 * @param instalment which one is missed, from 0
 */
export function breachPreview(terms: Pick<ArrangementTerms, 'arrangementId' | 'kind' | 'instalments'>, instalment: number, context: Context): BreachPreview | null {
  const part = terms.instalments[instalment];
  if (part === undefined) return null;
  const { law } = context;
  const { calendar } = law;
  const missedOn = rolled(part.dueOn, law).on;
  const cureThroughOn = nthBusinessDayAfter(calendar, missedOn, law.pack.arrangement.cureBusinessDays).on;
  const broken = supposing(context, { brokenPlan: { arrangementId: terms.arrangementId, defaultedOn: missedOn } });
  const letterOn = firstDayFor('notice', plusDays(cureThroughOn, 1), broken);
  const mailed = supposing(broken, { noticeMailedOn: letterOn });
  const isPosted = takesStep('door-tag', context.facts, law);
  const firstPostingOn = letterOn === null || !isPosted ? null : firstDayFor('door-tag', letterOn, mailed);
  const postingOn = firstPostingOn && openDayFrom(calendar, firstPostingOn);
  const posted = supposing(mailed, { doorTagPostedAt: postingOn && at(calendar, postingOn, calendar.officeClosesAt) });
  const from = letterOn && laterOf(letterOn, postingOn ?? letterOn);
  return {
    missedOn,
    cureThroughOn,
    letterOn,
    postingOn,
    shutOffOn: from && (postingOn !== null || !isPosted) ? firstShutOffDay(from, posted) : null,
    guards: guardsOf('shut-off', context.facts, law).map((guard) => {
      const { predicate, args } = predicateOf(guard);
      return predicate.says(args, law);
    }),
  };
}

function supposing(context: Context, facts: Partial<Facts>): Context {
  const { inForce } = context;
  return { ...context, facts: { ...context.facts, ...facts }, inForce: inForce && { ...inForce, facts: { ...inForce.facts, ...facts } } };
}
