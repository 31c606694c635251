export interface GatheringOptions<Question, Answer> {
  /** Answers many questions at once; every question has an answer in the map. */
  readonly run: (questions: readonly Question[]) => Promise<ReadonlyMap<Question, Answer>>;
  readonly most: number;
  /** How long the first question waits for others. */
  readonly windowMs: number;
  /** How many runs may be under way; meanwhile further questions gather. */
  readonly atOnce: number;
}

interface Asked<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** The answers of a run lacked one. */
export class Unanswered extends Error {
  constructor(question: unknown) {
    super(`Nothing was said about ${String(question)}`);
    this.name = 'Unanswered';
  }
}

/**
 * Gathers questions that are asked at about the same time and has them answered together, so that they share a commit. A run
 * that fails is halved, until only the culprit's asker hears of it.
 */
export class Gathering<Question, Answer> {
  readonly #options: GatheringOptions<Question, Answer>;
  readonly #waiting = new Map<Question, Asked<Answer>[]>();
  #timer: NodeJS.Timeout | undefined;
  #running = 0;

  constructor(options: GatheringOptions<Question, Answer>) {
    this.#options = options;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(question, [...(this.#waiting.get(question) ?? []), { resolve, reject }]);
      this.#schedule();
    });
  }

  #schedule(): void {
    const { atOnce, most, windowMs } = this.#options;
    if (this.#waiting.size === 0 || this.#running >= atOnce) return;
    if (this.#waiting.size >= most) return this.#start();
    this.#timer ??= setTimeout(() => this.#start(), windowMs);
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.size === 0 || this.#running >= this.#options.atOnce) return;
    const asked = [...this.#waiting].slice(0, this.#options.most);
    for (const [question] of asked) this.#waiting.delete(question);
    this.#running += 1;
    void this.#answer(asked).finally(() => {
      this.#running -= 1;
      this.#schedule();
    });
  }

  async #answer(asked: readonly (readonly [Question, Asked<Answer>[]])[]): Promise<void> {
    try {
      const answers = await this.#options.run(asked.map(([question]) => question));
      for (const [question, askers] of asked) settle(question, askers, answers);
    } catch (error) {
      if (asked.length === 1) return asked.forEach(([, askers]) => askers.forEach(({ reject }) => reject(error)));
      const middle = Math.ceil(asked.length / 2);
      await this.#answer(asked.slice(0, middle));
      await this.#answer(asked.slice(middle));
    }
  }
}

function settle<Question, Answer>(question: Question, askers: readonly Asked<Answer>[], answers: ReadonlyMap<Question, Answer>): void {
  for (const { resolve, reject } of askers) {
    if (answers.has(question)) resolve(answers.get(question) as Answer);
    else reject(new Unanswered(question));
  }
}
