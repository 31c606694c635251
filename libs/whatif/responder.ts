import type { AccountEvent, AccountEventData, FactType } from '../account/account.events.ts';
import { at, dayOf, nthBusinessDayAfter } from '../calendar/business-calendar.ts';
import { plusHours } from '../calendar/days.ts';
import type { CaseEvent, CaseEventData, WorkKind } from '../case/case.events.ts';
import type { CaseState } from '../case/case.state.ts';
import { laterOf, type Instant, type LocalTime } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';

/** How the world outside answers what a simulated pack orders: the same for both packs, and stated in the report. */
export interface ResponderModel {
  readonly mailedAfterBusinessDays: number;
  readonly mailedAt: LocalTime;
  /** After an order's window opens: tags are hung, valves closed when cleared, and opened again. */
  readonly visitedAfterHours: number;
  readonly recallAnsweredAfterHours: number;
}

export const promptWorld: ResponderModel = { mailedAfterBusinessDays: 1, mailedAt: '10:00' as LocalTime, visitedAfterHours: 2, recallAnsweredAfterHours: 0.25 };

/** Something that somebody outside will do about an order, if it still stands then. */
export type Errand = { readonly at: Instant } & (
  | { readonly kind: 'mail'; readonly noticeId: string }
  | { readonly kind: 'hand-over'; readonly notices: readonly { readonly noticeId: string; readonly unitId: string }[]; readonly onDoor: boolean }
  | { readonly kind: 'mail-copies'; readonly notices: readonly { readonly noticeId: string }[] }
  | { readonly kind: 'visit'; readonly work: WorkKind; readonly workOrderId: string }
  | { readonly kind: 'answer-recall'; readonly workOrderId: string }
);

/** What a decision sends people outside to do. */
export function errandAfter(event: CaseEvent, law: Law, model: ResponderModel): Errand | null {
  switch (event.type) {
    case 'NoticeOrdered':
      return mailing(event.data.noticeId, event.at, law, model);
    case 'OccupantNoticesOrdered':
      return handingOver(event.data.notices, event.data.deliverBy === 'posting', event.at, law, model);
    case 'ThirdPartyNoticesOrdered':
      return { kind: 'mail-copies', at: postedAt(event.at, law, model), notices: event.data.notices };
    case 'DoorTagOrdered':
    case 'NoticeVisitOrdered':
      return visit('door-tag', event.data, event.at, model);
    case 'ShutOffOrdered':
      return visit('shut-off', event.data, event.at, model);
    case 'RestorationOrdered':
      return visit('restoration', event.data, event.at, model);
    case 'WorkOrderRecalled':
      return { kind: 'answer-recall', at: plusHours(event.at, model.recallAnsweredAfterHours), workOrderId: event.data.workOrderId };
    default:
      return null;
  }
}

/** What people outside still have to do about a case that is taken up in the middle, from that moment on. */
export function errandsLeft(state: CaseState, fromAt: Instant, law: Law, model: ResponderModel): Errand[] {
  const letters = state.status === 'notice-ordered' && state.notice?.mailedOn === null ? [mailing(state.notice.noticeId, laterOf(state.notice.orderedAt, fromAt), law, model)] : [];
  const orders = state.workOrders.flatMap((known): Errand[] => {
    const { workOrderId, work, status, order } = known;
    if (status === 'open') return [visit(work, { workOrderId, windowFromAt: order.windowFromAt }, fromAt, model)];
    return status === 'recalled' ? [{ kind: 'answer-recall', at: plusHours(fromAt, model.recallAnsweredAfterHours), workOrderId }] : [];
  });
  const untold = (state.occupantNotices ?? []).filter(({ status }) => status === 'open');
  const handed = untold.map((known) => handingOver([known], known.deliverBy === 'posting', laterOf(known.orderedAt, fromAt), law, model));
  const copies = (state.thirdPartyNotices ?? []).filter(({ status }) => status === 'open').map((copy): Errand => ({ kind: 'mail-copies', at: postedAt(laterOf(copy.orderedAt, fromAt), law, model), notices: [copy] }));
  return [...letters, ...handed, ...copies, ...orders];
}

function mailing(noticeId: string, orderedAt: Instant, law: Law, model: ResponderModel): Errand {
  return { kind: 'mail', at: postedAt(orderedAt, law, model), noticeId };
}

function handingOver(notices: readonly { readonly noticeId: string; readonly unitId: string }[], onDoor: boolean, orderedAt: Instant, law: Law, model: ResponderModel): Errand {
  return { kind: 'hand-over', at: postedAt(orderedAt, law, model), notices, onDoor };
}

function postedAt(orderedAt: Instant, law: Law, { mailedAfterBusinessDays, mailedAt }: ResponderModel): Instant {
  return at(law.calendar, nthBusinessDayAfter(law.calendar, dayOf(law.calendar, orderedAt), mailedAfterBusinessDays).on, mailedAt);
}

function visit(work: WorkKind, order: Pick<CaseEventData<'ShutOffOrdered'>, 'workOrderId' | 'windowFromAt'>, orderedAt: Instant, { visitedAfterHours }: ResponderModel): Errand {
  return { kind: 'visit', at: plusHours(laterOf(order.windowFromAt, orderedAt), visitedAfterHours), work, workOrderId: order.workOrderId };
}

const crewId = 'what-if';

/** The facts that an errand leads to; none when the order was taken back before. A shut-off needs its clearance first. */
export function factsOf(errand: Errand, state: CaseState, law: Law, clearanceId: string | null): AccountEvent[] {
  const { at: moment } = errand;
  const fact = <T extends FactType>(type: T, word: string, data: AccountEventData<T>) => ({ type, id: `/what-if#${word}`, effectiveAt: moment, recordedAt: moment, data }) as AccountEvent;
  switch (errand.kind) {
    case 'mail': {
      const { noticeId } = errand;
      const isAwaited = state.status === 'notice-ordered' && state.notice?.noticeId === noticeId;
      return isAwaited ? [fact('NoticeMailed', `${noticeId}/mailed`, { noticeId, mailedOn: dayOf(law.calendar, moment), proof: crewId })] : [];
    }
    case 'hand-over': {
      const open = errand.notices.filter(({ noticeId }) => state.occupantNotices?.some((known) => known.noticeId === noticeId && known.status === 'open'));
      const deliveredOn = dayOf(law.calendar, moment);
      return open.map(({ noticeId, unitId }) => fact('OccupantNoticeDelivered', `${noticeId}/delivered`, { noticeId, unitId, deliveredOn, proof: crewId, ...(errand.onDoor ? { postedOnDoor: true } : {}) }));
    }
    case 'mail-copies': {
      const open = errand.notices.filter(({ noticeId }) => state.thirdPartyNotices?.some((copy) => copy.noticeId === noticeId && copy.status === 'open'));
      return open.map(({ noticeId }) => fact('NoticeMailed', `${noticeId}/mailed`, { noticeId, mailedOn: dayOf(law.calendar, moment), proof: crewId }));
    }
    case 'answer-recall': {
      const { workOrderId } = errand;
      return orderIn(state, workOrderId)?.status === 'recalled' ? [fact('RecallAcknowledged', `${workOrderId}/recall`, { workOrderId, crewId })] : [];
    }
    case 'visit': {
      const { workOrderId, work } = errand;
      if (orderIn(state, workOrderId)?.status !== 'open') return [];
      const word = `${workOrderId}/result`;
      if (work === 'restoration') return [fact('WorkOrderCompleted', word, { workOrderId, result: 'on', crewId })];
      if (work === 'door-tag') {
        return [fact('NoticePosted', `${workOrderId}/posted`, { workOrderId, photo: crewId, postedBy: crewId }), fact('WorkOrderCompleted', word, { workOrderId, result: 'posted', crewId })];
      }
      if (clearanceId === null) return [fact('WorkOrderNotCompleted', word, { workOrderId, result: 'unsafe', crewId })];
      return [fact('WorkOrderCompleted', word, { workOrderId, result: 'off', crewId, clearanceId, ...meterOf(state, workOrderId) })];
    }
  }
}

export function orderIn(state: CaseState, workOrderId: string) {
  return state.workOrders.find((order) => order.workOrderId === workOrderId);
}

function meterOf(state: CaseState, workOrderId: string): { meterSerial?: string } {
  const meterSerial = orderIn(state, workOrderId)?.order.meterSerial;
  return meterSerial === null || meterSerial === undefined ? {} : { meterSerial };
}

/** The model in sentences, for the report. */
export function modelInWords(model: ResponderModel): string[] {
  return [
    `A letter has its proof of mailing ${model.mailedAfterBusinessDays} business day after it was ordered, at ${model.mailedAt}; none comes back. Notices to occupants are delivered then, too.`,
    `A crew is at the door ${model.visitedAfterHours} hours after the window of its order opens: tags are hung, valves are closed when every guard clears it then, and opened again; it is refused by nobody.`,
    `A recall is acknowledged ${model.recallAnsweredAfterHours * 60} minutes after it was sent.`,
    'A shut-off that needs a supervisor is not approved, and questions to people are not answered.',
  ];
}
