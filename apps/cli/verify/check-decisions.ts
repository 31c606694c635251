import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { AccountState } from '../../../libs/account/account.state.ts';
import { feeCauses, holdsAgainst } from '../../../libs/account/fee-causes.ts';
import { foldAccount } from '../../../libs/account/fold.ts';
import { standingHolds } from '../../../libs/account/holds.ts';
import { advance, isOpen } from '../../../libs/case/advance.ts';
import { adverseTypes, type CaseEvent } from '../../../libs/case/case.events.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { decideClearance } from '../../../libs/case/clearance.ts';
import { contextOf, type Context } from '../../../libs/case/context.ts';
import { foldCase } from '../../../libs/case/evolve.ts';
import { intervene, type HoldRole, type Intervened, type Intervener } from '../../../libs/case/interventions.ts';
import { movePolicy } from '../../../libs/case/policy-moves.ts';
import { answerAsked, interveneOrAsk } from '../../../libs/case/second-person.ts';
import { isRefusal, type Refusal } from '../../../libs/kernel/because.ts';
import { canonicalText } from '../../../libs/kernel/canonical.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import type { Law, StandingHold } from '../../../libs/policy/facts.ts';
import { inForceAt, versionNamed } from '../../../libs/policy/law-book.ts';
import { codeVersion, type DecisionInputs, type Utility } from '../../../libs/store/index.ts';
import { interventionOf } from './beside-messages.ts';
import type { Differences } from './differences.ts';
import type { StoredAccount, StoredCase, StreamEvent } from './streams.ts';

type Decided = AccountEvent | CaseEvent;

/** What was decided at one stroke: events of the case and entries of the account, from the same inputs. */
interface Stroke {
  readonly inputs: DecisionInputs;
  readonly cause: string;
  readonly now: Instant;
  readonly decided: StreamEvent<Decided>[];
  /** The case whose stream has its case events; null for entries alone. */
  readonly of: StoredCase | null;
}

/** I3 and I8 over everything that was ever decided for an account: by the rules, by people, and at the door. */
export function checkDecisions(account: StoredAccount, utility: Utility, differences: Differences): void {
  for (const { eventId, inputs, event } of account.cases.flatMap((known) => known.events)) {
    if (event.because.length === 0) differences.add('I8', eventId, 'it does not say why it was decided');
    if (!inputs) differences.add('I8', eventId, 'it does not say what it was decided from');
  }
  for (const stroke of strokesOf(account)) {
    const folded = foldAccount(account.accountId, account.events.slice(0, stroke.inputs.accountVersion).map(({ event }) => event)).state;
    const { moratoriums } = stroke.inputs;
    const seen = moratoriums === undefined ? folded : { ...folded, moratoriums };
    for (const each of stroke.decided) checkFence(each, stroke.now, seen, inForceAt(utility.law, stroke.now), differences);
    const state = stateBefore(account, stroke);
    if (stroke.inputs.code === codeVersion && decidedByThese(stroke, state, utility.law)) checkReplay(stroke, state, seen, utility, differences);
  }
}

/** The versions that decided then are those that would be asked now: by the case's own, and by the one that was in force. */
function decidedByThese({ inputs, now }: Stroke, state: CaseState | null, law: Law): boolean {
  const current = inForceAt(law, now);
  const own = isOpen(state) ? versionNamed(law, state.pack) : current;
  return inputs.packHash === own.packHash && (inputs.inForce ?? inputs).packHash === current.packHash;
}

function strokesOf(account: StoredAccount): Stroke[] {
  const strokes = new Map<string, Stroke>();
  const note = (stored: StreamEvent<Decided>, of: StoredCase | null) => {
    const { inputs, cause, event } = stored;
    if (!inputs) return;
    const now = 'at' in event ? event.at : event.recordedAt;
    const key = `${inputs.accountVersion}|${inputs.caseVersion}|${cause}|${now}`;
    const known = strokes.get(key) ?? { inputs, cause, now, decided: [], of };
    known.decided.push(stored);
    strokes.set(key, known);
  };
  for (const known of account.cases) for (const stored of known.events) note(stored, known);
  for (const stored of account.events) note(stored, null);
  return [...strokes.values()];
}

/** The account's last case as it stood then. Entries alone do not name it: it is the last one that had been opened. */
function stateBefore(account: StoredAccount, { inputs, of, decided }: Stroke): CaseState | null {
  const opens = decided[0]?.event.type === 'CaseOpened';
  const openedBefore = (known: StoredCase) => (known.events[0]?.inputs?.accountVersion ?? 0) <= inputs.accountVersion;
  const last = of === null ? account.cases.findLast(openedBefore) : opens ? account.cases.find((known) => known.state.episode === of.state.episode - 1) : of;
  return last ? foldCase(last.events.slice(0, inputs.caseVersion).map(({ event }) => event)) : null;
}

/** I3: nothing adverse, no penalty and no fee stands where a fence was known before it. */
function checkFence({ eventId, event }: StreamEvent<Decided>, now: Instant, seen: AccountState, law: Law, differences: Differences): void {
  const holds = fencesAgainst(event, now, seen, law);
  if (holds.length > 0) differences.add('I3', eventId, `${event.type} was decided although this was known: ${holds.map((hold) => hold.sentence).join(' ')}`);
}

function fencesAgainst(event: Decided, now: Instant, seen: AccountState, law: Law): readonly StandingHold[] {
  if (event.type === 'FeeAssessed') {
    // What a crew met at the door holds, and does not forbid the fee for that visit itself.
    const cause = feeCauses(seen, law).find((known) => known.cause === event.data.cause && known.fee === event.data.fee);
    return cause ? holdsAgainst(seen, law, cause, now) : standingHolds(seen, law, now);
  }
  const isAdverse = event.type === 'PenaltyAssessed' || adverseTypes.has(event.type as CaseEvent['type']);
  return isAdverse ? standingHolds(seen, law, now) : [];
}

/** I8: the same code decides all of it again from the recorded inputs, to the byte. */
function checkReplay(stroke: Stroke, state: CaseState | null, seen: AccountState, utility: Utility, differences: Differences): void {
  const { inputs, now, decided } = stroke;
  const feeds = utility.feeds.map((feed) => ({ ...feed, throughAt: (inputs.feeds[feed.name] ?? null) as Instant | null }));
  const breakers = inputs.breakers ?? [];
  const byPerson = decidedByPerson(stroke, state, contextOf(seen, state, utility.law, now, feeds, breakers));
  const again = byPerson ?? advance({ law: utility.law, now, feeds, breakers, account: seen, state }, stroke.cause.startsWith('sweep/')).decisions;
  const expected = inOrder(again.map((event) => ({ event }))).map(({ event }) => canonicalText(event));
  const found = inOrder(decided);
  const differs = Array.from({ length: Math.max(expected.length, found.length) }).findIndex((_, index) => expected[index] !== canonicalText(found[index]?.event ?? null));
  if (differs < 0) return;
  const where = (found[differs] ?? found.at(-1))?.eventId ?? '';
  differences.unlessEqual('I8', where, 'decided again', expected[differs] ?? 'nothing', canonicalText(found[differs]?.event ?? null));
}

/** Decisions about the case as they came; entries have no order of their own within a stroke, and their ids give them one. */
function inOrder<D extends { readonly event: Decided }>(decided: readonly D[]): D[] {
  const key = ({ event }: D) => ('at' in event ? '' : event.id);
  return [...decided].sort((first, second) => (key(first) < key(second) ? -1 : key(first) > key(second) ? 1 : 0));
}

/** What an intervention or a crew's question comes to by the rules, or null when the rules alone decided. */
function decidedByPerson({ cause, now, decided }: Stroke, state: CaseState | null, context: Context): readonly Decided[] | null {
  const events = decided.map(({ event }) => event as CaseEvent);
  const asked = events.map((event) => clearanceAsked(event, state, context)).find((answer) => answer !== null);
  if (asked) return [asked];
  const move = events.find((event) => event.type === 'PolicyMoved');
  if (move) return movedAgain(move, state, context);
  const askedOrAnswered = state === null ? null : (events.map((event) => askedAgain(event, state, context)).find((again) => again !== null) ?? null);
  if (askedOrAnswered) return isRefusal(askedOrAnswered) ? [] : askedOrAnswered.caseEvents.map((draft) => ({ ...draft, at: now }) as CaseEvent);
  const intervention = cause.startsWith('intervention/') ? events.map(interventionOf).find((known) => known !== null) : undefined;
  if (!intervention || state === null) return null;
  const outcome = intervene(intervention, { ...intervenerOf(events[0]), interventionId: cause.slice('intervention/'.length) }, state, context);
  return isRefusal(outcome) ? [] : outcome.caseEvents.map((draft) => ({ ...draft, at: now }) as CaseEvent);
}

/** What asking for a second signature, or answering, comes to by the rules; null where nobody asked or answered. */
function askedAgain(event: CaseEvent, state: CaseState, context: Context): Intervened | Refusal | null {
  if (event.type === 'InterventionAnswered') return answerAsked(event.data, state, context);
  if (event.type !== 'InterventionAsked') return null;
  const { interventionId, intervention, by, as, reason } = event.data;
  return interveneOrAsk({ ...intervention, reason }, { by, as: (as ?? null) as HoldRole | null, interventionId }, state, context);
}

/** Who intervened, and in which bulk, as the event itself says. */
function intervenerOf(event: CaseEvent | undefined): Pick<Intervener, 'by' | 'bulk'> {
  const said = (event?.because ?? []).filter(({ rule }) => rule === 'AUTHORITY').map(({ facts }) => facts);
  const bulk = said.find((facts) => facts['bulk'] !== undefined);
  return { by: String(said[0]?.['by'] ?? ''), bulk: bulk ? { bulkId: String(bulk['bulk']), approvedBy: String(bulk['approvedBy']) } : null };
}

function movedAgain({ at, data: { from: _from, ...move } }: Extract<CaseEvent, { type: 'PolicyMoved' }>, state: CaseState | null, context: Context): readonly Decided[] {
  const outcome = movePolicy(move, state, context);
  return isRefusal(outcome) ? [] : [{ ...outcome, at } as CaseEvent];
}

function clearanceAsked(event: CaseEvent, state: CaseState | null, context: Context): CaseEvent | null {
  if (event.type !== 'ClearanceGranted' && event.type !== 'ClearanceRefused') return null;
  const { workOrderId, meterSerial } = event.data;
  const who = event.type === 'ClearanceGranted' ? { clearanceId: event.data.clearanceId, askedBy: event.data.grantedTo } : { clearanceId: '', askedBy: event.data.askedBy };
  return { ...decideClearance({ workOrderId, meterSerial, ...who }, state, context).event, at: event.at } as CaseEvent;
}
