import fc from 'fast-check';
import { actOf, type Act as AnyAct } from './acts.ts';
import { dayNumber, dayText, wallCalendar } from './oracle/wall-calendar.ts';
import type { Arrival, NaiveFact } from './naive-account.ts';
import { household } from './household.ts';

const county = wallCalendar('ohio');
const firstDay = dayNumber('2027-02-01');
/** Everything begins within these days, in February to April 2027, across the change of clocks in March. */
const days = 70;
export const accountId = 'A1';

const kinds = [
  'bill',
  'bill',
  'bill',
  'pay',
  'pay',
  'pay',
  'return',
  'correct',
  'move-out',
  'move-in',
  'adjust',
  'transfer',
  'petition',
  'dispute',
  'review',
  'certificate',
  'extension',
  'renew',
  'renew',
] as const;

export type Act = AnyAct<(typeof kinds)[number]>;

const act = actOf({ kinds, days, inTime: 2, once: 3 });

export const history: fc.Arbitrary<Act[]> = fc.array(act, { minLength: 1, maxLength: 18, size: 'max' });

interface Told {
  readonly fact: NaiveFact;
  readonly act: Act;
}

/** The moment of an act's fact; the seconds make every moment its own. */
function moment(day: number, hour: number, second: number): string {
  return `${new Date(county.momentOf(firstDay + day, hour) + second * 1_000).toISOString().slice(0, 19)}.000Z`;
}

/** The facts of a history, each with the act that it comes from. */
export function factsOf(acts: readonly Act[]): Told[] {
  const told: Told[] = [];
  const bills: Told[] = [];
  const payments: Told[] = [];
  const protections: Told[] = [];
  acts.forEach((act, index) => {
    const add = (type: string, data: object, day = act.day, part = 0): Told => {
      const entry = { act, fact: { id: `/test#${index}.${part}`, type, effectiveAt: moment(Math.min(day, days + 20), act.hour, index * 2 + part + 1), data } };
      told.push(entry);
      return entry;
    };
    const later = (entry: Told, by: number) => Math.max(act.day, entry.act.day + by);
    const on = (day: number) => dayText(firstDay + day);
    const lines = act.pick % 3 === 0 ? [{ service: 'water', amountCents: act.cents }, { service: 'sewer', amountCents: act.span * 100 }] : [{ service: 'water', amountCents: act.cents }];
    const picked = <T>(list: readonly T[]): T | undefined => list[act.pick % Math.max(1, list.length)];
    const between = (out: boolean) => ({ fromAccountId: out ? accountId : 'A2', toAccountId: out ? 'A2' : accountId });
    const id = `${act.kind}-${index}`;
    switch (act.kind) {
      case 'bill':
        bills.push(add('BillIssued', { billId: id, billedOn: on(act.day), dueOn: on(act.day + 21), lines }));
        return;
      case 'correct': {
        const bill = picked(bills);
        const dueOn = act.pick > 8 ? { dueOn: on(act.day + act.span - 20) } : {};
        if (bill) add('BillCorrected', { billId: (bill.fact.data as { billId: string }).billId, lines, reason: 'misread', ...dueOn }, later(bill, 1));
        return;
      }
      case 'pay':
        payments.push(add('PaymentReceived', { paymentId: id, amountCents: act.cents, tender: act.pick % 2 === 0 ? 'check' : 'cash', channel: 'counter' }));
        return;
      case 'move-in': {
        const data = { paymentId: id, ...between(false), amountCents: act.cents, tender: 'cash' };
        const entry = add('PaymentMoved', data);
        Object.assign(data, { originalEffectiveAt: entry.fact.effectiveAt });
        payments.push(entry);
        return;
      }
      case 'return':
      case 'move-out': {
        const payment = picked(payments);
        if (!payment) return;
        const { paymentId, amountCents } = payment.fact.data as { paymentId: string; amountCents: number };
        if (act.kind === 'return') add('PaymentReturned', { paymentId, reason: 'R01' }, later(payment, 2));
        else add('PaymentMoved', { paymentId, ...between(true), amountCents: act.span % 3 === 0 ? Math.ceil(amountCents / 2) : amountCents, tender: 'cash', originalEffectiveAt: payment.fact.effectiveAt }, later(payment, 2));
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
        if (act.pick % 4 < 2) add('BankruptcyDismissed', { docket: id, accountIds: [accountId] }, act.day + act.span, 1);
        if (act.pick % 4 === 2) add('BankruptcyDischarged', { docket: id, accountIds: [accountId] }, act.day + act.span, 1);
        return;
      case 'dispute':
        protections.push(add('DisputeOpened', { disputeId: id }));
        if (act.pick > 1) add('DisputeSettled', { disputeId: id, outcome: 'the bill stands' }, act.day + act.span, 1);
        return;
      case 'review':
        protections.push(add('ReviewRequested', { reviewId: id }));
        if (act.pick > 1) add('ReviewAnswered', { reviewId: id, outcome: 'the bill stands' }, act.day + act.span, 1);
        return;
      case 'certificate':
        protections.push(add('MedicalCertificateReceived', { certificateId: id, validThroughOn: on(act.day + act.span - 2) }));
        if (act.pick % 3 === 0) add('MedicalCertificateExpired', { certificateId: id }, act.day + (act.span >> 1) + 1, 1);
        return;
      case 'extension':
        protections.push(add('ExtensionGranted', { extensionId: id, untilOn: on(act.day + act.span) }));
        return;
      case 'renew': {
        const protection = picked(protections);
        if (protection) renew(act, protection.fact, later(protection, act.span), add);
        return;
      }
    }
  });
  return told;
}

type Add = (type: string, data: object, day?: number, part?: number) => Told;

/** The same certificate, docket … once more under its id, some of them ended again. */
function renew(act: Act, { type, data }: NaiveFact, day: number, add: Add): void {
  const on = (days: number) => dayText(firstDay + day + days);
  const through = type === 'MedicalCertificateReceived' ? { validThroughOn: on(act.pick) } : type === 'ExtensionGranted' ? { untilOn: on(act.pick) } : {};
  add(type, { ...data, ...through }, day);
  const { docket, disputeId, reviewId } = data as { docket?: string; disputeId?: string; reviewId?: string };
  const end = (endType: string, endData: object) => add(endType, endData, day + (act.span >> 1), 1);
  if (docket && act.pick % 3 > 0) end(act.pick % 3 === 1 ? 'BankruptcyDismissed' : 'BankruptcyDischarged', { docket, accountIds: [accountId] });
  if (disputeId && act.pick > 3) end('DisputeSettled', { disputeId, outcome: 'the bill stands' });
  if (reviewId && act.pick > 3) end('ReviewAnswered', { reviewId, outcome: 'the bill stands' });
}

const opening: Arrival = {
  knownAt: '2027-01-29T14:00:00.000Z',
  fact: {
    id: '/test#opened',
    type: 'AccountOpened',
    effectiveAt: '2027-01-29T14:00:00.000Z',
    data: household(),
  },
};

const byArrival = (first: Arrival, second: Arrival) => (first.knownAt < second.knownAt ? -1 : first.knownAt > second.knownAt ? 1 : 0);

/** Each fact known when it happens, once. */
export function inOrder(acts: readonly Act[]): Arrival[] {
  return [opening, ...factsOf(acts).map(({ fact }) => ({ knownAt: fact.effectiveAt, fact })).sort(byArrival)];
}

/** As it comes in life: some late, and so out of order, and some twice. */
export function asItComes(acts: readonly Act[]): Arrival[] {
  const arrivals = factsOf(acts).flatMap(({ fact, act }): Arrival[] => {
    const known = after(fact.effectiveAt, act.delayDays);
    const once = { knownAt: known, fact };
    return act.againDays === 0 ? [once] : [once, { knownAt: after(known, act.againDays), fact }];
  });
  return [opening, ...arrivals.sort(byArrival)];
}

function after(at: string, inDays: number): string {
  return `${new Date(Date.UTC(+at.slice(0, 4), +at.slice(5, 7) - 1, +at.slice(8, 10) + inDays, +at.slice(11, 13), +at.slice(14, 16), +at.slice(17, 19))).toISOString().slice(0, 19)}.000Z`;
}

/** When every history is told to its end, and its clock ran on for a week. */
export const horizon = dayText(firstDay + days + 20 + 25 + 30 + 15);
