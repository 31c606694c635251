import { z } from 'zod';

/**
 * Interventions for which a pack may ask a second person. What protects the customer is never delayed by a signature: a hold is placed and a shut-off
 * put off at once, also by whoever waits for the signature under something that would call a crew back. A hold is released by rank; trying, looking
 * and starting again bring about nothing that the rules do not; to approve and to set a rule aside is a second person's answer already.
 */
export const signableInterventions = ['SkipStep', 'AccountForCrew', 'RewindCase', 'PostNotice', 'FinishReview', 'CloseCase'] as const;
export type SignableIntervention = (typeof signableInterventions)[number];

/** Which interventions are done once another person has signed for them. */
export const secondPersonSchema = z.strictObject({ interventions: z.array(z.enum(signableInterventions)).min(1), rule: z.string() });
