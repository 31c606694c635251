import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { names } from './citations.ts';

/** The specs that stand for a rule. */
export interface Specs {
  /** Failed when the rule's guard or value was taken away or moved: see docs/mutations.md. */
  readonly measured: readonly string[];
  /** Name the rule in a title or in what they expect; nobody has taken the rule away to see. */
  readonly named: readonly string[];
}

const mutationSchema = z.array(z.object({ rule: z.string().optional(), failure: z.object({ file: z.string(), title: z.string() }).nullable() }));

/** For each rule, who would notice. A measured spec that is gone, or has lost that title, counts no more. */
export function specsOf(root: string): (rule: string) => Specs {
  const files = globSync('{libs,test,apps,activities}/**/*.spec.ts', { cwd: root }).toSorted().map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
  const results = path.join(root, 'docs', 'mutations.json');
  const mutations = existsSync(results) ? mutationSchema.parse(JSON.parse(readFileSync(results, 'utf8'))) : [];
  return (rule) => {
    const noticed = mutations.filter((known) => known.rule === rule).flatMap(({ failure }) => (failure ? [failure.file] : []));
    return {
      measured: [...new Set(noticed)].filter((file) => existsSync(path.join(root, file))).toSorted(),
      named: files.filter(({ text }) => names(withoutComments(text), rule)).map(({ file }) => file),
    };
  };
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}
