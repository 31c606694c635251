import type { Data, Known } from './known.ts';
import type { PlainLaw } from './plain-law.ts';
import type { Deeds } from './deeds.ts';
import { nthBusinessDayAfter, weekday, type WallCalendar } from './wall-calendar.ts';

/** Everything that a rule may look at, at one moment. */
export interface View {
  readonly law: PlainLaw;
  readonly calendar: WallCalendar;
  readonly known: Known;
  readonly deeds: Deeds;
  readonly now: number;
  readonly today: number;
  /** What is about to be done. */
  readonly data: Data;
}

/** Why it may not be done, by rule id, or null. */
export type Rule = (view: View) => string | null;

const hourMs = 3_600_000;
const unless = (allowed: boolean, why: string) => (allowed ? null : why);

/** GEN-HOLDS, BK-STAY, CA-998-PROTECT, CA-998-APPEAL, CA-REVIEW */
const noHold: Rule = ({ known, now }) => {
  const holds = known.holdsAt(now);
  return unless(holds.length === 0, `GEN-HOLDS: ${holds.map(({ kind, evidence }) => `${kind} ${evidence}`).join(', ')}`);
};

const noParkedMessage: Rule = ({ known }) => unless(known.parked.size === 0, 'MESSAGE-PARKED');

const enoughIsDue: Rule = ({ known, law, today }) => {
  const { cents } = known.pastDueOn(today);
  return unless(cents >= law.leastCents, `OH-RULES: only ${cents} cents are past due`);
};

/** Counted from the last day to pay of the oldest unpaid bill. */
const daysPastDue = ({ known, calendar, law, now, today }: View, days: number): boolean => {
  const oldest = known.pastDueOn(today).bills[0];
  return oldest !== undefined && now >= calendar.momentOf(oldest.dueDay + days, law.noticeHour);
};

const longEnoughDueForNotice: Rule = (view) => unless(daysPastDue(view, view.law.noticeDaysPastDue), 'OH-RULES, CASE-PATH: too soon after the due date for a notice');

/** CA-15D: mailed so many days after the bill. */
const billIsOldEnough: Rule = ({ known, law, today }) => {
  const oldest = known.pastDueOn(today).bills[0];
  return unless(law.noticeDaysAfterBill === null || (oldest !== undefined && today >= oldest.billedDay + law.noticeDaysAfterBill), 'CA-15D: too soon after the bill');
};

/** CA-998-LETTER, CA-998-NOTICE-LANG */
const letterSaysAll: Rule = ({ law, known, data }) => {
  const contains = (data['contains'] ?? []) as string[];
  const languages = (data['languages'] ?? []) as string[];
  const lacking = law.letterContains.filter((block) => !contains.includes(block));
  const own = ['en', 'es'].includes(known.account.language) ? known.account.language : 'en';
  if (lacking.length > 0) return `CA-998-LETTER: the letter lacks ${lacking.join(', ')}`;
  return unless(law.letterContains.length === 0 || languages.includes(own), `CA-998-NOTICE-LANG: not in ${own}`);
};

/** CA-998-PHONE: to the named customer, with the offer of the policy and the options. */
const callSaysAll: Rule = ({ law, known, data, deeds }) => {
  const call = known.of('ContactLogged').find((contact) => contact.data['contactId'] === data['contactId']);
  if (!call || call.data['channel'] !== 'phone' || call.data['spokeWith'] !== 'customer') return 'CA-998-PHONE: no call to the customer';
  const covered = (call.data['covered'] ?? []) as string[];
  const lacking = (law.callCovers ?? ['a law that knows calls']).filter((block) => !covered.includes(block));
  if (lacking.length > 0) return `CA-998-PHONE: the call lacks ${lacking.join(', ')}`;
  return unless(!deeds.callsUsed.has(String(data['contactId'])) && call.at >= deeds.caseOpenedAt, 'CA-998-PHONE: that call was for another notice');
};

const waterRuns: Rule = ({ known }) => unless(known.account.valve === 'on', `NO-VALVE: ${known.account.valve}`);

const isSpared: Rule = ({ law, known }) => {
  const { services } = known.account;
  return unless(!law.sparesSewerAndFireLines || (services.includes('water') && !services.includes('fire-line')), 'NO-VALVE: sewer only, or a fire line');
};

/** The notice on which everything rests: given, proven, not come back, and nothing happened since that takes its ground away. */
const noticeStands: Rule = ({ deeds, known, calendar, law, now, today }) => {
  const { notice } = deeds;
  if (notice === null) return 'OH-RULES, CA-998-NOTICE-7BD: no notice stands';
  if (notice.calledDay === null && deeds.mailedDay() === null) return 'GEN-COUNT: no proof of mailing';
  if (known.of('NoticeReturned').some(({ data }) => data['noticeId'] === notice.id)) return 'CA-998-VISIT: the notice came back';
  if (known.stayBetween(notice.orderedAt, now)) return 'BK-DISMISS: a stay stood after the notice';
  if ((known.lastReturnAt() ?? 0) > notice.orderedAt) return 'OP-NSF: a payment came back after the notice';
  for (const [kind, heldAt] of deeds.lastHeld) if (law.anewAfter[kind] === 'notice' && heldAt >= notice.orderedAt) return `GEN-HOLDS: a ${kind} hold stood after the notice`;
  const oldest = known.pastDueOn(today).bills;
  if (oldest[0] && oldest[0].dueDay >= calendar.dayOf(notice.orderedAt)) return 'OH-RULES: what the notice was for is paid';
  const controls = oldest.filter(({ dueDay }) => dueDay === oldest[0]?.dueDay).some(({ id }) => notice.oldestBills.includes(id));
  return unless(!law.oldestBillControls || oldest.length === 0 || notice.oldestBills.length === 0 || controls, 'CA-998-60D: another bill is the oldest now');
};

/** A letter follows another only when that one is spent: nobody is dunned twice for the same. */
const noOtherNotice: Rule = (view) => {
  if (view.deeds.notice === null) return null;
  const spent = noticeStands(view);
  return unless(spent !== null && !spent.startsWith('GEN-COUNT'), `dunned twice: notice ${view.deeds.notice.id} stands`);
};

/** OH-RULES, CA-15D: mailed so long ago, and not too long ago. A call is as good only where the law asks for a contact alone. */
const mailedLongAgo: Rule = ({ deeds, law, today }) => {
  const mailed = deeds.mailedDay() ?? (law.callStandsForLetter ? (deeds.notice?.calledDay ?? null) : null);
  if (mailed === null) return 'CA-15D: no notice was mailed';
  if (today < mailed + law.mailedDays) return `CA-15D, OH-RULES: mailed ${today - mailed} days ago`;
  return unless(today <= mailed + law.noticeGoodDays, 'OH-RULES: the notice lapsed');
};

/** The moment after which a posting or a warning has to be fresh: the last hold that was seen to stand. */
const lastHeld = ({ deeds }: View) => Math.max(0, ...deeds.lastHeld.values());

/** OP-DOORTAG, CA-15D: posted with proof so many elapsed hours ago, or, where the law has it so, an adult warned. */
const posted: Rule = (view) => {
  const { law, deeds, known, calendar, now } = view;
  if (law.postedHours === null) return null;
  const hours = law.postedHours;
  const isPosted = deeds.postings.some(({ at, noticeId }) => noticeId === deeds.notice?.id && at > lastHeld(view) && now >= at + hours * hourMs);
  const noticeDay = deeds.mailedDay() ?? deeds.notice?.calledDay ?? Infinity;
  const since = noticeDay === Infinity ? Infinity : calendar.momentOf(noticeDay, 0);
  const warned = known.of('ContactLogged').some(({ at, data }) => {
    const isAdult = data['spokeWith'] === 'customer' || data['spokeWith'] === 'adult-resident';
    const isWarning = ((data['covered'] ?? []) as string[]).includes('shut-off-warning');
    return isAdult && isWarning && at >= since && at > lastHeld(view) && now >= at + (law.warnedHours ?? Infinity) * hourMs;
  });
  return unless(isPosted || warned, 'OP-DOORTAG, CA-15D: no posting that is old enough');
};

/** CA-998-60D, CA-998-NOTICE-7BD: residential connections alone (CA-998-SCOPE). */
const residential: Rule = (view) => {
  const { law, known, deeds, calendar, now } = view;
  if (law.residential === null || known.account.class !== 'residential') return null;
  if (!daysPastDue(view, law.residential.daysPastDue)) return 'CA-998-60D: not delinquent for so long';
  const contacted = deeds.notice?.calledDay ?? deeds.mailedDay();
  if (contacted === null) return 'CA-998-NOTICE-7BD: no contact';
  const last = nthBusinessDayAfter(contacted, law.residential.businessDays + (law.residential.clearDays ? 1 : 0), calendar);
  return unless(now >= calendar.momentOf(last, 8), 'CA-998-NOTICE-7BD: too few business days since the contact');
};

/** CA-998-BREACH: after a broken plan the final notice is posted on the sixty-first day of default … */
const defaultIsOldEnough: Rule = ({ law, known, now, today }) => {
  const missedDay = law.residential !== null && known.account.class === 'residential' ? known.brokenPlanDay(now) : null;
  return unless(missedDay === null || today >= missedDay + law.planDefaultDays, 'CA-998-BREACH: the plan is not in default for so long');
};

/** … and has hung for five business days. */
const finalNoticeHung: Rule = (view) => {
  const { law, known, deeds, calendar, now } = view;
  if (law.residential === null || known.account.class !== 'residential' || known.brokenPlanDay(now) === null) return null;
  const hung = deeds.postings.some(({ at, noticeId }) => {
    const last = nthBusinessDayAfter(calendar.dayOf(at), law.finalNoticeBusinessDays, calendar);
    return noticeId === deeds.notice?.id && at > lastHeld(view) && now >= calendar.momentOf(last, 8);
  });
  return unless(hung, 'CA-998-BREACH: no final notice that has hung for so long');
};

const approved: Rule = ({ known, deeds }) => unless(!['hospital', 'care-home'].includes(known.account.class) || deeds.isApproved, 'CRITICAL-CUSTOMER: no supervisor approved it');

/** CA-CLOSED, and the window of F-OH. */
const dayIsOne: Rule = ({ law, calendar, today }) => {
  if (!law.windowWeekdays.includes(weekday(today) === 0 ? 7 : weekday(today))) return 'no weekday for it';
  if (law.notOnHolidays && (!calendar.officeIsOpen(today) || calendar.isLegalHoliday(today))) return 'CA-CLOSED: a holiday, or the office is shut';
  return unless(!law.notBeforeHolidays || !calendar.isLegalHoliday(today + 1), 'the day before a holiday');
};

const windowNotOver: Rule = ({ law, calendar, now, today }) => unless(now < calendar.momentOf(today, law.windowToHour), 'the window is over');
const windowIsOpen: Rule = ({ law, calendar, now, today }) => unless(now >= calendar.momentOf(today, law.windowFromHour), 'the window is not open yet');
const officeDay: Rule = ({ calendar, today }) => unless(calendar.officeIsOpen(today), 'the office is shut');
const notPutOff: Rule = ({ deeds, today }) => unless(today >= deeds.notBeforeDay, 'a person put it off');

/** GEN-EXEC: the crew's own order, its day and its meter. */
const orderFits: Rule = ({ deeds, data, today }) => {
  const order = deeds.orders.find(({ id }) => id === data['workOrderId']);
  if (order?.work !== 'shut-off') return 'GEN-EXEC: no order to shut off';
  if (order.recalledAt !== null) return 'GEN-EXEC: the crew was called back';
  return unless(order.day === today && order.meter === data['meterSerial'], 'GEN-EXEC: another day or another meter');
};

const shutOff: readonly Rule[] = [noHold, noParkedMessage, enoughIsDue, waterRuns, isSpared, noticeStands, mailedLongAgo, posted, residential, defaultIsOldEnough, finalNoticeHung, approved, dayIsOne, windowNotOver];

/** OH-MC-BILL, CA-LATE: once, of what was open when the last day to pay was over, and under no hold then or now. */
const penalty: Rule = ({ known, law, data, now }) => {
  const bill = String(data['billId']);
  const due = known.unpaidWhenDue(bill);
  if (!due || now < due.at) return 'OH-MC-BILL: the bill is not past due';
  if (known.penalties.has(bill)) return 'OH-MC-BILL: a second penalty';
  if (known.holdsAt(due.at).length > 0) return 'GEN-HOLDS: a hold stood when it fell due';
  const cents = Math.round((due.cents * law.penaltyBasisPoints) / 10_000);
  return unless(cents === data['amountCents'], `OH-MC-BILL: the penalty is ${cents}`);
};

/** OH-MC-FEES, OP-NSF, CA-998-FEE: once for each cause, of the amount that is listed, under no hold then or now but that which the visit brought about. */
const fee: Rule = (view) => {
  const { known, deeds, data, now } = view;
  const id = String(data['cause']);
  const cause = known.feeCause(id);
  if (!cause) return 'OH-MC-FEES: nothing happened that it is for';
  if (known.fees.has(id)) return 'OH-MC-FEES: a second fee';
  if (cause.cents !== data['amountCents'] || cause.cents === 0) return `OH-MC-FEES: the fee is ${cause.cents}`;
  if (known.isDischarged(cause.at)) return 'BK-DISCHARGE: it arose before the petition';
  const holds = [...known.holdsAt(cause.at), ...known.holdsAt(now)].filter(({ evidence }) => evidence !== id);
  if (holds.length > 0) return `GEN-HOLDS: ${holds.map(({ kind }) => kind).join(', ')}`;
  const order = deeds.orders.find((known) => known.id === id);
  if (data['fee'] !== 'reconnection') return null;
  if (!order || order.work !== 'shut-off') return 'GEN-EXEC: nobody was sent to close that valve';
  if (order.recalledAt !== null && order.recalledAt < cause.at) return 'GEN-EXEC: the crew had been called back';
  return unless(known.pastDueCentsAt(cause.at) >= view.law.leastCents, 'GEN-EXEC: too little was past due when the valve was closed');
};

/** What may not be done to a customer unless every rule allows it. */
export const rulesOf = {
  NoticeOrdered: [noHold, noParkedMessage, enoughIsDue, longEnoughDueForNotice, billIsOldEnough, noOtherNotice, letterSaysAll],
  NoticeGivenByPhone: [noHold, noParkedMessage, enoughIsDue, longEnoughDueForNotice, billIsOldEnough, callSaysAll],
  DoorTagOrdered: [noHold, noParkedMessage, enoughIsDue, waterRuns, isSpared, noticeStands, officeDay, defaultIsOldEnough],
  ShutOffOrdered: [...shutOff, notPutOff],
  ClearanceGranted: [...shutOff, windowIsOpen, orderFits],
  PenaltyAssessed: [noHold, noParkedMessage, penalty],
  FeeAssessed: [noParkedMessage, fee],
} as const satisfies { readonly [type: string]: readonly Rule[] };

export type AdverseType = keyof typeof rulesOf;

export function isAdverse(type: string): type is AdverseType {
  return type in rulesOf;
}
