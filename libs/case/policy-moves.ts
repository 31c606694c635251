import type { AccountState } from '../account/account.state.ts';
import type { Refusal } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { packReference, type StepName } from '../policy/pack.ts';
import { advance, isOpen } from './advance.ts';
import type { CaseEventData } from './case.events.ts';
import type { CaseState, CaseStatus } from './case.state.ts';
import { contextOf, why, type Context, type FeedMark } from './context.ts';
import { nextStepAt, stepAhead } from './decide-steps.ts';
import type { CaseDraft } from './decision.ts';
import { proposalFor } from './proposal.ts';

export type PolicyMove = Omit<CaseEventData<'PolicyMoved'>, 'from'>;

/** Moves a case to another version (GEN-PIN), or says why not. The caller advances it afterwards: every guard is asked anew. */
export function movePolicy(move: PolicyMove, state: CaseState | null, context: Context): CaseDraft | Refusal {
  const no = (sentence: string): Refusal => ({ refused: true, because: why(context, 'CASE-PATH', sentence), notBefore: null });
  if (!isOpen(state)) return no('The case is closed.');
  if (state.pack === move.to) return no(`The case is under ${move.to} already.`);
  const known = context.law.book?.versions.some(({ law }) => packReference(law.pack) === move.to) ?? packReference(context.law.pack) === move.to;
  if (!known) return no(`${move.to} was never activated here.`);
  const sentence = `${move.by} moves the case ${move.undoes ? 'back ' : ''}from ${state.pack} to ${move.to}; ${move.approvedBy} approved.`;
  return { type: 'PolicyMoved', data: { from: state.pack, ...move }, because: [why(context, 'AUTHORITY', sentence, { by: move.by, approvedBy: move.approvedBy })] };
}

/** How a case stands under one version: what comes next, what keeps it back, and when. */
export interface CaseOutlook {
  readonly status: CaseStatus;
  readonly step: StepName | null;
  readonly isAllowedNow: boolean;
  /** `CA-998-60D: …`: the guards that fail now. */
  readonly keptBackBy: readonly string[];
  /** When, by time alone, the step may be due. */
  readonly nextStepAt: Instant | null;
  readonly shutOffPlannedOn: LocalDate | null;
  readonly noticeNames: LocalDate | null;
}

export interface MovePreview {
  readonly caseId: string;
  readonly from: string;
  readonly to: string;
  /** Why it would not be moved, or null. */
  readonly refused: string | null;
  readonly before: CaseOutlook;
  /** Null for a case that would not be moved. */
  readonly after: CaseOutlook | null;
  /** What would be decided at once when it is moved. */
  readonly decidesAtOnce: readonly string[];
  readonly changes: boolean;
}

interface Known {
  readonly account: AccountState;
  readonly state: CaseState;
  readonly law: Law;
  readonly now: Instant;
  readonly feeds: readonly FeedMark[];
}

/** What moving one open case would change, without moving it. */
export function previewMove(to: string, known: Known): MovePreview {
  const { account, state, law, now, feeds } = known;
  const before = outlookOf(known);
  const move = movePolicy({ to, migrationId: 'preview', by: 'preview', approvedBy: 'preview' }, state, contextOf(account, state, law, now, feeds));
  const about = { caseId: state.caseId, from: state.pack, to, before };
  if ('refused' in move) return { ...about, refused: move.because.sentence, after: null, decidesAtOnce: [], changes: false };
  const moved = advance({ law, now, feeds, account, state: { ...state, pack: to } });
  const after = isOpen(moved.state) ? outlookOf({ ...known, account: moved.account, state: moved.state }) : { ...before, status: 'closed' as const };
  const decidesAtOnce = moved.decisions.map(({ type }) => type);
  return { ...about, refused: null, after, decidesAtOnce, changes: decidesAtOnce.length > 0 || JSON.stringify(before) !== JSON.stringify(after) };
}

function outlookOf({ account, state, law, now, feeds }: Known): CaseOutlook {
  const context = contextOf(account, state, law, now, feeds);
  const step = stepAhead(state);
  const proposal = step === null ? null : proposalFor(step, context);
  return {
    status: state.status,
    step,
    isAllowedNow: proposal?.allowed ?? false,
    keptBackBy: proposal?.verdicts.filter((verdict) => !verdict.holds).map(({ because }) => `${because.rule}: ${because.sentence}`) ?? [],
    nextStepAt: nextStepAt(state, context),
    shutOffPlannedOn: state.plannedOn,
    noticeNames: state.notice?.payByOn ?? null,
  };
}
