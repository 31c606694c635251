import type { z } from 'zod';
import type { Because } from '../../kernel/because.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Facts, Law } from '../facts.ts';

/** What a predicate found, before its rule is attached. */
export interface Finding {
  readonly holds: boolean;
  /** The finding in a sentence, with its arguments filled in. */
  readonly sentence: string;
  readonly facts: Because['facts'];
  /** When it fails and time alone may change that: the first instant at which it may hold. */
  readonly notBefore: Instant | null;
}

/** A named, typed, pure question about facts. The list of them is closed: see `index.ts`. */
export interface Predicate<Name extends string, Args extends z.ZodType> {
  readonly name: Name;
  readonly args: Args;
  readonly evaluate: (args: z.infer<Args>, facts: Facts, law: Law) => Finding;
}

export function predicate<Name extends string, Args extends z.ZodType>(definition: Predicate<Name, Args>): Predicate<Name, Args> {
  return definition;
}
