import { z } from 'zod';
import type { SignableIntervention } from '../policy/second-person.ts';

/** Why somebody intervenes, in their own words. */
export const interventionReason = z.string().min(3, { error: 'say why, in a few words' }).max(2_000);
const reason = interventionReason;

/** Steps to which a person may take a case back. */
export const rewindSteps = ['notice', 'door-tag'] as const;
export type RewindStep = (typeof rewindSteps)[number];

/** Interventions for which a pack may ask a second person. */
export const signable = {
  SkipStep: z.strictObject({ type: z.literal('SkipStep'), reason }),
  AccountForCrew: z.strictObject({ type: z.literal('AccountForCrew'), reason, workOrderId: z.string() }),
  RewindCase: z.strictObject({ type: z.literal('RewindCase'), reason, to: z.enum(rewindSteps) }),
  PostNotice: z.strictObject({ type: z.literal('PostNotice'), reason }),
  FinishReview: z.strictObject({ type: z.literal('FinishReview'), reason }),
  CloseCase: z.strictObject({ type: z.literal('CloseCase'), reason }),
} as const satisfies Record<SignableIntervention, z.ZodType>;

/** What was asked for, without its reason, which the event bears beside it: what people write stays inside. */
export const askedInterventionSchema = z.discriminatedUnion('type', [
  signable.SkipStep.omit({ reason: true }),
  signable.AccountForCrew.omit({ reason: true }),
  signable.RewindCase.omit({ reason: true }),
  signable.PostNotice.omit({ reason: true }),
  signable.FinishReview.omit({ reason: true }),
  signable.CloseCase.omit({ reason: true }),
]);
export type AskedIntervention = z.infer<typeof askedInterventionSchema>;

/** What a second person says, or the one who asked: only the first does what was asked for. */
export const askedAnswers = ['signed', 'refused', 'withdrawn'] as const;
export type AskedAnswer = (typeof askedAnswers)[number];
