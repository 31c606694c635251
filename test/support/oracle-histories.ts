import fc from 'fast-check';
import { actOf, type Act as AnyAct } from './acts.ts';
import { household } from './household.ts';
import { momentOfText, type ToldFact } from './oracle/known.ts';
import { holdNames, type Anew, type HoldName, type PlainLaw } from './oracle/plain-law.ts';
import { dayNumber, dayText, wallCalendar } from './oracle/wall-calendar.ts';

export const accountId = 'A1';
/** Everything begins within these days; what follows from it has as many again. */
export const activeDays = 100;
export const followingDays = 140;

/** Histories begin on any day of these, so that they meet every holiday, both changes of clocks and a leap day. */
const firstDay = dayNumber('2026-01-05');
const startDays = 980;

/** A fact and when it came to be known. */
export interface Telling {
  readonly knownAt: string;
  readonly fact: ToldFact;
}

/** What a person of the utility tries to do; refused or not, as the rules have it. */
export type ByHand = { readonly at: string } & ({ readonly kind: 'place-hold'; readonly untilOn: string | null } | { readonly kind: 'release-holds' } | { readonly kind: 'put-off'; readonly notBeforeOn: string });

export interface Household {
  readonly customerClass: 'residential' | 'commercial' | 'hospital' | 'care-home';
  readonly services: readonly string[];
  readonly valve: 'on' | 'none';
  readonly language: string;
}

export const householdKinds: fc.Arbitrary<Household> = fc.record({
  customerClass: fc.constantFrom('residential', 'residential', 'residential', 'commercial', 'hospital', 'care-home'),
  services: fc.constantFrom(['water', 'sewer'], ['water', 'sewer'], ['water'], ['sewer'], ['water', 'fire-line']),
  valve: fc.constantFrom('on', 'on', 'on', 'on', 'none'),
  language: fc.constantFrom('en', 'en', 'es', 'vi'),
});

export const startDay = fc.nat(startDays - 1).map((days) => firstDay + days);

/** The account as it opens, two days before anything happens. */
export function opening(start: number, kind: Household): Telling {
  const at = `${dayText(start - 2)}T18:00:00.000Z`;
  return { knownAt: at, fact: { id: '/billing#opened', type: 'AccountOpened', effectiveAt: at, data: household(kind as never) } };
}

const wholeHours = (from: number, to: number) => fc.integer({ min: from, max: to });

/** Other numbers in the place of those of a law; null leaves the law as it is loaded. */
export function variedLaw(usual: PlainLaw): fc.Arbitrary<PlainLaw> {
  const anew = fc.constantFrom<Anew>('notice', 'posting');
  const asLoaded = usual.postedHours !== null;
  return fc
    .record({
      moreHolidays: fc.array(fc.nat(startDays + activeDays + followingDays - 1).map((days) => dayText(firstDay + days)), { maxLength: 40 }),
      leastDaysToPay: wholeHours(5, 30),
      lastDayRolls: fc.boolean(),
      penaltyBasisPoints: fc.constantFrom(0, 500, 1_000, 1_500),
      feeCents: fc.record({ returned: fc.constantFrom(0, 2_500, 3_000), off: fc.constantFrom(0, 4_500, 5_000), trip: fc.constantFrom(0, 2_500) }),
      leastCents: fc.constantFrom(2_000, 5_000, 8_000, 12_000),
      noticeDaysPastDue: wholeHours(1, 40),
      noticeDaysAfterBill: usual.noticeDaysAfterBill === null ? fc.constant(null) : wholeHours(10, 45),
      mailedDays: wholeHours(3, 21),
      noticeGoodDays: wholeHours(50, 90),
      postedHours: asLoaded ? wholeHours(12, 100) : fc.constant(null),
      warnedHours: usual.warnedHours === null ? fc.constant(null) : wholeHours(12, 60),
      residential: usual.residential === null ? fc.constant(null) : fc.record({ daysPastDue: wholeHours(40, 80), businessDays: wholeHours(2, 12), clearDays: fc.boolean() }),
      dispatchHour: wholeHours(5, 11),
      // Some weekday on which the office opens: a window on Saturdays alone never comes.
      windowWeekdays: fc.uniqueArray(wholeHours(1, 7), { minLength: 1, maxLength: 7 }).filter((days) => days.some((day) => day <= 5)),
      windowFromHour: wholeHours(7, 10),
      windowToHour: wholeHours(12, 18),
      notOnHolidays: fc.boolean(),
      notBeforeHolidays: fc.boolean(),
      anewAfter: usual.postedHours === null ? fc.constant(usual.anewAfter) : fc.record(Object.fromEntries(holdNames.map((name) => [name, anew])) as Record<HoldName, fc.Arbitrary<Anew>>),
      reportedPaymentDays: wholeHours(1, 4),
      doorDays: wholeHours(1, 8),
      instalments: fc.record({ most: wholeHours(1, 12), downBasisPoints: fc.constantFrom(0, 1_000, 2_500), cureDays: wholeHours(0, 8), catchUpDays: fc.constant(usual.instalments.catchUpDays) }),
    })
    .map((numbers) => ({ ...usual, ...numbers }));
}

const kinds = [
  'bill', 'bill', 'bill', 'bill', 'pay', 'pay', 'pay', 'return', 'correct', 'move-out', 'move-in', 'adjust', 'transfer', 'petition', 'dispute', 'review', 'certificate',
  'extension', 'renew', 'report', 'arrange', 'arrange', 'call', 'call', 'warn', 'park', 'place-hold', 'release-holds', 'put-off',
] as const;

export type Act = AnyAct<(typeof kinds)[number]>;

const act = actOf({ kinds, days: activeDays, inTime: 3, once: 5 });

export const acts: fc.Arbitrary<Act[]> = fc.array(act, { maxLength: 14, size: 'max' });

const iso = (moment: number) => new Date(moment).toISOString();
const script = ['policy-offer', 'arrangement-options', 'review-and-appeal', 'shut-off-warning'];

/** The facts of a history and what people do by hand, by the clock of its law, in the order in which it comes to be known. A first bill is never paid by itself. */
export function historyOf(start: number, law: PlainLaw, list: readonly Act[]): { readonly tellings: Telling[]; readonly byHand: ByHand[] } {
  const calendar = wallCalendar(law.office);
  const tellings: Telling[] = [];
  const byHand: ByHand[] = [];
  const bills: ToldFact[] = [];
  const payments: ToldFact[] = [];
  const protections: ToldFact[] = [];
  const moment = (day: number, hour: number, second: number) => iso(calendar.momentOf(start + day, hour) + second * 1_000);
  const tell = (act: Act, index: number, type: string, data: object, day = act.day, part = 0): ToldFact => {
    const at = Math.min(day, activeDays + 30);
    const fact: ToldFact = { id: `/test#${index}.${part}`, type, effectiveAt: moment(at, act.hour, index * 5 + part + 1), data };
    tellings.push({ knownAt: moment(at + act.delayDays, act.hour, index * 5 + part + 1), fact });
    if (act.againDays > 0) tellings.push({ knownAt: moment(at + act.delayDays + act.againDays, act.hour, index * 5 + part + 2), fact });
    return fact;
  };
  const first: Act = { kind: 'bill', day: 0, hour: 9, cents: 15_000, pick: 1, span: 1, delayDays: 0, againDays: 0 };
  [first, ...list].forEach((act, index) => {
    const add = (type: string, data: object, day?: number, part?: number) => tell(act, index, type, data, day, part);
    const on = (day: number) => dayText(start + day);
    const dayOf = (fact: ToldFact) => calendar.dayOf(momentOfText(fact.effectiveAt)) - start;
    const later = (fact: ToldFact, by: number) => Math.max(act.day, dayOf(fact) + by);
    const lines = act.pick % 3 === 0 ? [{ service: 'water', amountCents: act.cents }, { service: 'sewer', amountCents: act.span * 100 }] : [{ service: 'water', amountCents: act.cents }];
    const picked = <T>(known: readonly T[]): T | undefined => known[act.pick % Math.max(1, known.length)];
    const between = (out: boolean) => ({ fromAccountId: out ? accountId : 'A2', toAccountId: out ? 'A2' : accountId });
    const id = `${act.kind}-${String(index).padStart(2, '0')}`;
    const end = (type: string, data: object, day: number) => add(type, data, Math.max(day, act.day + 1), 1);
    switch (act.kind) {
      case 'bill':
        bills.push(add('BillIssued', { billId: id, billedOn: on(act.day), dueOn: on(act.day + 15 + (act.pick % 8)), lines }));
        return;
      case 'correct': {
        const bill = picked(bills);
        const dueOn = act.pick > 8 ? { dueOn: on(act.day + act.span - 20) } : {};
        if (bill) add('BillCorrected', { billId: (bill.data as { billId: string }).billId, lines, reason: 'misread', ...dueOn }, later(bill, 1));
        return;
      }
      case 'pay':
        payments.push(add('PaymentReceived', { paymentId: id, amountCents: act.cents, tender: act.pick % 2 === 0 ? 'check' : 'cash', channel: 'counter', ...(act.pick > 8 ? { confirmation: `confirmed-${act.pick}` } : {}) }));
        return;
      case 'move-in': {
        const fact = add('PaymentMoved', { paymentId: id, ...between(false), amountCents: act.cents, tender: 'cash' });
        Object.assign(fact.data, { originalEffectiveAt: fact.effectiveAt });
        payments.push(fact);
        return;
      }
      case 'return':
      case 'move-out': {
        const payment = picked(payments);
        if (!payment) return;
        const { paymentId, amountCents } = payment.data as { paymentId: string; amountCents: number };
        if (act.kind === 'return') add('PaymentReturned', { paymentId, reason: 'R01' }, later(payment, 2));
        else add('PaymentMoved', { paymentId, ...between(true), amountCents: act.span % 3 === 0 ? Math.ceil(amountCents / 2) : amountCents, tender: 'cash', originalEffectiveAt: payment.effectiveAt }, later(payment, 2));
        return;
      }
      case 'adjust':
        add('AdjustmentPosted', { adjustmentId: id, amountCents: act.pick % 2 === 0 ? act.cents : -act.cents, reason: 'leak' });
        return;
      case 'transfer':
        add('CreditTransferred', { transferId: id, ...between(act.pick % 2 === 0), amountCents: act.cents });
        return;
      case 'petition':
        protections.push(add('PetitionFiled', { docket: id, chapter: '13', accountIds: [accountId] }));
        if (act.pick % 4 < 2) end('BankruptcyDismissed', { docket: id, accountIds: [accountId] }, act.day + act.span);
        if (act.pick % 4 === 2) end('BankruptcyDischarged', { docket: id, accountIds: [accountId] }, act.day + act.span);
        return;
      case 'dispute':
        protections.push(add('DisputeOpened', { disputeId: id }));
        if (act.pick > 1) end('DisputeSettled', { disputeId: id, outcome: 'the bill stands' }, act.day + act.span);
        return;
      case 'review':
        protections.push(add('ReviewRequested', { reviewId: id, requestedBy: act.pick % 2 === 0 ? 'customer' : 'adult-resident' }));
        if (act.pick > 1) end('ReviewAnswered', { reviewId: id, outcome: 'the bill stands' }, act.day + act.span);
        return;
      case 'certificate':
        protections.push(add('MedicalCertificateReceived', { certificateId: id, validThroughOn: on(act.day + act.span - 2) }));
        if (act.pick % 2 === 0) add('InabilityToPayShown', { inabilityId: `${id}-shown`, basis: { programme: 'WIC' }, evidence: 'scan-1', validThroughOn: on(act.day + act.span + act.pick - 2) });
        if (act.pick % 3 === 0) end('MedicalCertificateExpired', { certificateId: id }, act.day + (act.span >> 1) + 1);
        return;
      case 'extension':
        protections.push(add('ExtensionGranted', { extensionId: id, untilOn: on(act.day + act.span) }));
        return;
      case 'renew': {
        const protection = picked(protections);
        if (!protection) return;
        const through = protection.type === 'MedicalCertificateReceived' ? { validThroughOn: on(act.day + act.pick + act.span) } : protection.type === 'ExtensionGranted' ? { untilOn: on(act.day + act.pick + act.span) } : {};
        add(protection.type, { ...protection.data, ...through }, later(protection, act.span));
        return;
      }
      case 'report':
        add('PaymentReported', { reportId: id, confirmation: `confirmed-${act.pick}`, channel: ['online', 'lockbox', 'counter', 'pigeon'][act.pick % 4], amountCents: act.cents });
        return;
      case 'arrange': {
        const instalments = Array.from({ length: 1 + (act.pick % 4) }, (_unused, part) => ({ dueOn: on(act.day + (part + 1) * (5 + (act.span % 10))), amountCents: 2_000 + act.span * 100 }));
        add('ArrangementAgreed', { arrangementId: id, downPaymentCents: act.pick % 2 === 0 ? 0 : act.span * 200, instalments, agreedBy: 'p-1', ...(act.pick > 3 ? { approvedBy: 's-1' } : {}) });
        return;
      }
      case 'call':
      case 'warn': {
        const covered = act.kind === 'warn' ? ['shut-off-warning'] : act.pick % 4 === 0 ? script.slice(1) : script.slice(0, 3 + (act.pick % 2));
        const spokeWith = act.pick > 9 ? 'nobody' : act.pick > 7 || act.kind === 'warn' ? 'adult-resident' : 'customer';
        add('ContactLogged', { contactId: id, channel: act.pick === 7 ? 'visit' : 'phone', outcome: 'told', spokeWith, covered });
        return;
      }
      case 'park':
        add('MessageParked', { deadLetterId: id, reason: 'wrong-schema' });
        if (act.pick > 1) end('MessageRepaired', { deadLetterId: id, replacedBy: 'mended' }, act.day + act.span);
        return;
      case 'place-hold':
        byHand.push({ at: moment(act.day, act.hour, index * 5 + 1), kind: 'place-hold', untilOn: act.pick > 4 ? on(act.day + act.span) : null });
        return;
      case 'release-holds':
        byHand.push({ at: moment(act.day, act.hour, index * 5 + 1), kind: 'release-holds' });
        return;
      case 'put-off':
        byHand.push({ at: moment(act.day, act.hour, index * 5 + 1), kind: 'put-off', notBeforeOn: on(act.day + act.span) });
        return;
    }
  });
  const order = (first: { readonly knownAt: string }, second: { readonly knownAt: string }) => (first.knownAt < second.knownAt ? -1 : first.knownAt > second.knownAt ? 1 : 0);
  return { tellings: tellings.sort(order), byHand: byHand.sort((one, other) => (one.at < other.at ? -1 : 1)) };
}

/** When every history is told to its end, and what follows from it has had its time. */
export function endOf(start: number, law: PlainLaw): string {
  return iso(wallCalendar(law.office).momentOf(start + activeDays + followingDays, 12));
}
