import { dayNumber, nthBusinessDayAfter, wallCalendar } from './oracle/wall-calendar.ts';

/** The office and the watches of the county. */
const county = wallCalendar('ohio');

/**
 * The account a second time, slow and plain, for the property tests: it walks through the moments at which something came to
 * be known, counts everything anew each time, and imports nothing of the engine. Amounts are cents, moments milliseconds.
 */
export interface NaiveFact {
  readonly id: string;
  readonly type: string;
  readonly effectiveAt: string;
  readonly data: object;
}

/** A fact and when it came to be known. */
export interface Arrival {
  readonly knownAt: string;
  readonly fact: NaiveFact;
}

export interface NaiveHold {
  readonly kind: string;
  readonly evidence: string;
  readonly from: number;
  /** When it ended or will end by itself; Infinity while nothing says so. */
  readonly to: number;
}

export interface NaiveResult {
  readonly balanceCents: number;
  readonly pastDueCents: number;
  readonly penalties: Record<string, number>;
  readonly holds: readonly string[];
  /** Orders on which a valve was closed that should have stayed open. */
  readonly closedWrongly: readonly string[];
  /** Bills and causes of fees whose charge a stay or a discharge forbade for good before it could be posted. */
  readonly forbidden: readonly string[];
  /** Bills and causes of fees whose charge waits for the end of a hold. */
  readonly putOff: readonly string[];
}

interface Charge {
  readonly bill: string | null;
  readonly kind: 'sewer' | 'water' | 'other' | 'penalty' | 'fee';
  readonly id: string;
  readonly cents: number;
  readonly from: number;
  readonly dueDay: number;
  /** What puts it in the order of payment: its bill's due date before it is moved, or the day on which it arose. */
  readonly orderDay: number;
}

interface Money {
  readonly id: string;
  readonly cents: number;
  readonly at: number;
}

interface Bill {
  readonly id: string;
  readonly from: number;
  billedDay: number;
  dueDay: number;
  printedDay: number;
  lines: { service: 'sewer' | 'water' | 'other'; amountCents: number }[];
}

/** What was posted so far: a penalty or fee, and when. */
interface Posted {
  readonly cents: number;
  readonly at: number;
}

type Data = Record<string, never> & Record<string, unknown>;
const ms = (text: string) => Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10), +text.slice(11, 13), +text.slice(14, 16), +text.slice(17, 19));
const sewerFirst = ['sewer', 'water', 'other', 'penalty', 'fee'];
/** Less than this past due, and no valve is closed. */
const leastOverdueCents = 8_000;
const feeCents = { returned: 3_000, off: 4_500, 'paid-at-door': 2_500 };

export class NaiveAccount {
  readonly #accountId: string;
  readonly #known: NaiveFact[] = [];
  readonly #penalties = new Map<string, Posted>();
  /** When a penalty was posted that was taken back. */
  readonly #takenBack = new Map<string, number>();
  readonly #forbidden = new Set<string>();
  readonly #fees = new Map<string, Posted>();
  /** When a crew was called back from an order: nothing that the account itself knows. */
  readonly #calledBack = new Map<string, number>();
  /** Orders on which a valve was closed that should have stayed open. What was found wrong once stays wrong. */
  readonly #closedWrongly = new Set<string>();
  /** What depends on the known facts alone, until the next of them. */
  #kept = new Map<string, unknown>();
  #now = 0;
  #opened = false;

  constructor(accountId: string) {
    this.#accountId = accountId;
  }

  /** Takes a fact that comes to be known now. Twice the same is once. */
  take({ knownAt, fact }: Arrival): void {
    this.passTo(ms(knownAt));
    if (this.#known.some((known) => known.id === fact.id)) return;
    this.#kept.clear();
    this.#known.push(fact);
    this.#known.sort((first, second) => ms(first.effectiveAt) - ms(second.effectiveAt));
    this.#opened ||= fact.type === 'AccountOpened';
    this.#settle();
  }

  /** A crew was told to turn back. */
  callBack(workOrderId: string, at: string): void {
    this.#calledBack.set(workOrderId, ms(at));
  }

  /** Looks at the account every morning, as the sweep does, up to that moment. */
  passTo(moment: number): void {
    for (let day = this.#now > 0 ? county.dayOf(this.#now) : Infinity; day <= county.dayOf(moment); day += 1) {
      const morning = county.momentOf(day, 6);
      if (morning <= this.#now || morning > moment) continue;
      this.#now = morning;
      this.#settle();
    }
    this.#now = Math.max(this.#now, moment);
  }

  result(): NaiveResult {
    const open = this.#openCharges(Infinity);
    const today = county.dayOf(this.#now);
    const owed = open.charges.reduce((sum, charge) => sum + charge.open, 0);
    const late = open.charges.filter((charge) => charge.bill === null || charge.dueDay < today);
    return {
      balanceCents: owed - open.pool,
      pastDueCents: late.reduce((sum, charge) => sum + charge.open, 0),
      penalties: Object.fromEntries([...this.#penalties].map(([bill, posted]) => [bill, posted.cents])),
      holds: this.holdsAt(this.#now).map((hold) => `${hold.kind}:${hold.evidence}`).sort(),
      closedWrongly: [...this.#closedWrongly].sort(),
      forbidden: [...this.#forbidden, ...this.#feesNotPosted().flatMap(([cause, { at }]) => (this.#isDischarged(at) ? [cause] : []))],
      putOff: [...this.#penaltiesDue().map((bill) => bill.id), ...this.#feesDue().map(([cause]) => cause)],
    };
  }

  /** The holds of that moment, from what is known now. */
  holdsAt(moment: number): NaiveHold[] {
    return this.#holds().filter((hold) => hold.from <= moment && moment < hold.to);
  }

  #keep<T>(name: string, count: () => T): T {
    if (!this.#kept.has(name)) this.#kept.set(name, count());
    return this.#kept.get(name) as T;
  }

  #of(type: string): { at: number; data: Data }[] {
    return this.#keep(type, () => this.#known.filter((fact) => fact.type === type).map((fact) => ({ at: ms(fact.effectiveAt), data: fact.data as Data })));
  }

  #holds(): NaiveHold[] {
    return this.#keep('#holds', () => this.#countHolds());
  }

  #countHolds(): NaiveHold[] {
    type Told = { at: number; data: Data };
    // Whatever is told under an id holds from then on, until it is ended or told anew; an ending of the same moment came before it.
    const until = (told: Told, key: string, tellings: Told[], ends: Told[] = []) => Math.min(Infinity, ...[...tellings, ...ends].filter((other) => other.data[key] === told.data[key] && other.at > told.at).map((other) => other.at));
    const ending = (type: string, key: string, endType: string, kind: string) =>
      this.#of(type).map((told) => hold(kind, told.data[key], told.at, until(told, key, this.#of(type), this.#of(endType))));
    const nextDay = (on: unknown) => county.momentOf(dayNumber(on as string) + 1, 0);
    const filings = this.#of('PetitionFiled');
    const discharges = this.#of('BankruptcyDischarged').filter((end) => !filings.some((filing) => filing.data['docket'] === end.data['docket']));
    const hold = (kind: string, evidence: unknown, from: number, to: number): NaiveHold => ({ kind, evidence: String(evidence), from, to });
    return [
      ...this.#stays().map(({ docket, from, to }) => hold('bankruptcy', docket, from, to)),
      ...discharges.map(({ at, data }) => hold('bankruptcy', data['docket'], at, Infinity)),
      ...ending('DisputeOpened', 'disputeId', 'DisputeSettled', 'dispute'),
      ...ending('ReviewRequested', 'reviewId', 'ReviewAnswered', 'review'),
      ...this.#of('MedicalCertificateReceived').map((told, _index, all) =>
        hold('medical', told.data['certificateId'], told.at, Math.min(until(told, 'certificateId', all, this.#of('MedicalCertificateExpired')), nextDay(told.data['validThroughOn']))),
      ),
      ...this.#doorHolds(),
      ...this.#of('ExtensionGranted').map((told, _index, all) => hold('extension', told.data['extensionId'], told.at, Math.min(nextDay(told.data['untilOn']), until(told, 'extensionId', all)))),
    ];
  }

  /** What a crew met at the door: illness or a child alone holds for five business days, a payment at the door for two. */
  #doorHolds(): NaiveHold[] {
    return this.#of('WorkOrderNotCompleted').flatMap(({ at, data }): NaiveHold[] => {
      const days = { medical: 5, 'child-alone': 5, 'paid-at-door': 2 }[String(data['result'])];
      if (days === undefined) return [];
      const kind = data['result'] === 'paid-at-door' ? 'reported-payment' : 'field';
      return [{ kind, evidence: String(data['workOrderId']), from: at, to: county.momentOf(nthBusinessDayAfter(county.dayOf(at), days, county) + 1, 0) }];
    });
  }

  #bills(): Bill[] {
    return this.#keep('#bills', () => this.#countBills());
  }

  #countBills(): Bill[] {
    const bills = new Map<string, Bill>();
    // Whatever is printed, a customer has three weeks.
    const dates = (billedDay: number, dueOn: string) => {
      const printedDay = Math.max(dayNumber(dueOn), billedDay + 21);
      return { billedDay, printedDay, dueDay: lastDayToPay(printedDay) };
    };
    for (const fact of this.#known) {
      const data = fact.data as { billId: string; billedOn: string; dueOn?: string; lines: Bill['lines'] };
      if (fact.type === 'BillIssued') bills.set(data.billId, { id: data.billId, from: ms(fact.effectiveAt), ...dates(dayNumber(data.billedOn), data.dueOn as string), lines: data.lines });
      const bill = fact.type === 'BillCorrected' ? bills.get(data.billId) : undefined;
      if (bill) bill.lines = data.lines;
      if (bill && data.dueOn) Object.assign(bill, dates(bill.billedDay, data.dueOn));
    }
    return [...bills.values()].sort((first, second) => first.dueDay - second.dueDay);
  }

  /** Every payment that was made and neither came back nor went elsewhere, and what else lowers the balance. */
  #credits(asOf: number): Money[] {
    return this.#keep(`#credits ${asOf}`, () => this.#countCredits(asOf));
  }

  #countCredits(asOf: number): Money[] {
    const left = this.#payments(asOf);
    const here = (data: Data) => data['toAccountId'] === this.#accountId;
    const money = (type: string, key: string, sign = 1) => this.#of(type).map(({ at, data }) => ({ id: String(data[key]), cents: sign * Number(data['amountCents']), at, data }));
    return [
      ...[...money('PaymentReceived', 'paymentId'), ...money('PaymentMoved', 'paymentId').filter(({ data }) => here(data))]
        .map((payment) => ({ ...payment, cents: left.get(payment.id)?.cents ?? 0 }))
        .filter((payment) => payment.cents > 0),
      ...money('AdjustmentPosted', 'adjustmentId', -1).filter((credit) => credit.cents > 0),
      ...money('CreditTransferred', 'transferId').filter(({ data }) => here(data)),
    ];
  }

  /** What is left of each payment at `asOf`, and when it came back if it did: a part that was moved away before does not come back here. */
  #payments(asOf = Infinity): Map<string, { cents: number; returnedAt: number | null }> {
    return this.#keep(`#payments ${asOf}`, () => this.#countPayments(asOf));
  }

  #countPayments(asOf: number): Map<string, { cents: number; returnedAt: number | null }> {
    const moves = (side: string) => this.#of('PaymentMoved').filter(({ data }) => data[side] === this.#accountId);
    const came = [...this.#of('PaymentReceived'), ...moves('toAccountId')];
    const left = new Map(came.map(({ data }) => [String(data['paymentId']), { cents: Number(data['amountCents']), returnedAt: null as number | null }]));
    const leaves = [...this.#of('PaymentReturned').map((fact) => ({ ...fact, returned: true })), ...moves('fromAccountId').map((fact) => ({ ...fact, returned: false }))];
    for (const { at, data, returned } of leaves.sort((first, second) => first.at - second.at)) {
      const payment = left.get(String(data['paymentId']));
      if (!payment || payment.cents === 0 || at > asOf) continue;
      payment.cents = returned ? 0 : Math.max(0, payment.cents - Number(data['amountCents']));
      if (returned) payment.returnedAt = at;
    }
    return left;
  }

  #charges(): Charge[] {
    const bills = this.#bills();
    const lines = bills.flatMap((bill) =>
      bill.lines.map((line, index): Charge => ({ bill: bill.id, kind: line.service, id: `${index}`, cents: line.amountCents, from: bill.from, dueDay: bill.dueDay, orderDay: bill.printedDay })),
    );
    const penalties = bills.flatMap((bill): Charge[] => {
      const posted = this.#penalties.get(bill.id);
      return posted ? [{ bill: bill.id, kind: 'penalty', id: 'penalty', cents: posted.cents, from: county.momentOf(bill.dueDay + 1, 0), dueDay: bill.dueDay, orderDay: bill.printedDay }] : [];
    });
    const single = (id: string, kind: Charge['kind'], cents: number, from: number): Charge => ({ bill: null, kind, id, cents, from, dueDay: county.dayOf(from), orderDay: county.dayOf(from) });
    const debits = this.#of('AdjustmentPosted').filter(({ data }) => Number(data['amountCents']) > 0);
    const sent = this.#of('CreditTransferred').filter(({ data }) => data['fromAccountId'] === this.#accountId);
    const causes = this.#feeCauses();
    return [
      ...lines,
      ...penalties,
      ...debits.map(({ at, data }) => single(String(data['adjustmentId']), 'other', Number(data['amountCents']), at)),
      ...sent.map(({ at, data }) => single(String(data['transferId']), 'other', Number(data['amountCents']), at)),
      ...[...this.#fees].map(([cause, posted]) => single(cause, 'fee', posted.cents, causes.get(cause)?.at ?? posted.at)),
    ];
  }

  /**
   * Pays every charge that stands, oldest due date first, each time that money or a charge comes. Looks at what came before `end`,
   * and at the payments that were there at `asOf`.
   */
  #openCharges(end: number, asOf = Infinity): { charges: (Charge & { open: number })[]; pool: number } {
    const order = (charge: Charge) => [charge.orderDay, charge.bill ?? '~', sewerFirst.indexOf(charge.kind), charge.id] as const;
    const charges = this.#charges()
      .filter((charge) => charge.from < end)
      .map((charge) => ({ ...charge, open: charge.cents }))
      .sort((first, second) => {
        const [a, b] = [order(first), order(second)];
        const place = a.findIndex((part, index) => part !== b[index]);
        return place < 0 ? 0 : (a[place] as string) < (b[place] as string) ? -1 : 1;
      });
    const credits = this.#credits(asOf).filter((credit) => credit.at < end);
    const writeOffs = this.#discharges().filter(({ at }) => at < end);
    const letGo = this.#stays().map(({ to }) => to).filter((to) => to < end);
    const moments = [...new Set([...charges.map((charge) => charge.from), ...credits.map((credit) => credit.at), ...writeOffs.map(({ at }) => at), ...letGo])].sort((first, second) => first - second);
    let pool = 0;
    for (const moment of moments) {
      for (const credit of credits) if (credit.at === moment) pool += credit.cents;
      for (const { at, filedAt } of writeOffs) for (const charge of charges) if (at === moment && charge.from <= filedAt) charge.open = 0;
      for (const charge of charges) {
        const part = charge.from <= moment && !this.#isKept(charge, moment) ? Math.min(pool, charge.open) : 0;
        charge.open -= part;
        pool -= part;
      }
    }
    return { charges, pool };
  }

  /** From each filing until the docket ended, or was filed anew. */
  #stays(): { docket: string; from: number; to: number }[] {
    const filings = this.#of('PetitionFiled');
    const over = [...this.#of('BankruptcyDismissed'), ...this.#of('BankruptcyDischarged')];
    return filings.map(({ at, data }) => {
      const next = [...filings, ...over].filter((other) => other.data['docket'] === data['docket'] && other.at > at).map((other) => other.at);
      return { docket: String(data['docket']), from: at, to: Math.min(Infinity, ...next) };
    });
  }

  /** What was charged before a petition is kept from ordinary money while its docket runs, and for good once it is discharged. */
  #isKept(charge: Charge, moment: number): boolean {
    const stays = this.#stays();
    const filedAt = (docket: string) => stays.find((stay) => stay.docket === docket)?.from ?? -Infinity;
    return (
      stays.some(({ docket, from, to }) => from <= moment && moment < to && charge.from <= filedAt(docket)) ||
      this.#discharges().some((discharge) => discharge.at <= moment && charge.from <= discharge.filedAt)
    );
  }

  /** Of each docket the first filing and the first discharge that came after it. */
  #discharges(): { docket: string; filedAt: number; at: number }[] {
    const dockets = [...new Set(this.#of('PetitionFiled').map(({ data }) => String(data['docket'])))];
    return dockets.flatMap((docket) => {
      const filedAt = this.#of('PetitionFiled').find(({ data }) => data['docket'] === docket)?.at ?? Infinity;
      const at = this.#of('BankruptcyDischarged').find((end) => end.data['docket'] === docket && end.at > filedAt)?.at;
      return at === undefined ? [] : [{ docket, filedAt, at }];
    });
  }

  #feeCauses(): Map<string, { at: number; cents: number }> {
    return this.#keep('#feeCauses', () => this.#countFeeCauses());
  }

  #countFeeCauses(): Map<string, { at: number; cents: number }> {
    const causes = new Map<string, { at: number; cents: number }>();
    for (const [paymentId, { returnedAt }] of this.#payments()) if (returnedAt !== null) causes.set(paymentId, { at: returnedAt, cents: feeCents.returned });
    for (const { at, data } of this.#of('WorkOrderCompleted')) if (data['result'] === 'off' && !this.#closedWrongly.has(String(data['workOrderId']))) causes.set(String(data['workOrderId']), { at, cents: feeCents.off });
    for (const { at, data } of this.#of('WorkOrderNotCompleted'))
      if (data['result'] === 'paid-at-door') causes.set(String(data['workOrderId']), { at, cents: feeCents['paid-at-door'] });
    return causes;
  }

  /** Posts and takes back until nothing changes. */
  #settle(): void {
    if (!this.#opened) return;
    for (let changed = true; changed; ) changed = this.#judgeClosings() || this.#settlePenalties() || this.#settleFees();
  }

  #judgeClosings(): boolean {
    const closings = this.#of('WorkOrderCompleted').filter(({ data }) => data['result'] === 'off');
    const found = closings.find(({ at, data }) => !this.#closedWrongly.has(String(data['workOrderId'])) && this.#isWrong(String(data['workOrderId']), at));
    if (!found) return false;
    this.#closedWrongly.add(String(found.data['workOrderId']));
    this.#kept.delete('#feeCauses');
    return true;
  }

  #isWrong(workOrderId: string, at: number): boolean {
    const overdue = this.#openCharges(at, at).charges.filter((charge) => charge.bill === null || charge.dueDay < county.dayOf(at));
    const overdueCents = overdue.reduce((sum, charge) => sum + charge.open, 0);
    return this.holdsAt(at).length > 0 || (this.#calledBack.get(workOrderId) ?? at) < at || overdueCents < leastOverdueCents;
  }

  #settlePenalties(): boolean {
    for (const bill of this.#bills()) {
      const posted = this.#penalties.get(bill.id);
      if (!posted || (posted.cents === this.#wantedPenalty(bill) && this.holdsAt(posted.at).length === 0)) continue;
      this.#penalties.delete(bill.id);
      this.#takenBack.set(bill.id, posted.at);
      return true;
    }
    for (const bill of this.#penaltiesDue()) {
      const stay = (moment: number) => this.holdsAt(moment).some((hold) => hold.kind === 'bankruptcy');
      if (stay(this.#now) || stay(this.#takenBack.get(bill.id) ?? this.#now)) this.#forbidden.add(bill.id);
      else if (this.holdsAt(this.#now).length === 0) this.#penalties.set(bill.id, { cents: this.#wantedPenalty(bill), at: this.#now });
      else continue;
      return true;
    }
    return false;
  }

  #penaltiesDue(): Bill[] {
    return this.#bills().filter((bill) => !this.#penalties.has(bill.id) && !this.#forbidden.has(bill.id) && this.#wantedPenalty(bill) > 0);
  }

  #wantedPenalty(bill: Bill): number {
    const dueEnds = county.momentOf(bill.dueDay + 1, 0);
    if (this.#now < dueEnds || this.holdsAt(dueEnds).length > 0) return 0;
    const unpaid = this.#openCharges(dueEnds).charges.filter((charge) => charge.bill === bill.id && charge.kind !== 'penalty');
    return Math.round(unpaid.reduce((sum, charge) => sum + charge.open, 0) / 10);
  }

  #settleFees(): boolean {
    const causes = this.#feeCauses();
    for (const [cause, posted] of this.#fees) {
      const known = causes.get(cause);
      if (known && !this.#heldFor(cause, known.at) && !this.#heldFor(cause, posted.at)) continue;
      this.#fees.delete(cause);
      return true;
    }
    const due = this.#feesDue().find(([cause]) => !this.#heldFor(cause, this.#now));
    if (due) this.#fees.set(due[0], { cents: due[1].cents, at: this.#now });
    return due !== undefined;
  }

  #feesDue(): [string, { at: number; cents: number }][] {
    return this.#feesNotPosted().filter(([, { at }]) => !this.#isDischarged(at));
  }

  #feesNotPosted(): [string, { at: number; cents: number }][] {
    return [...this.#feeCauses()].filter(([cause, { at }]) => !this.#fees.has(cause) && !this.#heldFor(cause, at));
  }

  /** The hold that a visit itself brought about does not stand against its fee. */
  #heldFor(cause: string, moment: number): boolean {
    return this.holdsAt(moment).some((hold) => hold.evidence !== cause);
  }

  /** True for what arose before a petition that ended in a discharge. */
  #isDischarged(at: number): boolean {
    return this.#discharges().some(({ filedAt }) => at <= filedAt);
  }
}

/** The last day to pay: the printed one, or the next on which the office is open. */
function lastDayToPay(printedDay: number): number {
  let day = printedDay;
  while (!county.officeIsOpen(day)) day += 1;
  return day;
}
