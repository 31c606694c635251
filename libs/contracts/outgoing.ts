import { z } from 'zod';
import { caseEventSchemas, workKinds, type CaseEventType } from '../case/case.events.ts';
import { centsSchema, positiveCentsSchema } from '../kernel/money.ts';
import { instantSchema, localDateSchema } from '../kernel/time.ts';

const id = z.string().min(1).max(250);
const idempotencyKey = id.meta({ description: 'The same for every sending of the same effect: do it once.' });

/** Which rule, without the sentence: sentences may quote what a person wrote, and that stays inside. */
const ruleSchema = z.strictObject({ rule: id, citation: z.string(), status: z.enum(['verified', 'needs-counsel', 'default']) });

/** A decision about a case, for whoever listens. */
export const caseEventMessageSchema = z.strictObject({
  caseId: id,
  accountId: id,
  eventId: id,
  version: z.int().positive().meta({ description: "The event's number in the stream of its case." }),
  event: z.enum(Object.keys(caseEventSchemas) as [CaseEventType, ...CaseEventType[]]),
  on: localDateSchema.meta({ description: "The utility's business date." }),
  data: z.record(z.string(), z.unknown()),
  because: z.array(ruleSchema),
});

const workOrder = { workOrderId: id, caseId: id, accountId: id, utility: id, work: z.enum(workKinds), reason: z.string(), idempotencyKey };

/** An order to the crew, the recall of one, or another crew for one that is out; a recall must be acknowledged. */
export const workOrderRequestSchema = z.strictObject({
  kind: z.enum(['order', 'recall', 'reassign']),
  ...workOrder,
  crewId: id.optional().meta({ description: 'Of `reassign`: whose order it is from now on.' }),
  place: z.int().positive().optional().meta({ description: 'Of `reassign`: as how many-th of that crew.' }),
  meterSerial: id.nullable(),
  district: id,
  onDay: localDateSchema,
  windowFromAt: instantSchema,
  windowToAt: instantSchema,
});

/** A charge that billing is to post, once; open until billing acknowledges the request id. */
export const billingRequestSchema = z.strictObject({
  requestId: id,
  accountId: id,
  kind: z.enum(['penalty', 'fee', 'reversal', 'deposit-interest', 'deposit-refund']).meta({ description: 'Interest on a deposit lowers what the account owes; a refund gives the deposit back.' }),
  amountCents: positiveCentsSchema,
  billId: id.optional(),
  corrects: id.optional().meta({ description: 'The request that a reversal takes back.' }),
  idempotencyKey,
});

/** Where every stream of a utility stood, signed: to be kept where the database cannot reach (docs/tamper-evidence.md). It names no account. */
export const chainSealedSchema = z.strictObject({
  number: z.int().positive().meta({ description: 'From 1, without a gap.' }),
  on: localDateSchema.meta({ description: "The utility's business date." }),
  sealedAt: instantSchema,
  seal: z.string().meta({ description: 'A compact JWS (EdDSA) over the record.' }),
});

export type CaseEventMessage = z.input<typeof caseEventMessageSchema>;
export type WorkOrderRequest = z.input<typeof workOrderRequestSchema>;
export type BillingRequest = z.input<typeof billingRequestSchema>;
export type ChainSealedMessage = z.input<typeof chainSealedSchema>;

/** What Arrears says, by topic. */
export const outgoing = {
  CaseEvent: { topic: 'case.events', wireType: 'arrears.case-event.v1', schema: caseEventMessageSchema },
  WorkOrderRequest: { topic: 'work-order.requests', wireType: 'arrears.work-order-request.v1', schema: workOrderRequestSchema },
  BillingRequest: { topic: 'billing.requests', wireType: 'arrears.billing-request.v1', schema: billingRequestSchema },
  ChainSealed: { topic: 'chain.seals', wireType: 'arrears.chain-sealed.v1', schema: chainSealedSchema },
} as const;
export type OutType = keyof typeof outgoing;

export interface OutData {
  readonly CaseEvent: CaseEventMessage;
  readonly WorkOrderRequest: WorkOrderRequest;
  readonly BillingRequest: BillingRequest;
  readonly ChainSealed: ChainSealedMessage;
}

/** One line of `arrears simulate`: every case event and every entry that Arrears decides. */
export const decidedLineSchema = z.strictObject({
  at: instantSchema.meta({ description: 'When it was decided, by the clock of the utility.' }),
  on: localDateSchema.meta({ description: "The utility's business date." }),
  account: z.string(),
  case: z.string().nullable().meta({ description: 'null for entries that no case decided.' }),
  type: z.string(),
  amountsCents: z.record(z.string(), centsSchema).meta({ description: 'Every amount of the event by its name.' }),
  because: z.array(
    z.strictObject({
      ...ruleSchema.shape,
      sentence: z.string(),
      pack: z.string().optional().meta({ description: 'Which version of the law says so, where more than one was asked.' }),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
});
export type DecidedLine = z.input<typeof decidedLineSchema>;
