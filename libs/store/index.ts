/** What remembers: streams, read models, inbox and outbox in PostgreSQL, and the transactions over them. */
export { readBacklog, type Backlog } from './read/backlog.ts';
export { askActivation, keepWhatIfReport, listActivations, NotActivated, pinnedCases, signActivation, tellCases, withdrawActivation, type Activation, type ActivationWish } from './activations.ts';
export { accountOfCase, advanceCases, overdueCases, type Outlook } from './advance-cases.ts';
export { approveReset, askForReset, type Reset, type Trip } from './breaker-resets.ts';
export { tripsEver } from './breakers.ts';
export {
  approveMigration,
  askMigration,
  continueMigrations,
  listMigrations,
  migratedCases,
  moveOneCase,
  NotMigrated,
  previewCohort,
  readMigration,
  undoMigration,
  type CaseMigration,
  type Cohort,
  type PreviewPage,
} from './case-moves.ts';
export { approveBulk, askBulk, goOnWithBulk, NotInBulk, pauseBulk, stopBulk, unknownCases, type AskedBulk } from './bulk/ask-bulk.ts';
export { bulkLines, bulkLineStatuses, bulkStatuses, bulkReasons, listBulks, readBulk, type Bulk, type BulkLine, type BulkReason, type BulkStatus } from './bulk/bulk-rows.ts';
export { bulkOfNudge } from './bulk/bulk-nudge.ts';
export { bulksAtWork, workOnBulk, type BulkTurn } from './bulk/work-on-bulk.ts';
export { ClockWillNotMove, moveClockTo, readClock, stepClock, type Clock, type Step } from './clock.ts';
export { Database, isDatabaseAway, migrate, isWorthRetrying, type DatabaseOptions, type Decided, type Sql } from './database.ts';
export { deadLetterIdOf, listDeadLetters, nowhere, readDeadLetter, resendDeadLetter, UnusableRepair, type DeadLetter, type Resent } from './dead-letters.ts';
export { askToEndMoratorium, carryOutMoratoriums, declareMoratorium, endMoratorium, extendMoratorium, listMoratoriums, type MoratoriumRow } from './moratoriums.ts';
export { agreeToRelease, confirmMatch, holdAgain, listDocketMatches, lookUpMatch, tellMatches, tellOfBankruptcy, toldCourt, type DocketMatch, type MatchedAccount } from './docket-matches.ts';
export { noNames, withNames, type NamesBeside } from './docket-match-names.ts';
export { actOnDockets } from './docket-acts.ts';
export { readDocketEntries, recordDocketEntries } from './docket-entries.ts';
export type { DocketChange } from './docket-marks.ts';
export { answerDocketQuestion, countCourtWork, listDocketQuestions, type AskedDocket, type DocketQuestionRow } from './docket-questions.ts';
export { promoteMarks, recordPosition } from './feed-marks.ts';
export { takeIn, type IntakeItem, type IntakeOptions } from './intake.ts';
export { forgetLiveChanges, noteLiveChanges, readLiveChanges, type LiveChanges } from './live-changes.ts';
export { letterAsRecorded, letterOf, readPaper, recordAttempt, recordBounce, recordDeliveryReport, recordPaper, takeBackLetter, type Letter } from './letters.ts';
export { listOperationsHours, noteOperations, openObligations, readFigures, type OperationsFigures, type OperationsHour } from './operations.ts';
export { nudgeCases, takeOutbox, type TakenRow } from './outbox-take.ts';
export { answerIntervention, caseOfWorkOrder, clearForShutOff, interveneOn, recordFact, type ClearanceGrant, type Intervened, type MovedOn } from './people.ts';
export { rebuild, type RebuiltPage } from './rebuild.ts';
export { readBody, type DecisionInputs, type StoredBody } from './stored-event.ts';
export { NotHeld, releaseAccounts, type Release } from './release-accounts.ts';
export { publishedKey, recordIn, SealSigner, signatureFault, type PublishedKey } from './seals/seal-key.ts';
export { HeadsHash, type SealedHead, type SealRecord } from './seals/seal.ts';
export { headsThatDiffer, lostStreams, readSeals, storedLinks, type StoredLink, type StoredSeal, type StreamPart } from './seals/read-links.ts';
export { streamKinds, type StreamKind } from './seals/sealed-streams.ts';
export { sealDay, sealedHeads, sealIsDue } from './seals/seal-day.ts';
export { assignCrew, type AssignmentWish } from './shut-off-day/assign-crew.ts';
export { readCrewOrders, type CrewOrder } from './shut-off-day/crew-orders.ts';
export { readDayLines, workPlace, type ListedLine } from './shut-off-day/day-lines.ts';
export { closeDay, contentHash, dayEndsAt, DayStays, listToSign, readDayRecords, signDay, type DayRecord, type Signed, type SignedLine } from './shut-off-day/day-records.ts';
export { readDoubts, type Doubts } from './shut-off-day/doubts.ts';
export { readOffThough, type OffAccount } from './shut-off-day/water-off.ts';
export { changeDeskSetting, deskSettings, readDeskSetting, type DeskSetting } from './staff-review/desk-settings.ts';
export { readActEvents, readReviewWeek, sayOfAct, verdicts, type ReviewWeek, type SaidOfAct } from './staff-review/staff-review.ts';
export { caseActTypes } from './staff-review/act-types.ts';
export { type Act, type SampledGroup } from './staff-review/sample.ts';
export { sweep, sweepOutlook, type SweepOutlook, type SweepPage } from './sweep.ts';
export { takenBack } from './taken-back.ts';
export { tryRepair, type RepairTrial } from './try-repair.ts';
export { codeVersion, UnitOfWork } from './unit-of-work.ts';
export { readDeskWords, setDeskWords } from './desk-words.ts';
export { createUtility, readUtility, UnknownUtility, utilityIds, type NewUtility, type Utility } from './utility.ts';
export { casesWithUntriedLetters } from './untried-letters.ts';
export { assignCase, assignmentHistory, assignmentsOf, claimCase, claimNext, handOnCases, listPeople, NotAssigned, releaseCase, setLanguages, type Assignment, type AssignmentEvent, type DeskPerson } from './worklist/assignments.ts';
export { exportCases, listExports, type CaseExport, type ExportedCase } from './worklist/exports.ts';
export { listViews, removeView, saveView, setDefaultView, type SavedView } from './worklist/views.ts';
export { packsOrExit } from './packs-or-exit.ts';
export { PackChanged } from './versions.ts';
export { expireWaiting } from './waiting.ts';
export { runPortions, WhatIfStopped } from './what-if/portions.ts';
export { runWhatIf, type WhatIfProgress, type WhatIfRun } from './what-if/run.ts';
export { beginWhatIf, endWhatIf, listWhatIfs, noteProgress, packNamed, readWhatIf, type PackNamed, type WhatIfRow } from './what-if/rows.ts';
export { NoSuchLayout, fileCorrections, importRollFile, readRollText, writeSeasonFile, type Imported, type ImportedKind } from './tax-roll/season-files.ts';
export { lookAtMatter, mattersWithUntriedLetters, overdueMatters, type MatterOutlook } from './matters/look-at-matter.ts';
export { recordClaim, type FiledClaim } from './matters/record-claim.ts';
export { docketOfNudge } from './matters/matter-nudge.ts';
export { seasonOfNudge } from './tax-roll/season-nudge.ts';
export { ownerLetters, type OwnerLetter } from './tax-roll/season-letters.ts';
export { listRollLines, listSeasons, overdueSeasons, readPayoff, readRegister, readSeasonStreams, type SeasonStream, type SeasonSummary } from './tax-roll/season-reads.ts';
export { actOnSeason, doPage, lookAtLines, openSeason, seasonOutlook, type SeasonOutlook } from './tax-roll/season-steps.ts';
