import { z } from 'zod';
import { matchRoles, personsReadingSchema } from '../../../libs/bankruptcy/index.ts';
import { chaptersOfCode, debtorsConcerned, milestoneKinds, uploadedDocketSchema } from '../../../libs/docket/index.ts';
import { defineRoute } from '../http/route.ts';
import { dateText, flag, id, idParameter, instantText, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

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
    confirmed: z
      .strictObject({ by: id, role: z.enum(matchRoles), at: instantText })
      .nullable()
      .meta({ description: 'That the customer is the docket’s debtor, or answers for one; by `certain` where full name and address or last four digits did. Null while nobody said so.' }),
    lookedUp: z.strictObject({ by: id, found: z.string(), at: instantText }).nullable(),
    releasedAt: instantText.nullable().meta({ description: 'Null while the account is held.' }),
  })
  .meta({ id: 'DocketMatch', description: 'An account that may be a debtor’s. It is held from the moment in which its docket came.' });

const matchBeside = match
  .extend({
    customer: z.strictObject({ name: z.string(), mailingAddress: z.string(), premiseAddress: z.string() }).nullable().meta({ description: 'Null for who may not see names.' }),
    debtors: z.array(z.strictObject({ name: z.string(), address: z.string().nullable() })).meta({ description: 'As the docket names them, where it does.' }),
    caseName: z.string().nullable(),
  })
  .meta({ id: 'DocketMatchBeside', description: 'A match with the names and addresses of both sides.' });

const round = z.int().min(1).meta({ description: 'Of the question that was read.' });
const question = z
  .strictObject({
    court: id,
    docketNumber: id,
    caseName: z.string().nullable(),
    entryKey: id.meta({ description: 'The number of the entry; `petition` where no entry tells of the petition.' }),
    kind: z.enum(milestoneKinds),
    round: z.int().meta({ description: 'The same entry is asked about anew when something new speaks against it.' }),
    on: dateText,
    debtor: z.enum(debtorsConcerned),
    chapter: z.enum(chaptersOfCode).nullable(),
    text: z.string().nullable().meta({ description: 'The docket text, or what a feed calls the entry.' }),
    words: z.string().meta({ description: 'The words relied on, as they stand in the text.' }),
    because: z.string(),
    doubts: sentences.meta({ description: 'What speaks against it.' }),
    stands: z.boolean().meta({ description: 'It was acted on before anything spoke against it.' }),
    holds: z.boolean().meta({ description: 'The accounts are held until it is answered.' }),
    askedAt: instantText,
    accounts: z.array(z.strictObject({ accountId: id, role: z.enum(matchRoles) })),
  })
  .meta({ id: 'DocketQuestion', description: 'What a docket seems to say and a person has to read.' });

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
    response: z.strictObject({ items: z.array(matchBeside) }).meta({ id: 'DocketMatches' }),
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
    description: 'Whoever looked the docket up is refused. Other holds stay. Of a match that was confirmed, nothing of the docket counts on the account any more, from its beginning.',
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
  confirmDocketMatch: defineRoute('confirmDocketMatch', {
    ...oneMatch,
    path: '/docket-matches/{court}/{docketNumber}/{accountId}/confirm',
    summary: 'Says that the customer is the docket’s debtor: what the docket says for certain is acted on at once',
    description: 'One person is enough to protect. `both`: two spouses who filed together have the account. It is taken back as a hold is released: one looks it up, another releases it.',
    body: z.strictObject({ role: z.enum(matchRoles) }),
    responseName: 'The match, confirmed',
  }),
  listDocketReviews: defineRoute('listDocketReviews', {
    method: 'GET',
    path: '/docket-reviews',
    tag,
    summary: 'What of the courts waits for a person: entries that are uncertain, and accounts that may be a debtor’s',
    description: 'Oldest first. Nothing that ends a protection is acted on while it stands here (BK-EVENTS).',
    params: nothing,
    query: nothing,
    response: z
      .strictObject({
        counts: z.strictObject({ questions: z.int(), standing: z.int().meta({ description: 'Of them, those about something that was acted on.' }), matches: z.int(), oldestAskedAt: instantText.nullable() }),
        questions: z.array(question),
        matches: z.array(matchBeside),
      })
      .meta({ id: 'DocketReviews' }),
    responseName: 'Up to 500 of each, and how many there are',
  }),
  decideDocketReview: defineRoute('decideDocketReview', {
    method: 'POST',
    path: '/docket-reviews/{court}/{docketNumber}/{entryKey}/{kind}/decide',
    tag,
    summary: 'Answers what an entry of a docket says',
    description: '`so`: as the machine read it; `not-so`: it is no such milestone; `other`: as the person read it. Whatever ends a protection is for a supervisor or counsel.',
    params: z.strictObject({ court: idParameter, docketNumber: idParameter, entryKey: idParameter, kind: z.enum(milestoneKinds) }),
    query: nothing,
    body: z.discriminatedUnion('answer', [
      z.strictObject({ answer: z.literal('so'), round, reason: reasonSchema }),
      z.strictObject({ answer: z.literal('not-so'), round, reason: reasonSchema }),
      z.strictObject({ answer: z.literal('other'), round, reason: reasonSchema, reading: personsReadingSchema }),
    ]),
    response: z.strictObject({ court: id, docketNumber: id, entryKey: id, kind: z.enum(milestoneKinds), answer: z.string(), answeredBy: id }),
    responseName: 'What was answered',
    mayRefuse: true,
  }),
  uploadDocketEntries: defineRoute('uploadDocketEntries', {
    method: 'POST',
    path: '/dockets/entries',
    tag,
    summary: 'Takes a docket, or a part of one, as somebody copied it from the court',
    description: 'Entries, or the text of the docket’s page. The same entry that came by mail or feed is the same here. With the debtors’ addresses or last four digits, accounts may be certain by themselves.',
    params: nothing,
    query: nothing,
    body: uploadedDocketSchema,
    response: z.strictObject({ court: id, docketNumber: id, entries: z.int(), changed: z.boolean(), matches: z.array(match) }),
    responseName: 'What came of it',
    success: 201,
  }),
  tellBankruptcy: defineRoute('tellBankruptcy', {
    method: 'POST',
    path: '/accounts/{accountId}/bankruptcy-told',
    tag: 'Accounts',
    summary: 'Somebody says that a petition was filed: the account is held at once',
    description: 'Until the docket is looked up; where nobody does in time a review opens, and the hold stays. Two people end it: `/docket-matches/{court}/{docketNumber}/{accountId}/look-up` and `/release`.',
    params: z.strictObject({ accountId: idParameter }),
    query: nothing,
    body: z.strictObject({
      toldBy: z.enum(['debtor', 'spouse', 'attorney', 'trustee', 'somebody-else']),
      channel: z.enum(['phone', 'counter', 'e-mail', 'letter']),
      court: uploadedDocketSchema.shape.court.optional(),
      docketNumber: uploadedDocketSchema.shape.docketNumber.optional(),
      chapter: z.enum(chaptersOfCode).optional(),
      filedOn: localDateSchema.optional(),
      said: reasonSchema.optional(),
    }),
    response: z.strictObject({ match, confirmation: z.string().meta({ description: 'To be read out or sent to whoever told.' }) }),
    responseName: 'The hold, with words for the caller',
    success: 201,
    mayRefuse: true,
  }),
} as const;
