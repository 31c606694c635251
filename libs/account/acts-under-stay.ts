import type { Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState, Petition } from './account.state.ts';
import { isDocketNotice } from './docket-notices.ts';
import { freedSince } from './stays.ts';

/** Something that pressed the debtor while the stay held, whether or not anybody knew of it then. */
export interface ActUnderStay {
  readonly kind: 'penalty' | 'fee' | 'notice' | 'door-tag' | 'shut-off' | 'certification' | 'transfer';
  readonly id: string;
  readonly at: Instant;
  readonly cents: Cents | null;
  /** What took it back is on the account already. */
  readonly undone: boolean;
}

/** Every act of between the filing and its knowledge that the account tells of, in order (BK-STAY). A late notice makes this list long. */
export function actsUnderStay(state: AccountState, petition: Petition, law: Law): readonly ActUnderStay[] {
  if (petition.role === 'co-debtor' || petition.filedAt === null) return [];
  const found: ActUnderStay[] = [
    ...state.bills.flatMap(({ billId, penalty }): ActUnderStay[] => {
      if (penalty.status === 'assessed') return [{ kind: 'penalty', id: billId, at: penalty.at, cents: penalty.amountCents, undone: false }];
      return penalty.status === 'reversed' ? [{ kind: 'penalty', id: billId, at: penalty.postedAt, cents: null, undone: true }] : [];
    }),
    ...state.fees.map(({ requestId, at, amountCents, reversed }): ActUnderStay => ({ kind: 'fee', id: requestId, at, cents: amountCents, undone: reversed })),
    ...state.notices.flatMap(({ noticeId, mailedAt }): ActUnderStay[] => (mailedAt === null || isDocketNotice(noticeId) ? [] : [{ kind: 'notice', id: noticeId, at: mailedAt, cents: null, undone: false }])),
    ...state.fieldWork.flatMap(({ workOrderId, postedAt }): ActUnderStay[] => (postedAt === null ? [] : [{ kind: 'door-tag', id: workOrderId, at: postedAt, cents: null, undone: false }])),
    ...state.closings.map(({ workOrderId, closedAt }): ActUnderStay => ({ kind: 'shut-off', id: workOrderId, at: closedAt, cents: null, undone: isOpenedSince(state, closedAt) })),
    ...state.certified.flatMap(({ lineId, moves }): ActUnderStay[] => {
      const first = moves[0];
      return first ? [{ kind: 'certification', id: lineId, at: first.at, cents: first.cents, undone: moves.reduce((sum, { cents }) => sum + cents, 0) === 0 }] : [];
    }),
    ...state.credits.flatMap(({ creditId, kind, effectiveAt, amountCents }): ActUnderStay[] => (kind === 'transfer' ? [{ kind: 'transfer', id: creditId, at: effectiveAt, cents: amountCents, undone: false }] : [])),
  ];
  return found.filter(({ at }) => heldAt(petition, law, at)).sort((first, second) => (first.at < second.at ? -1 : first.at > second.at ? 1 : 0));
}

function isOpenedSince({ fieldWork }: AccountState, closedAt: Instant): boolean {
  return fieldWork.some(({ result, endedAt }) => result === 'on' && endedAt !== null && endedAt > closedAt);
}

function heldAt(petition: Petition, law: Law, at: Instant): boolean {
  const runs = petition.stays.some(({ sinceAt, endedAt }) => sinceAt <= at && (endedAt === null || endedAt > at));
  return runs && freedSince(petition, law, at) === null;
}
