import { dayOf } from '../calendar/business-calendar.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState, Charge, Petition } from './account.state.ts';

/** On which side of a petition a charge stands. What was charged between the filing and a conversion is treated as before it (BK-CONVERT). */
export type Side = 'pre-petition' | 'pre-conversion';

type Dated = Pick<Charge, 'effectiveAt' | 'usedThroughOn'>;

/**
 * By the last day of the service where that is known, the day of the petition counting as before it (BK-SPLIT); otherwise by when it
 * was charged. Null for debt of after the petition, and on the account of somebody who only answers for the debtor.
 */
export function sideOf(petition: Petition, charge: Dated, law: Law): Side | null {
  if (petition.role === 'co-debtor' || petition.filedAt === null) return null;
  if (isThrough(charge, petition.filedAt, law)) return 'pre-petition';
  const convertedAt = conversionLine(petition, law);
  return convertedAt !== null && !petition.administrative && isThrough(charge, convertedAt, law) ? 'pre-conversion' : null;
}

function isThrough({ effectiveAt, usedThroughOn }: Dated, line: Instant, law: Law): boolean {
  return usedThroughOn === undefined ? effectiveAt <= line : usedThroughOn <= dayOf(law.calendar, line);
}

/** When the case left a chapter that makes what was charged in it debt of before the petition; null while it has not. */
export function conversionLine({ conversions }: Petition, { bankruptcy: { conversion } }: Law): Instant | null {
  return conversions.findLast(({ from }) => from !== '' && conversion.from.includes(from))?.at ?? null;
}

/** The days at whose end the account's services are divided: of each petition, and of each conversion that draws a line. */
export function dividingDays(state: AccountState, law: Law): readonly LocalDate[] {
  const lines = state.petitions.flatMap((petition) => (petition.role === 'debtor' ? [petition.filedAt, conversionLine(petition, law)] : []));
  return [...new Set(lines.filter((line) => line !== null).map((line) => dayOf(law.calendar, line)))].sort();
}

/** While a docket runs, and for good once it is discharged, its debt is paid by the trustee's distributions alone (BK-PAYMENTS). */
export function reservesAt(petition: Petition, at: Instant): boolean {
  if (petition.filedAt === null || petition.filedAt > at) return false;
  if (petition.ending === 'discharged' && (petition.endedAt as Instant) <= at) return true;
  return petition.stays.some((stay) => stay.sinceAt <= at && (stay.endedAt === null || stay.endedAt > at));
}

/** The docket that keeps ordinary money away from a charge at that moment, or undefined. */
export function reservingPetition(state: Pick<AccountState, 'petitions'>, charge: Dated, law: Law, at: Instant): Petition | undefined {
  return state.petitions.find((petition) => reservesAt(petition, at) && sideOf(petition, charge, law) !== null);
}

/** Charged before a petition whose case still runs, or that ended in a discharge. */
export function isPrePetition(state: AccountState, charge: Dated, law: Law, now: Instant): boolean {
  return state.petitions.some((petition) => petition.filedAt !== null && petition.filedAt <= now && petition.ending !== 'dismissed' && sideOf(petition, charge, law) !== null);
}

/** The charges as they are divided: a bill that spans a petition counts in its parts, which together are the bill (BK-SPLIT). */
export function dividedCharges(state: Pick<AccountState, 'charges' | 'splits'>): readonly Charge[] {
  if (state.splits.length === 0) return state.charges;
  return state.charges.flatMap((charge) => partsOf(state, charge));
}

function partsOf({ splits }: Pick<AccountState, 'splits'>, charge: Charge): readonly Charge[] {
  const split = charge.kind === 'penalty' ? undefined : splits.find(({ billId }) => billId === charge.billId);
  if (!split) return [charge];
  const line = Number(charge.chargeId.slice(charge.chargeId.lastIndexOf('/') + 1)) - 1;
  const parts = split.parts.map((part, index): Charge => ({ ...charge, chargeId: `${charge.chargeId}/${index + 1}`, amountCents: part.lines[line] ?? 0, usedThroughOn: part.throughOn }));
  // A bill that was corrected since is divided anew in the same look; until then it counts whole.
  return parts.reduce((sum, part) => sum + part.amountCents, 0) === charge.amountCents ? parts : [charge];
}

