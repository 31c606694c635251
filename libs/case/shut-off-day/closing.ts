import type { Instant } from '../../kernel/time.ts';
import { isOut, type DayLine } from './day-line.ts';
import type { OffThough } from './water-off.ts';

/** Something for which a day cannot be closed yet. */
export interface OpenPoint {
  readonly kind: 'window-open' | 'crew-out' | 'recall-unanswered' | 'off-though';
  readonly caseId: string;
  readonly workOrderId: string | null;
  readonly says: string;
}

export interface DayToClose {
  readonly lines: readonly DayLine[];
  readonly off: readonly OffThough[];
  readonly now: Instant;
  /** When the last crew of the day may close a valve. */
  readonly windowClosesAt: Instant;
}

/**
 * What keeps a day of shut-offs open: whoever has to get the water back and has not, first; then every order without an answer; then what may
 * still be ordered. Empty when the day may be closed.
 */
export function openPoints({ lines, off, now, windowClosesAt }: DayToClose): readonly OpenPoint[] {
  const restorable = off.filter(({ standing }) => standing !== 'stays-off');
  return [
    ...restorable.map(({ caseId, standing, restoration, because }): OpenPoint => ({
      kind: 'off-though',
      caseId,
      workOrderId: restoration?.workOrderId ?? null,
      says: `The water is off and has to come back${because[0] ? `: ${because[0].sentence}` : '.'} ${standing === 'owed' ? 'No crew is ordered yet.' : `${restoration?.workOrderId} is ordered for ${restoration?.order.onDay}.`}`,
    })),
    ...lines.filter(isOut).map(({ caseId, workOrderId, stage }): OpenPoint =>
      stage === 'called-back'
        ? { kind: 'recall-unanswered', caseId, workOrderId, says: `The crew of ${workOrderId} was called back and has not answered.` }
        : { kind: 'crew-out', caseId, workOrderId, says: `The crew of ${workOrderId} has not said how it ended.` },
    ),
    ...(now < windowClosesAt ? lines.filter(({ stage }) => stage === 'planned') : []).map(({ caseId }): OpenPoint => ({ kind: 'window-open', caseId, workOrderId: null, says: `${caseId} is on the list, and its crew may still be sent.` })),
  ];
}
