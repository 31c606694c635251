import { dayOf } from '../calendar/business-calendar.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law, Tenancy } from '../policy/facts.ts';
import type { AccountState } from './account.state.ts';
import { ledgerOf } from './ledger.ts';

/** The tenants behind a landlord's account, and since when each unit has the notice; null where the customer lives there. */
export function tenancyOf(state: AccountState, law: Law, now: Instant): Tenancy | null {
  if (state.tenancy === undefined) return null;
  const since = debtSinceOn(state, law);
  const units = state.tenancy.units.map((unitId) => {
    // What was delivered for a debt that is paid says nothing of this one.
    const last = state.occupantNotices.filter((notice) => notice.unitId === unitId && notice.at <= now && (since === null || notice.deliveredOn >= since)).at(-1);
    return { unitId, noticedOn: last?.deliveredOn ?? null, postedOnDoor: last?.postedOnDoor ?? false };
  });
  return { dwelling: state.tenancy.dwelling, units };
}

/** When the oldest charge that is still open was made. */
function debtSinceOn(state: AccountState, law: Law): LocalDate | null {
  const open = ledgerOf(state, law).charges.filter((charge) => charge.openCents > 0).map((charge) => charge.effectiveAt);
  return open.length === 0 ? null : dayOf(law.calendar, open.reduce((first, next) => (next < first ? next : first)));
}
