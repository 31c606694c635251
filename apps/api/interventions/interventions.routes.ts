import { z } from 'zod';
import { caseStatuses } from '../../../libs/case/case.state.ts';
import { interventionSchema } from '../../../libs/case/interventions.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, id, idParameter } from '../http/schemas.ts';
import { caseNext, seenSchema } from '../cases/cases.routes.ts';

const query = z.strictObject({ seen: seenSchema.optional().meta({ description: 'The `seen` of the case as it was shown: when it has moved on since, nothing is done, and the answer says what happened.' }) });
const body = interventionSchema.meta({ id: 'Intervention' });

export const interventionRoutes = {
  previewIntervention: defineRoute('previewIntervention', {
    method: 'POST',
    path: '/cases/{caseId}/interventions/preview',
    tag: 'Cases',
    summary: 'Shows what an intervention would bring about, and changes nothing',
    description: 'The very transaction of the intervention, taken back at its end: what it would record, in order, and what would come next. Or the refusal that the intervention would meet.',
    params: z.strictObject({ caseId: idParameter }),
    query,
    body,
    response: z
      .strictObject({
        status: z.enum(caseStatuses),
        events: z.array(z.strictObject({ type: z.string(), says: z.string(), because: z.array(becauseSchema) })).meta({ description: 'What would be recorded, with what would follow.' }),
        next: caseNext,
      })
      .meta({ id: 'InterventionPreview' }),
    responseName: 'What would come of it',
    mayRefuse: true,
  }),
  intervene: defineRoute('intervene', {
    method: 'POST',
    path: '/cases/{caseId}/interventions',
    tag: 'Cases',
    summary: 'Intervenes in a case',
    description:
      'Retry, skip with reason, account for a crew that never answered, place and release a hold, reschedule, go back to an earlier step, set aside a rule whose answer is a person’s, advance now, restart the process, approve, finish a review, close. ' +
      'It commits in the database, with what follows from it, and works while the process engine is down.',
    params: z.strictObject({ caseId: idParameter }),
    query,
    body,
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
