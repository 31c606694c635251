/** A single value that differs between two trees; `undefined` where it is not there. */
export interface ChangedLeaf {
  readonly path: readonly string[];
  readonly from: unknown;
  readonly to: unknown;
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The values that differ. Lists of different lengths differ as a whole: which item went is anybody's guess. */
export function changedLeaves(from: unknown, to: unknown, path: readonly string[] = []): ChangedLeaf[] {
  if (from === to) return [];
  const comparable = isTree(from) && isTree(to) && Array.isArray(from) === Array.isArray(to) && !(Array.isArray(from) && from.length !== (to as unknown as unknown[]).length);
  if (!comparable) return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, from, to }];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => changedLeaves(from[key], to[key], [...path, key]));
}

/** A copy of the tree in which one value is what it is to be. */
export function withLeaf<T>(tree: T, { path, to }: ChangedLeaf): T {
  const [key, ...rest] = path;
  if (key === undefined) return to as T;
  const inner = (tree as Record<string, unknown>)[key];
  const changed = withLeaf(inner, { path: rest, from: undefined, to });
  if (Array.isArray(tree)) return tree.map((item, index) => (index === Number(key) ? changed : item)) as T;
  const copy = { ...(tree as Record<string, unknown>), [key]: changed };
  if (rest.length === 0 && to === undefined) delete copy[key];
  return copy as T;
}
