export interface LoopOptions {
  readonly name: string;
  /** Does what is there to do. @returns how many milliseconds to pause; 0 to go on at once */
  readonly turn: () => Promise<number>;
  readonly onError: (name: string, error: unknown) => void;
}

/** The pause after a turn that failed: the first, doubled up to the longest. */
const errorPauseMs = { first: 250, longest: 5_000 };

/** The same thing again and again, each with a life of its own: what fails in one does not stop another. */
export class Loop {
  readonly #options: LoopOptions;
  #stopped = false;
  #failures = 0;
  #endPause: () => void = () => undefined;
  #running: Promise<void> | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  start(): this {
    this.#running ??= this.#run();
    return this;
  }

  /** Resolves when the turn that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endPause();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) await this.#pause(await this.#turn());
  }

  async #turn(): Promise<number> {
    try {
      const pauseMs = await this.#options.turn();
      this.#failures = 0;
      return pauseMs;
    } catch (error) {
      this.#options.onError(this.#options.name, error);
      const pauseMs = Math.min(errorPauseMs.longest, errorPauseMs.first * 2 ** this.#failures);
      this.#failures += 1;
      return pauseMs;
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds === 0 || this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endPause = () => undefined;
  }
}

/** How long to wait before looking again: shortly while things happen, longer and longer while nothing does. */
export class Idling {
  readonly #shortestMs: number;
  readonly #longestMs: number;
  #pauseMs: number;

  constructor(shortestMs: number, longestMs: number) {
    this.#shortestMs = shortestMs;
    this.#longestMs = longestMs;
    this.#pauseMs = shortestMs;
  }

  after(found: boolean): number {
    if (found) {
      this.#pauseMs = this.#shortestMs;
      return 0;
    }
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(this.#longestMs, pauseMs * 1.5);
    return pauseMs;
  }
}
