import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { id, nothing, wholeNumber } from '../http/schemas.ts';

const mostSeconds = 300;

/** What one event of the stream says: opaque ids alone. */
export const liveChange = z
  .strictObject({
    accountIds: z.array(id).meta({ description: 'Accounts of which something was committed since the event before.' }),
    andMore: z.boolean().meta({ description: 'More of them changed than are named.' }),
  })
  .meta({ id: 'LiveChange' });

export const liveRoutes = {
  watchChanges: defineRoute('watchChanges', {
    method: 'GET',
    path: '/live',
    tag: 'Session',
    summary: 'Tells which accounts change, as it happens',
    description: `Server-sent events, each of the type "changed". The stream ends by itself after ${mostSeconds} seconds, and whoever goes on watching asks anew.`,
    params: nothing,
    query: z.strictObject({ forSeconds: wholeNumber(0, mostSeconds).default(mostSeconds).meta({ description: 'How long to watch.' }) }),
    response: liveChange,
    responseName: 'The data of each event',
    isStream: true,
  }),
} as const;
