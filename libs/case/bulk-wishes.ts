import { z } from 'zod';
import { localDateSchema } from '../kernel/time.ts';
import { interventionReason as reason } from './asked-interventions.ts';
import type { Intervention } from './interventions.ts';

/** Interventions that say the same in every case. */
const sameEverywhere = ['SkipStep', 'PostNotice', 'AdvanceNow', 'RestartProcess', 'FinishReview', 'CloseCase'] as const;

/**
 * What may be done to many cases together: interventions that need nothing of the single case, and two that find it there. Approving a
 * lock-off and accounting for a crew stay with the single case, since somebody has to have looked at it.
 */
export const bulkWishSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(sameEverywhere), reason }),
  z.strictObject({ type: z.literal('PlaceHold'), reason, untilOn: localDateSchema.optional() }),
  z.strictObject({ type: z.literal('RescheduleShutOff'), reason, notBeforeOn: localDateSchema }),
  /** The hold that an earlier bulk placed in the case. */
  z.strictObject({ type: z.literal('ReleaseHold'), reason, placedBy: z.string().min(1).max(100) }),
  /** Whatever of the case could not be carried out. */
  z.strictObject({ type: z.literal('RetryObligation'), reason }),
]);
export type BulkWish = z.infer<typeof bulkWishSchema>;

/** By this a case is done once in a bulk: what the intervention creates takes its id from it. `bulk-7`, `A1.2` → `bulk-7.A1.2` */
export function bulkInterventionId(bulkId: string, caseId: string): string {
  return `${bulkId}.${caseId}`;
}

/** What the wish comes to in one case. @param failing keys of what could not be carried out there, oldest first @returns none when there is nothing of the kind */
export function interventionsFor(wish: BulkWish, caseId: string, failing: readonly string[]): readonly Intervention[] {
  switch (wish.type) {
    case 'ReleaseHold':
      return [{ type: 'ReleaseHold', reason: wish.reason, holdId: bulkInterventionId(wish.placedBy, caseId) }];
    case 'RetryObligation':
      return failing.map((obligation) => ({ type: 'RetryObligation', reason: wish.reason, obligation }));
    default:
      return [wish];
  }
}
