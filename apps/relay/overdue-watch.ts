export interface WatchPauses {
  /** How long something may be overdue before it is seen to. */
  readonly firstMs: number;
  /** Then again after so long, doubled up to the longest. */
  readonly againMs: number;
  readonly longestMs: number;
}

interface Watched {
  dueAtMs: number;
  pauseMs: number;
}

/** Remembers what has been overdue for how long, so that the same thing is not asked for all the time. */
export class OverdueWatch {
  readonly #pauses: WatchPauses;
  #watched = new Map<string, Watched>();

  constructor(pauses: WatchPauses) {
    this.#pauses = pauses;
  }

  /** @param overdue everything that is overdue at the moment @returns what is to be seen to now, `most` of it */
  due(overdue: Iterable<string>, nowMs: number, most = Infinity): string[] {
    const { firstMs, againMs, longestMs } = this.#pauses;
    const still = new Map<string, Watched>();
    const due: string[] = [];
    for (const id of overdue) {
      const watched = this.#watched.get(id) ?? { dueAtMs: nowMs + firstMs, pauseMs: againMs };
      still.set(id, watched);
      if (watched.dueAtMs > nowMs || due.length >= most) continue;
      due.push(id);
      watched.dueAtMs = nowMs + watched.pauseMs;
      watched.pauseMs = Math.min(longestMs, watched.pauseMs * 2);
    }
    this.#watched = still;
    return due;
  }

  forget(): void {
    this.#watched.clear();
  }
}
