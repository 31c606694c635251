import { z } from 'zod';
import { caseLineSchema, assignmentSchema } from '../cases/cases.routes.ts';
import { caseFilterQuery, caseFilterSchema, caseSortSchema } from '../cases/case-filter.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, instantText, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Worklists';
const person = z.string().trim().min(1).max(250);
/** As the customers' languages are told: `es`, `pt-BR`. */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, { error: 'must be a language such as es or pt-BR' });
export const mostPeople = 500;
export const mostViews = 100;

const view = z
  .strictObject({
    viewId: id,
    name: z.string(),
    owner: id,
    isShared: z.boolean(),
    isDefault: z.boolean().meta({ description: 'The worklist of whoever asks opens with it.' }),
    filter: caseFilterSchema,
    sort: caseSortSchema,
  })
  .meta({ id: 'SavedView' });

const assignmentAnswer = z.strictObject({ caseId: id, assignment: assignmentSchema.nullable() }).meta({ id: 'CaseAssigned' });

export const worklistRoutes = {
  claimNextCase: defineRoute('claimNextCase', {
    method: 'POST',
    path: '/cases/next',
    tag,
    summary: 'Gives whoever asks the first case of a view that nobody has',
    description: 'Two who ask at once get two cases. A case in a language that others at the desk speak, and whoever asks does not, is left to them.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ filter: caseFilterSchema, sort: caseSortSchema.default('case') }),
    response: z.strictObject({ case: caseLineSchema.nullable().meta({ description: 'Null where nothing of the view is left.' }) }).meta({ id: 'NextCase' }),
    responseName: 'The case, claimed',
  }),
  assignCase: defineRoute('assignCase', {
    method: 'POST',
    path: '/cases/{caseId}/assignment',
    tag,
    summary: 'Claims a case, gives it back, or gives it to somebody',
    description: 'A claim ends by itself after a while; claimed again it is prolonged. What a supervisor gives to somebody stays with them. Who may not act on a case is not changed by who has it.',
    params: z.strictObject({ caseId: idParameter }),
    query: nothing,
    body: z.discriminatedUnion('do', [
      z.strictObject({ do: z.literal('claim') }),
      z.strictObject({ do: z.literal('release'), reason: reasonSchema.optional() }),
      z.strictObject({ do: z.literal('assign'), to: person, reason: reasonSchema }).meta({ description: 'For supervisors.' }),
    ]),
    response: assignmentAnswer,
    responseName: 'Who has it now',
  }),
  listAssignments: defineRoute('listAssignments', {
    method: 'GET',
    path: '/cases/{caseId}/assignments',
    tag,
    summary: 'Tells who had a case when',
    params: z.strictObject({ caseId: idParameter }),
    query: nothing,
    response: z
      .strictObject({
        items: z.array(
          z
            .strictObject({ kind: z.enum(['claimed', 'assigned', 'released', 'handed-on']), assignee: id.nullable(), untilAt: instantText.nullable(), hadBefore: id.nullable(), by: id, reason: z.string().nullable(), at: instantText })
            .meta({ id: 'AssignmentEvent' }),
        ),
      })
      .meta({ id: 'AssignmentHistory' }),
    responseName: 'First to last',
  }),
  listDeskPeople: defineRoute('listDeskPeople', {
    method: 'GET',
    path: '/desk/people',
    tag,
    summary: 'Lists who has worked at the desk, what they speak, and how much they have',
    params: nothing,
    query: nothing,
    response: z.strictObject({ items: z.array(z.strictObject({ subject: id, languages: z.array(z.string()), cases: z.int() }).meta({ id: 'DeskPerson' })) }).meta({ id: 'DeskPeople' }),
    responseName: 'The people of the desk',
  }),
  setLanguages: defineRoute('setLanguages', {
    method: 'POST',
    path: '/desk/people/{subject}/languages',
    tag,
    summary: 'Says what languages somebody speaks, beside English',
    description: 'Everybody says it of themselves (`@me`); a supervisor of anybody.',
    params: z.strictObject({ subject: idParameter }),
    query: nothing,
    body: z.strictObject({ languages: z.array(language).max(20) }),
    response: z.strictObject({ subject: id, languages: z.array(z.string()) }).meta({ id: 'Languages' }),
    responseName: 'As it is from now on',
  }),
  handOnCases: defineRoute('handOnCases', {
    method: 'POST',
    path: '/desk/people/{subject}/handing-on',
    tag,
    summary: 'Gives everything that somebody has to somebody else, as for an absence',
    params: z.strictObject({ subject: idParameter }),
    query: nothing,
    body: z.strictObject({ to: person, reason: reasonSchema }),
    response: z.strictObject({ from: id, to: id, cases: z.int() }).meta({ id: 'HandedOn' }),
    responseName: 'How many cases went',
  }),
  listViews: defineRoute('listViews', {
    method: 'GET',
    path: '/views',
    tag,
    summary: 'Lists the saved views of whoever asks, and those that are shared',
    params: nothing,
    query: nothing,
    response: z.strictObject({ items: z.array(view) }).meta({ id: 'SavedViews' }),
    responseName: 'The views, shared ones first',
  }),
  saveView: defineRoute('saveView', {
    method: 'POST',
    path: '/views',
    tag,
    summary: 'Saves a view under a name',
    description: 'Under a name that the person used already it takes the place of the former one. A supervisor may share it with the utility.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ name: z.string().trim().min(1).max(80), isShared: z.boolean().default(false), filter: caseFilterSchema, sort: caseSortSchema.default('case') }),
    response: z.strictObject({ viewId: id }).meta({ id: 'ViewSaved' }),
    responseName: 'The view',
    success: 201,
  }),
  removeView: defineRoute('removeView', {
    method: 'POST',
    path: '/views/{viewId}/removal',
    tag,
    summary: 'Removes a saved view',
    description: 'One’s own; a supervisor also what others shared.',
    params: z.strictObject({ viewId: idParameter }),
    query: nothing,
    body: nothing,
    response: z.strictObject({ viewId: id }).meta({ id: 'ViewRemoved' }),
    responseName: 'It is gone',
  }),
  setDefaultView: defineRoute('setDefaultView', {
    method: 'POST',
    path: '/views/default',
    tag,
    summary: 'Says with which view the worklist of whoever asks opens',
    params: nothing,
    query: nothing,
    body: z.strictObject({ viewId: person.nullable() }),
    response: z.strictObject({ viewId: id.nullable() }).meta({ id: 'DefaultView' }),
    responseName: 'As it is from now on',
  }),
  exportCases: defineRoute('exportCases', {
    method: 'GET',
    path: '/cases/export',
    tag,
    summary: 'Writes the cases that a filter means as CSV',
    description: 'Each row says as of when it was read. Names and addresses go to who sees customers. What looks like a formula to a spreadsheet is made a text. Each export is on record, with who asked for it.',
    params: nothing,
    query: z.strictObject({ ...caseFilterQuery, sort: caseSortSchema.default('case') }),
    response: z.string(),
    responseName: 'The list, as it is read',
    isStream: true,
    streams: 'text/csv',
  }),
  listExports: defineRoute('listExports', {
    method: 'GET',
    path: '/exports',
    tag,
    summary: 'Lists what was exported, by whom and when, newest first',
    params: nothing,
    query: z.strictObject(pageQuery),
    response: pageOf(
      'ExportPage',
      z
        .strictObject({ exportId: id, by: id, at: instantText, filter: caseFilterSchema, sort: caseSortSchema, withNames: z.boolean(), cases: z.int().nullable().meta({ description: 'Null where it broke off, or is under way.' }) })
        .meta({ id: 'CaseExport' }),
    ),
    responseName: 'A page of exports',
  }),
} as const;
