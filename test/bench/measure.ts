/** A line of the table. */
export interface Result {
  /** Stable, for the notes and for comparisons between runs. */
  readonly id: string;
  readonly measure: string;
  readonly unit: string;
  readonly value: number;
  readonly goal?: Goal;
  /** How it relates to the bare loop of the same run. */
  readonly ratio?: { readonly value: number; readonly to: string };
  /** What was done to get it, in a sentence. */
  readonly how: string;
}

export type Goal = { readonly atLeast: number } | { readonly below: number } | { readonly atLeastTimesBare: number };

/** A measure that could not be taken: the others go on. */
export interface Failure {
  readonly id: string;
  readonly measure: string;
  readonly failed: string;
}

/** For those who wait: what is under way. */
export type Say = (text: string) => void;

/** Null when there is no goal, or nothing to compare with. */
export function isMet({ goal, value, ratio }: Result): boolean | null {
  if (goal === undefined) return null;
  if ('atLeast' in goal) return value >= goal.atLeast;
  if ('below' in goal) return value < goal.below;
  return ratio === undefined ? null : ratio.value >= goal.atLeastTimesBare;
}
