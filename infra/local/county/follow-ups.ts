import type { AccountEventData, FactType } from '../../../libs/account/account.events.ts';
import { localDateOf, plusDays } from '../../../libs/calendar/days.ts';
import { feedOfType, typeOfWireType, type Feed } from '../../../libs/contracts/feeds.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import { instant, type Instant } from '../../../libs/kernel/time.ts';
import { nextMorning, officeHours } from './appointments.ts';
import type { Balances } from './balances.ts';
import { momentOf, openDay, type County } from './county.ts';
import type { CountyPlan } from './generator.ts';
import { Random } from './random.ts';

/** Something that the county will tell because of what it told before. */
export interface FollowUp {
  readonly at: Instant;
  readonly feed: Feed;
  readonly id: string;
  /** Null when by then there is nothing to tell. */
  readonly event: (balances: Balances) => CloudEvent | null;
}

type Settings = Pick<CountyPlan, 'county' | 'accounts' | 'paymentTimes'>;

const returnedLetterShare = 0.01;
const patienceDays = 45;

/** What follows from an event that the county sent; null for most. The same event always has the same follow-up. */
export function followUpOf(plan: Settings, event: CloudEvent): FollowUp | null {
  switch (typeOfWireType(event.type)) {
    case 'NoticeMailed':
      return letterReturned(plan.county, event);
    case 'WorkOrderNotCompleted':
      return paidAtDoor(plan.county, event);
    case 'WorkOrderCompleted':
      return settlesBecauseShutOff(plan, event);
    default:
      return null;
  }
}

function letterReturned(county: County, event: CloudEvent): FollowUp | null {
  const { noticeId } = event.data as AccountEventData<'NoticeMailed'>;
  const random = new Random(`${county.seed}/letter/${noticeId}`);
  if (!random.chance(returnedLetterShare)) return null;
  const at = laterDay(county, event.time, random.between(4, 8), officeHours[0]);
  return followUp(event, 'NoticeReturned', at, `${noticeId}/returned`, () => ({
    noticeId,
    reason: 'moved, left no address',
  }));
}

/** The crew hands in what it was given; the next morning's file brings it. */
function paidAtDoor(county: County, event: CloudEvent): FollowUp | null {
  const { result, workOrderId } = event.data as AccountEventData<'WorkOrderNotCompleted'>;
  if (result !== 'paid-at-door') return null;
  return payment(event, nextMorning(county, instant(event.time)), `${workOrderId}/paid-at-door`);
}

/**
 * Who was shut off comes to the counter and pays what is asked there: some at once, others when the payment that they
 * had planned turns out too small.
 */
function settlesBecauseShutOff(plan: Settings, event: CloudEvent): FollowUp | null {
  const { county, accounts, paymentTimes } = plan;
  const { result, workOrderId } = event.data as AccountEventData<'WorkOrderCompleted'>;
  const payer = accounts.get(event.account ?? '')?.payer;
  if (result !== 'off' || payer === undefined || payer === 'never-pays' || payer === 'petition') return null;
  const random = new Random(`${county.seed}/shut-off/${workOrderId}`);
  const paysAtOnce = payer === 'pays-when-shut-off';
  const soon = laterDay(
    county,
    event.time,
    paysAtOnce ? random.between(1, 4) : random.between(6, 20),
    random.pick(officeHours),
  );
  const planned = (paymentTimes.get(event.account ?? '') ?? []).find((at) => at > event.time);
  const waits =
    !paysAtOnce && planned !== undefined && planned < laterDay(county, event.time, patienceDays, officeHours[0]);
  return payment(event, waits ? laterDay(county, planned, 1, officeHours[0]) : soon, `${workOrderId}/settled`);
}

function payment(cause: CloudEvent, at: Instant, paymentId: string): FollowUp {
  return followUp(cause, 'PaymentReceived', at, paymentId, (balances) => {
    const amountCents = balances.owedCents(cause.account ?? '');
    return amountCents > 0 ? { paymentId, amountCents, tender: 'cash', channel: 'counter' } : null;
  });
}

function followUp<T extends FactType>(
  cause: CloudEvent,
  type: T,
  at: Instant,
  id: string,
  data: (balances: Balances) => AccountEventData<T> | null,
): FollowUp {
  const { utility, account = '' } = cause;
  const event = (balances: Balances) => {
    const known = data(balances);
    return known && cloudEvent({ type, id, utility, account, time: at, data: known as never });
  };
  return { at, id, feed: feedOfType(type) as Feed, event };
}

function laterDay(county: County, after: string, days: number, time: string): Instant {
  return momentOf(county, openDay(county, plusDays(localDateOf(instant(after), county.calendar.zone), days)), time);
}
