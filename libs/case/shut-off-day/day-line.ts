import type { Because } from '../../kernel/because.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { CaseEvent, CaseEventType } from '../case.events.ts';

/** How far the shut-off of one case has come on one day, from the list to the valve. */
export const dayStages = ['planned', 'off-the-list', 'ordered', 'refused-at-the-door', 'cleared', 'locked-off', 'on-again', 'not-done', 'called-back', 'turned-back'] as const;
export type DayStage = (typeof dayStages)[number];

/** One case on the list of one day. */
export interface DayLine {
  readonly caseId: string;
  readonly stage: DayStage;
  readonly since: Instant;
  /** Null until the crew is sent. */
  readonly workOrderId: string | null;
  /** What the crew reported instead of a closed valve. */
  readonly result: string | null;
  /** Why it came off the list, was refused at the door, or the crew was called back; null where nothing went against the order. */
  readonly because: Because | null;
}

/** What of a case's stream says how its day goes. */
export const dayEventTypes = [
  'ShutOffPlanned', 'ShutOffOrdered', 'ShutOffWithdrawn', 'NoticeWithdrawn', 'CollectionResumed', 'ReviewNeeded', 'ShutOffRescheduled', 'CaseRewound', 'StepSkipped', 'CaseClosed',
  'ClearanceGranted', 'ClearanceRefused', 'WorkOrderRecalled', 'RecallConfirmed', 'CrewAccountedFor', 'FieldVisitEnded', 'ServiceShutOff', 'ServiceRestored',
] as const satisfies readonly CaseEventType[];

/** What takes a planned shut-off from the list of its day. */
const takesOff: ReadonlySet<CaseEventType> = new Set(['ShutOffPlanned', 'ShutOffWithdrawn', 'NoticeWithdrawn', 'CollectionResumed', 'ReviewNeeded', 'ShutOffRescheduled', 'CaseRewound', 'StepSkipped', 'CaseClosed']);

/**
 * Follows one case through a day.
 * @param events of that case, in order of the stream; from anywhere before it came on the list of that day
 * @returns null when it was never on the list of that day
 */
export function dayLine(caseId: string, events: readonly CaseEvent[], on: LocalDate): DayLine | null {
  return events.reduce<DayLine | null>((line, event) => after(caseId, line, event, on), null);
}

function after(caseId: string, line: DayLine | null, event: CaseEvent, on: LocalDate): DayLine | null {
  if (event.type === 'ShutOffPlanned' && event.data.onDay === on) return { caseId, stage: 'planned', since: event.at, workOrderId: null, result: null, because: null };
  if (event.type === 'ShutOffOrdered' && event.data.onDay === on) return { caseId, stage: 'ordered', since: event.at, workOrderId: event.data.workOrderId, result: null, because: null };
  if (line === null) return null;
  if (line.workOrderId !== null) return ofTheOrder(line, event, line.workOrderId);
  return line.stage === 'planned' && takesOff.has(event.type) ? { ...line, stage: 'off-the-list', since: event.at, because: reasonOf(event) } : line;
}

function ofTheOrder(line: DayLine, event: CaseEvent, workOrderId: string): DayLine {
  const to = (stage: DayStage, more: Partial<DayLine> = {}): DayLine => ({ ...line, stage, since: event.at, because: null, ...more });
  if (event.type === 'ServiceRestored') return line.stage === 'locked-off' ? to('on-again') : line;
  if (!('workOrderId' in event.data) || event.data.workOrderId !== workOrderId) return line;
  switch (event.type) {
    case 'ClearanceGranted':
      return to('cleared');
    case 'ClearanceRefused':
      // Who asks again after the answer is refused, and stands at no door by that.
      return isOut(line) && line.stage !== 'called-back' ? to('refused-at-the-door', { because: reasonOf(event) }) : line;
    case 'WorkOrderRecalled':
      return to('called-back', { because: reasonOf(event) });
    case 'RecallConfirmed':
    case 'CrewAccountedFor':
      return to('turned-back', { because: line.because });
    case 'FieldVisitEnded':
      return to('not-done', { result: event.data.result, because: line.because });
    case 'ServiceShutOff':
      return { ...to('locked-off'), since: event.data.closedAt };
    default:
      return line;
  }
}

/** A recall says first that the crew is called back, and then why. */
function reasonOf({ type, because }: CaseEvent): Because | null {
  return (type === 'WorkOrderRecalled' ? because[1] : undefined) ?? because[0] ?? null;
}

/** Its crew may still stand at the door: neither answered nor turned back. */
export function isOut({ stage }: Pick<DayLine, 'stage'>): boolean {
  return stage === 'ordered' || stage === 'refused-at-the-door' || stage === 'cleared' || stage === 'called-back';
}
