import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, cents, dateText, id, idParameter, instantText, localDateSchema, nothing } from '../http/schemas.ts';

const tag = 'Accounts';
const params = z.strictObject({ accountId: idParameter });

const review = z
  .strictObject({
    reviewId: id,
    requestedAt: instantText,
    lodgedBy: z.string().nullable(),
    isEarned: z.boolean().meta({ description: "Asked for in time: it earns a manager's decision and the way to the governing body. One that was late still holds until it is answered." }),
    holdsUntilAt: instantText.nullable().meta({ description: 'Null while only an answer ends it.' }),
    sentence: z.string(),
  })
  .meta({ id: 'Review' });

const service = z
  .strictObject({ service: z.string(), principalCents: cents, penaltyCents: cents, isCertified: z.boolean(), reasons: z.array(z.string()).meta({ description: 'Why not, in one word each.' }), because: z.array(becauseSchema) })
  .meta({ id: 'CertifiableService' });

export const entitlementRoutes = {
  listReviews: defineRoute('listReviews', {
    method: 'GET',
    path: '/accounts/{accountId}/reviews',
    tag,
    summary: 'Lists the reviews and appeals of an account, and which of them were asked for in time',
    params,
    query: nothing,
    response: z.strictObject({ accountId: id, rule: z.string().nullable(), items: z.array(review) }).meta({ id: 'Reviews' }),
    responseName: 'The reviews',
  }),
  readInterestWaiver: defineRoute('readInterestWaiver', {
    method: 'GET',
    path: '/accounts/{accountId}/interest-waiver',
    tag,
    summary: 'Says whether interest on delinquent bills is to be waived for the household now',
    description: 'Billing takes it off; Arrears says when it may be asked for again.',
    params,
    query: nothing,
    response: z.strictObject({ accountId: id, isAvailable: z.boolean(), rule: z.string().nullable(), sentence: z.string() }).meta({ id: 'InterestWaiver' }),
    responseName: 'The answer',
  }),
  readCertifiable: defineRoute('readCertifiable', {
    method: 'GET',
    path: '/accounts/{accountId}/certifiable',
    tag,
    summary: 'Says what of the debt may be certified to the tax roll, service by service',
    params,
    query: z.strictObject({ ownerNoticeMailedOn: localDateSchema.optional().meta({ description: "When the owner's notice was mailed, with proof; without it nothing is certified." }) }),
    response: z
      .strictObject({ accountId: id, asOfAt: instantText, ownerNoticeMailedOn: dateText.nullable(), certifiedCents: cents, excludedCents: cents.meta({ description: 'What stays collectible from the customer.' }), services: z.array(service) })
      .meta({ id: 'Certifiable' }),
    responseName: 'Each service with every rule that speaks for or against it',
    mayRefuse: true,
  }),
} as const;
