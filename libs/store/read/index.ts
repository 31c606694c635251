/** What people look at. Every function reads inside a transaction of one utility. */
export { listAccounts, readAccount, readPerson, type AccountLine, type Person, type StoredAccount } from './accounts.ts';
export { countCallbacks, listCallbacks, type CallbackLine, type CallbackPlace } from '../callbacks.ts';
export { readContacts, readNames, type StoredContact } from './people-of-account.ts';
export { findAccounts, type FoundAccount } from '../search/find-accounts.ts';
export { termKinds, type TermKind } from '../search/terms.ts';
export { DayNotOver, readAccountAsOf, readCaseAsOf, readUtilityAsOf } from './as-of.ts';
export { listMorning, morningKinds, type MorningKind, type MorningPlace, type MorningRow } from './morning.ts';
export { approvalKinds, listApprovals, type ApprovalKind, type WaitingApproval } from './approvals.ts';
export { listBreakers, type BreakerState } from './breakers.ts';
export { readBoard, type Board } from './board.ts';
export { caseSorts, caseStuckKinds, countCases, deadlineToleranceSeconds, nobody, pageCaseIds, type CaseFilter, type CasePage, type CasePlace, type CaseSort, type CaseStuckKind, type FilterUtility } from './case-filter.ts';
export { listCases, readCase, type CaseLine, type Seen, type StoredCase, type StoredObligation } from './cases.ts';
export { chargeCutoff, countStuck, listStuck, stuckKinds, type StuckKind, type StuckLine, type StuckPlace } from './stuck.ts';
export { tellEvent } from './tell-event.ts';
export { tellRollEvent } from './tell-roll.ts';
export { readMatter, readNextLook } from './dockets.ts';
export { readAccountTimeline, readCaseTimeline, readSince, type TimelineEntry, type TimelinePlace } from './timeline.ts';
export { findEvents, tellLinked, type LinkedEvent } from './why.ts';
