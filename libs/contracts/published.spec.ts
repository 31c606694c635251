import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Parser } from '@asyncapi/parser';
import { inTypes, wireTypeOf } from './feeds.ts';
import { decidedLineSchema } from './outgoing.ts';
import { allTopics } from './topics.ts';
import { contractFiles } from './write-contracts.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

describe('the published contracts', () => {
  it.each(Object.entries(contractFiles()))('%s is what the schemas say (npm run contracts)', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it('describe every topic and type in valid AsyncAPI 3', async () => {
    const { document, diagnostics } = await new Parser().parse(contractFiles()['docs/asyncapi.yaml'] as string);
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === 0)).toEqual([]);
    const topics = allTopics().map(({ topic }) => topic);
    expect(document?.channels().all().map((channel) => channel.address()).sort()).toEqual(topics.sort());
    const types = document?.messages().all().map((message) => message.name());
    for (const type of inTypes) expect(types).toContain(wireTypeOf(type));
  });

  it.each([
    ['pack', 'libs/policy/packs/*/*/pack.yaml', 'libs/policy/packs/pack.schema.json'],
    ['agency’s calendar', 'libs/calendar/agencies/*/*.yaml', 'libs/calendar/agencies/agency.schema.json'],
    ['set of holidays', 'libs/calendar/holidays/*/*.yaml', 'libs/calendar/holidays/holidays.schema.json'],
  ])('have the schema that every %s names for editors', (_kind, files, schema) => {
    const found = globSync(join(root, files));
    expect(found.length).toBeGreaterThan(0);
    for (const file of found) {
      const named = /^# yaml-language-server: \$schema=(\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 'nowhere';
      expect(join(dirname(file), named)).toBe(join(root, schema));
    }
  });

  it('take a line as simulate prints it', () => {
    const line = {
      at: '2027-03-22T04:00:00.000Z',
      on: '2027-03-22',
      account: 'A-1',
      case: null,
      type: 'PenaltyAssessed',
      amountsCents: { amountCents: 425 },
      because: [{ rule: 'OH-PENALTY', citation: 'none', status: 'default', sentence: 'Unpaid.', facts: { openCents: 4_250 } }],
    };
    expect(decidedLineSchema.parse(line)).toEqual(line);
  });
});
