import { at, dayOf, officeClosedOn, officeClosesOn } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import { laterOf, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';
import { evaluateWaits, type Verdict } from '../policy/evaluate.ts';
import type { Facts, Law } from '../policy/facts.ts';
import { dateToName, latestDayOf, longAgo, noticeMaturesOn as noticeMaturesUnder } from '../policy/notice-date.ts';
import type { StepName } from '../policy/pack.ts';
import { takesStep } from '../policy/path.ts';
import { windowClosesAt } from '../policy/shut-off-window.ts';
import { underBoth, versionsOf } from './both-versions.ts';
import type { Context } from './context.ts';

/** When a crew is sent out to shut off on that day. */
export function dispatchAt({ pack, calendar }: Law, on: LocalDate): Instant {
  return at(calendar, on, pack.steps['shut-off'].orderAt as LocalTime);
}

/** A plan looks no further than this: what no day allows is a fault of the pack, and the case waits for a fact instead of looping. */
const furthestDays = 1_000;

type Supposed = Partial<Pick<Facts, 'noticeMailedOn' | 'doorTagPostedAt' | 'tenancy'>>;

/** What the waits of the shut-off say of the moment at which the crew of that day would be sent: for planning, and for telling why it is that day. */
export function waitsOn(on: LocalDate, context: Context, supposed: Supposed = {}): readonly Verdict[] {
  const moment = dispatchAt(context.law, on);
  return underBoth(context, ({ facts, law }) => evaluateWaits('shut-off', { ...facts, ...supposed, now: moment, today: on }, law)).verdicts;
}

/** The first day, not before the given one, on which every wait of the shut-off is over when the crew is sent; null when time alone brings none. */
export function firstShutOffDay(from: LocalDate, context: Context, supposed: Supposed = {}): LocalDate | null {
  const { law, now, today } = context;
  const last = plusDays(from, furthestDays);
  for (let on = from; on <= last; ) {
    const failing = waitsOn(on, context, supposed).filter((verdict) => !verdict.holds);
    if (failing.some((verdict) => verdict.notBefore === null)) return null;
    const windowIsOver = on === today && now >= windowClosesAt(law, on);
    if (failing.length === 0 && !windowIsOver) return on;
    on = laterOf(plusDays(on, 1), latestDayOf(failing, law) ?? on);
  }
  return null;
}

/** The day from which a notice mailed on that day supports a shut-off under every version that is asked. */
export function noticeMaturesOn(mailedOn: LocalDate, context: Context): LocalDate {
  return versionsOf(context).map(({ facts, law }) => noticeMaturesUnder(mailedOn, facts, law)).reduce(laterOf);
}

/** The day that a letter ordered now names: until then the customer may pay or arrange. */
export function payByOn(context: Context): LocalDate {
  return versionsOf(context).map(({ facts, law }) => dateToName(facts, law)).reduce(laterOf);
}

/** The posting that is still owed before the shut-off: the last office day that is in time for the first shut-off day, and that day. */
export interface Posting {
  readonly tagOn: LocalDate;
  readonly shutOffOn: LocalDate;
}

/** The first day, not before the given one, on which every wait of a letter or a posting is over when it is ordered; null when time alone brings none. */
export function firstDayFor(step: 'notice' | 'door-tag', from: LocalDate, context: Context): LocalDate | null {
  const { law } = context;
  const failing = waitsLeftAt(at(law.calendar, from, law.pack.steps[step]?.orderAt as LocalTime), step, context);
  if (failing.some((verdict) => verdict.notBefore === null)) return null;
  return failing.length === 0 ? from : firstDayFor(step, laterOf(plusDays(from, 1), latestDayOf(failing, law) ?? from), context);
}

/** The waits of a step that are not over at that moment. */
export function waitsLeftAt(moment: Instant, step: StepName, context: Context): readonly Verdict[] {
  const today = dayOf(context.law.calendar, moment);
  return underBoth(context, ({ facts, law }) => evaluateWaits(step, { ...facts, now: moment, today }, law)).verdicts.filter((verdict) => !verdict.holds);
}

/** Null when the pack asks for none, when the household was warned in another way that frees the water at least as soon, or when time alone brings no day. */
export function postingAhead(mailedOn: LocalDate, earliest: LocalDate, notBeforeOn: LocalDate | null, context: Context): Posting | null {
  if (!takesStep('door-tag', context.facts, context.law)) return null;
  const { calendar } = context.law;
  const from = firstDayFor('door-tag', laterOf(mailedOn, earliest), context);
  if (from === null) return null;
  const shutOffFrom = laterOf(from, notBeforeOn ?? from);
  const isInTime = (tagOn: LocalDate, shutOffOn: LocalDate) =>
    officeClosedOn(calendar, tagOn) === null && waitsOn(shutOffOn, context, { doorTagPostedAt: at(calendar, tagOn, officeClosesOn(calendar, tagOn)) }).every((verdict) => verdict.holds);
  const unposted = firstShutOffDay(shutOffFrom, context, { doorTagPostedAt: null });
  for (let shutOffOn = firstShutOffDay(shutOffFrom, context, { doorTagPostedAt: longAgo }); shutOffOn !== null && (unposted === null || shutOffOn < unposted); ) {
    for (let tagOn = plusDays(shutOffOn, -1); tagOn >= from; tagOn = plusDays(tagOn, -1)) if (isInTime(tagOn, shutOffOn)) return { tagOn, shutOffOn };
    shutOffOn = firstShutOffDay(plusDays(shutOffOn, 1), context, { doorTagPostedAt: longAgo });
  }
  return null;
}
