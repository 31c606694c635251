import { at, dayOf, officeClosedOn } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { Instant, LocalDate, LocalTime } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { paperFor, type Paper } from './papers.ts';
import { payByOn } from './schedule.ts';
import { proposalFor } from './proposal.ts';
import { crewIsOut, told, workOrder } from './decide-steps.ts';

/**
 * review → a visit, when a letter came back and a call since then reached nobody: the notice is left at the property, with the offer of the
 * policy that it contains (CA-998-VISIT). What forbids a notice forbids the visit, too.
 */
export const visitAfterReturnedMail: Rule = (state, context) => {
  const { undelivered } = state;
  const { returnedMail } = context.law.pack;
  if (returnedMail === undefined || undelivered?.how !== 'returned' || state.status !== 'review' || crewIsOut(state)) return nothing;
  if (state.workOrders.some((order) => order.orderedAt >= undelivered.at)) return nothing;
  const call = context.facts.contacts.find((contact) => contact.channel === 'phone' && contact.spokeWith === 'nobody' && contact.at >= undelivered.at);
  if (!call || !proposalFor('notice', context).allowed || nobodyIsThere(context)) return nothing;
  const onDay = visitDay(context.law, context.now, context.today);
  const noticeId = `${state.caseId}.n${state.noticeCount + 1}`;
  const data = { ...workOrder(state, context, onDay, '08:00' as LocalTime, context.law.calendar.officeClosesAt), noticeId, ...(context.facts.oldestBillId === null ? {} : { oldestBillId: context.facts.oldestBillId }), ...paperFor('visit', context, { payByOn: payByOn(context) }) };
  const sentence = `Notice ${undelivered.noticeId} came back and the call ${call.contactId} reached nobody: a visit on ${onDay} leaves the notice at the property.`;
  return [{ type: 'NoticeVisitOrdered', data, because: [why(context, returnedMail.rule, sentence, { contactId: call.contactId })] }];
};

/** No crew is sent to leave a letter in an empty house, where the law posts nothing there either. */
function nobodyIsThere(context: Context): boolean {
  return proposalFor('door-tag', context).verdicts.some(({ guard, holds }) => guard === 'premise-is-occupied' && !holds);
}

/** Today while the office is open, else its next day. */
function visitDay({ calendar }: Law, now: Instant, today: LocalDate): LocalDate {
  let on = now < at(calendar, today, calendar.officeClosesAt) ? today : plusDays(today, 1);
  while (officeClosedOn(calendar, on) !== null) on = plusDays(on, 1);
  return on;
}

/** The visit left the notice, with photo and name: it counts from that day on, as if it had been mailed then. */
export function leftAtVisit({ workOrderId, noticeId, paper, oldestBillId: orderedFor }: NonNullable<CaseState['visitOrder']>, context: Context, postedAt: Instant): readonly CaseDraft[] {
  const oldestBillId = orderedFor ?? context.facts.oldestBillId;
  // What was left says what was decided with the order; orders of before they told of it left a copy of the letter.
  const { pastDueCents, payByOn: until, ...said } = paper ?? { pastDueCents: context.facts.pastDueCents, payByOn: payByOn(context), ...told(context) };
  const onDay = dayOf(context.law.calendar, postedAt);
  const data = { noticeId, workOrderId, onDay, pastDueCents, payByOn: until ?? payByOn(context), ...(oldestBillId === null ? {} : { oldestBillId }), ...statementOf(said) };
  const rule = context.law.pack.returnedMail?.rule ?? 'OP-DOORTAG';
  return [{ type: 'NoticeLeftAtVisit', data, because: [why(context, rule, `The notice was left at the property at ${postedAt}, with photo and name.`, { postedAt })] }];
}

function statementOf({ document, languages, contains }: Partial<Pick<Paper, 'document' | 'languages' | 'contains'>>) {
  return document === undefined ? {} : { document, languages: [...(languages ?? [])], contains: [...(contains ?? [])] };
}
