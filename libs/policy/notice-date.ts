import { dayOf, nthBusinessDayAfter } from '../calendar/business-calendar.ts';
import { startOfDay } from '../calendar/days.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { evaluateWaits, type Verdict } from './evaluate.ts';
import type { Facts, Law } from './facts.ts';
import { guardsOf } from './path.ts';

/** Posted so long ago that no wait after a posting is left. */
export const longAgo = '1970-01-01T00:00:00.000Z' as Instant;

/** The day from which a notice mailed on that day supports a shut-off, by the waits as they stood then: windows and postings left aside. */
export function noticeMaturesOn(mailedOn: LocalDate, facts: Facts, law: Law): LocalDate {
  const then = { ...facts, now: startOfDay(mailedOn, law.calendar.zone), today: mailedOn, noticeMailedOn: mailedOn, doorTagPostedAt: longAgo };
  const failing = evaluateWaits('shut-off', then, law).verdicts.filter((verdict) => !verdict.holds && verdict.guard !== 'inside-shut-off-window');
  return latestDayOf(failing, law) ?? mailedOn;
}

/** The day on which the last of these is free by time, or null when none names a time. */
export function latestDayOf(verdicts: readonly Verdict[], law: Law): LocalDate | null {
  const latest = verdicts.reduce<Instant | null>((late, { notBefore }) => (notBefore !== null && notBefore > (late ?? '') ? notBefore : late), null);
  return latest && dayOf(law.calendar, latest);
}

/** The day that a letter ordered today has to name: where the law wants it to be right, with the days that the post office may take. */
export function dateToName(facts: Facts, law: Law): LocalDate {
  const guard = guardsOf('shut-off', facts, law).find((known) => 'notice-names-lawful-date' in known) as { 'notice-names-lawful-date'?: { mailedWithinBusinessDays: number } } | undefined;
  const days = guard?.['notice-names-lawful-date']?.mailedWithinBusinessDays ?? 0;
  return noticeMaturesOn(days === 0 ? facts.today : nthBusinessDayAfter(law.calendar, facts.today, days).on, facts, law);
}
