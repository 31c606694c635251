import { at, dayOf, evenBeyond, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import { dollars, type Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState, Petition } from './account.state.ts';
import type { WantedReview } from './bankruptcy-entries.ts';
import { claimDeadline, type ClaimDeadline } from './claim-deadline.ts';
import { dischargeCreditId } from './evolve.ts';
import { ledgerOf } from './ledger.ts';
import { sideOf } from './pre-petition.ts';

/** What of the debt of before the petition nobody else paid, from what is known now: also what is billed late for those days, and what was written off since. */
export function claimableCents(state: AccountState, petition: Petition, law: Law): Cents {
  const withoutIt = { ...state, credits: state.credits.filter((credit) => credit.creditId !== dischargeCreditId(petition.docket)) };
  const before = ledgerOf(withoutIt, law).charges.filter((charge) => sideOf(petition, charge, law) !== null);
  return before.reduce((sum, charge) => sum + charge.openCents, 0);
}

interface ClaimTimes {
  readonly deadline: ClaimDeadline;
  readonly remindAt: readonly Instant[];
  /** Null where nobody is late before creditors are asked for claims. */
  readonly lateAt: Instant | null;
}

/** When a person is reminded of the claim, by the days of the law; null where none is to be filed any more. */
function claimTimes(petition: Petition, law: Law): ClaimTimes | null {
  const { role, ending, closedAt } = petition;
  if (role === 'co-debtor' || ending === 'dismissed' || closedAt !== null || claimStands(petition, law)) return null;
  const deadline = claimDeadline(petition, law);
  if (deadline === null) return null;
  const opensOn = (on: LocalDate): Instant => {
    const calendar = evenBeyond(law.calendar);
    return at(calendar, openDayFrom(calendar, on), law.pack.sweepAt);
  };
  const remindAt = law.bankruptcy.claims.remindDays.toSorted((first, second) => second - first).map((days) => opensOn(plusDays(deadline.lastDayOn, -days)));
  return { deadline, remindAt, lateAt: deadline.subjectToAssetNotice ? null : opensOn(plusDays(deadline.lastDayOn, 1)) };
}

/** A claim stands for the period in which it was filed; a conversion that begins another asks for what was charged since, too (BK-CONVERT). */
function claimStands({ claim, conversions }: Petition, law: Law): boolean {
  if (claim === undefined) return false;
  const renewed = conversions.findLast(({ to }) => law.bankruptcy.conversion.newClaimsFor.includes(to));
  return renewed === undefined || claim.filedOn >= dayOf(law.calendar, renewed.at);
}

/** The instants at which a person is to be told of the claim, and was not yet. */
export function claimMoments(petition: Petition, law: Law): readonly Instant[] {
  const times = claimTimes(petition, law);
  if (times === null || wasTold(petition, 'claim-late', times.lateAt)) return [];
  const { remindAt, lateAt } = times;
  return [...remindAt.filter((moment) => !wasTold(petition, 'claim-due', moment)), ...(lateAt === null ? [] : [lateAt])];
}

function wasTold({ reviews }: Petition, review: 'claim-due' | 'claim-late', at: Instant | null): boolean {
  return at !== null && reviews.some((known) => known.review === review && known.openedAt >= at);
}

/** Before the last day for claims a person is reminded, as often as the law says, and told once it went by (BK-POC). */
export function claimReviews(state: AccountState, petition: Petition, law: Law, now: Instant): WantedReview[] {
  const times = claimTimes(petition, law);
  const since = times?.remindAt.findLast((moment) => moment <= now);
  if (times === null || since === undefined) return [];
  const { deadline, lateAt } = times;
  const cents = claimableCents(state, petition, law);
  if (cents <= 0) return [];
  const { docket, claim } = petition;
  const { rule } = law.bankruptcy.claims;
  if (lateAt !== null && lateAt <= now)
    return [{ docket, review: 'claim-late', since: lateAt, because: because(law, rule, `The last day for claims on docket ${docket} was ${deadline.lastDayOn}, and no claim for ${dollars(cents)} is known to be filed.`, { docket, cents }) }];
  const earlier = claim === undefined ? '' : ` The claim of ${claim.filedOn} was filed before the case was converted.`;
  const onlyWith = deadline.subjectToAssetNotice ? ' Creditors may be asked for claims only once there are assets.' : '';
  const sentence = `${dollars(cents)} is to be claimed on docket ${docket} by ${deadline.lastDayOn}, and no claim is known to be filed.${earlier}${onlyWith}`;
  return [{ docket, review: 'claim-due', since, because: because(law, rule, sentence, { docket, cents }) }];
}
