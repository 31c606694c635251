import type { Data, Known } from './known.ts';
import type { HoldName } from './plain-law.ts';
import { dayNumber, type WallCalendar } from './wall-calendar.ts';

/** A notice that the utility gave: a letter, or a call in place of one. */
export interface GivenNotice {
  readonly id: string;
  readonly orderedAt: number;
  /** The bills that were oldest then. */
  readonly oldestBills: readonly string[];
  /** The day of the call, where it was one. */
  readonly calledDay: number | null;
}

interface WorkOrder {
  readonly id: string;
  readonly work: 'door-tag' | 'shut-off' | 'restoration';
  readonly orderedAt: number;
  readonly noticeId: string | null;
  readonly day: number;
  readonly meter: string | null;
  recalledAt: number | null;
}

/** What the utility is on record to have done, told as it does it: which letter, which crew. Whether it was right is asked elsewhere. */
export class Deeds {
  notice: GivenNotice | null = null;
  readonly orders: WorkOrder[] = [];
  /** Postings with photo and name on an order that was not called back, each for its notice. */
  readonly postings: { readonly at: number; readonly noticeId: string }[] = [];
  readonly callsUsed = new Set<string>();
  /** When each kind of hold was last seen to stand. */
  readonly lastHeld = new Map<HoldName, number>();
  isApproved = false;
  caseIsOpen = false;
  caseOpenedAt = 0;
  review = false;
  waterIsOff = false;
  notBeforeDay = 0;
  readonly #known: Known;
  readonly #calendar: WallCalendar;

  constructor(known: Known, calendar: WallCalendar) {
    this.#known = known;
    this.#calendar = calendar;
  }

  /** Something came to be known at that moment; called after it is known. */
  learnt(type: string, data: Data, effectiveAt: number, now: number): void {
    for (const hold of this.#known.holdsAt(now)) this.lastHeld.set(hold.kind, now);
    if (type !== 'NoticePosted') return;
    const order = this.orders.find(({ id }) => id === data['workOrderId']);
    const isProven = Boolean(data['photo']) && Boolean(data['postedBy']);
    if (order?.work === 'door-tag' && order.recalledAt === null && isProven && effectiveAt >= order.orderedAt) this.postings.push({ at: effectiveAt, noticeId: order.noticeId ?? '' });
  }

  /** Writes down what was done at that moment. */
  write(type: string, data: Data, now: number, today: number): void {
    const known = this.#known;
    const noticeId = String(data['noticeId']);
    const workOrderId = String(data['workOrderId']);
    const oldest = () => {
      const { bills } = known.pastDueOn(today);
      return bills.filter(({ dueDay }) => dueDay === bills[0]?.dueDay).map((bill) => bill.id);
    };
    switch (type) {
      case 'CaseOpened':
        Object.assign(this, { caseIsOpen: true, caseOpenedAt: now, notice: null, isApproved: false, review: false, notBeforeDay: 0 });
        return;
      case 'CaseClosed':
        Object.assign(this, { caseIsOpen: false, notice: null });
        return;
      case 'NoticeOrdered':
        this.notice = { id: noticeId, orderedAt: now, oldestBills: oldest(), calledDay: null };
        return;
      case 'NoticeGivenByPhone':
        this.callsUsed.add(String(data['contactId']));
        this.notice = { id: noticeId, orderedAt: now, oldestBills: oldest(), calledDay: dayNumber(String(data['onDay'])) };
        return;
      case 'NoticeWithdrawn':
        this.notice = null;
        return;
      case 'StepSkipped':
        if (data['step'] === 'notice') this.notice = null;
        return;
      case 'DoorTagOrdered':
      case 'ShutOffOrdered':
      case 'RestorationOrdered':
        this.orders.push({
          id: workOrderId,
          work: type === 'DoorTagOrdered' ? 'door-tag' : type === 'ShutOffOrdered' ? 'shut-off' : 'restoration',
          orderedAt: now,
          noticeId: this.notice?.id ?? null,
          day: dayNumber(String(data['onDay'])),
          meter: data['meterSerial'] as string | null,
          recalledAt: null,
        });
        return;
      case 'WorkOrderRecalled':
        for (const order of this.orders) if (order.id === workOrderId) order.recalledAt = now;
        return;
      case 'ApprovalGiven':
        this.isApproved = true;
        return;
      case 'ReviewNeeded':
        this.review = true;
        return;
      case 'ReviewDone':
        this.review = false;
        // A letter that nobody could prove is given up with the answer.
        if (this.notice?.calledDay === null && this.mailedDay() === null) this.notice = null;
        return;
      case 'ShutOffRescheduled':
        this.notBeforeDay = dayNumber(String(data['notBeforeOn']));
        return;
      case 'ServiceShutOff':
        this.waterIsOff = true;
        return;
      case 'ServiceRestored':
        Object.assign(this, { waterIsOff: false, notice: null });
        return;
      case 'PenaltyAssessed':
        known.penalties.set(String(data['billId']), { cents: Number(data['amountCents']), at: now });
        return known.forget();
      case 'PenaltyReversed':
        known.penalties.delete(String(data['billId']));
        return known.forget();
      case 'FeeAssessed':
        known.fees.set(String(data['cause']), { cents: Number(data['amountCents']), at: now });
        return known.forget();
      case 'FeeReversed':
        known.fees.delete(String(data['cause']));
        return known.forget();
      case 'MessageParked':
        this.#known.parked.add(String(data['deadLetterId']));
        return;
      case 'MessageRepaired':
        this.#known.parked.delete(String(data['deadLetterId']));
        return;
    }
  }

  /** The day on which the notice was mailed, by its proof; null before one that can be true is known. */
  mailedDay(): number | null {
    const { notice } = this;
    if (notice === null || notice.calledDay !== null) return null;
    const proof = this.#known.of('NoticeMailed').findLast(({ data }) => data['noticeId'] === notice.id);
    const day = proof ? dayNumber(String(proof.data['mailedOn'])) : null;
    return day !== null && day >= this.#calendar.dayOf(notice.orderedAt) ? day : null;
  }
}
