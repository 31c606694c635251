/** One rule of the procedures in one sentence, and the rules of law on which it rests. */
export interface Statement {
  /** Which rule it is, the same in every version of a pack: by this two versions are compared. */
  readonly key: string;
  readonly text: string;
  readonly rules: readonly string[];
}

/** Statements that belong together: a step, a kind of hold. */
export interface Group {
  readonly id: string;
  readonly title: string;
  /** How the statements are to be read. */
  readonly lead?: string;
  /** What must be true before any of it is done. */
  readonly conditions?: readonly Statement[];
  /** Days of one year of the calendar: a manual prints a few years of them. */
  readonly year?: number;
  readonly statements: readonly Statement[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly groups: readonly Group[];
}

export function statement(key: string, text: string, ...rules: readonly string[]): Statement {
  return { key, text, rules };
}
