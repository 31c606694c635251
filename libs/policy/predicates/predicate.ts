import type { z } from 'zod';
import type { Because } from '../../kernel/because.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Facts, Law } from '../facts.ts';

/** What a predicate found, before its rule is attached. */
export interface Finding {
  readonly holds: boolean;
  /** The finding in a sentence, with its arguments filled in. */
  readonly sentence: string;
  readonly facts: Because['facts'];
  /** When it fails and time alone may change that: the first instant at which it may hold. */
  readonly notBefore: Instant | null;
  /** The notice on which the case rests supports nothing any more: a fresh one is due. */
  readonly noticeIsSpent?: boolean;
  /** The last day of what it rests on, when that lapses by itself. */
  readonly lapsesOn?: LocalDate;
}

/** A named, typed, pure question about facts. The list of them is closed: see `index.ts`. */
export interface Predicate<Name extends string, Args extends z.ZodType> {
  readonly name: Name;
  readonly args: Args;
  /** The rule in words, with its arguments filled in: what must be true. One sentence, for the procedure manual and for comparing packs. */
  readonly says: (args: z.infer<Args>, law: Law) => string;
  /** Why no fact could ever make it hold under this law, or null. A step with such a guard is never taken; the pack is refused. */
  readonly impossible?: (args: z.infer<Args>, law: Law) => string | null;
  /** It waits for a day or an hour, and a step is planned for when it holds. */
  readonly isWait?: boolean;
  /** When it fails, a crew that is out is called back; other guards only keep the next one at home. */
  readonly recallsCrew?: boolean;
  /** What it asks for is a person's own decision, which the pack wants made case by case. No other guard is ever set aside by anybody. */
  readonly isAnsweredByAPerson?: boolean;
  readonly evaluate: (args: z.infer<Args>, facts: Facts, law: Law) => Finding;
}

export function predicate<Name extends string, Args extends z.ZodType>(definition: Predicate<Name, Args>): Predicate<Name, Args> {
  return definition;
}
