import { officeClosedOn, openDayFrom, type BusinessCalendar } from '../../../libs/calendar/business-calendar.ts';
import { instantAt, plusDays } from '../../../libs/calendar/days.ts';
import type { Instant, LocalDate, LocalTime } from '../../../libs/kernel/time.ts';
import type { Pack, RollAuthority, RollSeasonDays } from '../../../libs/policy/pack.ts';
import { appointmentTimes } from './hours.ts';

/** What the auditor's office, the mail house, the clerk and those who sign do in a season, in this order. */
export type Act =
  | 'open'
  | 'mail-notices'
  | 'return-notices'
  | 'object'
  | 'hear-objections'
  | 'publish'
  | 'hold-hearing'
  | 'extract'
  | 'approve'
  | 'answer'
  | 'mend'
  | 'answer-mended'
  | 'tell-late'
  | 'answer-changes'
  | 'settle'
  | 'release'
  | 'close';

export interface Occasion {
  readonly at: Instant;
  readonly on: LocalDate;
  readonly act: Act;
  /** How often it was done before in this season. */
  readonly nth: number;
}

/** A season of an authority's tax roll, by the windows of the pack, and when somebody of the county does what. */
export interface RollSeason {
  readonly seasonId: string;
  readonly authorityId: string;
  readonly season: string;
  readonly authority: RollAuthority;
  readonly days: RollSeasonDays;
  /** In order of time. */
  readonly occasions: readonly Occasion[];
}

/** Of the county's habits, in days; what the law or the authority sets comes from the pack. */
const habits = { returnAfter: 6, objectAfter: 9, hearAfter: 16, publishEvery: 7, answerAfter: 11, mendAfter: 2, tellLateAfter: 4, answerChangesAfter: 9, releaseAfter: 9, beforeLastDay: 2 } as const;

const [, morning, afternoon] = appointmentTimes;

/** The first season that begins after the county does; null when the pack has none. */
export function rollSeasonOf(pack: Pack, calendar: BusinessCalendar, startOn: LocalDate): RollSeason | null {
  for (const [authorityId, authority] of Object.entries(pack.certification?.authorities ?? {})) {
    const [season] = Object.entries(authority.seasons)
      .filter(([, { candidatesOn }]) => candidatesOn > startOn)
      .sort(([first], [second]) => (first < second ? -1 : 1));
    if (season === undefined) continue;
    const [name, days] = season;
    return { seasonId: `${authorityId}.${name}`, authorityId, season: name, authority, days, occasions: occasionsOf(calendar, authority, days) };
  }
  return null;
}

function occasionsOf(calendar: BusinessCalendar, authority: RollAuthority, days: RollSeasonDays): Occasion[] {
  const open = (on: LocalDate) => (officeClosedOn(calendar, on) === null ? on : openDayFrom(calendar, on));
  const after = (on: LocalDate, count: number) => open(plusDays(on, count));
  const mailedOn = after(days.candidatesOn, 1);
  const signedOn = after(days.frozenOn, 1);
  const answeredOn = after(signedOn, habits.answerAfter);
  const lastSettled = days.settlementsBy.at(-1) as LocalDate;
  const { hearing } = authority;
  const published = hearing === undefined || days.hearingOn === undefined ? [] : Array.from({ length: hearing.timesPublished }, (_, index) => plusDays(days.hearingOn as LocalDate, -hearing.noticeDaysBefore - index * habits.publishEvery)).reverse();
  const planned: (readonly [Act, LocalDate, string])[] = [
    ['open', days.candidatesOn, morning],
    ['mail-notices', mailedOn, morning],
    ['return-notices', after(mailedOn, habits.returnAfter), afternoon],
    ['object', after(mailedOn, habits.objectAfter), morning],
    ['hear-objections', after(mailedOn, habits.hearAfter), afternoon],
    ...published.map((on) => ['publish', on, afternoon] as const),
    ...(published.length === 0 ? [] : [['hold-hearing', days.hearingOn as LocalDate, afternoon] as const]),
    ['extract', days.frozenOn, morning],
    ['approve', signedOn, morning],
    ['answer', answeredOn, morning],
    ['mend', after(answeredOn, habits.mendAfter), morning],
    ['answer-mended', after(answeredOn, habits.tellLateAfter), morning],
    ['tell-late', after(answeredOn, habits.tellLateAfter), afternoon],
    ['answer-changes', after(answeredOn, habits.answerChangesAfter), afternoon],
    ['answer-changes', plusDays(days.amendBy, -habits.beforeLastDay), afternoon],
    ...days.settlementsBy.flatMap((on) => [['settle', open(on), morning] as const, ['release', after(on, habits.releaseAfter), afternoon] as const]),
    ['answer-changes', after(lastSettled, habits.releaseAfter), afternoon],
    ['close', after(lastSettled, habits.releaseAfter + 1), afternoon],
  ];
  const inOrder = planned.map(([act, on, time]) => ({ act, on, at: instantAt(on, time as LocalTime, calendar.zone) })).sort((first, second) => (first.at < second.at ? -1 : first.at > second.at ? 1 : 0));
  return inOrder.map((occasion, index) => ({ ...occasion, nth: inOrder.slice(0, index).filter(({ act }) => act === occasion.act).length }));
}
