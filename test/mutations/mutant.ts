import type { Law } from '../../libs/policy/facts.ts';
import { packSchema } from '../../libs/policy/pack.ts';
import type { Guard } from '../../libs/policy/predicates/index.ts';
import { withLeaf } from '../../libs/procedures/leaves.ts';

/** One change of the law by which a spec has to notice that a guard is gone or moved. */
export type Mutant =
  /** The predicate answers yes, wherever it is asked. */
  | { readonly kind: 'always-holds'; readonly predicate: string }
  /** The guard is taken from one step of one pack. */
  | { readonly kind: 'removed'; readonly pack: string; readonly list: readonly string[]; readonly index: number; readonly predicate: string; readonly rule: string }
  /** A number of the guard is one less: it asks for a day, an hour or a cent less than the law. */
  | { readonly kind: 'shifted'; readonly pack: string; readonly list: readonly string[]; readonly index: number; readonly predicate: string; readonly rule: string; readonly argument: string; readonly by: number }
  /** Another value of the pack that names its rule is changed: a fee, a term of an arrangement, where a case goes on after a hold. */
  | { readonly kind: 'changed'; readonly pack: string; readonly path: readonly string[]; readonly rule: string; readonly to: unknown };

type OfGuard = Extract<Mutant, { kind: 'removed' | 'shifted' }>;

interface GuardPlace {
  readonly list: readonly string[];
  readonly index: number;
  readonly guard: Guard;
}

/** Every guard of a pack and the list in which it stands. */
function placesOf(value: unknown, path: readonly string[] = []): GuardPlace[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    const isList = Array.isArray(inner) && (key === 'guards' || path.at(-1) === 'guards');
    return isList ? (inner as Guard[]).map((guard, index) => ({ list: here, index, guard })) : placesOf(inner, here);
  });
}

/** What protects more when it is larger is made smaller, and the other way round. */
const lessProtects = new Set(['validDays', 'mailedWithinBusinessDays']);

export function mutantsOf(reference: string, { pack }: Law): OfGuard[] {
  return placesOf(pack).flatMap(({ list, index, guard }) => {
    const [predicate, args] = Object.entries(guard)[0] as [string, { rule: string } & Record<string, unknown>];
    const place = { pack: reference, list, index, predicate, rule: args.rule };
    const numbers = Object.entries(args).filter(([, value]) => typeof value === 'number');
    return [
      { kind: 'removed' as const, ...place },
      ...numbers.map(([argument]) => ({ kind: 'shifted' as const, ...place, argument, by: lessProtects.has(argument) ? 1 : -1 })),
    ];
  });
}

/** One mutant for each value that stands beside its rule. */
export function changesOf(reference: string, { pack }: Law): Mutant[] {
  return valuesWithRule(pack).flatMap(({ path, value, rule }) => {
    const to = othersThan(value).find((other) => packSchema.safeParse(withLeaf(pack, { path, from: value, to: other })).success);
    return to === undefined ? [] : [{ kind: 'changed' as const, pack: reference, path, rule, to }];
  });
}

interface ValueWithRule {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly rule: string;
}

/** Leaves below an object that has a `rule`; `resumeAt` rests on `resumeRule`, `rolls` on `rollRule`. Titles and guards are left aside. */
function valuesWithRule(node: unknown, path: readonly string[] = [], rule: string | null = null): ValueWithRule[] {
  if (typeof node !== 'object' || node === null) return [];
  const fields = node as Record<string, unknown>;
  const own = typeof fields['rule'] === 'string' ? fields['rule'] : rule;
  const special = Object.keys(fields).filter((key) => key.endsWith('Rule'));
  return Object.entries(fields).flatMap(([key, value]) => {
    if (key === 'rule' || key.endsWith('Rule') || key === 'guards' || key === 'says' || key === 'rules' || key === 'source') return [];
    const stem = special.find((name) => key.startsWith(name.slice(0, -'Rule'.length)));
    const at = stem === undefined ? own : (fields[stem] as string);
    const isLeaf = typeof value !== 'object' || value === null || (Array.isArray(value) && value.every((item) => typeof item !== 'object'));
    if (!isLeaf) return valuesWithRule(value, [...path, key], at);
    return at === null ? [] : [{ path: [...path, key], value, rule: at }];
  });
}

function othersThan(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) return [value.slice(1), [...value].reverse()];
  const time = /^(\d\d):(\d\d)$/.exec(String(value));
  if (time) return [`${time[1]}:${time[2] === '01' ? '02' : '01'}`];
  return ['arrears', 'billing', 'notice', 'door-tag', 'same-day', 'at-once', 'none', 'ohio', 'exact'].filter((word) => word !== value);
}

/** Changes the law itself, before anything was worked out from it. */
export function applyTo(law: Law, mutant: Exclude<Mutant, { kind: 'always-holds' }>): void {
  if (mutant.kind === 'changed') {
    const parent = mutant.path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], law.pack) as Record<string, unknown>;
    parent[mutant.path.at(-1) as string] = mutant.to;
    return;
  }
  const guards = mutant.list.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], law.pack) as Record<string, Record<string, number>>[];
  const guard = guards[mutant.index]?.[mutant.predicate];
  if (guard === undefined) throw new Error(`${mutant.pack} has no ${mutant.predicate} at ${mutant.list.join('.')}[${mutant.index}]`);
  if (mutant.kind === 'removed') guards.splice(mutant.index, 1);
  else guard[mutant.argument] = (guard[mutant.argument] as number) + mutant.by;
}

/** `CA-998@2 steps.shut-off: notice-mailed-days-before without days − 1`, for people. */
export function nameOf(mutant: Mutant): string {
  if (mutant.kind === 'always-holds') return `${mutant.predicate} always holds`;
  if (mutant.kind === 'changed') return `${mutant.pack} ${mutant.path.join('.')}: ${JSON.stringify(mutant.to)}`;
  const place = `${mutant.pack} ${mutant.list.filter((key) => key !== 'guards').join('.')}`;
  return mutant.kind === 'removed' ? `${place}: no ${mutant.predicate}` : `${place}: ${mutant.predicate}, ${mutant.argument} ${mutant.by > 0 ? 'one more' : 'one less'}`;
}
