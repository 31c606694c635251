import { localDateOf } from '../../../libs/calendar/days.ts';
import type { WorkOrderRequest } from '../../../libs/contracts/outgoing.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { AccountEventData } from '../../../libs/account/account.events.ts';
import { earlierOf, localDate, type Instant } from '../../../libs/kernel/time.ts';
import { momentOf, type County } from './county.ts';
import { slotOf } from './crew-results.ts';

type Work = WorkOrderRequest['work'];
type FieldType =
  'WorkOrderDispatched' | 'WorkOrderCompleted' | 'WorkOrderNotCompleted' | 'RecallAcknowledged' | 'NoticePosted';

/** Few times of day, since the utility's clock stops at each. */
const slots: Record<Work, readonly string[]> = {
  'door-tag': ['09:00', '10:30', '12:00'],
  'shut-off': ['09:00', '10:30', '12:00', '13:30'],
  restoration: ['09:00', '10:30', '12:00', '15:30', '16:30', '19:00', '21:00'],
};
/** The crew begins a round within its first slots; a later one of them is for coming back. */
const firstSlots: Record<Work, number> = { 'door-tag': 3, 'shut-off': 3, restoration: 1 };

interface OpenOrder {
  readonly order: WorkOrderRequest;
  readonly slotTimes: readonly Instant[];
  lastVisitAt: Instant | null;
}

/** A visit that is due. `isLast` when there is no later slot in the order's window. */
export interface Visit {
  readonly order: WorkOrderRequest;
  readonly at: Instant;
  readonly isLast: boolean;
}

/** The crew's book of open orders. What it answered is known from the journal: it is not answered twice. */
export class Crew {
  readonly #county: County;
  readonly #said: (id: string) => boolean;
  readonly #open = new Map<string, OpenOrder>();
  readonly #recalled = new Set<string>();
  #unanswered: WorkOrderRequest[] = [];

  /** @param said whether the field feed has already sent the event of that id */
  constructor(county: County, said: (id: string) => boolean) {
    this.#county = county;
    this.#said = said;
  }

  take(request: WorkOrderRequest): void {
    const { workOrderId } = request;
    if (this.#said(`${workOrderId}/result`)) return;
    this.#unanswered.push(request);
    if (request.kind === 'reassign') {
      const open = this.#open.get(workOrderId);
      if (open && request.crewId !== undefined) this.#open.set(workOrderId, { ...open, order: { ...open.order, crewId: request.crewId } });
    } else if (request.kind === 'recall') {
      this.#recalled.add(workOrderId);
      this.#open.delete(workOrderId);
    } else if (!this.#recalled.has(workOrderId)) {
      this.#open.set(workOrderId, { order: request, slotTimes: this.#slotTimes(request), lastVisitAt: null });
    }
  }

  /** Orders are taken on, by another crew too, and recalls acknowledged at once; a recall after the visit finds its result told. */
  acknowledge(now: Instant): CloudEvent[] {
    const requests = this.#unanswered;
    this.#unanswered = [];
    return requests.flatMap((request) => {
      const { workOrderId } = request;
      if (request.kind === 'recall')
        return [fieldEvent(request, 'RecallAcknowledged', 'recall', now, { workOrderId, crewId: crewOf(request) })];
      if (this.#recalled.has(workOrderId)) return [];
      return [fieldEvent(request, 'WorkOrderDispatched', request.kind === 'reassign' ? `dispatched/${crewOf(request)}` : 'dispatched', now, { workOrderId, crewId: crewOf(request) })];
    });
  }

  /** When the crew next stands at a door, or null. */
  nextVisitAt(now: Instant): Instant | null {
    let next: Instant | null = null;
    for (const open of this.#open.values()) next = earlierOf(next, visitAt(open, now));
    return next;
  }

  /** Visits whose time has come. */
  visitsDue(now: Instant): Visit[] {
    const due = [...this.#open.values()].filter((open) => visitAt(open, now) <= now);
    return due.map(({ order, slotTimes }) => ({ order, at: now, isLast: !slotTimes.some((slot) => slot > now) }));
  }

  /** The crew was there; without a result it comes back. A visit that got no answer is not noted, and made again. */
  visited({ order, at }: Visit, hasResult: boolean): void {
    const open = this.#open.get(order.workOrderId);
    if (hasResult) this.#open.delete(order.workOrderId);
    else if (open) open.lastVisitAt = at;
  }

  #slotTimes(order: WorkOrderRequest): readonly Instant[] {
    const { work, workOrderId } = order;
    const windowOn = localDateOf(order.windowFromAt as Instant, this.#county.calendar.zone);
    const on = localDate(order.onDay) < windowOn ? windowOn : localDate(order.onDay);
    const inWindow = slots[work]
      .map((time) => momentOf(this.#county, on, time))
      .filter((at) => at >= order.windowFromAt && at < order.windowToAt);
    if (inWindow.length === 0) return [order.windowFromAt as Instant];
    return inWindow.slice(slotOf(workOrderId, Math.min(firstSlots[work], inWindow.length)));
  }
}

/** The next slot that was not used yet; when all have gone by, now. */
function visitAt(open: OpenOrder, now: Instant): Instant {
  return open.slotTimes.find((slot) => slot >= now && (open.lastVisitAt === null || slot > open.lastVisitAt)) ?? now;
}

export function crewOf(order: WorkOrderRequest): string {
  return order.crewId ?? `crew-${order.district}`;
}

/** @param word what is said of the order; with its id it names the event for ever */
export function fieldEvent<T extends FieldType>(
  order: WorkOrderRequest,
  type: T,
  word: string,
  now: Instant,
  data: AccountEventData<T>,
): CloudEvent {
  const { workOrderId, utility, accountId } = order;
  return cloudEvent({
    type,
    id: `${workOrderId}/${word}`,
    utility,
    account: accountId,
    time: now,
    data: data as never,
  });
}
