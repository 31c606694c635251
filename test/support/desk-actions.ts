import { allowedInterventions, allowedRoles, type Role } from '../../apps/api/roles.ts';

export interface DeskAction {
  /** A screen of `desk-screens.ts`. */
  readonly screen: string;
  /** The button as it is called with the words that every utility has by default. */
  readonly button: string;
  readonly roles: readonly Role[];
}

/** What each role is offered to do, screen by screen, beside looking. The API refuses whatever is not in its own table besides. */
export const deskActions: readonly DeskAction[] = [
  { screen: 'case', button: 'Place a hold', roles: allowedInterventions.PlaceHold },
  { screen: 'case', button: 'Release a hold', roles: allowedInterventions.ReleaseHold },
  { screen: 'case', button: 'Try again', roles: allowedInterventions.RetryObligation },
  { screen: 'case', button: 'Look at the case now', roles: allowedInterventions.AdvanceNow },
  { screen: 'case', button: 'Skip the step', roles: allowedInterventions.SkipStep },
  { screen: 'case', button: 'Put the lock-off off', roles: allowedInterventions.RescheduleShutOff },
  { screen: 'case', button: 'Approve the lock-off', roles: allowedInterventions.ApproveShutOff },
  { screen: 'case', button: 'Finish the review', roles: allowedInterventions.FinishReview },
  { screen: 'case', button: 'Close the case', roles: allowedInterventions.CloseCase },
  { screen: 'account', button: 'Record', roles: allowedRoles.recordContact },
  { screen: 'policy', button: 'Ask for another version', roles: allowedRoles.askActivation },
  { screen: 'policy', button: 'Start the what-if', roles: allowedRoles.startWhatIf },
];
