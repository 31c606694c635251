import { setTimeout as delay } from 'node:timers/promises';

export class NotReadyInTime extends Error {
  override readonly name = 'NotReadyInTime';

  constructor(what: string, deadlineMs: number, cause: unknown) {
    super(`${what} was not ready within ${deadlineMs / 1000} s: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

export interface PollOptions {
  readonly what: string;
  readonly deadlineMs: number;
  readonly everyMs?: number;
  /** Throws when waiting has become pointless, e.g. because the process has ended. */
  readonly giveUpIf?: () => void;
}

/** Tries until the attempt succeeds or the deadline passes; the last failure becomes the reason. */
export async function pollUntil<T>(attempt: () => Promise<T>, options: PollOptions): Promise<T> {
  const endMs = performance.now() + options.deadlineMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      options.giveUpIf?.();
      if (performance.now() > endMs) throw new NotReadyInTime(options.what, options.deadlineMs, error);
    }
    await delay(options.everyMs ?? 100);
  }
}
