import type { AccountEventData, FactType } from '../../../libs/account/account.events.ts';
import { plusDays } from '../../../libs/calendar/days.ts';
import { portionOf, type Cents } from '../../../libs/kernel/money.ts';
import type { Instant, LocalDate } from '../../../libs/kernel/time.ts';
import type { FeeKind } from '../../../libs/policy/pack.ts';
import { appointmentFrom, nightHours, officeHours } from './appointments.ts';
import { countyStartAt, momentOf, openDay, type County } from './county.ts';
import type { AccountPlan } from './account-plan.ts';
import type { Random } from './random.ts';

/** A fact as one of the county's systems means to tell it. */
export type Told = {
  [T in FactType]: {
    readonly type: T;
    /** Null for what a court tells of several accounts. */
    readonly accountId: string | null;
    readonly id: string;
    readonly effectiveAt: Instant;
    readonly sendAt: Instant;
    readonly data: AccountEventData<T>;
  };
}[FactType];

export interface BillPlan {
  readonly billId: string;
  readonly billedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly lines: AccountEventData<'BillIssued'>['lines'];
  readonly totalCents: Cents;
}

type CourtFact = 'PetitionFiled' | 'BankruptcyDismissed' | 'BankruptcyDischarged';

export type Tender = AccountEventData<'PaymentReceived'>['tender'];

const channelOf: Record<Tender, string> = {
  cash: 'counter',
  'money-order': 'counter',
  'certified-check': 'counter',
  card: 'online',
  check: 'lockbox',
  ach: 'online',
};

/** Everything that the county tells of one account, in the order in which it was thought up. */
export class Diary {
  readonly told: Told[] = [];
  readonly county: County;
  readonly accountId: string;

  constructor(county: County, accountId: string) {
    this.county = county;
    this.accountId = accountId;
  }

  /** What is older than the plan (most openings) is sent as the plan begins, the rest at the next appointment. */
  tell<T extends FactType>(
    type: T,
    on: LocalDate,
    time: string,
    data: AccountEventData<T>,
    about: string | null = this.accountId,
  ): void {
    const at = momentOf(this.county, on, time);
    const id = `${this.accountId}-${this.told.length + 1}`;
    const startAt = countyStartAt(this.county);
    const sendAt = at < startAt ? startAt : appointmentFrom(this.county, at);
    this.told.push({ type, accountId: about, id, effectiveAt: at, sendAt, data } as unknown as Told);
  }
}

/** What happens around one bill. Days are counted from its due date. */
export class BillStory {
  readonly diary: Diary;
  readonly account: AccountPlan;
  /** The neighbour whose account takes part where two are concerned. */
  readonly neighbourId: string;
  readonly bill: BillPlan;
  readonly random: Random;

  constructor(diary: Diary, account: AccountPlan, neighbourId: string, bill: BillPlan, random: Random) {
    this.diary = diary;
    this.account = account;
    this.neighbourId = neighbourId;
    this.bill = bill;
    this.random = random;
  }

  get totalCents(): Cents {
    return this.bill.totalCents;
  }

  /** The bill with the penalty that was added after its due date. */
  get latePriceCents(): Cents {
    return this.withPenalty(this.bill.totalCents);
  }

  withPenalty(cents: Cents): Cents {
    return cents + portionOf(cents, this.diary.county.pack.penalty.basisPoints);
  }

  feeCents(fee: FeeKind): Cents {
    return this.diary.county.pack.fees[fee].cents;
  }

  day(afterDue: number): LocalDate {
    return plusDays(this.bill.dueOn, this.diary.county.paced(afterDue));
  }

  officeDay(afterDue: number): LocalDate {
    return openDay(this.diary.county, this.day(afterDue));
  }

  /** An id that belongs to this bill and this word: `A100001-b1/dispute`. */
  name(word: string): string {
    return `${this.bill.billId}/${word}`;
  }

  tell<T extends FactType>(type: T, afterDue: number, data: AccountEventData<T>, time = this.officeHour()): void {
    this.diary.tell(type, this.officeDay(afterDue), time, data);
  }

  /** A court speaks of a docket and the accounts matched to it, not of one account. */
  tellOfCourt<T extends CourtFact>(type: T, afterDue: number, data: AccountEventData<T>): void {
    this.diary.tell(type, this.officeDay(afterDue), this.officeHour(), data, null);
  }

  /** @returns the payment's id */
  pay(afterDue: number, amountCents: Cents, tender: Tender): string {
    const paymentId = this.name(`p${this.diary.told.length + 1}`);
    const overNight = tender === 'card' || tender === 'ach';
    const on = overNight ? this.day(afterDue) : this.officeDay(afterDue);
    const time = overNight ? this.nightHour() : this.officeHour();
    this.diary.tell('PaymentReceived', on, time, { paymentId, amountCents, tender, channel: channelOf[tender] });
    return paymentId;
  }

  anyTender(): Tender {
    return this.random.weighted({ card: 38, ach: 30, check: 22, cash: 7, 'money-order': 2, 'certified-check': 1 });
  }

  guaranteedTender(): Tender {
    return this.random.weighted({ cash: 40, card: 40, 'money-order': 15, 'certified-check': 5 });
  }

  officeHour(): string {
    return this.random.pick(officeHours);
  }

  nightHour(): string {
    return this.random.pick(nightHours);
  }
}
