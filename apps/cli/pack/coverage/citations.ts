import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadBankruptcyLaw } from '../../../../libs/policy/bankruptcy-law.ts';
import { loadLaw } from '../../../../libs/policy/load.ts';
import { predicateOf } from '../../../../libs/policy/predicates/index.ts';
import { citationsOf, guardsOf } from '../../../../libs/policy/check/walk.ts';

/** What enforces a rule: guards of packs, other values of packs, and files of code that cite it. */
export interface Enforcement {
  /** `notice-mailed-days-before at shut-off, clearance (CA-998@2)` */
  readonly guards: readonly string[];
  readonly values: readonly string[];
  readonly code: readonly string[];
}

const rooms = 'libs/{calendar,policy,account,bankruptcy,case,tax-roll,documents},activities,apps';

/** For each rule that anything cites, what does. */
export function enforcements(root: string): (rule: string) => Enforcement {
  const packs = globSync('libs/policy/packs/*/*/pack.yaml', { cwd: root }).toSorted().map((file) => file.split(path.sep).slice(-3, -1)).map(([id, version]) => `${(id as string).toUpperCase()}@${version}`);
  const cited = packs.flatMap((reference) => {
    const { pack } = loadLaw(reference);
    const guards = [...guardsOf(pack)].map(({ path: at, guard }) => ({ reference, rule: predicateOf(guard).args.rule, what: predicateOf(guard).predicate.name, at: stepOf(at), isGuard: true }));
    const values = [...citationsOf(pack)].filter(({ path: at }) => !at.includes('guards')).map(({ path: at, rule }) => ({ reference, rule, what: at.slice(0, -1).join('.'), at: '', isGuard: false }));
    return [...guards, ...values];
  }).concat(federal(packs.map((reference) => loadLaw(reference).pack.bankruptcy)));
  // What is generated is no text of ours, and is not there in every clone.
  const sources = globSync(`{${rooms}}/**/*.ts`, { cwd: root, exclude: ['**/generated/**'] })
    .filter((file) => !file.endsWith('.spec.ts') && !file.endsWith('engine-rules.ts'))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
  return (rule) => {
    const own = cited.filter((known) => known.rule === rule);
    return {
      guards: told(own.filter(({ isGuard }) => isGuard)),
      values: told(own.filter(({ isGuard }) => !isGuard)),
      code: sources.filter(({ text }) => names(text, rule)).map(({ file }) => file),
    };
  };
}

/** What the law of bankruptcy cites, which every pack reads from one file. */
function federal(references: readonly string[]) {
  return [...new Set(references)].flatMap((reference) => [...citationsOf(loadBankruptcyLaw(reference))].map(({ path: at, rule }) => ({ reference, rule, what: at.join('.'), at: '', isGuard: false })));
}

/** The rule's id as a word of its own: CA-15D is not in CA-15DX. */
export function names(text: string, rule: string): boolean {
  return new RegExp(`(?<![A-Z0-9-])${rule}(?![A-Z0-9-])`).test(text);
}

/** `steps.shut-off.guards.3` → `shut-off`; `penalty.guards.0` → `penalty`; `paths.2.guards.shut-off.0` → `shut-off` */
function stepOf(at: readonly (string | number)[]): string {
  const guards = at.indexOf('guards');
  const after = at[guards + 1];
  return String(typeof after === 'string' ? after : at[guards - 1]);
}

function told(cited: readonly { readonly what: string; readonly at: string; readonly reference: string }[]): string[] {
  const byWhat = Map.groupBy(cited, ({ what }) => what);
  return [...byWhat].map(([what, places]) => {
    const steps = [...new Set(places.map(({ at }) => at))].filter((at) => at !== '');
    return `\`${what}\`${steps.length === 0 ? '' : ` at ${steps.join(', ')}`} (${[...new Set(places.map(({ reference }) => reference))].join(', ')})`;
  });
}
