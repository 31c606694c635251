import { plusDays } from '../../../libs/calendar/days.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import { laterOf, type Instant } from '../../../libs/kernel/time.ts';
import { accountIdOf, planAccount, type AccountPlan } from './account-plan.ts';
import { nightHours, officeHours } from './appointments.ts';
import { periodOf, planBills } from './bills.ts';
import { countyClosesAt, countyOf, openDay, type County, type CountyOptions } from './county.ts';
import { withMishaps, type Outgoing } from './mishaps.ts';
import { playBill } from './payers.ts';
import { leavesToTheRoll } from './parcels.ts';
import { Random } from './random.ts';
import { BillStory, Diary, type Told } from './story.ts';

/** A message and the moment at which it is sent, never before it took effect. */
export interface PlannedMessage {
  readonly sendAt: Instant;
  readonly event: CloudEvent;
}

export interface CountyPlan {
  readonly county: County;
  readonly accounts: ReadonlyMap<string, AccountPlan>;
  /** When each account's payments take effect, in order. */
  readonly paymentTimes: ReadonlyMap<string, readonly Instant[]>;
  /** In order of sending. */
  readonly messages: readonly PlannedMessage[];
}

const meterChangeShare = 0.01;

/** The whole plan of a sample county. Pure: the same options give the same bytes. */
export function planCounty(options: CountyOptions): CountyPlan {
  const county = countyOf(options);
  const accounts = Array.from({ length: county.accounts }, (_, index) => planAccount(county, index));
  const outgoing = accounts.flatMap((account, index) => messagesOf(county, account, index));
  const endAt = countyClosesAt(county);
  const messages = outgoing
    .filter(({ sendAt }) => sendAt < endAt)
    .map((one) => ({ ...one, order: orderOf(one) }))
    .sort((first, second) => (first.order < second.order ? -1 : 1))
    .map(({ told, sendAt }) => ({ sendAt, event: eventOf(county, told) }));
  return {
    county,
    accounts: new Map(accounts.map((account) => [account.accountId, account])),
    paymentTimes: paymentTimesOf(outgoing),
    messages,
  };
}

/** The ordered stream of what the county's systems send. */
export function countyEvents(options: CountyOptions): readonly PlannedMessage[] {
  return planCounty(options).messages;
}

function paymentTimesOf(outgoing: readonly Outgoing[]): Map<string, Instant[]> {
  const times = new Map<string, Instant[]>();
  for (const { told } of outgoing) {
    if (told.type !== 'PaymentReceived' || told.accountId === null) continue;
    const known = times.get(told.accountId);
    if (known) known.push(told.effectiveAt);
    else times.set(told.accountId, [told.effectiveAt]);
  }
  for (const known of times.values()) known.sort();
  return times;
}

function messagesOf(county: County, account: AccountPlan, index: number): Outgoing[] {
  const random = new Random(`${county.seed}/story/${index}`);
  const diary = new Diary(county, account.accountId);
  const neighbourId = accountIdOf(index % 2 === 0 && index + 1 < county.accounts ? index + 1 : Math.max(0, index - 1));
  diary.tell('AccountOpened', account.openedOn, officeHours[0], account.facts);
  planBills(county, account, random).forEach((bill, ordinal) => {
    const { billId, billedOn, dueOn, lines } = bill;
    diary.tell('BillIssued', billedOn, nightHours[0], { billId, billedOn, dueOn, ...periodOf(county, bill), lines });
    if (!leavesToTheRoll(county, account, bill.dueOn)) playBill(account.payer, ordinal, new BillStory(diary, account, neighbourId, bill, random));
  });
  if (random.chance(meterChangeShare)) changeMeter(diary, account, random);
  return withMishaps(diary.told, random);
}

function changeMeter(diary: Diary, account: AccountPlan, random: Random): void {
  const { meterSerial } = account.facts;
  if (meterSerial === null) return;
  const on = openDay(diary.county, plusDays(laterOf(account.openedOn, diary.county.startOn), random.between(5, 170)));
  diary.tell('AccountChanged', on, officeHours[1], { meterSerial: `${meterSerial}N` });
}

function eventOf(county: County, told: Told): CloudEvent {
  const { type, id, accountId, effectiveAt, data } = told;
  return cloudEvent({
    type,
    id,
    utility: county.utilityId,
    ...(accountId !== null && { account: accountId }),
    time: effectiveAt,
    data,
  });
}

/** By time of sending; at the same time openings first, and what was overtaken last. */
function orderOf({ told, sendAt, behind }: Outgoing): string {
  const rank = told.type === 'AccountOpened' ? 0 : 1;
  return `${sendAt}|${behind}|${rank}|${told.id.padStart(24, '0')}`;
}
