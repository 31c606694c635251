import type { AccountEvent } from '../account/account.events.ts';
import type { AccountState } from '../account/account.state.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import { epochMilliseconds } from '../calendar/days.ts';
import type { CaseState } from '../case/case.state.ts';
import type { Instant } from '../kernel/time.ts';
import type { WhatIfPeriod } from '../policy/activation.ts';
import type { Law } from '../policy/facts.ts';
import { AccountRun, type AccountStanding, type RunStanding } from './account-run.ts';
import { addCounts, Course, type CourseDecision, type CourseMark } from './course.ts';
import type { ChangedAccount } from './report.ts';
import type { ResponderModel } from './responder.ts';
import { cellOf, keepIfChangedMost, noteFailure, segmentOf, type Tally } from './tally.ts';
import { watchedLaw } from './watched-law.ts';

/** What is compared, over which time. */
export interface WhatIf {
  readonly current: Law;
  readonly draft: Law;
  readonly model: ResponderModel;
  /** Counted from here on; what was before is decided too, since it leads up to it. */
  readonly sinceAt: Instant;
  /** The end of what was recorded, and the beginning of what comes next. */
  readonly asOfAt: Instant;
  readonly aheadUntilAt: Instant;
}

/** An account as it was recorded. */
export interface RecordedAccount {
  readonly accountId: string;
  /** Of the given types alone, in the order in which they were recorded. */
  readonly facts: readonly AccountEvent[];
  /** The account and its case as they really stand, where the case is open. */
  readonly open: { readonly account: AccountState; readonly state: CaseState } | null;
}

/** Runs an account under both packs, over its history and over what comes next, and adds what came of it to the tally. */
export function compareAccount(whatIf: WhatIf, recorded: RecordedAccount, tally: Tally): void {
  const { asOfAt, aheadUntilAt, sinceAt } = whatIf;
  const { accountId, facts, open } = recorded;
  tally.accounts += 1;
  tally.facts += facts.length;
  comparePeriod(whatIf, tally, { period: 'history', accountId, facts, sinceAt, untilAt: asOfAt });
  if (open === null) return;
  tally.openCases += 1;
  comparePeriod(whatIf, tally, { period: 'ahead', accountId, facts: [], standing: { ...open, atAt: asOfAt }, sinceAt: asOfAt, untilAt: aheadUntilAt });
}

interface PeriodRun {
  readonly period: WhatIfPeriod;
  readonly accountId: string;
  readonly facts: readonly AccountEvent[];
  readonly standing?: AccountStanding;
  readonly sinceAt: Instant;
  readonly untilAt: Instant;
}

function comparePeriod(whatIf: WhatIf, tally: Tally, run: PeriodRun): void {
  const both = coursesOf(whatIf, tally, run);
  // An account that one of them could not decide is left out of both, and named.
  if (both === null) return;
  const { account, current, draft } = both;
  const cell = cellOf(tally, run.period, segmentOf(account));
  cell.accounts += 1;
  addCounts(cell.current, current.counts);
  addCounts(cell.draft, draft.counts);
  const difference = current === draft ? null : firstDifference(current.decisions, draft.decisions);
  if (difference === null) tally.unchanged[run.period] += 1;
  else keepIfChangedMost(tally, changedAccount(whatIf.current, run, current, draft, difference));
}

interface Courses {
  readonly account: AccountState;
  readonly current: Course;
  /** The very same where nothing was read in which the draft differs. */
  readonly draft: Course;
}

/**
 * The account's course under both laws. Until something is read in which the two differ they decide the same, and it is decided
 * once: the draft branches off before that step.
 */
function coursesOf(whatIf: WhatIf, tally: Tally, run: PeriodRun): Courses | null {
  const { accountId, facts, standing, untilAt, sinceAt } = run;
  const { law, watch } = watchedLaw(whatIf.current, whatIf.draft);
  const isTouched = watch();
  const current = new Course(sinceAt);
  let under: 'current' | 'draft' = 'current';
  try {
    const bothRun = new AccountRun({ accountId, law, model: whatIf.model, facts, untilAt, listener: current, ...(standing && { standing }) });
    let before: { readonly standing: RunStanding; readonly course: CourseMark };
    do before = { standing: bothRun.standing, course: current.mark };
    while (bothRun.step() && !isTouched());
    if (!isTouched()) return { account: bothRun.account, current, draft: current };
    const draft = current.branchedAt(before.course);
    // From here on nobody watches, and everything that the law says may be kept again.
    const currentRun = bothRun.branchedFrom(bothRun.standing, { law: whatIf.current, listener: current });
    while (currentRun.step());
    under = 'draft';
    const draftRun = bothRun.branchedFrom(before.standing, { law: whatIf.draft, listener: draft });
    while (draftRun.step());
    return { account: currentRun.account, current, draft };
  } catch (error) {
    // A day that no calendar knows, a rule that never comes to rest: the account is a reason not to activate, not to stop.
    noteFailure(tally, { accountId, law: under, reason: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function firstDifference(current: readonly CourseDecision[], draft: readonly CourseDecision[]): number | null {
  const most = Math.max(current.length, draft.length);
  for (let index = 0; index < most; index += 1) {
    const [here, there] = [current[index], draft[index]];
    if (here?.at !== there?.at || here?.type !== there?.type || here?.amountCents !== there?.amountCents) return index;
  }
  return null;
}

const millisecondsInDay = 86_400_000;

/** Ranked by shut-offs more or fewer, then by notices, then by days that the first shut-off moved, then by dollars. */
function changedAccount({ calendar }: Law, { accountId, period }: PeriodRun, current: Course, draft: Course, index: number) {
  const shutOffAt = ({ decisions }: Course) => decisions.find(({ type }) => type === 'ServiceShutOff')?.at ?? null;
  const [before, after] = [shutOffAt(current), shutOffAt(draft)];
  const charged = ({ counts }: Course) => counts.penaltiesCents + counts.feesCents;
  const told = (decision: CourseDecision | undefined) => (decision ? { on: dayOf(calendar, decision.at), type: decision.type } : null);
  const dayOrNull = (at: Instant | null) => (at === null ? null : dayOf(calendar, at));
  const changed: ChangedAccount = {
    accountId,
    period,
    shutOffs: { current: current.counts.shutOffs, draft: draft.counts.shutOffs },
    notices: { current: current.counts.notices, draft: draft.counts.notices },
    firstShutOffOn: { current: dayOrNull(before), draft: dayOrNull(after) },
    chargedCents: { current: charged(current), draft: charged(draft) },
    firstDifference: { current: told(current.decisions[index]), draft: told(draft.decisions[index]) },
  };
  const movedDays = before === null || after === null ? 0 : Math.abs(epochMilliseconds(after) - epochMilliseconds(before)) / millisecondsInDay;
  const apart = (pair: { current: number; draft: number }) => Math.abs(pair.draft - pair.current);
  return { changed, rank: [apart(changed.shutOffs), apart(changed.notices), movedDays, apart(changed.chargedCents)] };
}
