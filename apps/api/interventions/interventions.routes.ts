import { z } from 'zod';
import { caseStatuses } from '../../../libs/case/case.state.ts';
import { interventionReason } from '../../../libs/case/asked-interventions.ts';
import { interventionSchema } from '../../../libs/case/interventions.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, id, idParameter, nothing } from '../http/schemas.ts';
import { caseNext, seenSchema } from '../cases/cases.routes.ts';
import { packReferenceSchema } from '../packs/packs.routes.ts';

const query = z.strictObject({ seen: seenSchema.optional().meta({ description: 'The `seen` of the case as it was shown: when it has moved on since, nothing is done, and the answer says what happened.' }) });
const body = interventionSchema.meta({ id: 'Intervention' });

const cameOf = {
  status: z.enum(caseStatuses),
  events: z.array(z.strictObject({ type: z.string(), says: z.string(), because: z.array(becauseSchema) })).meta({ description: 'What would be recorded, with what would follow.' }),
  next: caseNext,
};

const whatWouldCome = z.strictObject(cameOf).meta({ id: 'WhatWouldCome' });

const intervened = z
  .strictObject({
    interventionId: id,
    caseId: id,
    status: z.enum(caseStatuses),
    events: z.array(z.strictObject({ eventId: id, type: z.string() })).meta({ description: 'What it brought about, with what followed.' }),
    waitsForSignature: z.boolean().meta({ description: 'It was asked for and is not done: the law of the case has a second person sign for it.' }),
  })
  .meta({ id: 'Intervened' });

const toAnswer = {
  params: z.strictObject({ caseId: idParameter, interventionId: idParameter }),
  query: nothing,
  body: z.strictObject({ answer: z.enum(['sign', 'refuse', 'withdraw']).meta({ description: '`withdraw`: by the one who asked, who does neither of the others.' }), reason: interventionReason }).meta({ id: 'InterventionAnswer' }),
};

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
      .strictObject({ ...cameOf, onceSigned: whatWouldCome.nullable().meta({ description: 'Where the law of the case has a second person sign: what that would bring about, were it signed now. Null where it is done at once.' }) })
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
      'It commits in the database, with what follows from it, and works while the process engine is down. Where the law of the case has a second person sign for it, it is asked for, and done once somebody else has signed.',
    params: z.strictObject({ caseId: idParameter }),
    query,
    body,
    response: intervened,
    responseName: 'What came of it',
    success: 201,
    mayRefuse: true,
  }),
  previewCaseMove: defineRoute('previewCaseMove', {
    method: 'POST',
    path: '/cases/{caseId}/move/preview',
    tag: 'Cases',
    summary: 'Shows what moving a case to another version would bring about, and changes nothing',
    description: 'The very transaction of the move, as if a second person had approved it now, taken back at its end. Or the refusal that the move would meet. It is asked for by `POST /packs/migrations` with this case alone.',
    params: z.strictObject({ caseId: idParameter }),
    query: nothing,
    body: z.strictObject({ to: packReferenceSchema }),
    response: whatWouldCome,
    responseName: 'What would come of it',
    mayRefuse: true,
  }),
  previewInterventionAnswer: defineRoute('previewInterventionAnswer', {
    method: 'POST',
    path: '/cases/{caseId}/interventions/{interventionId}/answer/preview',
    tag: 'Cases',
    summary: 'Shows what a second signature would bring about, and changes nothing',
    description: 'What was asked for, judged anew with the case as it is now. Or the refusal that the answer would meet.',
    ...toAnswer,
    response: whatWouldCome,
    responseName: 'What would come of it',
    mayRefuse: true,
  }),
  answerIntervention: defineRoute('answerIntervention', {
    method: 'POST',
    path: '/cases/{caseId}/interventions/{interventionId}/answer',
    tag: 'Cases',
    summary: 'Signs or refuses what somebody asked for in a case, or withdraws it',
    description: 'By another person than the one who asked, with a role that may do the same. What is signed is judged anew with the case as it is now, and done in the name of who asked; where a rule refuses it by now, nothing is recorded, and it waits on.',
    ...toAnswer,
    response: intervened,
    responseName: 'What came of it',
    success: 201,
    mayRefuse: true,
  }),
} as const;
