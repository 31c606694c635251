import { z } from 'zod';
import { factSchemas } from '../account/account.events.ts';
import { instantSchema } from '../kernel/time.ts';
import { wireTypeOf, type InType } from './feeds.ts';

const attribute = z.string().min(1).max(250);

/** Ids come back as keys of topics, streams and workflows; a utility's ends at the first slash of the key. */
const utilityId = z
  .string()
  .regex(/^[^\s/]{1,100}$/, { error: 'must be a short id without spaces and slashes' })
  .meta({ description: 'The utility that the message belongs to.' });

const accountId = z
  .string()
  .regex(/^\S{1,200}$/, { error: 'must be an id without spaces' })
  .refine((id) => id !== 'feed', { error: 'must not be "feed", which is the key of watermarks' })
  .meta({ description: "The billing system's id of the account." });

/** Source and id together name a message for ever; the source ends at the first `#`. */
const source = z
  .string()
  .regex(/^[^\s#]{1,250}$/, { error: 'must be a URI reference without spaces and fragment, like /billing' })
  .meta({ format: 'uri-reference' });

/** CloudEvents 1.0 in structured JSON, with Arrears' extension attributes. Others may be added by senders and are not read. */
const attributes = {
  specversion: z.literal('1.0'),
  id: attribute.meta({ description: 'With source: a resend has the same, anything else another.' }),
  source,
  subject: z.string().optional(),
  time: instantSchema.meta({ description: 'When it took effect, UTC.' }),
  dataschema: z.string().optional(),
  datacontenttype: z.literal('application/json').optional(),
  utility: utilityId,
  correlationid: attribute.optional(),
  replaces: attribute.optional().meta({ description: 'The id of the dead letter that this message repairs.' }),
};

export const envelopeSchema = z.object({ ...attributes, type: attribute });
export const accountEnvelopeSchema = z.object({ ...attributes, type: attribute, account: accountId });

export const watermarkSchema = z.strictObject({
  throughAt: instantSchema.meta({ description: 'Everything of this source that took effect up to here has been sent. A feed is complete as far as the slowest of its sources.' }),
  nextAt: instantSchema.optional().meta({ description: 'When the feed means to speak next.' }),
});

export const inDataSchemas = { ...factSchemas, FeedCompleteThrough: watermarkSchema } as const;

/** Court events name their accounts in the data, watermarks none. */
export function namesOneAccount(type: InType): boolean {
  return type !== 'FeedCompleteThrough' && !('accountIds' in factSchemas[type].shape);
}

function messageSchemaOf(type: InType) {
  const shape = { ...attributes, type: z.literal(wireTypeOf(type)), data: inDataSchemas[type] as z.ZodType };
  return namesOneAccount(type) ? z.object({ ...shape, account: accountId }) : z.object(shape);
}

/** The whole message of each type, compiled once. */
export const messageSchemas: ReadonlyMap<InType, ReturnType<typeof messageSchemaOf>> = new Map(
  (Object.keys(inDataSchemas) as InType[]).map((type) => [type, messageSchemaOf(type)]),
);
