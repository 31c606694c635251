import { z } from 'zod';
import { interventionSchema } from '../../../libs/case/interventions.ts';
import { defineRoute } from '../http/route.ts';
import { id, nothing } from '../http/schemas.ts';
import { allowedRoles, roles } from '../roles.ts';
import { deskWordsView } from '../words/words.routes.ts';

const operations = Object.keys(allowedRoles) as [string, ...string[]];
const interventions = interventionSchema.options.map((option) => option.shape.type.value) as [string, ...string[]];

export const sessionRoutes = {
  readSession: defineRoute('readSession', {
    method: 'GET',
    path: '/session',
    tag: 'Session',
    summary: 'Says who asks, for which utility, and what this person may do',
    description: 'By token as by cookie. What is not listed here is refused when it is asked for all the same.',
    params: nothing,
    query: nothing,
    response: z
      .strictObject({
        subject: id,
        utilityId: id,
        roles: z.array(z.enum(roles)),
        idleMinutes: z.int().meta({ description: 'After so long without a hand on it the console signs the person out.' }),
        operations: z.array(z.enum(operations)),
        interventions: z.array(z.enum(interventions)),
        words: deskWordsView,
        zone: z.string().meta({ description: 'The time zone of the utility, such as America/New_York.' }),
      })
      .meta({ id: 'Session' }),
    responseName: 'Who asks',
  }),
} as const;
