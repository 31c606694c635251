import { z } from 'zod';
import { approvalKinds } from '../../../libs/store/read/index.ts';
import { signableInterventions } from '../../../libs/policy/second-person.ts';
import { defineRoute } from '../http/route.ts';
import { id, instantText, nothing } from '../http/schemas.ts';

const answer = z
  .strictObject({
    does: z.enum(['sign', 'refuse', 'withdraw']).meta({ description: '`withdraw`: by the one who asked.' }),
    path: z.string().meta({ description: 'Where the answer is posted.' }),
    body: z.record(z.string(), z.string()).meta({ description: 'What is posted, beside the reason.' }),
    asksReason: z.boolean(),
  })
  .meta({ id: 'ApprovalAnswer' });

const waiting = z
  .strictObject({
    kind: z.enum(approvalKinds),
    subject: id,
    since: instantText,
    askedBy: id.nullable().meta({ description: 'Null where a rule asks for the signature.' }),
    isYours: z.boolean().meta({ description: 'Whoever asks here asked for it, or has signed already: somebody else has to sign.' }),
    reason: z.string().nullable(),
    accountId: id.nullable(),
    caseId: id.nullable(),
    intervention: z.enum(signableInterventions).nullable().meta({ description: 'Of an intervention in a single case: which one somebody wants.' }),
    signedBy: z.array(id),
    answers: z.array(answer).meta({ description: 'Those alone that the roles of whoever asks allow.' }),
  })
  .meta({ id: 'WaitingApproval' });

export const approvalRoutes = {
  listApprovals: defineRoute('listApprovals', {
    method: 'GET',
    path: '/approvals',
    tag: 'Worklists',
    summary: 'Lists what waits for a second signature, oldest first, each with the routes by which whoever asks may answer it',
    description: 'Lock-offs, interventions for which the law of their case asks a second person, arrangements and grants beyond the limits, resets of breakers, versions and migrations, ends of moratoriums, releases of docket matches, tax rolls, interventions in many cases. Whoever asked for something is refused by the route that signs it.',
    params: nothing,
    query: nothing,
    response: z.strictObject({ items: z.array(waiting) }).meta({ id: 'Approvals' }),
    responseName: 'What waits; two hundred of a kind at most',
  }),
} as const;
