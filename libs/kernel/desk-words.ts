import { z } from 'zod';

/**
 * What the staff of a utility call the things of their day, where utilities differ. Law, packs and papers keep their own words: these are
 * for screens alone. In lower case, as they stand within a sentence.
 */
export const defaultDeskWords = {
  /** The act at the meter: "lock-off", "disconnection", "shut-off". */
  shutOff: 'lock-off',
  /** What a service is after it: "locked off", "disconnected". */
  shutOffDone: 'locked off',
  /** The paper at the door: "hang tag", "door notice". */
  doorNotice: 'hang tag',
  /** The letter before it: "notice", "final", "red bill". */
  notice: 'notice',
  /** Bringing the service back: "turn-on", "reconnection". */
  restoration: 'turn-on',
  restored: 'turned on',
  /** "arrangement", "payment plan". */
  arrangement: 'arrangement',
  /** Who goes to the meter: "crew", "technician". */
  crew: 'crew',
} as const;

export type DeskWord = keyof typeof defaultDeskWords;
export type DeskWords = Readonly<Record<DeskWord, string>>;

/** Words of the engine, which mean nothing at a desk. */
export const insideWords = /\b(fence|episode|advance|nudge|fold)(s|d|ed)?\b/i;

const word = z
  .string()
  .trim()
  .min(2)
  .max(30)
  .regex(/^\p{Ll}[\p{L}\p{M} '’-]*$/u, { error: 'must be words in lower case, such as "door notice"' })
  .refine((text) => !insideWords.test(text), { error: 'is a word of the engine: use one of the desk' });

/** What a utility says otherwise; what it does not name keeps its default. */
export const deskWordsSchema = z.strictObject(Object.fromEntries(Object.keys(defaultDeskWords).map((name) => [name, word.optional()])) as Record<DeskWord, z.ZodOptional<typeof word>>);

/** @param own as the utility set them: what cannot be read counts as not set */
export function deskWordsOf(own: unknown): DeskWords {
  const { data = {} } = deskWordsSchema.safeParse(own);
  return { ...defaultDeskWords, ...Object.fromEntries(Object.entries(data).filter(([, words]) => words !== undefined)) };
}
