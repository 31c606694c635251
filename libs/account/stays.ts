import { dayOf, evenBeyond, nthBusinessDayAfter } from '../calendar/business-calendar.ts';
import { plusDays, plusMonths, startOfDay } from '../calendar/days.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law, StandingHold } from '../policy/facts.ts';
import type { AccountState, Petition, Side } from './account.state.ts';
import type { StayAct } from './account.events.ts';

/** The holds of dockets, and of what was told of one, at a moment. */
export function bankruptcyHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return [...state.petitions.flatMap((petition) => holdOf(state, petition, law, now) ?? []), ...tipHolds(state, law, now)];
}

/**
 * The stay stands from the filing on, whenever Arrears learnt of it, until the docket says otherwise (BK-STAY), and again from the docket's
 * reopening (BK-REOPEN). Where counsel or a court let it go, service still is not refused for old debt while assurance is given (366).
 */
function holdOf(state: AccountState, petition: Petition, law: Law, now: Instant): StandingHold | null {
  const { docket, chapter, filedAt } = petition;
  const relief = reliefAt(petition, 'shut-off', law);
  const untilAt = relief !== null && relief > now ? relief : null;
  const hold = (sinceAt: Instant, sentence: string, rule?: string): StandingHold => ({ kind: 'bankruptcy', evidence: docket, sinceAt, untilAt, sentence, ...(rule === undefined ? {} : { rule }) });
  if (filedAt === null) return unknownPetition(petition, now, hold);
  const stay = petition.stays.find((known) => known.sinceAt <= now && !isOver(known.endedAt, now));
  if (!stay) return null;
  if (petition.role === 'co-debtor') return coDebtorHold(petition, law, now, hold);
  if (servicePursuedSince(petition, now) !== null) return null;
  const last = lastWord(petition, now);
  if (freedSince(petition, law, now) !== null) return assuredHold(petition, law, now, hold);
  if (last?.order === 'imposed') return hold(last.at, `A court imposed the stay of docket ${docket} at ${last.at}.`);
  const { twice } = law.bankruptcy.repeat;
  const earlier = priorDismissals(state, petition, law);
  if (earlier.length >= twice.cases && stay.sinceAt === filedAt)
    return hold(filedAt, `A chapter ${chapter} petition was filed on docket ${docket} after ${earlier.length} cases dismissed within the year (${earlier.join(', ')}): no stay arose (unconfirmed). Nothing is pursued without a court's order or counsel's release.`, twice.rule);
  const reopened = stay.sinceAt === filedAt ? '' : ` It was reopened at ${stay.sinceAt}.`;
  return hold(stay.sinceAt, `A chapter ${chapter} petition was filed on docket ${docket}.${reopened}`);
}

/** What a court or counsel last said of the stay that runs; that it goes on changes nothing. */
function lastWord({ orders, stays }: Petition, now: Instant): Petition['orders'][number] | undefined {
  const stay = stays.findLast(({ sinceAt }) => sinceAt <= now);
  return orders.findLast(({ at, order }) => at <= now && order !== 'extended' && at >= (stay?.sinceAt ?? at));
}

/**
 * Since when a docket that runs does not hold the account: counsel or a court let it go, relief was granted for the shut-off, or service is
 * pursued whatever is owed from before. Null while it holds.
 */
export function freedSince(petition: Petition, law: Law, now: Instant): Instant | null {
  const pursued = servicePursuedSince(petition, now);
  if (pursued !== null) return pursued;
  const last = lastWord(petition, now);
  if (last?.order === 'released' || last?.order === 'not-in-effect') return last.at;
  return last?.order === 'imposed' ? null : relievedSince(petition, 'shut-off', law, now);
}

/** Why a docket that runs does not hold the account: the rule, and what was said. */
export function whyFreed(petition: Petition, law: Law, now: Instant): { readonly rule: string; readonly sentence: string } | null {
  if (freedSince(petition, law, now) === null) return null;
  const { docket, chapter, postPetitionPursuedAt, assurance } = petition;
  const { postPetition, repeat, relief } = law.bankruptcy;
  if (postPetitionPursuedAt !== null && postPetitionPursuedAt <= now) return { rule: postPetition.rule, sentence: `Counsel lets what was charged after the petition on docket ${docket} be pursued; debt of before it stays out of it.` };
  if (servicePursuedSince(petition, now) !== null && chapter !== '')
    return { rule: assuranceDaysOf(chapter, law).rule, sentence: `No assurance of future payment was given on docket ${docket} by ${assurance.lastDayOn}; debt of before the petition stays out of it.` };
  const last = lastWord(petition, now);
  if (last?.order === 'not-in-effect') return { rule: repeat.twice.rule, sentence: `A court says that no stay is in effect on docket ${docket}.` };
  if (last?.order === 'released') return { rule: law.pack.holds.bankruptcy.rule, sentence: `Counsel released the hold of docket ${docket}.` };
  return { rule: relief.rule, sentence: `Relief from the stay of docket ${docket} was granted, and its days of waiting are over.` };
}

type MakeHold = (sinceAt: Instant, sentence: string, rule?: string) => StandingHold;

/** A docket that something is known of, but not its petition: nothing can be told apart yet, and so all of it waits. */
function unknownPetition(petition: Petition, now: Instant, hold: MakeHold): StandingHold | null {
  const { docket, ending, endedAt, conversions, confirmedAt, reopenedAt } = petition;
  if (ending === 'discharged' && isOver(endedAt, now)) return hold(endedAt as Instant, `Docket ${docket} shows a discharge, and its petition is not known yet.`);
  const told = [...conversions.map(({ at }) => at), confirmedAt, reopenedAt].filter((at) => at !== null && at <= now && (endedAt === null || at > endedAt)).sort()[0];
  return told ? hold(told, `Docket ${docket} is an open case, and its petition is not known yet.`) : null;
}

/** Who answers for somebody's consumer debt is spared while the debtor's plan may still pay it; not in a chapter that pays by none. */
function coDebtorHold({ docket, chapter, filedAt }: Petition, law: Law, _now: Instant, hold: MakeHold): StandingHold | null {
  const { chapters, rule } = law.bankruptcy.coDebtor;
  if (chapter === '' || !chapters.includes(chapter)) return null;
  return hold(filedAt as Instant, `The debtor for whom this customer answers filed a chapter ${chapter} petition on docket ${docket}.`, rule);
}

/** Old debt is no reason to refuse service to whoever gave assurance of payment for what comes (366). */
function assuredHold({ docket, chapter, assurance }: Petition, law: Law, now: Instant, hold: MakeHold): StandingHold | null {
  const given = assurance.given.find(({ at }) => at <= now);
  if (given === undefined || chapter === '') return null;
  const { rule } = assuranceDaysOf(chapter, law);
  return hold(given.at, `Assurance was given on docket ${docket} (${given.form}): service is not refused for debt of before the petition, whatever became of the stay.`, rule);
}

/** The days for assurance under a chapter. */
export function assuranceDaysOf(chapter: Exclude<Petition['chapter'], ''>, { bankruptcy }: Law): { readonly days: number; readonly rule: string } {
  return bankruptcy.assurance.days[chapter];
}

/** What holds for a while because somebody said so, and then because nobody looked it up. */
function tipHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return state.tips.flatMap(({ tipId, toldAt, channel, endedAt }): StandingHold[] => {
    if (toldAt > now || isOver(endedAt, now) || state.petitions.some((petition) => petition.filedAt !== null && petition.stays.length > 0 && tipIsConfirmed(petition, toldAt))) return [];
    const sentence =
      now < tipRunsOutAt(toldAt, law)
        ? `Somebody said by ${channel} that a petition was filed (${tipId}); its docket is looked up.`
        : `Somebody said by ${channel} that a petition was filed (${tipId}), and nobody has looked it up in time: a review holds.`;
    return [{ kind: 'bankruptcy', evidence: tipId, sinceAt: toldAt, untilAt: null, sentence, rule: law.bankruptcy.provisional.rule }];
  });
}

/** A docket that runs when something is told of it, or that is filed after, is what was told of. */
function tipIsConfirmed({ stays }: Petition, toldAt: Instant): boolean {
  return stays.some(({ endedAt }) => endedAt === null || endedAt > toldAt);
}

/** When the days are over in which a docket that somebody told of is looked up. */
export function tipRunsOutAt(toldAt: Instant, { calendar, bankruptcy }: Law): Instant {
  const { on } = nthBusinessDayAfter(evenBeyond(calendar), dayOf(calendar, toldAt), bankruptcy.provisional.businessDays);
  return startOfDay(plusDays(on, 1), calendar.zone);
}

/**
 * Since when what came after the petition is pursued by the ordinary rules although the docket runs: counsel allowed it (BK-POSTDEFAULT), or
 * no assurance was given in time (366). Debt of before the petition stays out of it.
 */
export function servicePursuedSince({ postPetitionPursuedAt, assurance }: Petition, now: Instant): Instant | null {
  const lapsedAt = assurance.given.some(({ at }) => at <= now) ? null : assurance.lapsedAt;
  const since = [postPetitionPursuedAt, lapsedAt].filter((at) => at !== null && at <= now).sort()[0];
  return since ?? null;
}

/** Since when an order for relief frees that act and no other: after the days of waiting, unless it waives them (BK-RELIEF). Null while none does. */
export function relievedSince(petition: Petition, act: StayAct, law: Law, now: Instant): Instant | null {
  const since = reliefAt(petition, act, law);
  return since !== null && since <= now ? since : null;
}

function reliefAt({ reliefs }: Petition, act: StayAct, { calendar, bankruptcy }: Law): Instant | null {
  const { waitDays } = bankruptcy.relief;
  const since = reliefs.filter(({ acts }) => acts.includes(act)).map(({ at, waitWaived }) => (waitWaived ? at : startOfDay(plusDays(dayOf(calendar, at), waitDays + 1), calendar.zone)));
  return since.sort()[0] ?? null;
}

/**
 * The dockets of the debtor that were dismissed within the year before the filing, each once; of two spouses those of the one with fewer,
 * since a stay that arises for one protects the account (BK-JOINT).
 */
export function priorDismissals(state: AccountState, { docket, filedAt, sides, priorDismissals: told }: Petition, { calendar, bankruptcy }: Law): readonly string[] {
  const filedOn = dayOf(calendar, filedAt as Instant);
  const from = plusMonths(filedOn, -bankruptcy.repeat.withinMonths);
  const isWithin = (on: LocalDate) => on >= from && on <= filedOn;
  const ofSide = (side: Side) => [
    ...new Set([
      ...state.petitions
        .filter((earlier) => earlier.docket !== docket && earlier.role === 'debtor' && earlier.filedAt !== null && earlier.filedAt < (filedAt as Instant))
        .filter((earlier) => earlier.sideEndings.some((ended) => ended.side === side && ended.ending === 'dismissed' && isWithin(dayOf(calendar, ended.at))))
        .map((earlier) => earlier.docket),
      ...told.filter((earlier) => (earlier.debtor ?? side) === side && isWithin(earlier.dismissedOn)).map((earlier) => earlier.docket),
    ]),
  ];
  const counts = sides.map(ofSide);
  return counts.reduce((least, next) => (next.length < least.length ? next : least), counts[0] ?? []);
}

function isOver(endedAt: Instant | null, now: Instant): boolean {
  return endedAt !== null && endedAt <= now;
}
