import { z } from 'zod';
import { predicateNamed, predicateNames } from '../predicates/index.ts';
import { error, type Finding, type Path } from './fault.ts';
import { nearest } from './nearest.ts';
import { isGuard } from './walk.ts';

type Issue = z.core.$ZodIssue;

/** What a schema finds wrong with a value, each in words for people who write packs. */
export function schemaFindings(schema: z.ZodType, value: unknown): Finding[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => findingsOf(issue, value, schema));
}

function findingsOf(issue: Issue, value: unknown, schema: z.ZodType): Finding[] {
  const path = issue.path as Path;
  if (isGuard(path)) return guardFindings(path, valueAt(value, path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key, knownKeys(schema, path)));
    case 'invalid_union':
      return [...fewest(issue.errors)].flatMap((inner) => findingsOf({ ...inner, path: [...issue.path, ...inner.path] } as Issue, value, schema));
    case 'invalid_key':
      return [error(path, `"${String(path.at(-1))}" is no key of "${told(path.slice(0, -1))}".`, `${sentence(issue.issues[0]?.message ?? issue.message)}`)];
    default: {
      const found = valueAt(value, path);
      if (found === undefined) return [error(path, `"${told(path)}" is missing.`, `Add it: ${lowered(issue.message)}.`)];
      return [error(path, `"${told(path)}" is ${shown(found)}.`, sentence(issue.message))];
    }
  }
}

/** A guard that fits no predicate: the one that it names is asked, for the union of all of them says little. */
export function guardFindings(path: Path, guard: unknown): Finding[] {
  if (typeof guard !== 'object' || guard === null || Object.keys(guard).length !== 1)
    return [error(path, `A guard is one predicate with its arguments, not ${shown(guard)}.`, 'Write it like "- no-hold-stands: { rule: GEN-HOLDS }".')];
  const [name, args] = Object.entries(guard)[0] as [string, unknown];
  const known = predicateNamed(name);
  if (known === undefined) {
    const near = nearest(name, predicateNames);
    return [error(path, `There is no predicate "${name}".`, near === null ? `Known are: ${predicateNames.join(', ')}.` : `Did you mean "${near}"?`)];
  }
  return schemaFindings(known.args, args).map((finding) => ({ ...finding, path: [...path, name, ...finding.path], what: `${name}: ${finding.what}` }));
}

function unknownKey(path: Path, key: string, known: readonly string[]): Finding {
  const near = nearest(key, known);
  const mend = near !== null ? `Did you mean "${near}"?` : known.length > 0 ? `Leave it out; known are: ${known.join(', ')}.` : 'Leave it out.';
  return error(path, `"${told(path)}" is no field of a pack.`, mend);
}

/** The keys that the schema has at a path, or none when that cannot be said. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  let at: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const step of path) {
    const here = at as { properties?: Record<string, unknown>; additionalProperties?: unknown; items?: unknown } | undefined;
    at = here?.properties?.[String(step)] ?? (typeof step === 'number' ? here?.items : here?.additionalProperties);
  }
  return Object.keys((at as { properties?: object } | undefined)?.properties ?? {});
}

/** Of a union's alternatives the one that is nearest to what was written. */
function fewest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  return alternatives.reduce((best, next) => (next.length < best.length ? next : best));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[step] : undefined), value);
}

const told = (path: Path) => (path.length === 0 ? 'the file' : path.join('.'));
const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const sentence = (text: string) => `It ${/^(must|cannot|should)/.test(text) ? text : `is refused: ${lowered(text)}`}.`;

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return `a map of ${Object.keys(value).join(', ') || 'nothing'}`;
  return JSON.stringify(value);
}
