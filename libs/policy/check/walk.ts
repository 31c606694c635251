import type { Guard } from '../predicates/index.ts';
import type { Path } from './fault.ts';

/** Every value below a value, with its path; containers before what they hold. */
export function* walk(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly value: unknown }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Every guard of a pack, wherever it stands, with its path. */
export function* guardsOf(pack: unknown): Generator<{ readonly path: Path; readonly guard: Guard }> {
  for (const { path, value } of walk(pack)) if (isGuard(path)) yield { path, guard: value as Guard };
}

/** An item of a list `guards`, or of a list that a map `guards` has for a step. */
export function isGuard(path: Path): boolean {
  return typeof path.at(-1) === 'number' && (path.at(-2) === 'guards' || path.at(-3) === 'guards');
}

/** Every rule that a pack's data cites, with its path. */
export function* citationsOf(pack: unknown): Generator<{ readonly path: Path; readonly rule: string }> {
  for (const { path, value } of walk(pack)) {
    const key = path.at(-1);
    if (typeof value === 'string' && (key === 'rule' || (typeof key === 'string' && key.endsWith('Rule')))) yield { path, rule: value };
  }
}
