/** How far a rule was confirmed: in its source, left to counsel, or a default of the design. */
export type RuleStatus = 'verified' | 'needs-counsel' | 'default';

export interface RuleReference {
  /** The rule's id, such as `GEN-CRAFT`. */
  readonly rule: string;
  readonly citation: string;
  readonly status: RuleStatus;
}

/** Why something was decided: the rule, in a sentence with its facts filled in. */
export interface Because extends RuleReference {
  readonly sentence: string;
  /** Which version of the law speaks, such as `OH-COUNTY@2`, where more than one was asked (GEN-PIN). */
  readonly pack?: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** A business refusal: a value, not an exception. */
export interface Refusal {
  readonly refused: true;
  readonly because: Because;
  /** When the same question may have another answer, if that is known. */
  readonly notBefore: string | null;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Refusal).refused === true;
}

/** For the compiler: every member of a union was handled. @throws Error naming the stray value */
export function unreachable(value: never): never {
  throw new Error(`Unhandled variant: ${JSON.stringify(value)}`);
}
