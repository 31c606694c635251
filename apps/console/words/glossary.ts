import type { components } from '../generated/openapi.ts';

type Schemas = components['schemas'];

/** The words of the desk for what the API names. Whatever is not here is shown as the API writes it, word by word. */
export const statusWords: Readonly<Record<Schemas['CaseLine']['status'], string>> = {
  'past-due': 'Past due',
  'notice-ordered': 'Notice being sent',
  'notice-mailed': 'Notice mailed',
  'door-tag-ordered': 'Hang tag to be hung',
  'door-tag-posted': 'Hang tag hung',
  'shut-off-planned': 'Lock-off planned',
  'shut-off-ordered': 'Crew sent for lock-off',
  review: 'Waits for a person',
  'already-off': 'Found off already',
  'shut-off': 'Locked off',
  restoring: 'To be turned on',
  closed: 'Closed',
};

export const stuckWords: Readonly<Record<Schemas['StuckLine']['kind'], string>> = {
  'answer-overdue': 'Answer overdue',
  'approval-waiting': 'Lock-off to approve',
  'arrangement-waiting': 'Arrangement to approve',
  'breaker-tripped': 'Breaker tripped',
  'charge-unacknowledged': 'Billing silent',
  'deadline-overdue': 'Deadline missed',
  'docket-review-waiting': 'Docket to look at',
  'grant-waiting': 'Grant to approve',
  'decision-failed': 'Decision failed',
  'message-parked': 'Message not understood',
  'obligation-failing': 'Cannot be carried out',
  'review-waiting': 'Question to answer',
};

export const interventionWords: Readonly<Record<Schemas['Session']['interventions'][number], string>> = {
  PlaceHold: 'Place a hold',
  ReleaseHold: 'Release a hold',
  RetryObligation: 'Try again',
  SkipStep: 'Skip the step',
  AccountForCrew: 'Account for the crew',
  RescheduleShutOff: 'Put the lock-off off',
  PostNotice: 'Post the notice at the door',
  AdvanceNow: 'Look at the case now',
  RestartProcess: 'Restart what drives the case',
  ApproveShutOff: 'Approve the lock-off',
  FinishReview: 'Finish the review',
  CloseCase: 'Close the case',
};

export const roleWords: Readonly<Record<Schemas['Session']['roles'][number], string>> = {
  specialist: 'Specialist',
  supervisor: 'Supervisor',
  cashier: 'Cashier',
  field: 'Field crew',
  counsel: 'Counsel',
  auditor: 'Auditor',
};

export const ruleStatusWords: Readonly<Record<Schemas['Because']['status'], string>> = {
  verified: 'confirmed',
  'needs-counsel': 'counsel has yet to confirm this rule',
  default: "the project's own default, no law",
};

/** Events whose names are no words of the desk. */
const eventWords: Readonly<Record<string, string>> = {
  AdvanceRequested: 'Looked at by hand',
  ProcessRestarted: 'Restarted',
  DoorTagOrdered: 'Hang tag ordered',
  DoorTagConfirmed: 'Hang tag hung',
  NoticePosted: 'Hang tag hung',
  ShutOffPlanned: 'Lock-off planned',
  ShutOffOrdered: 'Lock-off ordered',
  ShutOffRescheduled: 'Lock-off put off',
  ServiceShutOff: 'Locked off',
  ServiceRestored: 'Turned on',
  RestorationOrdered: 'Turn-on ordered',
  WorkOrderRecalled: 'Crew called back',
  ShutOffWithdrawn: 'Lock-off called off',
};

/** `NoticeOrdered` → "Notice ordered" */
export function eventTitle(type: string): string {
  const words = type.replaceAll(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
  return eventWords[type] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** `pre-petition` and `pastDueCents` as words */
export function spelled(name: string): string {
  const words = name.replace(/Cents$/, '').replaceAll('-', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
