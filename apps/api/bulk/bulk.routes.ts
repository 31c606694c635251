import { z } from 'zod';
import { bulkWishSchema } from '../../../libs/case/bulk-wishes.ts';
import { holdRoles } from '../../../libs/case/interventions.ts';
import { bulkLineStatuses, bulkStatuses } from '../../../libs/store/index.ts';
import { caseFilterSchema } from '../cases/case-filter.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, flag, id, idParameter, instantText, nothing, reasonSchema } from '../http/schemas.ts';
import { reportAsCsv } from './bulk-report.ts';

const tag = 'Many cases';
const params = z.strictObject({ bulkId: idParameter });

/** Of one bulk; beyond, a narrower filter. */
export const mostCases = 10_000;
const mostPerMinute = 6_000;
/** An id of a case has at most 250 characters; a list comes in one body. */
const mostListBytes = 1_000_000;

const wish = bulkWishSchema.meta({ id: 'BulkWish', description: 'What is to be done in each case: interventions that need nothing of the single case, or find it there.' });

const bulk = z
  .strictObject({
    bulkId: id,
    wish,
    chosen: z.record(z.string(), z.unknown()).meta({ description: 'How the cases were chosen; which ones they are was settled then.' }),
    askedBy: id,
    askedAs: z.enum(holdRoles).nullable(),
    askedAt: instantText,
    approvedBy: id.nullable(),
    canary: z.int().meta({ description: 'So many cases are done before somebody says to go on.' }),
    perMinute: z.int().meta({ description: 'Cases a minute at most.' }),
    status: z.enum(bulkStatuses).meta({ description: '`looking` asks each case beforehand, `asked` waits for a second person, `canary-done` for the word to go on.' }),
    pausedIn: z.enum(['canary', 'running']).nullable(),
    said: z.array(
      z.strictObject({
        what: z.enum(['asked', 'looked', 'approved', 'canary-done', 'went-on', 'paused', 'stopped', 'done']),
        by: id.nullable().meta({ description: 'Null for what came about by itself.' }),
        at: instantText,
        reason: z.string().nullable(),
      }),
    ),
    counts: z.strictObject({ waiting: z.int(), done: z.int(), refused: z.int(), failed: z.int(), left: z.int() }).meta({ description: 'Of its cases, how many are where; together they are all.' }),
    foreseen: z.strictObject({ wouldDo: z.int(), refused: z.int(), pending: z.int() }).meta({ description: 'What the first look said, before anything was done.' }),
  })
  .meta({ id: 'Bulk' });

const reason = z
  .strictObject({
    of: z.enum(['foreseen', 'outcome']),
    status: z.enum(['would-do', ...bulkLineStatuses]),
    because: becauseSchema.nullable().meta({ description: 'The rule that refuses; its sentence is that of one of these cases.' }),
    events: z.array(z.string()).meta({ description: 'What would be recorded.' }),
    failure: z.string().nullable(),
    cases: z.int(),
  })
  .meta({ id: 'BulkReason' });

const line = z
  .strictObject({
    caseId: id,
    accountId: id,
    isCanary: z.boolean(),
    foreseen: z.enum(['would-do', 'refused']).nullable(),
    foreseenBecause: becauseSchema.nullable(),
    foreseenEvents: z.array(z.string()),
    status: z.enum(bulkLineStatuses),
    because: becauseSchema.nullable().meta({ description: 'Why it was refused when its turn came; the case may have changed since the first look.' }),
    eventIds: z.array(id),
    failure: z.string().nullable().meta({ description: 'What broke down, after it was tried several times; nothing is left of it.' }),
    doneAt: instantText.nullable(),
  })
  .meta({ id: 'BulkLine' });

const responseName = 'The bulk as it stands now';

export const bulkRoutes = {
  askBulk: defineRoute('askBulk', {
    method: 'POST',
    path: '/bulks',
    tag,
    summary: 'Asks for an intervention in many cases',
    description: 'Which cases these are is settled now. Each of them is looked at, then a second person approves, then the first ones are done, and the rest when somebody says to go on.',
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        wish,
        chosen: z.union([
          z.strictObject({ filter: caseFilterSchema }),
          z.strictObject({ caseIds: z.array(idParameter).min(1).max(mostCases) }).meta({ description: 'An id that names no case is told by its place in the list; one that comes twice counts once.' }),
        ]),
        perMinute: z.int().min(1).max(mostPerMinute).optional().meta({ description: 'Cases a minute; as this installation is set, unless told.' }),
      })
      .meta({ id: 'BulkAsked' }),
    response: bulk,
    responseName: 'The bulk, whose cases are being looked at',
    success: 201,
    mostBodyBytes: mostListBytes,
  }),
  listBulks: defineRoute('listBulks', { method: 'GET', path: '/bulks', tag, summary: 'Lists interventions in many cases, newest first', params: nothing, query: z.strictObject(pageQuery), response: pageOf('BulkPage', bulk), responseName: 'A page of bulks' }),
  readBulk: defineRoute('readBulk', {
    method: 'GET',
    path: '/bulks/{bulkId}',
    tag,
    summary: 'Shows an intervention in many cases, how far it is, and its reasons counted',
    params,
    query: nothing,
    response: z.strictObject({ bulk, reasons: z.array(reason) }).meta({ id: 'BulkWithReasons' }),
    responseName,
  }),
  listBulkLines: defineRoute('listBulkLines', {
    method: 'GET',
    path: '/bulks/{bulkId}/cases',
    tag,
    summary: 'Lists the cases of a bulk: what would be done, what was, and why not',
    params,
    query: z.strictObject({ ...pageQuery, status: z.enum(bulkLineStatuses).optional(), foreseen: z.enum(['would-do', 'refused']).optional(), canary: flag.optional() }),
    response: pageOf('BulkLinePage', line),
    responseName: 'A page of cases',
  }),
  readBulkReport: defineRoute('readBulkReport', {
    method: 'GET',
    path: '/bulks/{bulkId}/report',
    tag,
    summary: 'Reports on every case of a bulk at once',
    params,
    query: nothing,
    response: z.strictObject({ bulk, lines: z.array(line) }).meta({ id: 'BulkReport' }),
    responseName: 'The report',
    forms: [{ mediaType: 'text/csv', write: reportAsCsv }],
  }),
  approveBulk: defineRoute('approveBulk', { method: 'POST', path: '/bulks/{bulkId}/approval', tag, summary: 'Approves a bulk that somebody else asked for; the first cases are done', params, query: nothing, body: nothing, response: bulk, responseName, success: 202 }),
  goOnWithBulk: defineRoute('goOnWithBulk', { method: 'POST', path: '/bulks/{bulkId}/go-on', tag, summary: 'Goes on after the first cases, or after a pause', params, query: nothing, body: nothing, response: bulk, responseName, success: 202 }),
  pauseBulk: defineRoute('pauseBulk', { method: 'POST', path: '/bulks/{bulkId}/pause', tag, summary: 'Begins no further case until somebody says to go on', params, query: nothing, body: z.strictObject({ reason: reasonSchema }), response: bulk, responseName }),
  stopBulk: defineRoute('stopBulk', { method: 'POST', path: '/bulks/{bulkId}/stop', tag, summary: 'Stops a bulk for good; what was not done is left', params, query: nothing, body: z.strictObject({ reason: reasonSchema }), response: bulk, responseName }),
} as const;
