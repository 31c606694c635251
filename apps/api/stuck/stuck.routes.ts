import { z } from 'zod';
import { interventionSchema } from '../../../libs/case/interventions.ts';
import { stuckKinds } from '../../../libs/store/read/index.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { id, instantText, nothing } from '../http/schemas.ts';

const interventionTypes = interventionSchema.options.map((option) => option.shape.type.value);

const line = z
  .strictObject({
    kind: z.enum(stuckKinds),
    since: instantText,
    accountId: id.nullable(),
    caseId: id.nullable(),
    subject: id.meta({ description: 'The obligation, dead letter, charge, breaker, case, account or review of a docket that it is about.' }),
    says: z.string(),
    mend: z.strictObject({
      says: z.string(),
      method: z.enum(['GET', 'POST']),
      path: z.string(),
      intervention: z.enum(interventionTypes as [string, ...string[]]).nullable(),
    }),
  })
  .meta({ id: 'StuckLine' });

export const stuckRoutes = {
  listStuck: defineRoute('listStuck', {
    method: 'GET',
    path: '/stuck',
    tag: 'Cases',
    summary: 'Lists what no longer goes on by itself, oldest first, each with what mends it',
    description: 'Answers and acknowledgements overdue, obligations that fail, deadlines missed, decisions that failed, parked messages, breakers that tripped, questions, arrangements and reviews of dockets that wait for a person.',
    params: nothing,
    query: z.strictObject({ ...pageQuery, kind: z.enum(stuckKinds).optional().meta({ description: 'Of this kind alone.' }) }),
    response: pageOf('StuckPage', line),
    responseName: 'A page of the stuck list',
  }),
  countStuck: defineRoute('countStuck', {
    method: 'GET',
    path: '/stuck/counts',
    tag: 'Cases',
    summary: 'Tells how much is stuck, by kind, the oldest first',
    params: nothing,
    query: nothing,
    response: z
      .strictObject({ kinds: z.array(z.strictObject({ kind: z.enum(stuckKinds), count: z.int(), oldestSince: instantText })).meta({ description: 'Kinds of which there is nothing are left out.' }) })
      .meta({ id: 'StuckCounts' }),
    responseName: 'Counts by kind',
  }),
} as const;
