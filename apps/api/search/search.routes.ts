import { z } from 'zod';
import { termKinds } from '../../../libs/store/read/index.ts';
import { mostItems, pageOf, usualItems } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { cents, id, nothing } from '../http/schemas.ts';

const found = z
  .strictObject({
    accountId: id,
    by: z.array(z.enum(termKinds)).meta({ description: 'What of it fits.' }),
    name: z.string().nullable(),
    premiseAddress: z.string().nullable(),
    meterSerial: id.nullable(),
    balanceCents: cents,
    openCaseId: id.nullable(),
  })
  .meta({ id: 'FoundAccount' });

export const searchRoutes = {
  search: defineRoute('search', {
    method: 'POST',
    path: '/search',
    tag: 'Accounts',
    summary: 'Finds accounts by name, telephone, address, meter, account or confirmation number',
    description:
      'By beginnings, without case and accents: all words of name and address have to fit; of numbers, the whole of what was typed. What is searched for comes in the body: addresses of requests are kept by browsers and by what stands before the API. It changes nothing.',
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        q: z.string().trim().min(2, { error: 'needs two characters or more' }).max(200),
        limit: z.int().min(1).max(mostItems).default(usualItems),
        cursor: z.string().min(1).max(1_000).optional(),
      })
      .meta({ id: 'SearchWish' }),
    response: pageOf('FoundAccountPage', found),
    responseName: 'A page of accounts, in the order of their numbers',
  }),
} as const;
