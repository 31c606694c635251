let readings = 0;

/** Somebody watches what was read just now: what is worked out of it is not kept, so that whoever asks again reads it again. */
export function noteReading(): void {
  readings += 1;
}

/** How often something watched was read in this thread so far. */
export function watchedReadings(): number {
  return readings;
}

/**
 * Keeps what a pure function said of a text or a number, or, where it is kept no longer than that lives, of an object. A function of several arguments is remembered argument by argument,
 * because a text that is looked up is cheaper than one that is put together for it.
 */
export function remembered<A extends string | number | object, V>(compute: (argument: A) => V, limit = 20_000): (argument: A) => V {
  const values = new Map<A, V>();
  return (argument) => {
    const known = values.get(argument);
    if (known !== undefined) return known;
    if (values.size >= limit) values.clear();
    const before = readings;
    const value = compute(argument);
    if (readings === before) values.set(argument, value);
    return value;
  };
}

/**
 * Keeps what follows from something that lives long and does not change: a law, a calendar. What follows from it and something else
 * is remembered within, never put into a map that is kept here: nobody would notice that what is found in it was worked out of
 * something watched.
 */
export function rememberedFor<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const values = new WeakMap<K, V>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const before = readings;
    const value = compute(key);
    if (readings === before) values.set(key, value);
    return value;
  };
}

/**
 * Keeps the last answer alone: an account is asked about many times in a row, and then not again. What is kept of every account
 * would cost the garbage collector more than it saves.
 * @param isAlike tells that the answer for one is that for the other; the same object unless told
 */
export function keepingLast<A extends object, B extends object, V>(compute: (first: A, second: B) => V, isAlike: (first: A, last: A) => boolean = Object.is): (first: A, second: B) => V {
  let last: { readonly first: A; readonly second: B; readonly value: V } | null = null;
  return (first, second) => {
    if (last !== null && last.second === second && (last.first === first || isAlike(first, last.first))) return last.value;
    const before = readings;
    const value = compute(first, second);
    if (readings === before) last = { first, second, value };
    return value;
  };
}
