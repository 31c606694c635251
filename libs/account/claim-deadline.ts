import { dayOf, rollFederal } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { Because } from '../kernel/because.ts';
import { laterOf, type LocalDate } from '../kernel/time.ts';
import { courtCalendar } from '../policy/court-calendar.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { Petition } from './account.state.ts';

export interface ClaimDeadline {
  /** The last day on which a proof of claim may be filed. */
  readonly lastDayOn: LocalDate;
  /** A chapter 7 case asks for claims only once there are assets: until that notice the day may be another. */
  readonly subjectToAssetNotice: boolean;
  readonly because: readonly Because[];
}

/**
 * Until when the utility may file its claim (BK-POC): counted from the petition, or from a conversion that opens a new period (BK-CONVERT);
 * from the filing of an involuntary petition too, whose order for relief comes later, since the utility's own days are counted from the
 * earlier of two (GEN-PROTECT). Null while the petition is not known.
 */
export function claimDeadline(petition: Petition, law: Law): ClaimDeadline | null {
  const { filedAt, chapter, docket, conversions, assetsNoticedAt } = petition;
  if (filedAt === null || chapter === '') return null;
  const { claims, conversion, assurance } = law.bankruptcy;
  const renewed = conversions.findLast(({ to }) => conversion.newClaimsFor.includes(to));
  const from = dayOf(law.calendar, renewed?.at ?? filedAt);
  const { days, whose } = daysFor(petition, law);
  const counted = plusDays(from, days);
  const assetsOn = assetsNoticedAt === null ? null : plusDays(dayOf(law.calendar, assetsNoticedAt), claims.assetsNoticedDays);
  const { on, skipped } = rollFederal(courtCalendar(law), assetsOn === null ? counted : laterOf(counted, assetsOn));
  const reasons = [because(law, claims.rule, `${days} days ${whose} from ${from} on docket ${docket} end on ${counted}.`, { docket })];
  if (renewed) reasons.push(because(law, conversion.rule, `The conversion to chapter ${renewed.to} on ${from} began the period anew.`, { docket }));
  if (assetsOn !== null) reasons.push(because(law, claims.rule, `Assets were noticed: not before ${assetsOn}.`, { docket }));
  if (skipped.length > 0) reasons.push(because(law, assurance.rollRule, `The last day moves to ${on}: ${skipped.join(', ')}.`));
  return { lastDayOn: on, subjectToAssetNotice: chapter === '7' && assetsNoticedAt === null, because: reasons };
}

function daysFor({ involuntary }: Petition, { pack, bankruptcy: { claims } }: Law): { readonly days: number; readonly whose: string } {
  if (pack.governmentalUnit) return { days: claims.governmentalUnitDays, whose: 'for a governmental unit' };
  return involuntary ? { days: claims.involuntaryDays, whose: 'in an involuntary case' } : { days: claims.days, whose: 'for a creditor' };
}
