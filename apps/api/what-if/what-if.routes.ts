import { z } from 'zod';
import { packFileName } from '../../../libs/policy/load-files.ts';
import { activationThresholdSchema } from '../../../libs/policy/activation.ts';
import { csvOf } from '../../../libs/whatif/csv.ts';
import { pageOf, pageStyle } from '../../../libs/whatif/page.ts';
import { whatIfReportSchema } from '../../../libs/whatif/report.ts';
import { thresholdsExceeded } from '../../../libs/whatif/thresholds.ts';
import { Problem } from '../http/problem.ts';
import { defineRoute, styleAlone, type Form } from '../http/route.ts';
import { id, idParameter, instantText, localDateSchema, nothing } from '../http/schemas.ts';
import { packReferenceSchema } from '../packs/packs.routes.ts';

const tag = 'Policy packs';

const pack = z.strictObject({ reference: z.string(), packHash: z.string(), calendarHash: z.string() }).meta({ id: 'PackNamed' });

const progress = {
  whatIfId: id,
  status: z.enum(['running', 'done', 'failed']),
  startedBy: id,
  startedAt: instantText,
  draft: pack,
  current: pack,
  accounts: z.int().meta({ description: 'How many are done.' }),
  ofAccounts: z.int().nullable(),
  failure: z.string().nullable(),
  thresholds: z.array(activationThresholdSchema).meta({ description: 'Those of the pack in force.' }),
};

const run = z
  .strictObject({
    ...progress,
    twoMustSign: z.array(z.string()).nullable().meta({ description: 'Why one signature is not enough to activate the draft; null until it is done.' }),
    report: whatIfReportSchema.nullable(),
  })
  .meta({ id: 'WhatIf' });

/** The report in another form; there is none before the run is done. */
function reportIn(write: (report: z.output<typeof whatIfReportSchema>, thresholds: z.output<typeof run>['thresholds']) => string): Form['write'] {
  return (body) => {
    const { status, report, thresholds, failure } = body as z.output<typeof run>;
    if (report === null) throw new Problem('conflict', status === 'failed' ? `The what-if failed: ${failure}` : 'The what-if is not done yet: ask for application/json to see how far it is.');
    return write(report, thresholds);
  };
}

export const whatIfRoutes = {
  startWhatIf: defineRoute('startWhatIf', {
    method: 'POST',
    path: '/what-if',
    tag,
    summary: 'Tries a draft of a policy pack on recorded history and open cases',
    description: 'Runs in the background, one for each utility at a time. Nothing of the utility is changed by it.',
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        files: z
          .record(z.string().regex(packFileName, { error: 'must be the name of a file of a pack, like pack.yaml' }), z.string())
          .optional()
          .meta({ description: 'The draft as its files, by name: `pack.yaml`, and beside it a calendar of its own and documents.' }),
        pack: packReferenceSchema.optional().meta({ description: 'In place of files: a version that is published.' }),
        sinceOn: localDateSchema.optional().meta({ format: 'date', description: 'Counted from this day on; two years unless told.' }),
        aheadDays: z.int().min(1).max(730).optional().meta({ description: 'How far open cases are carried on; 90 days unless told.' }),
      })
      .refine(({ files, pack: published }) => (files === undefined) !== (published === undefined), { error: 'name either files or a published pack', path: ['files'] }),
    response: run,
    responseName: 'The run as it begins',
    success: 202,
  }),
  listWhatIfs: defineRoute('listWhatIfs', {
    method: 'GET',
    path: '/what-if',
    tag,
    summary: 'Lists what was tried, the latest first',
    params: nothing,
    query: nothing,
    response: z.strictObject({ items: z.array(z.strictObject(progress).meta({ id: 'WhatIfLine' })) }).meta({ id: 'WhatIfs' }),
    responseName: 'Up to fifty runs, without their reports',
  }),
  readWhatIf: defineRoute('readWhatIf', {
    method: 'GET',
    path: '/what-if/{whatIfId}',
    tag,
    summary: 'Tells how far a what-if is, and what came of it',
    params: z.strictObject({ whatIfId: idParameter }),
    query: nothing,
    response: run,
    responseName: 'The run, with its report when it is done',
    forms: [
      { mediaType: 'text/csv', write: reportIn(csvOf) },
      { mediaType: 'text/html', write: reportIn((report, thresholds) => pageOf(report, thresholdsExceeded(report, thresholds))), policy: styleAlone(pageStyle) },
    ],
  }),
} as const;

