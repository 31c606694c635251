import type { Intervention } from '../../libs/case/interventions.ts';
import type { RollCommand } from '../../libs/tax-roll/index.ts';

export const roles = ['specialist', 'supervisor', 'cashier', 'field', 'counsel', 'auditor'] as const;
export type Role = (typeof roles)[number];

const [specialist, supervisor, cashier, field, counsel, auditor] = roles;

/** Who may do what: the whole of it. A route that is not in this table does not exist. */
export const allowedRoles = {
  listAccounts: [specialist, supervisor, cashier, counsel, auditor],
  readAccount: [specialist, supervisor, cashier, counsel, auditor],
  readAccountTimeline: [specialist, supervisor, counsel, auditor],
  previewArrangement: [specialist, supervisor],
  agreeArrangement: [specialist, supervisor],
  previewBreach: [specialist, supervisor],
  approveArrangement: [supervisor],
  refuseArrangement: [supervisor],
  listReviews: [specialist, supervisor, counsel, auditor],
  readInterestWaiver: [specialist, supervisor, counsel, auditor],
  readCertifiable: [specialist, supervisor, counsel, auditor],
  grantExtension: [specialist, supervisor],
  reportPayment: [specialist, supervisor],
  notePromise: [specialist, supervisor],
  answerGrant: [supervisor],
  agreePayerPlan: [specialist, supervisor],
  placeHold: [specialist, supervisor, counsel],
  releaseHold: [specialist, supervisor, counsel],
  readDocket: [specialist, supervisor, counsel, auditor],
  decideOnDocket: [counsel],
  listCases: [specialist, supervisor, counsel, auditor],
  readCase: [specialist, supervisor, counsel, auditor],
  readCaseTimeline: [specialist, supervisor, counsel, auditor],
  readCaseNext: [specialist, supervisor, counsel, auditor],
  intervene: [specialist, supervisor, counsel],
  explainEvent: [specialist, supervisor, counsel, auditor],
  listStuck: [specialist, supervisor, auditor],
  readWorkOrder: [specialist, supervisor, field, auditor],
  requestClearance: [field],
  listDeadLetters: [specialist, supervisor, auditor],
  readDeadLetter: [specialist, supervisor],
  replayDeadLetter: [supervisor],
  releaseDeadLetter: [supervisor],
  listVersions: [specialist, supervisor, counsel, auditor],
  askActivation: [supervisor],
  signActivation: [supervisor, counsel],
  withdrawActivation: [supervisor, counsel],
  previewMigration: [supervisor, counsel],
  askMigration: [supervisor],
  approveMigration: [supervisor, counsel],
  undoMigration: [supervisor, counsel],
  listMigrations: [specialist, supervisor, counsel, auditor],
  readMigration: [specialist, supervisor, counsel, auditor],
  listMigratedCases: [specialist, supervisor, counsel, auditor],
  readClock: roles,
  moveClock: [supervisor],
  readBoard: roles,
  listBreakers: [supervisor, auditor],
  requestBreakerReset: [supervisor],
  approveBreakerReset: [supervisor],
  listDocketMatches: [specialist, supervisor, counsel, auditor],
  lookUpDocketMatch: [specialist, supervisor, counsel],
  releaseDocketMatch: [supervisor, counsel],
  holdDocketMatchAgain: [specialist, supervisor, counsel],
  listMoratoriums: [specialist, supervisor, cashier, counsel, auditor],
  declareMoratorium: [supervisor],
  extendMoratorium: [supervisor],
  requestMoratoriumEnd: [supervisor],
  approveMoratoriumEnd: [supervisor],
  startWhatIf: [supervisor, counsel],
  readWhatIf: [supervisor, counsel, auditor],
  listRollSeasons: [specialist, supervisor, counsel, auditor],
  openRollSeason: [supervisor],
  readRollSeason: [specialist, supervisor, counsel, auditor],
  listRollLines: [specialist, supervisor, counsel, auditor],
  actOnRollSeason: [specialist, supervisor, counsel],
  importRollFile: [supervisor],
  fileRollCorrections: [supervisor],
  readRollFile: [specialist, supervisor, counsel, auditor],
  readRollRegister: [specialist, supervisor, counsel, auditor],
  readPayoff: [specialist, supervisor, cashier, counsel],
} as const satisfies Record<string, readonly Role[]>;

/** Within `intervene`, each intervention has roles of its own. */
export const allowedInterventions: Readonly<Record<Intervention['type'], readonly Role[]>> = {
  PlaceHold: [specialist, supervisor, counsel],
  ReleaseHold: [specialist, supervisor, counsel],
  RetryObligation: [specialist, supervisor],
  AdvanceNow: [specialist, supervisor],
  PostNotice: [specialist, supervisor],
  SkipStep: [supervisor],
  AccountForCrew: [supervisor],
  RescheduleShutOff: [supervisor],
  RestartProcess: [supervisor],
  ApproveShutOff: [supervisor],
  FinishReview: [supervisor],
  CloseCase: [supervisor],
};

/** Within a season of the tax roll, each command has roles of its own; two different people approve the list. */
export const allowedRollCommands: Readonly<Record<RollCommand['type'], readonly Role[]>> = {
  RecordNotice: [specialist, supervisor],
  RecordReturnedNotice: [specialist, supervisor],
  ReceiveObjection: [specialist, supervisor, counsel],
  HearObjection: [supervisor, counsel],
  PublishReport: [specialist, supervisor],
  HoldHearing: [supervisor, counsel],
  ApproveRoll: [supervisor, counsel],
  AcceptLine: [specialist, supervisor],
  RejectLine: [specialist, supervisor],
  MendLine: [specialist, supervisor],
  GiveUpLine: [supervisor],
  AcknowledgeAmendment: [specialist, supervisor],
  AcknowledgeWithdrawal: [specialist, supervisor, counsel],
  AnswerSuspense: [supervisor],
  SettleLine: [supervisor],
  RecordRelease: [specialist, supervisor],
  CloseSeason: [supervisor],
};

/** Who sees a customer's name and address. */
export const seesCustomer: readonly Role[] = [specialist, supervisor, cashier, counsel];
/** Who sees where a crew has to go. */
export const seesPremise: readonly Role[] = [specialist, supervisor, field];
