import { z } from 'zod';

/** What a what-if counts and compares. Amounts in cents, durations in days. */
export const whatIfMeasures = [
  'cases',
  'resolvedCases',
  'meanDaysToResolution',
  'notices',
  'shutOffs',
  'meanDaysToShutOff',
  'restorations',
  'collectedCents',
  'penaltiesCents',
  'feesCents',
] as const;
export type WhatIfMeasure = (typeof whatIfMeasures)[number];

/** By what accounts are told apart. */
export const segmentDimensions = ['class', 'language', 'income'] as const;
export type SegmentDimension = (typeof segmentDimensions)[number];

/** Which time is compared: what was recorded, decided anew; or what comes next in the cases that are open. */
export const whatIfPeriods = ['history', 'ahead'] as const;
export type WhatIfPeriod = (typeof whatIfPeriods)[number];

/** How far a draft may differ from the pack in force before two people have to sign for it. */
export const activationThresholdSchema = z.strictObject({
  measure: z.enum(whatIfMeasures),
  /** All accounts together, or each segment by itself. */
  of: z.enum(['all', 'any-segment']).default('all'),
  /** Unless given, both. */
  in: z.enum(whatIfPeriods).optional(),
  direction: z.enum(['rises', 'falls', 'either']).default('rises'),
  /** The largest change that still passes, in percent of what the pack in force brings. */
  percent: z.number().nonnegative(),
  /** Smaller changes than this pass whatever their share, so that one household more in a segment of three is no alarm; in the unit of the measure. */
  butAtLeast: z.number().nonnegative().default(0),
});
export type ActivationThreshold = z.infer<typeof activationThresholdSchema>;

/** The part of a pack about its replacement. The thresholds of the pack in force count, never those of the draft. */
export const activationSchema = z.strictObject({ rule: z.string(), thresholds: z.array(activationThresholdSchema) });
