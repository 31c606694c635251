import { z } from 'zod';
import { instantSchema, type Instant } from '../kernel/time.ts';

export const moratoriumReasons = ['weather', 'disaster', 'order', 'bill-run'] as const;
export type MoratoriumReason = (typeof moratoriumReasons)[number];

const id = z.string().min(1).max(200);
const ids = z.array(id).min(1).max(1_000);

/** Whom it spares: everybody, or the accounts that fit one list. `billRuns`: whoever has a bill of that run. */
export const areaSchema = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ districts: ids }),
  z.strictObject({ cycles: ids }),
  z.strictObject({ routes: ids }),
  z.strictObject({ billRuns: ids }),
  z.strictObject({ accounts: ids }),
]);
export type Area = z.infer<typeof areaSchema>;

/** Nothing adverse in an area for a time (M11). A fact of the whole utility; every account in the area has it as a hold. */
export const moratoriumSchema = z.strictObject({
  moratoriumId: id,
  reason: z.enum(moratoriumReasons),
  area: areaSchema,
  fromAt: instantSchema,
  /** The first moment after it; null while nobody has said. */
  endsAt: instantSchema.nullable(),
  /** The proclamation, the order of the court, the ticket of the bill run. */
  evidence: id,
});
export type Moratorium = z.infer<typeof moratoriumSchema>;

/** An account's turn among those that were let go together, from 0; `free` when it did not wait then; `not-given` until turns are given out. */
export type Turn = number | 'free' | 'not-given';

/** A moratorium as one account has it. */
export interface Sparing extends Pick<Moratorium, 'moratoriumId' | 'reason' | 'fromAt' | 'endsAt' | 'evidence'> {
  readonly turn: Turn;
}

/** A moratorium that is over, and the account's turn after it. */
export interface Release {
  readonly moratoriumId: string;
  readonly endedAt: Instant;
  readonly turn: Exclude<Turn, 'free'>;
}

export const moratoriumWords: Readonly<Record<MoratoriumReason, string>> = {
  weather: 'the weather',
  disaster: 'a disaster',
  order: 'an order',
  'bill-run': 'a bill run that is looked into',
};

/** How shut-offs begin again after a moratorium: no more a day in a district than crews can do. */
export const releaseSchema = z.strictObject({
  rule: z.string(),
  /** So many turns on each shut-off day, in each district. */
  perDayAndDistrict: z.int().positive(),
  /** The first turn comes so many business days after the end: letters and postings that have to be repeated are out by then. */
  firstAfterBusinessDays: z.int().nonnegative(),
});
