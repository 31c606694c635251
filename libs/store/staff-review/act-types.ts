import type { AccountEvent } from '../../account/account.events.ts';
import type { CaseEventType } from '../../case/case.events.ts';

/** What people do to cases; of these, what the law did by itself names nobody and is no act. Moves to another version are two people's, over many cases at once, and have a list of their own. */
export const caseActTypes = ['ApprovalGiven', 'ReviewDone', 'ShutOffRescheduled', 'CaseRewound', 'StepSkipped', 'ObligationRetried', 'CrewAccountedFor', 'ProcessRestarted', 'AdvanceRequested', 'InterventionAsked', 'InterventionAnswered', 'CaseClosed', 'DoorTagOrdered'] as const satisfies readonly CaseEventType[];

/** What people do to accounts; what fences collection among it, where somebody of the staff said it. */
export const accountActTypes = [
  'DisputeOpened', 'ReviewRequested', 'CustomerDied',
  'HoldPlaced', 'HoldReleased', 'ExtensionGranted', 'PaymentReported', 'ArrangementAgreed', 'ArrangementRefused', 'GrantAnswered', 'AdjustmentPosted',
  'StayReleased', 'PostPetitionDebtPursued', 'ChargesTaggedAdministrative', 'BankruptcyReviewAnswered', 'MessageReleased',
] as const satisfies readonly AccountEvent['type'][];

export type ActType = (typeof caseActTypes)[number] | (typeof accountActTypes)[number];
