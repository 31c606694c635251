import { enforcements, type Enforcement } from './citations.ts';
import { readRegister, referenceIds, sectionTitles, type RegisteredRule } from './register.ts';
import { specsOf, type Specs } from './specs.ts';

interface Covered {
  readonly rule: RegisteredRule;
  readonly by: Enforcement;
  readonly specs: Specs;
}

export interface Coverage {
  readonly markdown: string;
  /** What must not be: rules that nobody registered, rules that nothing enforces and nobody says why, rules without a spec. */
  readonly faults: readonly string[];
}

/** Which rule is enforced by what, and which spec would fail without it. */
export function coverageOf(root: string): Coverage {
  const register = readRegister(root);
  const enforcedBy = enforcements(root);
  const specs = specsOf(root);
  const covered = register.map((rule) => ({ rule, by: enforcedBy(rule.id), specs: specs(rule.id) }));
  const ids = new Set(register.map(({ id }) => id));
  const unregistered = (referenceIds(root) ?? []).filter((id) => !ids.has(id)).map((id) => `${id} stands in the domain's reference and not in libs/policy/rule-register.yaml.`);
  return { markdown: markdownOf(covered), faults: [...unregistered, ...covered.flatMap(faultsOf)] };
}

const isEnforced = ({ guards, values, code }: Enforcement) => guards.length + values.length + code.length > 0;
const needsNothing = ({ enforce }: RegisteredRule) => enforce.every((kind) => kind === 'none' || kind === 'watch');
const hasSpec = ({ measured, named }: Specs) => measured.length + named.length > 0;

function faultsOf({ rule, by, specs }: Covered): string[] {
  if (needsNothing(rule) || rule.open !== undefined) return [];
  if (!isEnforced(by)) return [`${rule.id}: nothing enforces it. Enforce it, or say under "open" in libs/policy/rule-register.yaml why not.`];
  return hasSpec(specs) ? [] : [`${rule.id}: no spec would fail without it. Write one that names the rule.`];
}

function markdownOf(covered: readonly Covered[]): string {
  const enforced = covered.filter(({ by, specs }) => isEnforced(by) && hasSpec(specs));
  const open = covered.filter(({ rule, by, specs }) => rule.open !== undefined && !(isEnforced(by) && hasSpec(specs)));
  const partly = enforced.filter(({ rule }) => rule.open !== undefined);
  const idle = covered.filter(({ rule }) => needsNothing(rule));
  return `# Which rule is enforced by what

Made by \`arrears pack coverage\` (and by \`npm run contracts\`) from \`libs/policy/rule-register.yaml\`, the packs, the code and the specs; CI
compares. The rules are those of the domain's reference; their marks say how far each was confirmed there.

${covered.length} rules: ${enforced.length} enforced (${partly.length} of them in part), ${open.length} not yet, ${idle.length} that ask for nothing.

**Fails without it**: specs that failed when a guard or value with this rule was taken away or moved by one (\`docs/mutations.md\`).
**Names it**: specs with the rule in a title or an expectation, where the rule is not a guard's.

${Object.entries(sectionTitles)
  .map(([section, title]) => sectionMarkdown(title, covered.filter(({ rule }) => rule.section === section)))
  .join('\n')}`;
}

function sectionMarkdown(title: string, covered: readonly Covered[]): string {
  return `## ${title}

| rule | citation (mark) | to be enforced by | enforced by | fails without it | names it |
| --- | --- | --- | --- | --- | --- |
${covered.map(rowOf).join('\n')}
`;
}

function rowOf({ rule, by, specs }: Covered): string {
  const what = [...by.guards, ...by.values, ...short(by.code, 3)];
  const open = rule.open === undefined ? '' : `${isEnforced(by) ? 'In part: ' : '**Not yet**: '}${rule.open}`;
  const enforcedBy = needsNothing(rule) ? 'nothing to enforce' : [open, ...what].filter((text) => text !== '').join('<br>');
  const named = specs.named.filter((file) => !specs.measured.includes(file));
  return `| ${rule.id} | ${rule.citation} (${rule.mark}) | ${rule.enforce.join(', ')} | ${enforcedBy} | ${short(specs.measured, 4).join('<br>')} | ${short(named, 4).join('<br>')} |`.replaceAll('\n', ' ');
}

function short(files: readonly string[], most: number): string[] {
  const told = files.slice(0, most).map((file) => file.replace('test/scenarios/', '').replace('.spec.ts', ''));
  return files.length > most ? [...told, 'and others'] : told;
}
