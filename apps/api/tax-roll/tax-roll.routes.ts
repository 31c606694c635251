import { z } from 'zod';
import { rollFileKinds } from '../../../libs/policy/roll-layout.ts';
import { rollCommandSchema } from '../../../libs/tax-roll/index.ts';
import { exclusionReasons } from '../../../libs/tax-roll/roll.events.ts';
import { lineStatuses, seasonStatuses } from '../../../libs/tax-roll/season.state.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, cents, dateText, id, idParameter, instantText, localDateSchema, nothing, wholeNumber } from '../http/schemas.ts';

const tag = 'Tax roll';
const params = z.strictObject({ seasonId: idParameter });
const kind = z.enum(rollFileKinds);
const mostCharacters = 8_000_000;
/** With what JSON adds to a text. */
const mostFileBytes = 10_000_000;

const season = z
  .strictObject({
    seasonId: id,
    authority: id,
    season: id,
    status: z.enum(seasonStatuses),
    waitsFor: z.string().nullable().meta({ description: 'What keeps the next page, if it was tried: a feed, a breaker.' }),
    nextLookAt: instantText.nullable().meta({ description: 'When time alone brings the next thing about.' }),
    days: z
      .strictObject({ candidatesOn: dateText, frozenOn: dateText, fileBy: dateText, amendBy: dateText, settlementsBy: z.array(dateText) })
      .nullable()
      .meta({ description: 'Of the pack in force; null where it does not know the season any more.' }),
    ownershipCheckedOn: dateText.nullable(),
    hearingHeldOn: dateText.nullable(),
    approvals: z.array(id).meta({ description: 'Who approved the list as it was extracted.' }),
    files: z.array(z.strictObject({ fileName: z.string(), sha256: z.string(), on: dateText, lines: z.int(), totalCents: cents })),
    settlements: z.array(z.strictObject({ settlementId: id, on: dateText, collectedCents: cents, remittedCents: cents })),
    lines: z.record(z.string(), z.int()).meta({ description: 'How many lines stand where.' }),
  })
  .meta({ id: 'RollSeason' });

const line = z
  .strictObject({
    lineId: id.meta({ description: 'The id of the account.' }),
    parcelId: id.nullable(),
    status: z.enum(lineStatuses),
    services: z.array(z.strictObject({ service: z.string(), principalCents: cents, penaltyCents: cents })),
    amountCents: cents,
    openCents: cents,
    suspendedCents: cents.meta({ description: 'Paid to the utility after certification, and not answered yet.' }),
    noticeMailedOn: dateText.nullable(),
    exclusions: z.array(z.strictObject({ service: z.string().nullable(), reason: z.enum(exclusionReasons), amountCents: cents, sentence: z.string() })),
    waitsForAnswer: z.array(id).meta({ description: 'Amendments and withdrawals that the authority has not acknowledged.' }),
  })
  .meta({ id: 'RollLine' });

const figures = { broughtCents: cents, certifiedCents: cents, amendedCents: cents, withdrawnCents: cents, collectedCents: cents, remittedCents: cents, openCents: cents };
const responseName = 'The season as it stands now';

export const taxRollRoutes = {
  listRollSeasons: defineRoute('listRollSeasons', { method: 'GET', path: '/tax-roll/seasons', tag, summary: 'Lists the seasons of the tax roll', params: nothing, query: nothing, response: z.strictObject({ items: z.array(season) }).meta({ id: 'RollSeasons' }), responseName: 'The seasons' }),
  openRollSeason: defineRoute('openRollSeason', {
    method: 'POST',
    path: '/tax-roll/seasons',
    tag,
    summary: 'Opens a season of an authority',
    description: 'Its days are those of the pack in force. Opening it again changes nothing.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ authority: idParameter, season: idParameter }),
    response: season,
    responseName,
    success: 201,
  }),
  readRollSeason: defineRoute('readRollSeason', { method: 'GET', path: '/tax-roll/seasons/{seasonId}', tag, summary: 'Shows a season', params, query: nothing, response: season, responseName }),
  listRollLines: defineRoute('listRollLines', {
    method: 'GET',
    path: '/tax-roll/seasons/{seasonId}/lines',
    tag,
    summary: 'Lists the lines of a season, with what was left out and why',
    params,
    query: z.strictObject({ ...pageQuery, status: z.enum(lineStatuses).optional() }),
    response: pageOf('RollLinePage', line),
    responseName: 'A page of lines',
  }),
  actOnRollSeason: defineRoute('actOnRollSeason', {
    method: 'POST',
    path: '/tax-roll/seasons/{seasonId}/commands',
    tag,
    summary: 'Does something in a season, by the rules',
    description: 'Objections and their hearings, approvals by two people, mending, answers of the authority, what becomes of a payment in suspense, releases, closing. Each has roles of its own.',
    params,
    query: nothing,
    body: rollCommandSchema.meta({ id: 'RollCommand' }),
    response: season,
    responseName,
    mayRefuse: true,
  }),
  importRollFile: defineRoute('importRollFile', {
    method: 'POST',
    path: '/tax-roll/seasons/{seasonId}/imports',
    tag,
    summary: 'Takes in a file of the authority or the mail house',
    description: 'Owners, proofs of mailing, answers line by line, settlements, in the form of the authority’s layout. A fault is told with its line and column, and nothing of the file is taken in.',
    params,
    query: nothing,
    body: z.strictObject({ kind: z.enum(['owners', 'mailed', 'answers', 'settlement']), text: z.string().max(mostCharacters) }),
    response: z.strictObject({ kind, records: z.int(), sha256: z.string() }).meta({ id: 'RollImport' }),
    responseName: 'What was taken in',
    success: 201,
    mostBodyBytes: mostFileBytes,
  }),
  fileRollCorrections: defineRoute('fileRollCorrections', { method: 'POST', path: '/tax-roll/seasons/{seasonId}/corrections', tag, summary: 'Writes the file of mended lines', params, query: nothing, body: nothing, response: season, responseName, success: 201 }),
  readRollFile: defineRoute('readRollFile', {
    method: 'GET',
    path: '/tax-roll/seasons/{seasonId}/files/{kind}',
    tag,
    summary: 'Gives out a file: the list as filed, notices to be mailed, changes that wait for the authority, or charges for its unsecured roll',
    params: z.strictObject({ seasonId: idParameter, kind: z.enum(['roll', 'notices', 'changes', 'unsecured']) }),
    query: z.strictObject({ nth: wholeNumber(1, 999).optional().meta({ description: 'Of the lists; the first unless told.' }) }),
    response: z.strictObject({ fileName: z.string(), sha256: z.string(), text: z.string() }).meta({ id: 'RollFile' }),
    responseName: 'The file',
  }),
  readRollRegister: defineRoute('readRollRegister', {
    method: 'GET',
    path: '/tax-roll/seasons/{seasonId}/register',
    tag,
    summary: 'Shows every parcel with certified, amended, withdrawn, collected, remitted and open',
    description: 'As it was known at the end of that day; always the same for a day that has passed.',
    params,
    query: z.strictObject({ asOf: localDateSchema.optional().meta({ format: 'date' }) }),
    response: z
      .strictObject({ rows: z.array(z.strictObject({ parcelId: id, lines: z.array(z.strictObject({ lineId: id, status: z.enum(lineStatuses) })), ...figures })), total: z.strictObject(figures) })
      .meta({ id: 'RollRegister' }),
    responseName: 'The register',
  }),
  readPayoff: defineRoute('readPayoff', {
    method: 'GET',
    path: '/accounts/{accountId}/payoff',
    tag,
    summary: 'Says what would pay an account off today, for a sale or a refinancing',
    description: 'Per service; what is certified stands apart, since the county treasurer alone takes it. It names the last day on which it is good.',
    params: z.strictObject({ accountId: idParameter }),
    query: z.strictObject({ authority: idParameter }),
    response: z
      .strictObject({
        accountId: id,
        parcelId: id.nullable(),
        asOf: dateText,
        expiresOn: dateText,
        services: z.array(z.strictObject({ service: z.string(), openCents: cents })),
        toUtilityCents: cents,
        pastDueCents: cents,
        certifiedCents: cents,
        suspenseCents: cents,
        because: z.array(becauseSchema),
      })
      .meta({ id: 'Payoff' }),
    responseName: 'What would pay it off',
  }),
} as const;
