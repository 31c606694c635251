import { plusDays, startOfDay } from '../calendar/days.ts';
import type { Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState } from './account.state.ts';
import type { OpenCharge } from './ledger.ts';
import { reservesAt, sideOf } from './pre-petition.ts';
import { servicePursuedSince } from './stays.ts';

/** Where service is pursued although a docket runs, the debt that the docket stays is no part of what is past due (BK-POSTDEFAULT). */
export function withoutStayed(charges: readonly OpenCharge[], state: AccountState, law: Law, at: Instant): readonly OpenCharge[] {
  const pursued = state.petitions.filter((petition) => reservesAt(petition, at) && servicePursuedSince(petition, at) !== null);
  return pursued.length === 0 ? charges : charges.filter((charge) => !pursued.some((petition) => sideOf(petition, charge, law) !== null));
}

/** Assurance that was asked for and not given in time: asked for like a debt that fell due on its last day, and never because of old debt (366). */
export function unmetAssurance(state: AccountState, at: Instant): { readonly cents: Cents; readonly dueOn: LocalDate; readonly docket: string } | null {
  for (const petition of state.petitions) {
    const { requestedCents, lapsedAt, lastDayOn, given } = petition.assurance;
    if (lapsedAt === null || lapsedAt > at || given.length > 0 || requestedCents === null || lastDayOn === null) continue;
    if (petition.stays.some((stay) => stay.sinceAt <= at && (stay.endedAt === null || stay.endedAt > at))) return { cents: requestedCents, dueOn: lastDayOn, docket: petition.docket };
  }
  return null;
}

/** What is asked about a day is asked about its last moment. */
export function endOfDay(today: LocalDate, { calendar }: Law): Instant {
  return startOfDay(plusDays(today, 1), calendar.zone);
}
