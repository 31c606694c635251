import { z } from 'zod';
import { loadLaw } from '../../../libs/policy/load.ts';
import { manualHtml, manualStyle } from '../../../libs/procedures/manual-html.ts';
import { manualOf } from '../../../libs/procedures/manual.ts';
import { defineRoute, styleAlone } from '../http/route.ts';
import { dateText, id, nothing, ruleStatuses } from '../http/schemas.ts';
import { packReferenceSchema } from './packs.routes.ts';

const tag = 'Policy packs';

const version = z
  .strictObject({
    pack: id,
    title: z.string(),
    effectiveFrom: dateText.meta({ description: 'The first day on which it may be law anywhere.' }),
    packHash: z.string(),
    calendarHash: z.string(),
    rules: z.array(z.strictObject({ rule: id, citation: z.string(), status: z.enum(ruleStatuses) })),
    lapsing: z.array(z.strictObject({ name: z.string(), validThrough: dateText, daysLeft: z.int(), sentence: z.string() })).meta({ description: 'Values that have lapsed or will soon, by the day of the utility.' }),
  })
  .meta({ id: 'PackVersion' });

export const publishedRoutes = {
  readPackVersion: defineRoute('readPackVersion', {
    method: 'GET',
    path: '/packs/versions/{pack}',
    tag,
    summary: 'Shows a version of a pack: its rules with how far each was confirmed, and what lapses',
    description: 'As text/html it is the written procedure manual, made from the pack alone.',
    params: z.strictObject({ pack: packReferenceSchema }),
    query: nothing,
    response: version,
    responseName: 'The version',
    forms: [{ mediaType: 'text/html', write: (body) => manualHtml(manualOf(loadLaw((body as z.output<typeof version>).pack))), policy: styleAlone(manualStyle) }],
  }),
  comparePacks: defineRoute('comparePacks', {
    method: 'GET',
    path: '/packs/differences',
    tag,
    summary: 'Says in sentences what differs between two versions',
    params: nothing,
    query: z.strictObject({ before: packReferenceSchema, after: packReferenceSchema }),
    response: z
      .strictObject({
        before: id,
        after: id,
        sentences: z.array(z.string()),
        untold: z.array(z.string()).meta({ description: 'Values that no sentence of the procedures tells, by their path.' }),
      })
      .meta({ id: 'PackDifferences' }),
    responseName: 'The differences',
  }),
} as const;
