import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { agencyCalendarSchema } from '../calendar/agency-calendar.ts';
import { holidaySetSchema } from '../calendar/holiday-rules.ts';
import { bankruptcyLawSchema } from '../policy/bankruptcy-law.ts';
import { packSchema } from '../policy/pack.ts';
import { whatIfReportSchema } from '../whatif/report.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { publishedSchema } from './json-schema.ts';
import { decidedLineSchema } from './outgoing.ts';

const madeFrom = '# Made from the schemas in libs/contracts by `npm run contracts`; edit those.\n';

/** Every published contract, by its path in the repository. */
export function contractFiles(): Readonly<Record<string, string>> {
  return {
    'docs/asyncapi.yaml': madeFrom + stringify(asyncApiDocument(), { aliasDuplicateObjects: false, lineWidth: 120 }),
    'docs/schemas/decided-line.schema.json': publishedSchema('One line of `arrears simulate`', decidedLineSchema),
    'docs/schemas/what-if-report.schema.json': publishedSchema('The report of `arrears whatif`', whatIfReportSchema),
    'libs/calendar/agencies/agency.schema.json': publishedSchema('The calendar of an agency, by rule', agencyCalendarSchema),
    'libs/calendar/holidays/holidays.schema.json': publishedSchema('A set of legal holidays, by rule', holidaySetSchema),
    'libs/policy/packs/pack.schema.json': publishedSchema('An Arrears policy pack', packSchema),
    'libs/policy/federal/bankruptcy.schema.json': publishedSchema('The law of bankruptcy that every pack reads', bankruptcyLawSchema),
  };
}

/** Writes the published contracts below the repository's root. @returns the paths written */
export function writeContracts(dir: string): readonly string[] {
  const files = Object.entries(contractFiles());
  for (const [path, text] of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return files.map(([path]) => path);
}
