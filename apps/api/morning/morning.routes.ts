import { z } from 'zod';
import { morningKinds } from '../../../libs/store/read/index.ts';
import { defineRoute } from '../http/route.ts';
import { pageQuery } from '../http/page.ts';
import { dateText, id, instantText } from '../http/schemas.ts';

export const morningRoutes = {
  listMorning: defineRoute('listMorning', {
    method: 'GET',
    path: '/morning/{kind}',
    tag: 'Cases',
    summary: 'Lists returned mail, returned payments, broken plans or holds that end soon, each with what happens next by itself',
    description: 'How many days back and ahead is a setting of the desk (`expiring-within-days`).',
    params: z.strictObject({ kind: z.enum(morningKinds) }),
    query: z.strictObject(pageQuery),
    response: z
      .strictObject({
        fromOn: dateText,
        toOn: dateText,
        items: z.array(
          z
            .strictObject({
              at: instantText.meta({ description: 'When it came in; of a hold, when it ends.' }),
              accountId: id,
              caseId: id.nullable().meta({ description: 'The open case, if there is one.' }),
              says: z.string(),
              next: z.string().meta({ description: 'What happens by itself next, or what is waited for.' }),
              nextDeadlineAt: instantText.nullable(),
            })
            .meta({ id: 'MorningLine' }),
        ),
        nextCursor: z.string().nullable(),
      })
      .meta({ id: 'MorningLines' }),
    responseName: 'A page of the list',
  }),
} as const;
