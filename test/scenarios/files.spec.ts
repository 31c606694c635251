import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Temporal } from '@js-temporal/polyfill';
import { parse } from 'yaml';
import { z } from 'zod';
import { decidedLine, simulateLines } from '../../libs/contracts/index.ts';
import type { DecidedLine } from '../../libs/contracts/outgoing.ts';
import { localDateSchema } from '../../libs/kernel/time.ts';
import { lawNamed } from '../../libs/policy/laws-named.ts';

const folder = join(fileURLToPath(new URL('.', import.meta.url)), 'files');

/** What a file of CloudEvents is expected to lead to: see README.md beside the files. */
const expectationSchema = z.strictObject({
  says: z.string(),
  pack: z.union([z.string(), z.array(z.string()).min(1)]),
  until: localDateSchema,
  expect: z.array(z.strictObject({ at: z.string().regex(/^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/), type: z.string(), rules: z.array(z.string()).optional(), says: z.string().optional(), cents: z.record(z.string(), z.int()).optional() })),
  never: z.array(z.string()).optional(),
});
type Expectation = z.infer<typeof expectationSchema>;

function decidedIn(name: string, { pack, until }: Expectation): { readonly lines: DecidedLine[]; readonly zone: string } {
  const law = lawNamed([pack].flat());
  const lines: DecidedLine[] = [];
  const bad: string[] = [];
  const events = readFileSync(join(folder, `${name}.ndjson`), 'utf8').split('\n');
  const simulation = simulateLines(events, { law, onDecided: (decided) => lines.push(decidedLine(decided)), onBad: ({ reason, detail }, at) => bad.push(`line ${at}: ${reason}: ${detail}`) });
  simulation.runThrough(until);
  expect(bad).toEqual([]);
  return { lines, zone: law.calendar.zone };
}

/** Of a decision, what the expectation names: the day or the minute, rules, a part of a sentence, amounts. */
function told(line: DecidedLine, zone: string, expected: Expectation['expect'][number] | undefined) {
  const wall = Temporal.Instant.from(line.at).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16).replace('T', ' ');
  const rules = line.because.map((because) => because.rule);
  const sentence = line.because.map((because) => because.sentence).join(' ');
  return {
    at: expected?.at.length === 10 ? line.on : wall,
    type: line.type,
    ...(expected?.rules ? { rules: expected.rules.filter((rule) => rules.includes(rule)) } : {}),
    ...(expected?.says ? { says: sentence.includes(expected.says) ? expected.says : sentence } : {}),
    ...(expected?.cents ? { cents: Object.fromEntries(Object.keys(expected.cents).map((key) => [key, line.amountsCents[key]])) } : {}),
  };
}

describe('Scenarios as files of CloudEvents, as `arrears simulate` runs them', () => {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.ndjson') ? [file.slice(0, -'.ndjson'.length)] : []));

  it.each(names.sort())('%s', (name) => {
    const expectation = expectationSchema.parse(parse(readFileSync(join(folder, `${name}.yaml`), 'utf8')));
    const watched = new Set([...expectation.expect.map(({ type }) => type), ...(expectation.never ?? [])]);
    const { lines, zone } = decidedIn(name, expectation);
    const decided = lines.filter(({ type }) => watched.has(type));
    expect(decided.map((line, index) => told(line, zone, expectation.expect[index]))).toEqual(expectation.expect);
  });

  it('every file of events has its expectation, and the other way round', () => {
    const expected = readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []));
    expect(expected.sort()).toEqual(names.sort());
  });
});
