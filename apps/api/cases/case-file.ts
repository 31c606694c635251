import type { z } from 'zod';
import { arrangementParts, arrangementStanding } from '../../../libs/account/arrangement.ts';
import { bucketsOf } from '../../../libs/account/buckets.ts';
import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { AccountState } from '../../../libs/account/account.state.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import { why } from '../../../libs/case/context.ts';
import type { TimelineEntry, StoredCase } from '../../../libs/store/read/index.ts';
import type { Utility } from '../../../libs/store/index.ts';
import { contextNow } from '../http/views.ts';
import type { caseNotice, crewReport } from './case-file.routes.ts';

/** What lies in the file of a case. @param entries its timeline, whole; @param seesPeople false leaves out what crews wrote */
export function caseFile({ state }: StoredCase, account: AccountState, utility: Utility, entries: readonly TimelineEntry[], seesPeople: boolean) {
  const { law, now } = utility;
  const events = entries.map(({ eventId, stored }) => ({ eventId, event: stored.event }));
  const context = contextNow(utility, account, state);
  const buckets = bucketsOf(account, law, now);
  return {
    notices: events.flatMap(({ event }) => noticesIn(event, account)),
    visits: state.workOrders.map(({ workOrderId, work }) => ({ workOrderId, work, reports: events.flatMap(({ eventId, event }) => reportIn(eventId, event, workOrderId, seesPeople)) })),
    bankruptcies: account.petitions.map((petition) => ({
      docket: petition.docket,
      chapter: petition.chapter,
      role: petition.role,
      filedAt: petition.filedAt,
      confirmedAt: petition.confirmedAt,
      ending: petition.ending,
      endedAt: petition.endedAt,
      holds: context.holds.some(({ kind, evidence }) => kind === 'bankruptcy' && evidence === petition.docket),
      assurance: {
        requestedCents: petition.assurance.requestedCents,
        givenCents: petition.assurance.given.reduce((sum, { amountCents }) => sum + amountCents, 0),
        lastDayOn: petition.assurance.lastDayOn,
        lapsedAt: petition.assurance.lapsedAt,
      },
      letters: (petition.letters ?? []).map(({ noticeId, letter, orderedAt }) => ({ noticeId, letter, orderedAt })),
      endsBy: withFacts(why(context, petition.ending === 'discharged' ? 'BK-DISCHARGE' : 'BK-STAY', endOf(petition.ending))),
    })),
    protectedCents: buckets['pre-petition'] + buckets['pre-conversion'],
    arrangements: account.arrangements.map((terms) => {
      const { status, sentence } = arrangementStanding(account, terms, law, now);
      const parts = arrangementParts(account, terms, law, now).map(({ dueOn, amountCents, paidCents }) => ({ dueOn, amountCents, paidCents }));
      return { arrangementId: terms.arrangementId, kind: terms.kind, agreedAt: terms.agreedAt, status, sentence, parts };
    }),
  };
}

const withFacts = <B extends { readonly facts: object }>(because: B) => ({ ...because, facts: { ...because.facts } });

function endOf(ending: 'dismissed' | 'discharged' | null): string {
  if (ending === 'discharged') return 'The debt of before the petition was discharged: nobody may ask for it again.';
  if (ending === 'dismissed') return 'The case was dismissed: the stay ended with it, and what is owed needs fresh notices.';
  return 'What the court does ends the stay: a dismissal, a discharge, a relief. No person here ends it.';
}

type Told = AccountEvent | CaseEvent;

function noticesIn(event: Told, account: AccountState): z.input<typeof caseNotice>[] {
  const proven = (noticeId: string) => {
    const proof = account.notices.find((known) => known.noticeId === noticeId);
    const handed = account.occupantNotices.find((known) => known.noticeId === noticeId);
    return { mailedOn: proof?.mailedOn ?? null, deliveredOn: proof?.deliveredOn ?? handed?.deliveredOn ?? null, returnedAt: proof?.returnedAt ?? null, bouncedAt: proof?.bouncedAt ?? null };
  };
  switch (event.type) {
    case 'NoticeOrdered':
      return [{ noticeId: event.data.noticeId, kind: 'notice' as const, orderedAt: event.at, document: event.data.document ?? null, hasPaper: true, ...proven(event.data.noticeId) }];
    case 'NoticeGivenByPhone':
      return [{ noticeId: event.data.noticeId, kind: 'by-phone' as const, orderedAt: event.at, document: null, hasPaper: false, ...proven(event.data.noticeId) }];
    case 'OccupantNoticesOrdered':
      return event.data.notices.map(({ noticeId }) => ({ noticeId, kind: 'occupant-notice' as const, orderedAt: event.at, document: event.data.document ?? null, hasPaper: true, ...proven(noticeId) }));
    case 'ThirdPartyNoticesOrdered':
      return event.data.notices.map(({ noticeId }) => ({ noticeId, kind: 'third-party-notice' as const, orderedAt: event.at, document: event.data.document ?? null, hasPaper: true, ...proven(noticeId) }));
    case 'DoorTagOrdered':
    case 'NoticeVisitOrdered':
    case 'ShutOffOrdered':
      return event.data.paper === undefined ? [] : [{ noticeId: event.data.workOrderId, kind: 'paper-of-a-crew' as const, orderedAt: event.at, document: event.data.paper.document, hasPaper: true, ...proven(event.data.workOrderId) }];
    default:
      return [];
  }
}

function reportIn(eventId: string, event: Told, workOrderId: string, seesPeople: boolean): z.input<typeof crewReport>[] {
  const told = { eventId, type: event.type, at: 'at' in event ? event.at : event.effectiveAt };
  switch (event.type) {
    case 'WorkOrderDispatched':
    case 'RecallAcknowledged':
      return event.data.workOrderId === workOrderId ? [{ ...told, result: null, by: event.data.crewId, photo: null, note: null }] : [];
    case 'NoticePosted':
      return event.data.workOrderId === workOrderId ? [{ ...told, result: null, by: event.data.postedBy, photo: event.data.photo, note: null }] : [];
    case 'WorkOrderCompleted':
      return event.data.workOrderId === workOrderId ? [{ ...told, result: event.data.result, by: event.data.crewId, photo: null, note: null }] : [];
    case 'WorkOrderNotCompleted':
      return event.data.workOrderId === workOrderId ? [{ ...told, result: event.data.result, by: event.data.crewId, photo: null, note: seesPeople ? (event.data.note ?? null) : null }] : [];
    default:
      return [];
  }
}
