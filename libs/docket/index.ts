export { adverseKinds, docketEntrySchema, docketSchema, milestoneKinds, type DebtorsConcerned, type Docket, type DocketEntry, type Milestone, type MilestoneKind } from './docket.ts';
export { readDocket } from './read-docket.ts';
export { readingRules, type ReadingRule } from './reading-rules.ts';
export { isBadLine, readDocketLines, type BadLine, type ReadLine } from './read-lines.ts';
export { contentsOf, type NoticeContents } from './notice/contents.ts';
export { milestonesOf, NoCourtNotice, readNoticeMail, type AnnouncedEntry, type CourtNotice } from './notice/read-notice.ts';
export { NoCourtFeed, readFeed, type FeedRead } from './feed/read-feed.ts';
export { entryKey, entrySources, mergedEntry, milestonesOfEntries, receivedFrom, type EntrySource, type ReceivedEntry } from './received-entry.ts';
