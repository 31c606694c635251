import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { flag, id, idParameter, instantText, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Court';
const params = z.strictObject({ court: idParameter, docketNumber: idParameter, accountId: idParameter });
const sentences = z.array(z.string());

const match = z
  .strictObject({
    court: id.meta({ description: 'As courts name themselves: `ohsb`.' }),
    docketNumber: id,
    accountId: id,
    agrees: sentences.meta({ description: 'What says that the account is the debtor’s.' }),
    differs: sentences,
    matchedAt: instantText,
    tipId: id.meta({ description: 'Of the provisional hold on the account.' }),
    lookedUp: z.strictObject({ by: id, found: z.string(), at: instantText }).nullable(),
    releasedAt: instantText.nullable().meta({ description: 'Null while the account is held.' }),
  })
  .meta({ id: 'DocketMatch', description: 'An account that may be a debtor’s. It is held from the moment in which its docket came.' });

const oneMatch = { method: 'POST', tag, params, query: nothing, response: match, mayRefuse: true } as const;

export const courtRoutes = {
  listDocketMatches: defineRoute('listDocketMatches', {
    method: 'GET',
    path: '/docket-matches',
    tag,
    summary: 'Lists accounts that may be a debtor’s, those that are held first',
    description: 'Every account whose name is plausible is held at once (BK-STAY); here people see what agrees, and let go whom it is not about.',
    params: nothing,
    query: z.strictObject({ holding: flag.optional() }),
    response: z.strictObject({ items: z.array(match) }).meta({ id: 'DocketMatches' }),
    responseName: 'Up to 500 matches',
  }),
  lookUpDocketMatch: defineRoute('lookUpDocketMatch', {
    ...oneMatch,
    path: '/docket-matches/{court}/{docketNumber}/{accountId}/look-up',
    summary: 'Says what looking the docket up showed: the customer is not its debtor',
    description: 'The hold stands until a second person agrees.',
    body: z.strictObject({ found: reasonSchema }),
    responseName: 'The match, to be released by somebody else',
  }),
  releaseDocketMatch: defineRoute('releaseDocketMatch', {
    ...oneMatch,
    path: '/docket-matches/{court}/{docketNumber}/{accountId}/release',
    summary: 'Ends the provisional hold of an account that another person looked up',
    description: 'Whoever looked the docket up is refused. Other holds stay.',
    body: nothing,
    responseName: 'The match, released',
  }),
  holdDocketMatchAgain: defineRoute('holdDocketMatchAgain', {
    ...oneMatch,
    path: '/docket-matches/{court}/{docketNumber}/{accountId}/hold',
    summary: 'Undoes a wrong release: the account is held again at once',
    description: 'One person is enough to protect.',
    body: nothing,
    responseName: 'The match, holding',
  }),
} as const;
