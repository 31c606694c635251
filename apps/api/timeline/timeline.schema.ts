import { z } from 'zod';
import { pageOf } from '../http/page.ts';
import { becauseSchema, dateText, id, instantText } from '../http/schemas.ts';

export const timelineLine = z
  .strictObject({
    eventId: id.meta({ description: 'Ask `/events/{eventId}/why` about it.' }),
    stream: z.enum(['account', 'case']),
    streamId: id,
    version: z.int(),
    type: z.string(),
    at: instantText.meta({ description: 'When it took effect or was decided.' }),
    on: dateText.meta({ description: 'The business date.' }),
    recordedAt: instantText.meta({ description: 'When Arrears learnt of it.' }),
    says: z.string().meta({ description: 'The reason of a decision, or what was told.' }),
    because: z.array(becauseSchema).meta({ description: 'Empty for facts: others decided those.' }),
    data: z.record(z.string(), z.unknown()).meta({ description: 'Without names and addresses; for roles that do not see the customer also without what people wrote about the household.' }),
    cause: z.string().meta({ description: 'What led to it: a message, a deadline, a person.' }),
  })
  .meta({ id: 'TimelineLine' });

export const timelineSchema = pageOf('Timeline', timelineLine);
