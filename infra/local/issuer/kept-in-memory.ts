interface Kept {
  readonly payload: Payload;
  readonly expiresAtMs: number;
}

interface Payload {
  readonly uid?: string;
  readonly grantId?: string;
  consumed?: number;
}

/** For each kind of thing, such as "Session", a place of its own. */
export function keptInMemory(): (model: string) => KeptInMemory {
  const models = new Map<string, KeptInMemory>();
  return (model) => {
    const known = models.get(model) ?? new KeptInMemory();
    models.set(model, known);
    return known;
  };
}

/** Where the provider keeps codes, sessions and grants: they end with the process, and people sign in again. Tokens say all that there is to say. */
class KeptInMemory {
  readonly #kept = new Map<string, Kept>();

  async upsert(id: string, payload: Payload, expiresInSeconds: number): Promise<void> {
    for (const [known, { expiresAtMs }] of this.#kept) if (expiresAtMs < Date.now()) this.#kept.delete(known);
    this.#kept.set(id, { payload, expiresAtMs: Date.now() + expiresInSeconds * 1_000 });
  }

  async find(id: string): Promise<Payload | undefined> {
    const kept = this.#kept.get(id);
    return kept === undefined || kept.expiresAtMs < Date.now() ? undefined : kept.payload;
  }

  async findByUid(uid: string): Promise<Payload | undefined> {
    const found = [...this.#kept].find(([, { payload }]) => payload.uid === uid);
    return found && this.find(found[0]);
  }

  /** For devices with a code of their own; there are none. */
  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept) kept.payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#kept.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#kept) if (payload.grantId === grantId) this.#kept.delete(id);
  }
}
