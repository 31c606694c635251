import type { Instant } from '../kernel/time.ts';

/** Who is to be looked at when, earliest first. An account stands in it once. */
export class Occasions {
  readonly #byInstant = new Map<Instant, Set<string>>();
  readonly #instants: Instant[] = [];
  readonly #of = new Map<string, Instant>();

  /** Sets, moves or (with null) removes the account's occasion. */
  set(accountId: string, at: Instant | null): void {
    const before = this.#of.get(accountId);
    if (before === at) return;
    if (before !== undefined) this.#byInstant.get(before)?.delete(accountId);
    this.#of.delete(accountId);
    if (at === null) return;
    this.#of.set(accountId, at);
    const known = this.#byInstant.get(at);
    if (known) known.add(accountId);
    else {
      this.#byInstant.set(at, new Set([accountId]));
      this.#instants.splice(this.#placeOf(at), 0, at);
    }
  }

  /** The earliest occasion, or null. */
  next(): Instant | null {
    for (;;) {
      const first = this.#instants[0];
      if (first === undefined) return null;
      if ((this.#byInstant.get(first)?.size ?? 0) > 0) return first;
      this.#byInstant.delete(first);
      this.#instants.shift();
    }
  }

  /** Takes out everybody whose occasion has come. */
  due(now: Instant): string[] {
    const due: string[] = [];
    for (let next = this.next(); next !== null && next <= now; next = this.next()) {
      for (const accountId of [...(this.#byInstant.get(next) ?? [])].sort()) {
        due.push(accountId);
        this.set(accountId, null);
      }
    }
    return due;
  }

  #placeOf(at: Instant): number {
    let low = 0;
    let high = this.#instants.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#instants[middle] as Instant) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
