import type { BesideMessages } from '../../../libs/contracts/index.ts';
import { rollEntryTypes, type AccountEvent } from '../../../libs/account/account.events.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import type { Because } from '../../../libs/kernel/because.ts';
import type { Intervention } from '../../../libs/case/interventions.ts';
import type { MoratoriumRow } from '../../../libs/store/index.ts';
import type { StoredAccount, StreamEvent } from './streams.ts';

/** What people did, what crews were cleared for, what dockets said and what a season put on the account came beside the messages; it is in the streams alone. */
export function besideMessages(account: Pick<StoredAccount, 'accountId' | 'events' | 'cases'>): BesideMessages[] {
  const { accountId } = account;
  const ofCases = account.cases.flatMap((known) => known.events).flatMap((stored) => ofCase(accountId, stored));
  const beside = account.events.filter(({ event }) => isByAPerson(event) || isOfADocket(event) || ofSeasons.has(event.type));
  return [...ofCases, ...beside.map(({ event }): BesideMessages => ({ kind: 'fact', accountId, event }))];
}

/** A moratorium each time that somebody said something of it: declared, extended, ended. */
export function declarationsOf({ said, moratoriumId, reason, area, fromAt, evidence }: MoratoriumRow): BesideMessages[] {
  return said.map(({ at, endsAt }): BesideMessages => ({ kind: 'moratorium', at, moratorium: { moratoriumId, reason, area, fromAt, endsAt, evidence } }));
}

const byPeople: ReadonlySet<AccountEvent['type']> = new Set([
  'HoldPlaced', 'HoldReleased', 'ArrangementAgreed', 'ArrangementRefused', 'ExtensionGranted', 'PaymentReported', 'ContactLogged', 'CallbackPassedOn', 'CallbackDone', 'PersonNamed', 'PersonWithdrawn', 'CustomerDied', 'RestorationRequested', 'DisputeOpened', 'ReviewRequested', 'GrantAnswered', 'ClaimFiled', 'BankruptcyReviewAnswered', 'StayReleased', 'PostPetitionDebtPursued', 'ChargesTaggedAdministrative',
]);
const ofSeasons: ReadonlySet<AccountEvent['type']> = new Set(rollEntryTypes);

/** Read from a court's entries, or told by somebody at the API: on no topic. */
const isOfADocket = ({ id }: AccountEvent) => id.startsWith('court#') || id.startsWith('docket#');

/** Put on the account in the API or by an intervention, with or without a case. */
const isByAPerson = ({ type, id }: AccountEvent) => id.startsWith('arrears#') && byPeople.has(type);

function ofCase(accountId: string, { event, cause }: StreamEvent<CaseEvent>): BesideMessages[] {
  if (event.type === 'ClearanceGranted' || event.type === 'ClearanceRefused') return [{ kind: 'clearance', accountId, event }];
  if (event.type === 'PolicyMoved') return [{ kind: 'move', accountId, event }];
  const intervention = cause.startsWith('intervention/') ? interventionOf(event) : null;
  return intervention ? [{ kind: 'intervention', at: event.at, accountId, intervention, who: { by: 'recorded', interventionId: cause } }] : [];
}

/** The intervention that an event of a person tells of, or null. */
export function interventionOf(event: CaseEvent): Intervention | null {
  switch (event.type) {
    case 'StepSkipped':
      return { type: 'SkipStep', reason: event.data.reason };
    case 'ObligationRetried':
      return { type: 'RetryObligation', reason: event.data.reason, obligation: event.data.obligation };
    case 'DoorTagOrdered':
      // The first reason of what a person asked for is that person's.
      return event.because[0]?.rule === 'AUTHORITY' ? { type: 'PostNotice', reason: wordsOf(event.because[0]) } : null;
    case 'AdvanceRequested':
      return { type: 'AdvanceNow', reason: event.data.reason };
    case 'ProcessRestarted':
      return { type: 'RestartProcess', reason: event.data.reason };
    case 'CrewAccountedFor':
      return { type: 'AccountForCrew', reason: event.data.reason, workOrderId: event.data.workOrderId };
    case 'ShutOffRescheduled':
      return { type: 'RescheduleShutOff', reason: event.data.reason, notBeforeOn: event.data.notBeforeOn };
    case 'CaseRewound':
      return { type: 'RewindCase', reason: event.data.reason, to: event.data.to };
    case 'ApprovalGiven':
      return { type: 'ApproveShutOff', reason: event.data.reason };
    case 'ReviewDone':
      return { type: 'FinishReview', reason: event.data.reason };
    case 'CaseClosed':
      return event.data.reason === 'by-a-person' ? { type: 'CloseCase', reason: event.data.note ?? 'closed' } : null;
    default:
      return null;
  }
}

/** `supervisor-1: the last day is near` → `the last day is near` */
function wordsOf({ sentence, facts }: Because): string {
  return sentence.slice(`${String(facts['by'])}: `.length);
}
