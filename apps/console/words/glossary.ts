import type { components } from '../generated/openapi.ts';
import { saying, spoken } from './spoken.ts';

type Schemas = components['schemas'];

/* The words of the desk for what the API names. `{doorNotice}` stands for what this utility calls it. Whatever is not here is shown word by word. */

export const statusWords: Readonly<Record<Schemas['CaseLine']['status'], string>> = spoken({
  'past-due': 'Past due',
  'notice-ordered': '{Notice} being sent',
  'notice-mailed': '{Notice} mailed',
  'door-tag-ordered': '{DoorNotice} to be hung',
  'door-tag-posted': '{DoorNotice} hung',
  'shut-off-planned': '{ShutOff} planned',
  'shut-off-ordered': '{Crew} sent for {shutOff}',
  review: 'Waits for a person',
  'already-off': 'Found off already',
  'shut-off': '{ShutOffDone}',
  restoring: 'To be {restored}',
  closed: 'Closed',
});

export const stuckWords: Readonly<Record<Schemas['StuckLine']['kind'], string>> = spoken({
  'answer-overdue': 'Answer overdue',
  'approval-waiting': '{ShutOff} to approve',
  'arrangement-waiting': '{Arrangement} to approve',
  'breaker-tripped': 'Breaker tripped',
  'charge-unacknowledged': 'Billing silent',
  'deadline-overdue': 'Deadline missed',
  'docket-review-waiting': 'Docket to look at',
  'grant-waiting': 'Grant to approve',
  'decision-failed': 'Decision failed',
  'message-parked': 'Message not understood',
  'obligation-failing': 'Cannot be carried out',
  'review-waiting': 'Question to answer',
});

/** In what a case can be stuck; the other kinds are of accounts, dockets and the utility. */
export const caseStuckKinds = ['answer-overdue', 'approval-waiting', 'deadline-overdue', 'decision-failed', 'message-parked', 'obligation-failing', 'review-waiting'] as const satisfies readonly Schemas['CaseFilter']['stuckKind'][];

export const approvalWords: Readonly<Record<Schemas['WaitingApproval']['kind'], string>> = spoken({
  'shut-off': '{ShutOff}',
  intervention: 'Something to be done in a case',
  arrangement: '{Arrangement} beyond the limits',
  grant: 'Grant beyond the limits',
  'breaker-reset': 'Reset of a breaker',
  activation: 'Version of the rules',
  migration: 'Cases to another version',
  'moratorium-end': 'End of a moratorium',
  'docket-release': 'No bankruptcy: release of an account',
  'tax-roll': 'List for the tax roll',
  bulk: 'Many cases at once',
});

/** What a second person says, or the one who asked. */
export const answerWords: Readonly<Record<Schemas['ApprovalAnswer']['does'], string>> = { sign: 'Sign', refuse: 'Refuse', withdraw: 'Withdraw' };

export const interventionWords: Readonly<Record<Schemas['Session']['interventions'][number], string>> = spoken({
  PlaceHold: 'Place a hold',
  ReleaseHold: 'Release a hold',
  RetryObligation: 'Try again',
  SkipStep: 'Skip the step',
  AccountForCrew: 'Account for the {crew}',
  RescheduleShutOff: 'Put the {shutOff} off',
  RewindCase: 'Go back a step',
  OverrideGuard: 'Set a rule aside',
  PostNotice: 'Post the {notice} at the door',
  AdvanceNow: 'Look at the case now',
  RestartProcess: 'Restart what drives the case',
  ApproveShutOff: 'Approve the {shutOff}',
  FinishReview: 'Finish the review',
  CloseCase: 'Close the case',
});

export const roleWords: Readonly<Record<Schemas['Session']['roles'][number], string>> = spoken({
  specialist: 'Specialist',
  supervisor: 'Supervisor',
  cashier: 'Cashier',
  field: 'Field {crew}',
  counsel: 'Counsel',
  auditor: 'Auditor',
});

export const ruleStatusWords: Readonly<Record<Schemas['Because']['status'], string>> = {
  verified: 'confirmed',
  'needs-counsel': 'counsel has yet to confirm this rule',
  default: "the project's own default, no law",
};

/** "1 case", "more than 10,000 cases" */
export const casesCounted = ({ count, andMore = false }: { readonly count: number; readonly andMore?: boolean }) => `${andMore ? 'more than ' : ''}${count.toLocaleString('en-US')} ${count === 1 ? 'case' : 'cases'}`;

/** Events whose names are no words of the desk. */
const eventWords: Readonly<Record<string, string>> = spoken({
  AdvanceRequested: 'Looked at by hand',
  ProcessRestarted: 'Restarted',
  DoorTagOrdered: '{DoorNotice} ordered',
  DoorTagConfirmed: '{DoorNotice} hung',
  NoticePosted: '{DoorNotice} hung',
  ShutOffPlanned: '{ShutOff} planned',
  ShutOffOrdered: '{ShutOff} ordered',
  ShutOffRescheduled: '{ShutOff} put off',
  CaseRewound: 'Taken back a step',
  InterventionAsked: 'Second signature asked for',
  InterventionAnswered: 'Second signature answered',
  ServiceShutOff: '{ShutOffDone}',
  ServiceRestored: '{Restored}',
  RestorationOrdered: '{Restoration} ordered',
  WorkOrderRecalled: '{Crew} called back',
  ShutOffWithdrawn: '{ShutOff} called off',
  NoticeOrdered: '{Notice} ordered',
  NoticeMailed: '{Notice} mailed',
  NoticeConfirmed: '{Notice} in force',
  ArrangementAgreed: '{Arrangement} agreed',
  ArrangementOffered: '{Arrangement} offered',
  ArrangementBroken: '{Arrangement} broken',
  ArrangementFulfilled: '{Arrangement} fulfilled',
});

/** `NoticeOrdered` → "Notice ordered" */
export function eventTitle(type: string): string {
  const words = type.replaceAll(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
  return eventWords[type] ?? saying(`${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

/** `pre-petition` and `pastDueCents` as words */
export function spelled(name: string): string {
  const words = name.replace(/Cents$/, '').replaceAll('-', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
