import { allowedInterventions, allowedRoles, type Role } from '../../apps/api/roles.ts';

export interface DeskAction {
  /** A screen of `desk-screens.ts`. */
  readonly screen: string;
  /** The button as it is called with the words that every utility has by default, without what it is about ("Done: Agnes Moreau"). */
  readonly button: string;
  readonly roles: readonly Role[];
}

/** What each role is offered to do, screen by screen, beside looking: all of it. The API refuses whatever is not in its own table besides. */
export const deskActions: readonly DeskAction[] = [
  { screen: 'approvals', button: 'Sign', roles: allowedRoles.approveBulk },
  { screen: 'shut-off-day', button: 'Sign the list', roles: allowedRoles.signShutOffDay },
  { screen: 'shut-off-day', button: 'Give an order to another crew', roles: allowedRoles.assignCrew },
  { screen: 'shut-off-day', button: 'Close the day', roles: allowedRoles.closeShutOffDay },
  { screen: 'morning', button: 'Change how many days ahead endings are listed', roles: allowedRoles.changeDeskSetting },
  { screen: 'staff-review', button: 'Change how many in a hundred are reviewed', roles: allowedRoles.changeDeskSetting },
  { screen: 'staff-review', button: 'Sign off', roles: allowedRoles.reviewAct },
  { screen: 'staff-review', button: 'Question', roles: allowedRoles.reviewAct },
  { screen: 'cases', button: 'Next case', roles: allowedRoles.claimNextCase },
  { screen: 'account', button: 'Record', roles: allowedRoles.recordContact },
  { screen: 'callbacks', button: 'Done', roles: allowedRoles.finishCallback },
  { screen: 'callbacks', button: 'Pass on', roles: allowedRoles.passCallbackOn },
  { screen: 'case', button: 'Take this case', roles: allowedRoles.assignCase },
  { screen: 'case', button: 'Give it to somebody', roles: allowedRoles.handOnCases },
  { screen: 'case', button: 'Place a hold', roles: allowedInterventions.PlaceHold },
  { screen: 'case', button: 'Release a hold', roles: allowedInterventions.ReleaseHold },
  { screen: 'case', button: 'Try again', roles: allowedInterventions.RetryObligation },
  { screen: 'case', button: 'Look at the case now', roles: allowedInterventions.AdvanceNow },
  { screen: 'case', button: 'Post the notice at the door', roles: allowedInterventions.PostNotice },
  { screen: 'case', button: 'Skip the step', roles: allowedInterventions.SkipStep },
  { screen: 'case', button: 'Account for the crew', roles: allowedInterventions.AccountForCrew },
  { screen: 'case', button: 'Put the lock-off off', roles: allowedInterventions.RescheduleShutOff },
  { screen: 'case', button: 'Go back a step', roles: allowedInterventions.RewindCase },
  { screen: 'case', button: 'Set a rule aside', roles: allowedInterventions.OverrideGuard },
  { screen: 'case', button: 'Restart what drives the case', roles: allowedInterventions.RestartProcess },
  { screen: 'case', button: 'Approve the lock-off', roles: allowedInterventions.ApproveShutOff },
  { screen: 'case', button: 'Finish the review', roles: allowedInterventions.FinishReview },
  { screen: 'case', button: 'Close the case', roles: allowedInterventions.CloseCase },
  { screen: 'case', button: 'Move to another version of the law', roles: allowedRoles.askMigration },
  { screen: 'case', button: 'Fetch the PDF of P1.1.n1', roles: allowedRoles.readCasePaper },
  { screen: 'case', button: 'Fetch the PDF of P1.1.w1', roles: allowedRoles.readCasePaper },
  { screen: 'bulks', button: 'Look at the cases', roles: allowedRoles.askBulk },
  { screen: 'bulk', button: 'Stop', roles: allowedRoles.stopBulk },
  { screen: 'policy', button: 'Ask for another version', roles: allowedRoles.askActivation },
  { screen: 'policy', button: 'Start the what-if', roles: allowedRoles.startWhatIf },
  { screen: 'operations', button: 'Move the clock on', roles: allowedRoles.moveClock },
  { screen: 'courts', button: 'It is the debtor’s', roles: allowedRoles.confirmDocketMatch },
  { screen: 'courts', button: 'It is not', roles: allowedRoles.lookUpDocketMatch },
  { screen: 'tax-roll', button: 'Open a season', roles: allowedRoles.openRollSeason },
  { screen: 'tax-roll-season', button: 'Take in a file', roles: allowedRoles.importRollFile },
  { screen: 'message', button: 'Release', roles: allowedRoles.releaseDeadLetter },
  { screen: 'message', button: 'Try it', roles: allowedRoles.tryDeadLetter },
  { screen: 'message', button: 'Send it again', roles: allowedRoles.replayDeadLetter },
];

/** Buttons that change nothing anywhere: choices of what is listed, answers to why, and files of what is on the screen. */
export const looksOnly = /▾$|^Why: |^(Show that day|Keys|Report as a spreadsheet \(CSV\)|Notices to be mailed|Changes for the authority|For the unsecured roll)$/;
