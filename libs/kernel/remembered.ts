/**
 * Keeps what a pure function said of a text or a number. A function of several arguments is remembered argument by argument,
 * because a text that is looked up is cheaper than one that is put together for it.
 */
export function remembered<A extends string | number, V>(compute: (argument: A) => V, limit = 20_000): (argument: A) => V {
  const values = new Map<A, V>();
  return (argument) => {
    const known = values.get(argument);
    if (known !== undefined) return known;
    if (values.size >= limit) values.clear();
    const value = compute(argument);
    values.set(argument, value);
    return value;
  };
}

/** Keeps what follows from something that lives long and does not change: a law, a calendar. */
export function rememberedFor<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const values = new WeakMap<K, V>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    values.set(key, value);
    return value;
  };
}

/**
 * Keeps the last answer alone: an account is asked about many times in a row, and then not again. What is kept of every account
 * would cost the garbage collector more than it saves.
 */
export function keepingLast<A extends object, B extends object, V>(compute: (first: A, second: B) => V): (first: A, second: B) => V {
  let last: { readonly first: A; readonly second: B; readonly value: V } | null = null;
  return (first, second) => {
    if (last === null || last.first !== first || last.second !== second) last = { first, second, value: compute(first, second) };
    return last.value;
  };
}
