import type { AccountEvent } from '../account/account.events.ts';
import { isCaseEvent } from '../case/advance.ts';
import { Simulation, type Decided, type SimulationInput } from '../case/simulation.ts';
import { instant, isInstant, type Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { BadMessage } from './bad-message.ts';
import type { DecidedLine } from './outgoing.ts';
import { moratoriumOfLine } from './moratorium-line.ts';
import { readLine } from './read-line.ts';
import { rollEntryOfLine } from './roll-entry-line.ts';
import type { Intake } from './read-message.ts';

/** What a person or a crew's question brought in beside the messages, at its time. */
export type BesideMessages = Extract<SimulationInput, { kind: 'intervention' | 'clearance' | 'move' | 'fact' | 'moratorium' }>;

export interface LinesOptions {
  readonly law: Law;
  /** The feeds that must be complete; unless given, those that speak in the lines, with the pack's limits. */
  readonly feeds?: readonly { readonly name: string; readonly limitHours: number }[];
  readonly beside?: readonly BesideMessages[];
  readonly onDecided?: (decided: Decided) => void;
  readonly onBad?: (bad: BadMessage, lineNumber: number) => void;
}

/**
 * Runs a utility in memory on CloudEvents, one a line, in the order in which they came. Resends are dropped, late facts come late,
 * and a line that cannot be read parks the accounts that it names, as on the real stack.
 * @throws RangeError for a moratorium or an entry of the tax roll that cannot be read: nobody knows whom it concerns
 */
export function simulateLines(lines: Iterable<string>, options: LinesOptions): Simulation {
  const told = [...lines].map((line, index) => ({ line, lineNumber: index + 1, beside: moratoriumOfLine(line, index + 1) ?? rollEntryOfLine(line, index + 1) })).filter(({ line }) => line.trim() !== '');
  const read = told.flatMap(({ line, lineNumber, beside: declared }) => (declared === null ? [{ ...readInTime(line), lineNumber }] : []));
  const simulation = new Simulation({
    law: options.law,
    feeds: options.feeds ?? speakingFeeds(read.map(({ intake }) => intake), options.law),
    ...(options.onDecided ? { onDecided: options.onDecided } : {}),
  });
  const beside = [...(options.beside ?? []), ...told.flatMap((line) => line.beside ?? [])].sort((first, second) => (orderOf(first) < orderOf(second) ? -1 : 1));
  const seen = new Map<string, string>();
  let clock = '';
  for (const { intake, cameAt, lineNumber } of read) {
    const tookEffectAt = intake.kind === 'facts' ? intake.effectiveAt : intake.kind === 'watermark' ? intake.throughAt : clock;
    const moment = cameAt !== null && cameAt > tookEffectAt ? cameAt : tookEffectAt;
    while (beside[0] && isBefore(beside[0], intake, moment)) simulation.take(beside.shift() as BesideMessages);
    if (moment > clock) clock = moment;
    if (intake.kind === 'bad') options.onBad?.(intake, lineNumber);
    for (const input of inputsOf(intake, lineNumber, clock as Instant, seen)) simulation.take(input, cameAt);
  }
  for (const late of beside) simulation.take(late);
  return simulation;
}

/** A mark that was ahead of the clock when it was said vouches for nothing, here as on the real stack. */
function readInTime(line: string): { readonly intake: Intake | BadMessage; readonly cameAt: Instant | null } {
  const [intake, cameAt] = [readLine(line), recordedTimeOf(line)];
  if (intake.kind !== 'watermark' || cameAt === null || intake.throughAt <= cameAt) return { intake, cameAt };
  const { utilityId, source, eventId, throughAt } = intake;
  const detail = `"data.throughAt" is ${throughAt}, and it was said at ${cameAt}.`;
  return { intake: { kind: 'bad', reason: 'ahead-of-clock', detail, utilityId, places: [{ utilityId, accountIds: [] }], accountId: null, accountIds: [], source, eventId }, cameAt };
}

const recordedTime = /"recordedtime":"([^"]+)"/;

/** CloudEvents' extension for when the sender said it, which is when it came; facts took effect before. */
function recordedTimeOf(line: string): Instant | null {
  const told = recordedTime.exec(line)?.[1];
  return told !== undefined && isInstant(told) ? instant(told) : null;
}

/** A crew asks at the door before it reports, though for a clock that goes from stop to stop both are at the same time. */
function isBefore(input: BesideMessages, intake: Intake | BadMessage, moment: string): boolean {
  const at = timeOf(input);
  return at < moment || (at === moment && input.kind === 'clearance' && tellsOfAVisit(intake));
}

function tellsOfAVisit(intake: Intake | BadMessage): boolean {
  return intake.kind === 'facts' && intake.facts.some(({ event }) => event.type === 'WorkOrderCompleted' || event.type === 'WorkOrderNotCompleted');
}

function orderOf(input: BesideMessages): string {
  return `${timeOf(input)}|${input.kind === 'clearance' ? 0 : 1}`;
}

function timeOf(input: BesideMessages): Instant {
  switch (input.kind) {
    case 'clearance':
    case 'move':
      return input.event.at;
    case 'fact':
      return input.event.recordedAt;
    case 'intervention':
    case 'moratorium':
      return input.at;
  }
}

function speakingFeeds(read: readonly (Intake | BadMessage)[], law: Law): { name: string; limitHours: number }[] {
  const names = new Set(read.flatMap((intake) => (intake.kind === 'watermark' ? [intake.feed as string] : [])));
  return Object.entries(law.pack.feeds).flatMap(([name, { limitHours }]) => (names.has(name) ? [{ name, limitHours }] : []));
}

function inputsOf(intake: Intake | BadMessage, lineNumber: number, now: Instant, seen: Map<string, string>): SimulationInput[] {
  if (intake.kind === 'watermark') return [{ kind: 'feed', name: intake.feed, source: intake.source, throughAt: intake.throughAt }];
  if (intake.kind === 'bad') return intake.accountIds.map((accountId) => parked(accountId, `line-${lineNumber}`, intake.reason, now));
  const id = `${intake.source}#${intake.eventId}`;
  const known = seen.get(id);
  seen.set(id, known ?? intake.bodyHash);
  if (known !== undefined && known !== intake.bodyHash) return intake.facts.map(({ accountId }) => parked(accountId, `line-${lineNumber}`, 'id-reused', now));
  return intake.facts.map(({ accountId, event }): SimulationInput => ({ kind: 'fact', accountId, event: { ...event, recordedAt: event.effectiveAt } as AccountEvent }));
}

function parked(accountId: string, deadLetterId: string, reason: string, now: Instant): SimulationInput {
  const event: AccountEvent = { type: 'MessageParked', id: `arrears#parked/${deadLetterId}`, effectiveAt: now, recordedAt: now, data: { deadLetterId, reason } };
  return { kind: 'fact', accountId, event };
}

/** A decision as `arrears simulate` prints it. */
export function decidedLine({ at, on, accountId, caseId, decision }: Decided): DecidedLine {
  const amounts = Object.entries(decision.data).filter(([name, value]) => name.endsWith('Cents') && typeof value === 'number') as [string, number][];
  const because = (isCaseEvent(decision) ? decision.because : (decision.because ?? [])).map((reason) => ({ ...reason, facts: { ...reason.facts } }));
  return { at, on, account: accountId, case: caseId, type: decision.type, amountsCents: Object.fromEntries(amounts), because };
}
