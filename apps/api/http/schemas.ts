import { z } from 'zod';
import { localDateSchema } from '../../../libs/kernel/time.ts';
import { askers } from '../../../libs/policy/predicates/no-investigation-is-open.ts';

/** What several features say alike. Responses are described as they are on the wire. */
export const instantText = z.string().meta({ format: 'date-time' });
export const dateText = z.string().meta({ format: 'date' });
export const cents = z.int().meta({ description: 'Whole cents.' });
export const id = z.string();
export { localDateSchema };

/** An id as it comes in a path. */
export const idParameter = z.string().min(1).max(250);
export const nothing = z.strictObject({});

export const ruleStatuses = ['verified', 'needs-counsel', 'default'] as const;

export const becauseSchema = z
  .strictObject({
    rule: z.string(),
    citation: z.string(),
    status: z.enum(ruleStatuses).meta({ description: 'How far the rule was confirmed.' }),
    sentence: z.string(),
    pack: z.string().optional().meta({ description: 'Which version of the law says so, where more than one was asked.' }),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'Because', description: 'Why something was decided.' });

export const holdSchema = z
  .strictObject({
    kind: z.string(),
    evidence: id.meta({ description: 'What the hold rests on; a manual hold is released by it.' }),
    sinceAt: instantText,
    untilAt: instantText.nullable().meta({ description: 'Null until a fact ends it.' }),
    rule: z.string(),
    sentence: z.string(),
  })
  .meta({ id: 'Hold', description: 'A hold as it stands now: nothing adverse happens under it.' });

export const investigationSchema = z
  .strictObject({ evidence: id, askedBy: z.enum(askers), sinceAt: instantText, rule: z.string(), sentence: z.string() })
  .meta({ id: 'Investigation', description: 'Billing looks into a part of what is owed; that part is not pursued.' });

/** What was recorded by the end of a day that is over, where the utility is: the same answer whenever it is asked. */
export const asOfQuery = { asOf: localDateSchema.optional().meta({ description: 'As it stood at the end of that day, by what was recorded until then. Whether each feed was complete is not kept, and not asked.' }) };

export const reasonSchema = z.string().trim().min(3, { error: 'say why, in a few words' }).max(2_000);

/** In a query everything comes as text. */
export const flag = z
  .string()
  .refine((text) => text === 'true' || text === 'false', { error: 'must be true or false' })
  .transform((text) => text === 'true')
  .meta({ type: 'boolean' });

export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, { error: `must be a whole number from ${least} to ${most}` })
    .transform(Number)
    .meta({ type: 'integer', minimum: least, maximum: most });
}
