import { dayOf } from '../calendar/business-calendar.ts';
import type { Instant } from '../kernel/time.ts';
import type { Facts, Law } from '../policy/facts.ts';
import type { AccountState } from './account.state.ts';

const lived: Facts['vacancy'] = { since: null, occupiedAgainOn: null };

/**
 * Whether the premise is vacant at a moment, by which report, and when somebody last moved in after it had been.
 * @param noticeOrderedAt of the notice on which the case rests: what was ordered after somebody moved in was for whoever lives there
 */
export function vacancyAt({ vacancies }: AccountState, { calendar }: Law, now: Instant, noticeOrderedAt: Instant | null): Facts['vacancy'] {
  if (vacancies.length === 0) return lived;
  const today = dayOf(calendar, now);
  const known = vacancies.filter(({ reportedAt }) => reportedAt <= now);
  const since = known.find(({ sinceOn, endedAt }) => sinceOn <= today && (endedAt === null || endedAt > now)) ?? null;
  const endedAt = known.reduce<Instant | null>((late, { endedAt: end }) => (end !== null && end <= now && (late === null || end > late) ? end : late), null);
  return { since: since && { on: since.sinceOn, evidence: since.evidence }, occupiedAgainOn: endedAt === null || (noticeOrderedAt !== null && noticeOrderedAt >= endedAt) ? null : dayOf(calendar, endedAt) };
}
