import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { dateText, instantText, nothing, wholeNumber } from '../http/schemas.ts';

const count = z.int();
const mostHours = 24 * 31;

const figures = {
  outboxRows: count.meta({ description: 'Rows that wait to be sent.' }),
  outboxSeconds: count.meta({ description: 'How long the oldest of them waits.' }),
  overdueDeadlines: count.meta({ description: 'Cases whose deadline passed and that were not looked at.' }),
  latestSeconds: count.meta({ description: 'By how long the latest of them is late.' }),
  overdueAnswers: count.meta({ description: 'Orders that should have been answered by now.' }),
  failing: count.meta({ description: 'Orders whose last try failed.' }),
  parked: count.meta({ description: 'Messages that nobody has repaired.' }),
  waiting: count.meta({ description: 'Messages of accounts that are not open yet.' }),
};

export const operationsRoutes = {
  readOperations: defineRoute('readOperations', {
    method: 'GET',
    path: '/operations',
    tag: 'Utility',
    summary: 'Shows how the work goes: what was recorded hour by hour, what waits and for how long, what is late, and how far each feed speaks',
    params: nothing,
    query: z.strictObject({ hours: wholeNumber(1, mostHours).default(24).meta({ description: 'How many hours back, by the clock of the utility; a day unless told.' }) }),
    response: z
      .strictObject({
        now: instantText,
        sweptThroughOn: dateText.nullable().meta({ description: 'The last business day on which accounts were looked through for new cases.' }),
        figures: z.strictObject(figures).meta({ id: 'OperationsFigures' }),
        feeds: z.array(z.strictObject({ feed: z.string(), throughAt: instantText.nullable(), limitHours: z.number(), isStale: z.boolean().meta({ description: 'Nothing adverse is decided meanwhile.' }) })),
        obligations: z.array(z.strictObject({ kind: z.string(), open: count, overdue: count, failing: count, oldestAt: instantText })),
        hours: z.array(z.strictObject({ hour: instantText, onAccounts: count.meta({ description: 'Recorded on accounts.' }), inCases: count.meta({ description: 'Recorded in cases.' }), ...figures })).meta({ description: 'The worst of each hour; hours of which nothing is known are left out.' }),
      })
      .meta({ id: 'Operations' }),
    responseName: 'The work',
  }),
} as const;
