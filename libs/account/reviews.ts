import { dayOf } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState, Review } from './account.state.ts';

/**
 * Whether a review was asked for in time to earn a manager's decision and an appeal from it (CA-REVIEW): a dispute within so many days
 * of the bill, a request for more time within so many of the notice. A request that names neither bill nor notice counts as in time.
 */
export function reviewIsEarned(state: AccountState, { about, startedAt }: Pick<Review, 'about' | 'startedAt'>, { pack: { reviews }, calendar }: Law): boolean {
  if (reviews === undefined || about === undefined) return true;
  const on = dayOf(calendar, startedAt);
  if ('billId' in about) {
    const bill = state.bills.find((known) => known.billId === about.billId);
    return bill === undefined || on <= plusDays(bill.billedOn, reviews.disputeWithinDays);
  }
  const mailedOn = state.notices.find((known) => known.noticeId === about.noticeId)?.mailedOn ?? null;
  return mailedOn === null || on <= plusDays(mailedOn, reviews.extensionWithinDays);
}

/** When a review stops protecting, as far as it is known at that moment; null while only an answer ends it. */
export function reviewEndsAt(state: AccountState, review: Review, law: Law, now: Instant): Instant | null {
  const { reviews } = law.pack;
  if (reviews !== undefined && review.lodgedBy !== undefined && !reviews.lodgedBy.includes(review.lodgedBy)) return review.startedAt;
  if (review.endedAt !== null) return review.endedAt <= now ? review.endedAt : null;
  const { managerDecidedAt, appealedAt } = review;
  if (managerDecidedAt === undefined || managerDecidedAt > now || (appealedAt !== undefined && appealedAt <= now)) return null;
  if (reviews === undefined || !reviewIsEarned(state, review, law)) return managerDecidedAt;
  return startOfDay(plusDays(dayOf(law.calendar, managerDecidedAt), reviews.governingBodyWithinDays + 1), law.calendar.zone);
}

export function reviewSentence(state: AccountState, review: Review, law: Law, now: Instant): string {
  const by = review.lodgedBy === undefined || review.lodgedBy === 'customer' ? '' : ` by an ${review.lodgedBy.replace('-', ' ')}`;
  if (review.appealedAt !== undefined && review.appealedAt <= now) return `The manager's decision on ${review.id} was taken to the governing body, which has not answered.`;
  const until = reviewEndsAt(state, review, law, now);
  if (until !== null && review.endedAt === null) return `The manager decided against ${review.id}; the way to the governing body is open until ${until}.`;
  return `A review was asked for${by} and is not answered: ${review.id}.`;
}
