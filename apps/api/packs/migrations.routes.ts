import { z } from 'zod';
import { caseStatuses } from '../../../libs/case/case.state.ts';
import { stepNames } from '../../../libs/policy/pack.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { dateText, id, idParameter, instantText, nothing, reasonSchema } from '../http/schemas.ts';
import { packReferenceSchema } from './packs.routes.ts';

const tag = 'Policy packs';
const params = z.strictObject({ migrationId: idParameter });
const mostCases = 5_000;
const mostPreviews = 200;

const cohort = z
  .strictObject({
    statuses: z.array(z.enum(caseStatuses)).min(1).optional(),
    caseIds: z.array(idParameter).min(1).max(mostCases).optional(),
    percent: z.int().min(0).max(100).optional().meta({ description: 'A share of them, always the same cases.' }),
  })
  .meta({ id: 'Cohort', description: 'Open cases to which everything that is given applies; all of them, if nothing is.' });

const wish = { to: packReferenceSchema, cohort: cohort.default({}) };

const outlook = z
  .strictObject({
    status: z.enum(caseStatuses),
    step: z.enum(stepNames).nullable(),
    isAllowedNow: z.boolean(),
    keptBackBy: z.array(z.string()).meta({ description: 'The guards that fail now, each with its rule.' }),
    nextStepAt: instantText.nullable().meta({ description: 'When, by time alone, the step may be due.' }),
    shutOffPlannedOn: dateText.nullable(),
    noticeNames: dateText.nullable().meta({ description: 'Until when the letter says that one may pay.' }),
  })
  .meta({ id: 'CaseOutlook' });

const preview = z.strictObject({
  caseId: id,
  from: id,
  to: id,
  refused: z.string().nullable().meta({ description: 'Why it would not be moved.' }),
  before: outlook,
  after: outlook.nullable(),
  decidesAtOnce: z.array(z.string()).meta({ description: 'What would be decided when it is moved.' }),
  changes: z.boolean(),
});

const migration = z
  .strictObject({
    migrationId: id,
    to: id,
    cohort,
    reason: z.string(),
    askedBy: id,
    askedAt: instantText,
    approvedBy: id.nullable(),
    undoneBy: id.nullable(),
    status: z.enum(['asked', 'moving', 'moved', 'undoing', 'undone', 'withdrawn']),
    counts: z.record(z.string(), z.int()).meta({ description: 'How many of its cases are waiting, moved, not-moved, moved-back or kept.' }),
  })
  .meta({ id: 'CaseMigration' });

const responseName = 'The migration as it stands now';

export const migrationRoutes = {
  previewMigration: defineRoute('previewMigration', {
    method: 'POST',
    path: '/packs/migrations/preview',
    tag,
    summary: 'Shows case by case what moving to another version would change',
    description: 'It moves nothing. Every guard is asked anew under the version to which the case would go, and under the one in force.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ ...wish, limit: z.int().min(1).max(mostPreviews).default(50), after: idParameter.optional().meta({ description: 'From `next` of the page before.' }) }),
    response: z.strictObject({ cases: z.int().meta({ description: 'In the whole cohort.' }), previews: z.array(preview), next: id.nullable() }).meta({ id: 'MigrationPreview' }),
    responseName: 'What would change',
  }),
  askMigration: defineRoute('askMigration', {
    method: 'POST',
    path: '/packs/migrations',
    tag,
    summary: 'Asks for open cases to be moved to another version',
    description: 'Which cases these are is settled now. They are moved when a second person has approved, each by an event of its own.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ ...wish, reason: reasonSchema }).meta({ id: 'MigrationWish' }),
    response: migration,
    responseName: 'What waits for a second person',
    success: 201,
  }),
  approveMigration: defineRoute('approveMigration', { method: 'POST', path: '/packs/migrations/{migrationId}/approval', tag, summary: 'Approves a migration that somebody else asked for', params, query: nothing, body: nothing, response: migration, responseName, success: 202 }),
  undoMigration: defineRoute('undoMigration', {
    method: 'POST',
    path: '/packs/migrations/{migrationId}/undo',
    tag,
    summary: 'Moves the cases of a migration back',
    description: 'By another event. Cases in which something adverse was decided since are kept and listed; they move back when they are named here.',
    params,
    query: nothing,
    body: z.strictObject({ reason: reasonSchema, alsoCaseIds: z.array(idParameter).max(mostCases).default([]) }),
    response: migration,
    responseName,
    success: 202,
  }),
  listMigrations: defineRoute('listMigrations', { method: 'GET', path: '/packs/migrations', tag, summary: 'Lists migrations, newest first', params: nothing, query: nothing, response: z.strictObject({ items: z.array(migration) }).meta({ id: 'CaseMigrations' }), responseName: 'The migrations' }),
  readMigration: defineRoute('readMigration', { method: 'GET', path: '/packs/migrations/{migrationId}', tag, summary: 'Shows a migration and how far it is', params, query: nothing, response: migration, responseName }),
  listMigratedCases: defineRoute('listMigratedCases', {
    method: 'GET',
    path: '/packs/migrations/{migrationId}/cases',
    tag,
    summary: 'Lists what became of each case of a migration',
    params,
    query: z.strictObject({ ...pageQuery, status: z.enum(['waiting', 'moved', 'not-moved', 'moved-back', 'kept']).optional() }),
    response: pageOf('MigratedCasePage', z.strictObject({ caseId: id, status: z.string(), from: id.nullable(), note: z.string().nullable() }).meta({ id: 'MigratedCase' })),
    responseName: 'A page of cases',
  }),
} as const;
