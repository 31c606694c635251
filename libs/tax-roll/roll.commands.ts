import { z } from 'zod';
import { centsSchema, positiveCentsSchema } from '../kernel/money.ts';
import { localDateSchema } from '../kernel/time.ts';

const id = z.string().min(1).max(200);
const reason = z.string().min(3).max(2_000);

/** What people do in a season, and what the authority answers. Who does it comes beside the command. */
export const rollCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('RecordNotice'), lineId: id, mailedOn: localDateSchema, proof: id }),
  z.strictObject({ type: z.literal('RecordReturnedNotice'), lineId: id, reason }),
  z.strictObject({ type: z.literal('ReceiveObjection'), lineId: id, objectionId: id, receivedOn: localDateSchema, words: z.string().max(2_000) }),
  z.strictObject({ type: z.literal('HearObjection'), lineId: id, objectionId: id, outcome: z.enum(['dismissed', 'upheld', 'reduced']), toCents: positiveCentsSchema.optional(), reason }),
  z.strictObject({ type: z.literal('PublishReport'), on: localDateSchema, proof: id }),
  z.strictObject({ type: z.literal('HoldHearing'), on: localDateSchema, minutes: id }),
  z.strictObject({ type: z.literal('ApproveRoll'), reason }),
  z.strictObject({ type: z.literal('AcceptLine'), lineId: id, on: localDateSchema }),
  z.strictObject({ type: z.literal('RejectLine'), lineId: id, on: localDateSchema, code: id, words: z.string().max(2_000) }),
  z.strictObject({ type: z.literal('MendLine'), lineId: id, parcelId: id }),
  /** A line that the authority rejected, and that cannot be mended. */
  z.strictObject({ type: z.literal('GiveUpLine'), lineId: id, reason }),
  z.strictObject({ type: z.literal('AcknowledgeAmendment'), lineId: id, amendmentId: id, on: localDateSchema }),
  /** The authority left the line as it was, as it was asked to when the payment came back. */
  z.strictObject({ type: z.literal('KeepLine'), lineId: id, amendmentId: id, on: localDateSchema }),
  z.strictObject({ type: z.literal('AcknowledgeWithdrawal'), lineId: id, on: localDateSchema }),
  /** What waits in suspense and the authority did not take: back to the payer, or on to the treasurer. */
  z.strictObject({ type: z.literal('AnswerSuspense'), lineId: id, amountCents: positiveCentsSchema, to: z.enum(['payer', 'treasurer']) }),
  z.strictObject({ type: z.literal('SettleLine'), lineId: id, settlementId: id, collectedCents: centsSchema.nonnegative(), remittedCents: centsSchema.nonnegative(), on: localDateSchema }),
  /** A recorded lien was released in the county's records. */
  z.strictObject({ type: z.literal('RecordRelease'), lineId: id }),
  /** The authority changed its forms: from now on the season's files have those of the law in force. */
  z.strictObject({ type: z.literal('TakeForms'), reason }),
  z.strictObject({ type: z.literal('CloseSeason') }),
]);
export type RollCommand = z.infer<typeof rollCommandSchema>;
