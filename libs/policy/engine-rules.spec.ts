import { globSync, readFileSync } from 'node:fs';
import { engineRules } from './engine-rules.ts';

describe('The rules that the code cites by itself', () => {
  it('are those that a pack has to list', () => {
    const sources = globSync('libs/{account,case}/**/*.ts').filter((file) => !file.endsWith('.spec.ts'));
    expect(sources.length).toBeGreaterThan(20);
    const cited = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'([A-Z]{2,}(?:-[A-Z0-9]+)+)'/g)].map((match) => match[1] as string));
    expect([...new Set(cited)].toSorted()).toEqual([...engineRules]);
  });
});
