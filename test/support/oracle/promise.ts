import type { ToldFact } from './known.ts';
import { Oracle } from './oracle.ts';
import type { PlainLaw } from './plain-law.ts';

/** What a law promises of a household that nothing holds: when the letter is ordered, when the posting, when the crew to shut off. Moments. */
export interface Promised {
  readonly noticeAt: number;
  readonly postingDay: number | null;
  readonly shutOffAt: number;
  /** The first day on which every rule would allow it, had the posting been hung at the moment at which the letter was mailed. */
  readonly firstAllowedDay: number;
  readonly shutOffDay: number;
}

const hourMs = 3_600_000;
const sweepHour = 6;
const orderHour = 8;
const officeClosesHour = 17;
/** In the promptest world the letter is in the post two hours after its order, and the posting hangs four hours after. */
const mailedHours = 2;
const postedAfterHours = 4;

/**
 * Walks hour by hour to the letter and day by day to the shut-off, asking every rule each time. The promise: the letter is ordered in
 * the first hour that every rule allows; the posting on the last office day whose closing hour is old enough for the first shut-off day
 * that such a posting reaches; the crew at the dispatch hour of the first day that every rule then allows. Null when the notice lapses first.
 */
export function promisedTo(accountId: string, law: PlainLaw, facts: readonly ToldFact[], firstDueDay: number): Promised | null {
  const oracle = new Oracle(accountId, law);
  const { calendar, deeds } = oracle;
  for (const fact of facts) oracle.learn(fact, fact.effectiveAt);
  const opensAt = calendar.momentOf(firstDueDay + 1, sweepHour);
  oracle.hear('CaseOpened', text(opensAt), {});
  const letter = { contains: law.letterContains, languages: ['en', 'es'] };
  let noticeAt = opensAt;
  while (oracle.refusals('NoticeOrdered', noticeAt, letter).length > 0) noticeAt += hourMs;
  oracle.hear('NoticeOrdered', text(noticeAt), { noticeId: 'n', ...letter });
  const mailedAt = noticeAt + mailedHours * hourMs;
  const mailedDay = calendar.dayOf(mailedAt);
  oracle.learn({ id: 'mailed', type: 'NoticeMailed', effectiveAt: text(mailedAt), data: { noticeId: 'n', mailedOn: text(calendar.momentOf(mailedDay, 12)).slice(0, 10) } }, text(mailedAt));

  const lastDay = mailedDay + law.noticeGoodDays;
  const dispatchAt = (day: number) => calendar.momentOf(day, law.dispatchHour);
  const allowed = (day: number) => dispatchAt(day) >= mailedAt && oracle.refusals('ShutOffOrdered', dispatchAt(day)).length === 0;
  /** The first day that every rule allows with a posting of that moment. */
  const firstDay = (from: number, postedAt: number): number | null => {
    deeds.postings.splice(0, deeds.postings.length, { at: postedAt, noticeId: 'n' });
    for (let day = from; day <= lastDay; day += 1) if (allowed(day)) return day;
    return null;
  };
  const firstAllowedDay = firstDay(mailedDay, mailedAt);
  if (firstAllowedDay === null) return null;
  if (law.postedHours === null) return { noticeAt, postingDay: null, shutOffAt: dispatchAt(firstAllowedDay), firstAllowedDay, shutOffDay: firstAllowedDay };
  for (let day = mailedDay + 1; day <= lastDay; day += 1) {
    for (let postingDay = day - 1; postingDay >= mailedDay; postingDay -= 1) {
      if (!calendar.officeIsOpen(postingDay) || firstDay(day, calendar.momentOf(postingDay, officeClosesHour)) !== day) continue;
      const orderedAt = Math.max(mailedAt, calendar.momentOf(postingDay, orderHour));
      const shutOffDay = firstDay(postingDay, orderedAt + postedAfterHours * hourMs) as number;
      return { noticeAt, postingDay, shutOffAt: dispatchAt(shutOffDay), firstAllowedDay, shutOffDay };
    }
  }
  return null;
}

const text = (moment: number) => new Date(moment).toISOString();

