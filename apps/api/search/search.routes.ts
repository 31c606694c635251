import { z } from 'zod';
import { termKinds } from '../../../libs/store/read/index.ts';
import { pageOf, pageQuery } from '../http/page.ts';
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
    method: 'GET',
    path: '/search',
    tag: 'Accounts',
    summary: 'Finds accounts by name, telephone, address, meter, account or confirmation number',
    description: 'By beginnings, without case and accents: all words of name and address have to fit; of numbers, the whole of what was typed.',
    params: nothing,
    query: z.strictObject({ ...pageQuery, q: z.string().trim().min(2, { error: 'needs two characters or more' }).max(200) }),
    response: pageOf('FoundAccountPage', found),
    responseName: 'A page of accounts, in the order of their numbers',
  }),
} as const;
