import { z } from 'zod';
import { caseStatuses } from '../../../libs/case/case.state.ts';
import { interventionSchema } from '../../../libs/case/interventions.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, nothing } from '../http/schemas.ts';

export const interventionRoutes = {
  intervene: defineRoute('intervene', {
    method: 'POST',
    path: '/cases/{caseId}/interventions',
    tag: 'Cases',
    summary: 'Intervenes in a case',
    description:
      'Retry, skip with reason, account for a crew that never answered, place and release a hold, reschedule, advance now, restart the process, approve, finish a review, close. ' +
      'It commits in the database, with what follows from it, and works while the process engine is down.',
    params: z.strictObject({ caseId: idParameter }),
    query: nothing,
    body: interventionSchema.meta({ id: 'Intervention' }),
    response: z
      .strictObject({
        interventionId: id,
        caseId: id,
        status: z.enum(caseStatuses),
        events: z.array(z.strictObject({ eventId: id, type: z.string() })).meta({ description: 'What it brought about, with what followed.' }),
      })
      .meta({ id: 'Intervened' }),
    responseName: 'What came of it',
    success: 201,
    mayRefuse: true,
  }),
} as const;
