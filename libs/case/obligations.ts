import type { AccountState } from '../account/account.state.ts';
import { dayOf, evenBeyond, nthBusinessDayAfter } from '../calendar/business-calendar.ts';
import { plusDays, plusHours, startOfDay } from '../calendar/days.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { ObligationKind } from '../policy/pack.ts';
import type { CaseState } from './case.state.ts';

/** Something ordered and not yet answered. Its key is the effect's idempotency key (I4). */
export interface Obligation {
  readonly key: string;
  readonly kind: ObligationKind;
  readonly orderedAt: Instant;
  /** When an answer is overdue and the case counts as stuck. */
  readonly answerDueAt: Instant;
  /** A crew's order with a paper that has to be printed for it. */
  readonly hasPaper?: true;
}

/** What a case waits for from outside, whoever ordered it. Asking twice gives the same answer. */
export function openObligations(state: CaseState, law: Law): readonly Obligation[] {
  const open: Obligation[] = [];
  if (state.status === 'notice-ordered' && state.notice) open.push(obligation(law, 'letter', state.notice.noticeId, state.notice.orderedAt));
  for (const { noticeId, orderedAt, status } of [...(state.occupantNotices ?? []), ...(state.thirdPartyNotices ?? [])]) if (status === 'open') open.push(obligation(law, 'letter', noticeId, orderedAt));
  for (const order of state.workOrders) {
    if (order.status === 'open') {
      const promised = order.order.windowToAt;
      const due = answerDueAt(law, order.work, order.orderedAt);
      open.push({ key: order.workOrderId, kind: order.work, orderedAt: order.orderedAt, answerDueAt: due > promised ? due : promised, ...(order.hasPaper ? { hasPaper: true } : {}) });
    }
    if (order.status === 'recalled') open.push(obligation(law, 'recall', `${order.workOrderId}/recall`, order.recalledAt ?? order.orderedAt));
  }
  return open;
}

/** Letters that were taken back and not proven to be mailed: each waits for its printer to void it, with or without an open case. */
export function lettersToVoid(state: CaseState, { notices, occupantNotices }: AccountState, law: Law): readonly Obligation[] {
  const mailed = new Set([...notices, ...occupantNotices].map(({ noticeId }) => noticeId));
  return state.withdrawn.filter(({ noticeId }) => !mailed.has(noticeId)).map(({ noticeId, orderedAt }) => obligation(law, 'letter', noticeId, orderedAt));
}

/** Charges that billing was asked to post and has not acknowledged. They belong to the account, with or without a case. */
export function unacknowledgedCharges(account: AccountState): readonly string[] {
  return account.unacknowledged;
}

/** A letter that no case ordered. */
export function letterObligation(law: Law, noticeId: string, orderedAt: Instant): Obligation {
  return obligation(law, 'letter', noticeId, orderedAt);
}

function obligation(law: Law, kind: ObligationKind, key: string, orderedAt: Instant): Obligation {
  return { key, kind, orderedAt, answerDueAt: answerDueAt(law, kind, orderedAt) };
}

function answerDueAt(law: Law, kind: ObligationKind, orderedAt: Instant): Instant {
  const within = law.pack.answersWithin[kind];
  if ('hours' in within) return plusHours(orderedAt, within.hours);
  const { calendar } = law;
  return startOfDay(plusDays(nthBusinessDayAfter(evenBeyond(calendar), dayOf(calendar, orderedAt), within.businessDays).on, 1), calendar.zone);
}
