import { z } from 'zod';
import { bankruptcyReviews, docketLetters } from '../../../libs/account/account.events.ts';
import { docketLetterStatuses } from '../../../libs/account/docket-letters.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, cents, dateText, id, idParameter, instantText, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Accounts';
const place = z.strictObject({ accountId: idParameter, docket: idParameter });

const day = z.strictObject({ lastDayOn: dateText, because: z.array(becauseSchema) });
const claimItem = z.strictObject({ accountId: id, billId: id.nullable(), kind: z.string(), usedThroughOn: dateText.nullable(), chargedOn: dateText, chargedCents: cents, paidCents: cents, claimedCents: cents });
const claim = z
  .strictObject({
    form: z.literal('Official Form 410'),
    docket: id,
    chapter: z.string(),
    creditor: z.strictObject({ name: z.string(), address: z.array(z.string()), contact: z.string(), phone: z.string() }),
    amendsClaimFiled: z.boolean(),
    accountsEndIn: z.array(z.string()),
    claim: z.strictObject({ asOf: dateText, cents, includesInterestOrOtherCharges: z.boolean(), chargesCents: cents }),
    basis: z.string(),
    secured: z.strictObject({ isSecured: z.boolean(), by: z.string().nullable(), cents, unsecuredCents: cents }),
    lease: z.boolean(),
    setOff: z.strictObject({ isSubject: z.boolean() }),
    priority: z.boolean(),
    fileBy: z.strictObject({ lastDayOn: dateText, subjectToAssetNotice: z.boolean() }),
    itemisation: z.array(claimItem),
  })
  .meta({ id: 'ProofOfClaim', description: 'What Official Form 410 asks of a creditor, with its itemisation. Names are added by whoever files it.' });

const letter = z
  .strictObject({ letter: z.enum(docketLetters), noticeId: id, orderedAt: instantText, status: z.enum(docketLetterStatuses), mailedOn: dateText.nullable(), returnedAt: instantText.nullable() })
  .meta({ id: 'DocketLetter', description: 'A letter of the docket. `void`: it was not mailed and nobody wants it any more.' });

export const docketRoutes = {
  readDocket: defineRoute('readDocket', {
    method: 'GET',
    path: '/accounts/{accountId}/dockets/{docket}',
    tag,
    summary: 'A bankruptcy over all accounts that its petition names: its days, its letters, what waits for a person, what has to be put right, and the data of the claim',
    params: place,
    query: nothing,
    response: z.strictObject({
      docket: id,
      chapter: z.string(),
      filedAt: instantText.nullable(),
      ending: z.string().nullable(),
      nextLookAt: instantText.nullable().meta({ description: 'When time alone brings the next thing about; null where it waits for the court or for a person.' }),
      accounts: z.array(
        z.strictObject({
          accountId: id,
          role: z.enum(['debtor', 'co-debtor']),
          reviews: z.array(z.strictObject({ review: z.enum(bankruptcyReviews), openedAt: instantText })).meta({ description: 'What waits for a person, and since when.' }),
          letters: z.array(letter),
        }),
      ),
      assurance: day.nullable(),
      claimDeadline: z.strictObject({ lastDayOn: dateText, subjectToAssetNotice: z.boolean(), because: z.array(becauseSchema) }).nullable(),
      repair: z.strictObject({
        because: becauseSchema,
        needsCounsel: z.boolean(),
        open: z.int(),
        lines: z.array(z.strictObject({ accountId: id, kind: z.string(), id, at: instantText, cents: cents.nullable(), undone: z.boolean(), by: z.enum(['arrears', 'person']), proposal: z.string() })),
      }).meta({ id: 'DocketRepair' }),
      claim: claim.nullable(),
    }),
    responseName: 'The docket',
  }),
  decideOnDocket: defineRoute('decideOnDocket', {
    method: 'POST',
    path: '/accounts/{accountId}/dockets/{docket}/decisions',
    tag,
    summary: "Counsel's word on a docket: what it lets go, and what was looked at",
    description: 'Releasing the stay leaves every other hold standing; pursuing debt of after the petition leaves debt of before it out.',
    params: place,
    query: nothing,
    body: z.discriminatedUnion('decision', [
      z.strictObject({ decision: z.literal('release-stay'), reason: reasonSchema }),
      z.strictObject({ decision: z.literal('pursue-post-petition'), reason: reasonSchema }),
      z.strictObject({ decision: z.literal('tag-administrative'), reason: reasonSchema }),
      z.strictObject({ decision: z.literal('answer-review'), review: z.enum(bankruptcyReviews), reason: reasonSchema }),
    ]),
    response: z.strictObject({ docket: id, decision: z.string(), accountId: id, eventId: id, caseId: id.nullable() }),
    responseName: 'What was decided',
    success: 201,
    mayRefuse: true,
  }),
  fileClaim: defineRoute('fileClaim', {
    method: 'POST',
    path: '/accounts/{accountId}/dockets/{docket}/claims',
    tag,
    summary: 'Tells that the proof of claim was filed with the court, for all accounts of the debtor that the docket names',
    description: 'What reminded of the claim is answered. Arrears files nothing itself; a claim that amends an earlier one is told in the same way.',
    params: place,
    query: nothing,
    body: z.strictObject({
      filedOn: localDateSchema.meta({ description: 'Not before the petition, and not after today.' }),
      claimNumber: z.string().trim().min(1).max(200).optional().meta({ description: "As the court's register of claims numbers it." }),
    }),
    response: z.strictObject({ docket: id, filedOn: dateText, claimNumber: id.nullable(), accountIds: z.array(id).meta({ description: 'The accounts that the claim covers.' }) }),
    responseName: 'The claim that was filed',
    success: 201,
    mayRefuse: true,
  }),
} as const;
