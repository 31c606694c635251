import { nextStepAt, stepAhead } from '../../../libs/case/decide-steps.ts';
import { proposalFor } from '../../../libs/case/proposal.ts';
import type { AccountState } from '../../../libs/account/account.state.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import type { Context } from '../../../libs/case/context.ts';
import type { StepName } from '../../../libs/policy/pack.ts';
import { stepsAhead } from '../../../libs/whatif/steps-ahead.ts';
import { underMoratoriums } from '../../../libs/account/moratoriums.ts';
import type { Assignment, Utility } from '../../../libs/store/index.ts';
import type { Seen, StoredCase } from '../../../libs/store/read/index.ts';
import { contextNow, holdsOf, investigationsOf } from '../http/views.ts';
import { workOrderView } from '../work-orders/work-order.schema.ts';

/** `41.7`: seen through the account's event 41 and the case's event 7. */
function seenText({ accountVersion, caseVersion }: Seen): string {
  return `${accountVersion}.${caseVersion}`;
}

/** The other way round. @param text as the route's schema let it in */
export function seenFrom(text: string): Seen {
  const [accountVersion, caseVersion] = text.split('.').map(Number);
  return { accountVersion: accountVersion as number, caseVersion: caseVersion as number };
}

/** A case as people see it. */
export function caseView(stored: StoredCase, assignment: Assignment | null) {
  const { state, seen, ...line } = stored;
  const { notice, doorTag, shutOff } = state;
  return {
    ...line,
    assignment,
    seen: seen && seenText(seen),
    closedBy: state.closedBy,
    notice: notice && { noticeId: notice.noticeId, orderedAt: notice.orderedAt, mailedOn: notice.mailedOn, pastDueCents: notice.pastDueCents },
    doorTag,
    shutOff,
    approval: state.approvedBy !== null ? 'given' : state.approvalRequested ? 'asked' : 'not-asked',
    workOrders: state.workOrders.map(workOrderView),
    arrangements: { ...state.arrangements },
    incidents: [...state.incidents],
    asked: (state.asked ?? []).map(({ interventionId, intervention, by, reason, at }) => ({ interventionId, intervention, by, reason, at })),
  };
}

/** The step that the case waits to take, every guard of it asked as of now, and what it waits for from outside. */
export function awaitedView(stored: StoredCase, account: AccountState, utility: Utility) {
  const { state } = stored;
  const context = contextNow(utility, account, state);
  const name = state.status === 'closed' ? null : guardedStep(state);
  const proposal = name === null ? null : proposalFor(name, context);
  return {
    caseId: stored.caseId,
    status: stored.status,
    now: utility.now,
    says: sentence(stored, name, context),
    nextDeadlineAt: stored.nextDeadlineAt,
    step:
      name === null || proposal === null
        ? null
        : { name, says: utility.law.pack.steps[name]?.says ?? name, expectedAt: nextStepAt(state, context), isAllowedNow: proposal.allowed, guards: proposal.verdicts.filter(isKnown(utility)).map(verdictView) },
    waitsFor: stored.obligations,
    holds: holdsOf(context),
    investigations: investigationsOf(context),
  };
}

/** The same, and what would come after that, as far as one may assume it: found by letting the case run on. */
export function nextView(stored: StoredCase, account: AccountState, utility: Utility) {
  return { ...awaitedView(stored, account, utility), ahead: aheadView(stored.state, account, utility) };
}

function aheadView(state: CaseState, account: AccountState, { law, now, feeds, breakers, moratoriums }: Utility) {
  const { steps, assumes } = stepsAhead({ account: underMoratoriums(account, moratoriums), state, law, now, feeds, breakers });
  return {
    steps: steps.map(({ type, at, on, because, heldBackBy }) => ({ type, at, on, says: because[0]?.sentence ?? '', heldBackBy: heldBackBy.map(verdictView) })),
    assumes: [...assumes],
  };
}

type Verdict = ReturnType<typeof proposalFor>['verdicts'][number];
/** Of a past day nobody knows how far the feeds had come: their guard is not shown as if it had been asked. */
const isKnown = ({ feeds }: Utility) => ({ guard }: Verdict) => guard !== 'feeds-are-complete' || feeds.length > 0;
const verdictView = ({ guard, holds, notBefore, because }: Verdict) => ({ guard, holds, notBefore, because: { ...because, facts: { ...because.facts } } });

/** Where a crew is out, its guards are those of the clearance; where the water is off, those of the restoration. */
function guardedStep(state: CaseState): StepName | null {
  const ahead = stepAhead(state);
  if (ahead !== null) return ahead;
  if (state.status === 'shut-off-ordered') return 'clearance';
  return state.status === 'shut-off' ? 'restoration' : null;
}

function sentence({ state, obligations }: StoredCase, name: StepName | null, context: Context): string {
  if (state.status === 'closed') return 'The case is closed.';
  if (state.status === 'review') return 'A person is asked, and nothing goes on until the review is finished.';
  if (name === null) return obligations.length > 0 ? `An answer is waited for: ${obligations.map(({ key }) => key).join(', ')}.` : 'A fact is waited for.';
  const says = context.law.pack.steps[name]?.says ?? name;
  const failing = proposalFor(name, context).verdicts.filter((verdict) => !verdict.holds);
  if (failing.length === 0) return `${says}: every guard holds.`;
  return `${says}: ${failing.map((verdict) => verdict.because.sentence).join(' ')}`;
}
