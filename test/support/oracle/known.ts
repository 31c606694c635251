import type { HoldName, PlainLaw } from './plain-law.ts';
import { dayNumber, nthBusinessDayAfter, type WallCalendar } from './wall-calendar.ts';

/** A fact as it is told: when it took effect, in ISO text, and what it says. */
export interface ToldFact {
  readonly id: string;
  readonly type: string;
  readonly effectiveAt: string;
  readonly data: object;
}

export interface KnownHold {
  readonly kind: HoldName;
  readonly evidence: string;
  readonly from: number;
  /** Infinity while nothing says that it ends. */
  readonly to: number;
}

interface Bill {
  readonly id: string;
  readonly issuedAt: number;
  readonly billedDay: number;
  /** The last day to pay before it is moved, and after. */
  printedDay: number;
  dueDay: number;
  lines: readonly { readonly service: string; readonly amountCents: number }[];
}

interface Charge {
  readonly bill: Bill | null;
  readonly kind: string;
  readonly from: number;
  readonly orderDay: number;
  readonly id: string;
  open: number;
}

interface Money {
  readonly id: string;
  readonly at: number;
  cents: number;
  readonly tender: string;
  returnedAt: number | null;
}

/** A penalty or fee that was posted and stands. */
export interface Posted {
  readonly cents: number;
  readonly at: number;
}

export interface PastDue {
  readonly cents: number;
  /** Every bill that is past due and of which something is open; the oldest first. */
  readonly bills: readonly Pick<Bill, 'id' | 'dueDay' | 'billedDay'>[];
}

export type Data = Readonly<Record<string, unknown>>;
interface Fact {
  readonly type: string;
  readonly at: number;
  readonly data: Data;
}

export const momentOfText = (text: string) => Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10), +text.slice(11, 13), +text.slice(14, 16), +text.slice(17, 19));
const text = (value: unknown) => String(value);

/** What is known of an account at one time, counted anew from all facts whenever one is added. */
export class Known {
  /** What the utility posted, by bill and by cause: those who ask tell of it. */
  readonly penalties = new Map<string, Posted>();
  readonly fees = new Map<string, Posted>();
  readonly parked = new Set<string>();
  readonly #law: PlainLaw;
  readonly #calendar: WallCalendar;
  readonly #accountId: string;
  readonly #facts: Fact[] = [];
  #ids = new Set<string>();
  #kept = new Map<string, unknown>();

  constructor(accountId: string, law: PlainLaw, calendar: WallCalendar) {
    this.#accountId = accountId;
    this.#law = law;
    this.#calendar = calendar;
  }

  /** False for what was known already: twice the same is once. */
  learn({ id, type, effectiveAt, data }: ToldFact): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    this.#facts.push({ type, at: momentOfText(effectiveAt), data: data as Data });
    this.#facts.sort((first, second) => first.at - second.at);
    this.forget();
    return true;
  }

  /** Everything is counted anew: something was posted or taken back. */
  forget(): void {
    this.#kept.clear();
  }

  of(...types: readonly string[]): Fact[] {
    return this.#keep(types.join(), () => this.#facts.filter((fact) => types.includes(fact.type)));
  }

  get account(): { class: string; services: readonly string[]; valve: string; language: string; isOpen: boolean } {
    return this.#keep('account', () => {
      const account = { class: '', services: [] as readonly string[], valve: 'none', language: 'en', isOpen: false };
      for (const { type, data } of this.#facts) {
        if (type === 'AccountOpened') account.isOpen = true;
        if (type === 'AccountOpened' || type === 'AccountChanged') {
          if (data['customerClass']) account.class = text(data['customerClass']);
          if (data['services']) account.services = data['services'] as string[];
          if (data['valve']) account.valve = text(data['valve']);
          if (data['language']) account.language = text(data['language']);
        }
        if (type === 'WorkOrderCompleted' && (data['result'] === 'off' || data['result'] === 'on')) account.valve = text(data['result']);
        if (type === 'WorkOrderNotCompleted' && data['result'] === 'already-off') account.valve = 'off';
      }
      return account;
    });
  }

  holdsAt(moment: number): KnownHold[] {
    return this.#holds().filter((hold) => hold.from <= moment && moment < hold.to);
  }

  /** True while a stay stood, by what is known, at some moment between the two. */
  stayBetween(from: number, to: number): boolean {
    return this.#holds().some((hold) => hold.kind === 'bankruptcy' && hold.from <= to && hold.to > from);
  }

  /** What is past due on that day: bills after their last day to pay, and at once whatever belongs to no bill. */
  pastDueOn(day: number): PastDue {
    return this.#keep(`past due ${day}`, () => {
      const late = this.openCharges(Infinity).filter(({ bill, open }) => open > 0 && (bill === null || bill.dueDay < day));
      const bills = [...new Set(late.flatMap(({ bill }) => (bill ? [bill] : [])))].sort((first, second) => first.dueDay - second.dueDay);
      return { cents: late.reduce((sum, { open }) => sum + open, 0), bills };
    });
  }

  /** As at that moment, by what is known now, with the payments that were in hand then. */
  pastDueCentsAt(moment: number): number {
    const day = this.#calendar.dayOf(moment);
    const late = this.openCharges(moment, moment).filter(({ bill }) => bill === null || bill.dueDay < day);
    return late.reduce((sum, { open }) => sum + open, 0);
  }

  /** When a bill's last day to pay is over, and what of its lines was open then. */
  unpaidWhenDue(billId: string): { at: number; cents: number } | null {
    const bill = this.#bills().find((known) => known.id === billId);
    if (!bill) return null;
    const at = this.#calendar.momentOf(bill.dueDay + 1, 0);
    const own = this.openCharges(at).filter((charge) => charge.bill === bill && charge.kind !== 'penalty');
    return { at, cents: own.reduce((sum, { open }) => sum + open, 0) };
  }

  returnedAt(paymentId: string): number | null {
    return this.#payments(Infinity).find((payment) => payment.id === paymentId)?.returnedAt ?? null;
  }

  lastReturnAt(): number | null {
    return this.#payments(Infinity).reduce<number | null>((last, { returnedAt }) => (returnedAt !== null && returnedAt > (last ?? -1) ? returnedAt : last), null);
  }

  /** True for what arose before a petition that ended in a discharge. */
  isDischarged(at: number): boolean {
    return this.#discharges().some(({ filedAt }) => at <= filedAt);
  }

  /** Pays each charge that stands, oldest bill first, every time that money or a charge comes; looks at what came before `end`. */
  openCharges(end: number, asOf = Infinity): readonly Charge[] {
    return this.#keep(`open ${end} ${asOf}`, () => {
      const charges = this.#charges().filter((charge) => charge.from < end);
      const credits = this.#credits(asOf).filter((credit) => credit.at < end);
      const discharges = this.#discharges().filter(({ at }) => at < end);
      const moments = [...new Set([...charges.map(({ from }) => from), ...credits.map(({ at }) => at), ...discharges.map(({ at }) => at), ...this.#docketsRun().map(({ to }) => to).filter((to) => to < end)])].sort((first, second) => first - second);
      let pool = 0;
      for (const moment of moments) {
        for (const discharge of discharges) {
          if (discharge.at !== moment) continue;
          for (const charge of charges) if (charge.from <= discharge.filedAt) charge.open = 0;
        }
        for (const credit of credits) if (credit.at === moment) pool += credit.cents;
        for (const charge of charges) {
          if (charge.from > moment || this.#isKept(charge.from, moment)) continue;
          const part = Math.min(pool, charge.open);
          charge.open -= part;
          pool -= part;
        }
      }
      return charges;
    });
  }

  #keep<T>(name: string, count: () => T): T {
    if (!this.#kept.has(name)) this.#kept.set(name, count());
    return this.#kept.get(name) as T;
  }

  #bills(): readonly Bill[] {
    return this.#keep('bills', () => {
      const bills = new Map<string, Bill>();
      const days = (billedDay: number, printed: string) => {
        const printedDay = Math.max(dayNumber(printed), billedDay + this.#law.leastDaysToPay);
        return { printedDay, dueDay: this.lastDayToPay(printedDay) };
      };
      for (const { type, at, data } of this.#facts) {
        const id = text(data['billId']);
        const lines = data['lines'] as Bill['lines'];
        if (type === 'BillIssued') {
          const billedDay = dayNumber(text(data['billedOn']));
          bills.set(id, { id, issuedAt: bills.get(id)?.issuedAt ?? at, billedDay, ...days(billedDay, text(data['dueOn'])), lines });
        }
        const bill = type === 'BillCorrected' ? bills.get(id) : undefined;
        if (bill) bill.lines = lines;
        if (bill && data['dueOn']) Object.assign(bill, days(bill.billedDay, text(data['dueOn'])));
      }
      return [...bills.values()];
    });
  }

  /** GEN-ROLL-OH, where the law moves a last day: past Sundays, listed holidays, and days on which the office is shut or closes early. */
  lastDayToPay(printedDay: number): number {
    let day = printedDay;
    const { officeIsOpen, isLegalHoliday, closesEarly } = this.#calendar;
    while (this.#law.lastDayRolls && (!officeIsOpen(day) || isLegalHoliday(day) || closesEarly(day))) day += 1;
    return day;
  }

  #charges(): Charge[] {
    const bills = this.#bills();
    const rank = (kind: string) => this.#law.paidFirst.indexOf(kind);
    const lines = bills.flatMap((bill) =>
      bill.lines.map((line, index): Charge => ({ bill, kind: line.service, from: bill.issuedAt, orderDay: bill.printedDay, id: `${index}`, open: line.amountCents })),
    );
    const penalties = bills.flatMap((bill): Charge[] => {
      const posted = this.penalties.get(bill.id);
      return posted ? [{ bill, kind: 'penalty', from: this.#calendar.momentOf(bill.dueDay + 1, 0), orderDay: bill.printedDay, id: '', open: posted.cents }] : [];
    });
    const single = (id: string, kind: string, open: number, from: number): Charge => ({ bill: null, kind, from, orderDay: this.#calendar.dayOf(from), id, open });
    const debits = this.of('AdjustmentPosted').filter(({ data }) => Number(data['amountCents']) > 0);
    const sent = this.of('CreditTransferred').filter(({ data }) => data['fromAccountId'] === this.#accountId);
    const fees = [...this.fees].map(([cause, posted]) => single(cause, 'fee', posted.cents, this.feeCause(cause)?.at ?? posted.at));
    return [
      ...lines,
      ...penalties,
      ...debits.map(({ at, data }) => single(text(data['adjustmentId']), 'other', Number(data['amountCents']), at)),
      ...sent.map(({ at, data }) => single(text(data['transferId']), 'other', Number(data['amountCents']), at)),
      ...fees,
    ].sort(
      (first, second) =>
        first.orderDay - second.orderDay || compare(first.bill?.id ?? '~', second.bill?.id ?? '~') || rank(first.kind) - rank(second.kind) || compare(first.id, second.id),
    );
  }

  /** What a fee is for: a payment that came back, a valve that was closed, a payment at the door. */
  feeCause(cause: string): { readonly at: number; readonly cents: number } | null {
    const returnedAt = this.returnedAt(cause);
    if (returnedAt !== null) return { at: returnedAt, cents: this.#law.feeCents.returned };
    const closed = this.of('WorkOrderCompleted').find(({ data }) => data['workOrderId'] === cause && data['result'] === 'off');
    if (closed) return { at: closed.at, cents: this.#law.feeCents.off };
    const paidAtDoor = this.of('WorkOrderNotCompleted').find(({ data }) => data['workOrderId'] === cause && data['result'] === 'paid-at-door');
    return paidAtDoor ? { at: paidAtDoor.at, cents: this.#law.feeCents.trip } : null;
  }

  #credits(asOf: number): readonly Money[] {
    const adjustments = this.of('AdjustmentPosted').filter(({ data }) => Number(data['amountCents']) < 0);
    const transfers = this.of('CreditTransferred').filter(({ data }) => data['toAccountId'] === this.#accountId);
    const credit = (id: unknown, at: number, cents: number): Money => ({ id: text(id), at, cents, tender: '', returnedAt: null });
    return [
      ...this.#payments(asOf).filter(({ cents }) => cents > 0),
      ...adjustments.map(({ at, data }) => credit(data['adjustmentId'], at, -Number(data['amountCents']))),
      ...transfers.map(({ at, data }) => credit(data['transferId'], at, Number(data['amountCents']))),
    ];
  }

  /** Every payment and what is left of it: what came back or went to another account counts as never made, from the moment of knowing on. */
  #payments(asOf: number): readonly Money[] {
    return this.#keep(`payments ${asOf}`, () => {
      const came = [...this.of('PaymentReceived'), ...this.of('PaymentMoved').filter(({ data }) => data['toAccountId'] === this.#accountId)];
      const payments = came.map(({ at, data }): Money => ({ id: text(data['paymentId']), at, cents: Number(data['amountCents']), tender: text(data['tender']), returnedAt: null }));
      const leaves = this.of('PaymentReturned', 'PaymentMoved').filter(({ type, data }) => type === 'PaymentReturned' || data['fromAccountId'] === this.#accountId);
      for (const { type, at, data } of leaves) {
        const payment = payments.find(({ id, cents }) => id === data['paymentId'] && cents > 0);
        if (!payment || at > asOf || at < payment.at) continue;
        payment.cents = type === 'PaymentReturned' ? 0 : Math.max(0, payment.cents - Number(data['amountCents']));
        if (type === 'PaymentReturned') payment.returnedAt = at;
      }
      return payments;
    });
  }

  /** Of each docket the first filing and the first discharge after it. */
  #discharges(): readonly { filedAt: number; at: number }[] {
    return this.#keep('discharges', () => {
      const dockets = [...new Set(this.of('PetitionFiled').map(({ data }) => text(data['docket'])))];
      return dockets.flatMap((docket) => {
        const filedAt = this.of('PetitionFiled').find(({ data }) => data['docket'] === docket)?.at ?? Infinity;
        const at = this.of('BankruptcyDischarged').find((end) => end.data['docket'] === docket && end.at > filedAt)?.at;
        return at === undefined ? [] : [{ filedAt, at }];
      });
    });
  }

  #holds(): readonly KnownHold[] {
    return this.#keep('holds', () => [
      ...this.#stays(),
      ...this.#untilEnded('dispute', 'disputeId', 'DisputeOpened', 'DisputeSettled'),
      ...this.#untilEnded('review', 'reviewId', 'ReviewRequested', 'ReviewAnswered'),
      ...this.#medical(),
      ...this.#untilEnded('extension', 'extensionId', 'ExtensionGranted', '', 'untilOn'),
      ...this.#untilEnded('manual', 'holdId', 'HoldPlaced', 'HoldReleased', 'untilOn'),
      ...this.#atTheDoor(),
      ...this.#reported(),
      ...this.#arranged(),
    ]);
  }

  /** CA-998-PROTECT: the certificate, and with it the proof that the household cannot pay; not once a plan has ended, kept or broken. */
  #medical(): KnownHold[] {
    const certificates = this.#untilEnded('medical', 'certificateId', 'MedicalCertificateReceived', 'MedicalCertificateExpired', 'validThroughOn');
    if (this.#law.certificateAlone) return certificates;
    const shown = this.#untilEnded('medical', 'inabilityId', 'InabilityToPayShown', 'InabilityToPayEnded', 'validThroughOn');
    const planEnded = Math.min(Infinity, ...this.#arranged().map(({ to }) => to));
    return certificates.flatMap((hold) => shown.map((proof) => ({ ...hold, from: Math.max(hold.from, proof.from), to: Math.min(hold.to, proof.to, planEnded) }))).filter(({ from, to }) => from < to);
  }

  /** Whatever is told under an id holds from then on, until it is ended, told anew or its last day is over. */
  #untilEnded(kind: HoldName, key: string, begins: string, ends: string, throughKey?: string): KnownHold[] {
    const told = this.of(begins);
    return told.map(({ at, data }) => {
      const later = [...told, ...this.of(ends)].filter((other) => other.data[key] === data[key] && other.at > at).map((other) => other.at);
      const through = throughKey && data[throughKey] ? this.#endOf(dayNumber(text(data[throughKey]))) : Infinity;
      return { kind, evidence: text(data[key]), from: at, to: Math.min(through, ...later) };
    });
  }

  /** BK-STAY: from the filing, whenever it came to be known, until the docket ends it; and for a discharge whose petition nobody knows. */
  #stays(): KnownHold[] {
    const filings = this.of('PetitionFiled');
    const stay = (evidence: unknown, from: number, to: number): KnownHold => ({ kind: 'bankruptcy', evidence: text(evidence), from, to });
    const alone = this.of('BankruptcyDischarged').filter((end) => !filings.some((filing) => filing.data['docket'] === end.data['docket']));
    return [
      ...this.#docketsRun().map(({ docket, from, to }) => stay(docket, from, to)),
      ...alone.map(({ at, data }) => stay(data['docket'], at, Infinity)),
    ];
  }

  /** From each filing until its docket ended. */
  #docketsRun(): readonly { readonly docket: string; readonly from: number; readonly to: number }[] {
    return this.#keep('dockets run', () => {
      const ends = this.of('BankruptcyDismissed', 'BankruptcyDischarged');
      return this.of('PetitionFiled').map(({ at, data }) => {
        const ended = ends.filter((end) => end.data['docket'] === data['docket'] && end.at > at).map((end) => end.at);
        return { docket: text(data['docket']), from: at, to: Math.min(Infinity, ...ended) };
      });
    });
  }

  /** BK-PAYMENTS: while the docket runs ordinary money pays nothing of before its petition; after the discharge never. */
  #isKept(from: number, moment: number): boolean {
    const filedAt = (docket: string) => this.#docketsRun().find((run) => run.docket === docket)?.from ?? -Infinity;
    return (
      this.#docketsRun().some((run) => run.from <= moment && moment < run.to && from <= filedAt(run.docket)) ||
      this.#discharges().some((discharge) => discharge.at <= moment && from <= discharge.filedAt)
    );
  }

  #atTheDoor(): KnownHold[] {
    return this.of('WorkOrderNotCompleted').flatMap(({ at, data }): KnownHold[] => {
      const isPaid = data['result'] === 'paid-at-door';
      if (!isPaid && data['result'] !== 'medical' && data['result'] !== 'child-alone') return [];
      const days = isPaid ? this.#law.reportedPaymentDays : this.#law.doorDays;
      const to = this.#endOf(nthBusinessDayAfter(this.#calendar.dayOf(at), days, this.#calendar));
      return [{ kind: isPaid ? 'reported-payment' : 'field', evidence: text(data['workOrderId']), from: at, to }];
    });
  }

  /** A payment that the customer tells of: until it comes, until its channel's next file, or the days are over. */
  #reported(): KnownHold[] {
    return this.of('PaymentReported').map(({ at, data }) => {
      const day = this.#calendar.dayOf(at);
      let fileDay = day + 1;
      while (!this.#calendar.officeIsOpen(fileDay)) fileDay += 1;
      const hour = this.#law.fileHours[text(data['channel'])];
      const file = hour === undefined ? Infinity : this.#calendar.momentOf(fileDay, hour);
      const latest = this.#endOf(nthBusinessDayAfter(day, this.#law.reportedPaymentDays, this.#calendar));
      const arrived = this.of('PaymentReceived').find((payment) => payment.data['confirmation'] === data['confirmation'])?.at ?? Infinity;
      return { kind: 'reported-payment', evidence: text(data['reportId']), from: at, to: Math.min(file, latest, arrived) };
    });
  }

  /**
   * Each part of an arrangement has its last day, and some business days more to be made good; a supervisor has to have what is beyond the
   * limits. Where the law counts sixty days of default (CA-998-BREACH), what is paid within them takes the plan up again, and a later bill
   * that is unpaid for as long ends it.
   */
  #arranged(): KnownHold[] {
    return this.of('ArrangementAgreed').flatMap(({ at, data }) => {
      const hold = (from: number, to: number): KnownHold => ({ kind: 'arrangement', evidence: text(data['arrangementId']), from, to });
      if (this.#awaitsSupervisor(data)) return [hold(at, Infinity)];
      const holds: KnownHold[] = [];
      let from = at;
      let fulfilledAt = at;
      for (const { cureEnds, paidAt, isMadeGood } of this.#parts(at, data)) {
        if (paidAt >= cureEnds) holds.push(hold(from, Math.max(from, cureEnds)));
        if (paidAt >= cureEnds && !isMadeGood) return holds.map((known) => ({ ...known, to: Math.min(known.to, this.#laterBillEnds(at)) }));
        if (paidAt >= cureEnds) from = Math.max(from, paidAt);
        fulfilledAt = Math.max(fulfilledAt, paidAt);
      }
      return [...holds, hold(from, Math.max(from, fulfilledAt))].map((known) => ({ ...known, to: Math.min(known.to, this.#laterBillEnds(at)) }));
    });
  }

  /** The last day to pay of what was first missed under the last plan and not made good, while something of what was owed when it began is open; or null. */
  brokenPlanDay(now: number): number | null {
    const last = this.of('ArrangementAgreed').filter(({ at }) => at <= now).at(-1);
    if (!last || this.#awaitsSupervisor(last.data)) return null;
    const missed = this.#parts(last.at, last.data).find(({ cureEnds, paidAt, isMadeGood }) => cureEnds <= now && paidAt >= cureEnds && !(isMadeGood && paidAt <= now));
    const isOwed = this.openCharges(Infinity).some(({ from, open }) => open > 0 && from <= last.at);
    return missed && isOwed ? missed.day : null;
  }

  #awaitsSupervisor(data: Data): boolean {
    const { most, downBasisPoints } = this.#law.instalments;
    const parts = data['instalments'] as readonly { amountCents: number }[];
    const down = Number(data['downPaymentCents']);
    const total = parts.reduce((sum, part) => sum + part.amountCents, down);
    return (parts.length > most || down < Math.round((total * downBasisPoints) / 10_000)) && !data['approvedBy'];
  }

  /** The parts of a plan in turn: the last day to pay, when the days to make it good end, when so much was paid, and whether that still counts. */
  #parts(at: number, data: Data): readonly { readonly day: number; readonly cureEnds: number; readonly paidAt: number; readonly isMadeGood: boolean }[] {
    const { cureDays, catchUpDays } = this.#law.instalments;
    const instalments = data['instalments'] as readonly { dueOn: string; amountCents: number }[];
    const asked = [{ day: this.#calendar.dayOf(at), cents: Number(data['downPaymentCents']) }, ...instalments.map((part) => ({ day: dayNumber(part.dueOn), cents: part.amountCents }))];
    let due = 0;
    return asked.flatMap((part) => {
      due += part.cents;
      if (part.cents === 0) return [];
      const day = this.lastDayToPay(part.day);
      const paidAt = this.#paidBy(at, due);
      return [{ day, cureEnds: this.#endOf(nthBusinessDayAfter(day, cureDays, this.#calendar)), paidAt, isMadeGood: catchUpDays !== null && paidAt < this.#endOf(day + catchUpDays) }];
    });
  }

  /** When the first bill after the plan that is still open was unpaid for so long that it ends the plan. */
  #laterBillEnds(at: number): number {
    const { catchUpDays } = this.#law.instalments;
    if (catchUpDays === null) return Infinity;
    return Math.min(Infinity, ...this.openCharges(Infinity).flatMap(({ bill, open }) => (bill !== null && open > 0 && bill.issuedAt > at ? [this.#endOf(bill.dueDay + catchUpDays)] : [])));
  }

  /** When, of the money that came since, so much had been paid. */
  #paidBy(since: number, cents: number): number {
    let sum = 0;
    for (const credit of [...this.#credits(Infinity)].sort((first, second) => first.at - second.at)) {
      if (credit.at < since) continue;
      sum += credit.cents;
      if (sum >= cents) return credit.at;
    }
    return Infinity;
  }

  #endOf(day: number): number {
    return this.#calendar.momentOf(day + 1, 0);
  }
}

const compare = (first: string, second: string) => (first < second ? -1 : first > second ? 1 : 0);
