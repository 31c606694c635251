import { z } from 'zod';
import { docketLetters } from '../../../libs/account/account.events.ts';
import { workKinds } from '../../../libs/case/case.events.ts';
import { defineRoute } from '../http/route.ts';
import { asOfQuery, becauseSchema, cents, dateText, id, idParameter, instantText, nothing } from '../http/schemas.ts';

const tag = 'Cases';

export const caseNotice = z
  .strictObject({
    noticeId: id,
    kind: z.enum(['notice', 'by-phone', 'occupant-notice', 'third-party-notice', 'paper-of-a-crew']),
    orderedAt: instantText,
    document: z.string().nullable(),
    mailedOn: dateText.nullable(),
    deliveredOn: dateText.nullable(),
    returnedAt: instantText.nullable(),
    bouncedAt: instantText.nullable(),
    hasPaper: z.boolean().meta({ description: 'It can be read at `/cases/{caseId}/papers/{noticeId}`.' }),
  })
  .meta({ id: 'CaseNotice' });

export const crewReport = z
  .strictObject({ eventId: id, type: z.string(), at: instantText, result: z.string().nullable(), by: z.string().nullable(), photo: id.nullable().meta({ description: 'Where the photo is kept.' }), note: z.string().nullable() })
  .meta({ id: 'CrewReport', description: 'What a crew reported of its order.' });

const bankruptcy = z
  .strictObject({
    docket: id,
    chapter: z.string(),
    role: z.enum(['debtor', 'co-debtor']),
    filedAt: instantText.nullable(),
    confirmedAt: instantText.nullable(),
    ending: z.enum(['dismissed', 'discharged']).nullable(),
    endedAt: instantText.nullable(),
    holds: z.boolean(),
    assurance: z.strictObject({ requestedCents: cents.nullable(), givenCents: cents, lastDayOn: dateText.nullable(), lapsedAt: instantText.nullable() }),
    letters: z.array(z.strictObject({ noticeId: id, letter: z.enum(docketLetters), orderedAt: instantText })),
    endsBy: becauseSchema,
  })
  .meta({ id: 'CaseBankruptcy' });

const arrangement = z
  .strictObject({
    arrangementId: id,
    kind: z.string(),
    agreedAt: instantText,
    status: z.enum(['awaits-supervisor', 'kept', 'fulfilled', 'in-cure', 'broken']),
    sentence: z.string(),
    parts: z.array(z.strictObject({ dueOn: dateText, amountCents: cents, paidCents: cents })),
  })
  .meta({ id: 'CaseArrangement' });

export const caseFileRoutes = {
  readCaseFile: defineRoute('readCaseFile', {
    method: 'GET',
    path: '/cases/{caseId}/file',
    tag,
    summary: 'What lies in the file of a case: its notices, what crews reported, bankruptcies, arrangements',
    params: z.strictObject({ caseId: idParameter }),
    query: z.strictObject(asOfQuery),
    response: z
      .strictObject({
        notices: z.array(caseNotice),
        visits: z.array(z.strictObject({ workOrderId: id, work: z.enum(workKinds), reports: z.array(crewReport) })),
        bankruptcies: z.array(bankruptcy),
        protectedCents: cents.meta({ description: 'Of before a petition, or of before a conversion: nobody may ask for it.' }),
        arrangements: z.array(arrangement),
      })
      .meta({ id: 'CaseFile' }),
    responseName: 'The file',
  }),
  readCasePaper: defineRoute('readCasePaper', {
    method: 'GET',
    path: '/cases/{caseId}/papers/{noticeId}',
    tag,
    summary: 'A notice as it lay on paper',
    description: 'Laid out anew from what was recorded when it was ordered and printed. Of what was printed the hash is kept: `isWhatWasPrinted` says whether these are the very bytes, and is null where no print was noted.',
    params: z.strictObject({ caseId: idParameter, noticeId: idParameter }),
    query: nothing,
    response: z
      .strictObject({
        noticeId: id,
        document: z.string(),
        languages: z.array(z.string()),
        orderedOn: dateText,
        printedAt: instantText.nullable(),
        pages: z.int(),
        sha256: z.string(),
        isWhatWasPrinted: z.boolean().nullable(),
        pdf: z.string().meta({ description: 'The PDF, in base64.' }),
      })
      .meta({ id: 'CasePaper' }),
    responseName: 'The paper',
  }),
} as const;
