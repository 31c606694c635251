import type { z } from 'zod';
import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import { dayOf, type BusinessCalendar } from '../../../libs/calendar/business-calendar.ts';
import { tellEvent, tellRollEvent, type TimelineEntry, type TimelinePlace } from '../../../libs/store/read/index.ts';
import type { RollEvent } from '../../../libs/tax-roll/index.ts';
import { placeSchema } from './place.ts';
import { pageFrom, placeFrom, type Page } from '../http/page.ts';
import type { timelineLine } from './timeline.schema.ts';

type Line = z.input<typeof timelineLine>;

/** What people wrote about a household, freely: it may name anybody. And who speaks for a debtor. */
const written: Partial<Record<(AccountEvent | CaseEvent)['type'], string>> = {
  AdjustmentPosted: 'reason',
  ArrangementRefused: 'reason',
  BankruptcyReviewAnswered: 'outcome',
  BillCorrected: 'reason',
  CallbackDone: 'outcome',
  CallbackPassedOn: 'reason',
  ChargesTaggedAdministrative: 'reason',
  ContactLogged: 'outcome',
  ContactRecorded: 'outcome',
  DisputeSettled: 'outcome',
  EstateAnswered: 'outcome',
  GrantAnswered: 'reason',
  HoldPlaced: 'reason',
  HoldReleased: 'reason',
  InabilityToPayEnded: 'reason',
  InvestigationClosed: 'note',
  MessageReleased: 'reason',
  NoticeBounced: 'reason',
  NoticeReturned: 'reason',
  OccupantOfferRefused: 'reason',
  PaymentReturned: 'reason',
  PetitionFiled: 'counsel',
  PetitionMisattributed: 'reason',
  PlanPaymentReturned: 'reason',
  PledgeEnded: 'reason',
  PostPetitionDebtPursued: 'reason',
  ReviewAnswered: 'outcome',
  StayReleased: 'reason',
  WorkOrderNotCompleted: 'note',
};

/** One line of a timeline: what, when, and why. @param seesPeople false leaves out what people wrote, wherever the event quotes it */
export function lineOf(entry: TimelineEntry, calendar: BusinessCalendar, seesPeople: boolean): Line {
  const line = wholeLine(entry, calendar);
  if (seesPeople || entry.stream === 'case') return line;
  const because = line.because.map(withoutWords);
  const says = line.because.reduce((text, { sentence }, index) => text.replaceAll(sentence, because[index]?.sentence ?? ''), line.says);
  return withoutWritten({ ...line, says, because }, entry.stored.event);
}

/** What a person gives as a reason is quoted behind their id. */
function withoutWords(because: Line['because'][number]): Line['because'][number] {
  const by = typeof because.facts['by'] === 'string' ? `${because.facts['by']}: ` : null;
  return by !== null && because.sentence.startsWith(by) ? { ...because, sentence: `${by}…` } : because;
}

function withoutWritten(line: Line, event: AccountEvent | CaseEvent): Line {
  const field = written[event.type];
  if (field === undefined) return line;
  const { [field]: _text, ...data } = line.data;
  return { ...line, says: unquoted(line.says, event), because: line.because.map((because) => ({ ...because, sentence: unquoted(because.sentence, event) })), data };
}

/** A sentence without what somebody wrote into the event. */
function unquoted(sentence: string, { type, data }: AccountEvent | CaseEvent): string {
  const text = (data as Readonly<Record<string, unknown>>)[written[type] ?? ''];
  return typeof text === 'string' && text !== '' ? sentence.replaceAll(text, '…') : sentence;
}

/** What an event says, alone. @param seesPeople false leaves out what people wrote into it */
export function saysOf(event: AccountEvent | CaseEvent, seesPeople: boolean): string {
  return seesPeople ? tellEvent(event) : unquoted(tellEvent(event), event);
}

/** The same for what happened in a season of the tax roll; nobody is named in it. */
export function lineOfSeason({ eventId, place, event, cause }: { eventId: string; place: TimelinePlace; event: RollEvent; cause: string }, calendar: BusinessCalendar) {
  const { streamId, version } = place;
  const because = event.because.map((reason) => ({ ...reason, facts: { ...reason.facts } }));
  return { eventId, stream: 'season' as const, streamId, version, type: event.type, at: event.at, on: dayOf(calendar, event.at), recordedAt: event.at, says: tellRollEvent(event), because, data: { ...event.data }, cause };
}

function wholeLine(entry: TimelineEntry, calendar: BusinessCalendar): Line {
  const { eventId, stream, place, stored } = entry;
  const { event, cause } = stored;
  return {
    eventId,
    stream,
    streamId: place.streamId,
    version: place.version,
    type: event.type,
    at: timeOf(event),
    on: dayOf(calendar, timeOf(event)),
    recordedAt: 'recordedAt' in event ? event.recordedAt : event.at,
    says: tellEvent(event),
    because: (event.because ?? []).map((because) => ({ ...because, facts: { ...because.facts } })),
    data: withoutPeople(event.data),
    cause,
  };
}

export function timeOf(event: AccountEvent | CaseEvent | RollEvent) {
  return 'at' in event ? event.at : event.effectiveAt;
}

/** Who the customer is stands on the account's page, for those who may know; whom the customer named, on the letter to them alone. */
function withoutPeople(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([field]) => field !== 'customer' && field !== 'contact' && field !== 'callerName'));
}

/** Reads one page: one row more than shown tells whether there is a next one. */
export async function timelinePage(
  query: { readonly cursor?: string | undefined; readonly limit: number },
  calendar: BusinessCalendar,
  seesPeople: boolean,
  read: (page: { after: TimelinePlace | null; limit: number }) => Promise<TimelineEntry[]>,
): Promise<Page<Line>> {
  const after = placeFrom(query.cursor, placeSchema);
  const { items, nextCursor } = pageFrom(await read({ after, limit: query.limit + 1 }), query.limit, (entry) => entry.place);
  return { items: items.map((entry) => lineOf(entry, calendar, seesPeople)), nextCursor };
}
