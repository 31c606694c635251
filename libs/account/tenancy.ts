import { dayOf } from '../calendar/business-calendar.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law, Tenancy } from '../policy/facts.ts';
import type { AccountState } from './account.state.ts';
import { ledgerOf } from './ledger.ts';

/** A notice to occupants that Arrears ordered. */
interface OrderedNotice {
  readonly noticeId: string;
  readonly orderedAt: Instant;
}

/**
 * The tenants behind a landlord's account, and since when each unit has the notice; null where the customer lives there.
 * @param noticeOrderedAt of the notice to the customer on which the case rests, or null
 */
export function tenancyOf(state: AccountState, law: Law, now: Instant, ordered: readonly OrderedNotice[] = [], noticeOrderedAt: Instant | null = null): Tenancy | null {
  if (state.tenancy === undefined) return null;
  const since = debtSinceOn(state, law);
  // The waiting time of a notice may not begin before there was one: such a proof is that of another.
  const isPossible = ({ noticeId, deliveredOn }: AccountState['occupantNotices'][number]) => {
    const order = noticeId === undefined ? undefined : ordered.find((known) => known.noticeId === noticeId);
    if (order === undefined) return true;
    // What was ordered for an earlier notice named the day of that one, and is spent with it.
    return deliveredOn >= dayOf(law.calendar, order.orderedAt) && (noticeOrderedAt === null || order.orderedAt >= noticeOrderedAt);
  };
  const units = state.tenancy.units.map((unitId) => {
    // What was delivered for a debt that is paid says nothing of this one.
    const last = state.occupantNotices.filter((notice) => notice.unitId === unitId && notice.at <= now && (since === null || notice.deliveredOn >= since) && isPossible(notice)).at(-1);
    return { unitId, noticedOn: last?.deliveredOn ?? null, postedOnDoor: last?.postedOnDoor ?? false };
  });
  return { dwelling: state.tenancy.dwelling, units, monthlyCostCents: state.tenancy.monthlyCostCents ?? null };
}

/** When the oldest charge that is still open was made. */
function debtSinceOn(state: AccountState, law: Law): LocalDate | null {
  const open = ledgerOf(state, law).charges.filter((charge) => charge.openCents > 0).map((charge) => charge.effectiveAt);
  return open.length === 0 ? null : dayOf(law.calendar, open.reduce((first, next) => (next < first ? next : first)));
}
