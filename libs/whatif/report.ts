import { z } from 'zod';
import { segmentDimensions } from '../policy/activation.ts';
import { centsSchema } from '../kernel/money.ts';
import { instantSchema, localDateSchema } from '../kernel/time.ts';

const count = z.int().nonnegative();
const meanDays = z.number().nullable().meta({ description: 'In days; null where there is nothing to take the mean of.' });

/** What happened to some accounts in a period, by one law. */
export const totalsSchema = z
  .strictObject({
    accounts: count,
    cases: count.meta({ description: 'Opened in the period.' }),
    resolvedCases: count.meta({ description: 'Closed in the period, for whatever reason.' }),
    meanDaysToResolution: meanDays,
    notices: count.meta({ description: 'Letters ordered that threaten a shut-off.' }),
    shutOffs: count.meta({ description: 'Valves closed.' }),
    meanDaysToShutOff: meanDays,
    restorations: count,
    collectedCents: centsSchema.meta({ description: 'Payments that came in while a case was open, less those that were returned then.' }),
    penaltiesCents: centsSchema.meta({ description: 'Posted less reversed.' }),
    feesCents: centsSchema.meta({ description: 'Posted less reversed.' }),
  })
  .meta({ id: 'WhatIfTotals' });

const bothSchema = { current: totalsSchema, draft: totalsSchema };

const periodSchema = z
  .strictObject({
    fromAt: instantSchema,
    toAt: instantSchema,
    total: z.strictObject(bothSchema),
    segments: z.array(z.strictObject({ dimension: z.enum(segmentDimensions), value: z.string(), ...bothSchema })),
    unchangedAccounts: count.meta({ description: 'Accounts for which both packs decide the same at the same times.' }),
  })
  .meta({ id: 'WhatIfPeriod' });

const decisionSchema = z.strictObject({ on: localDateSchema, type: z.string() });

/** One account that the draft treats otherwise. Opaque ids only. */
export const changedAccountSchema = z
  .strictObject({
    accountId: z.string(),
    period: z.enum(['history', 'ahead']),
    shutOffs: z.strictObject({ current: count, draft: count }),
    notices: z.strictObject({ current: count, draft: count }),
    firstShutOffOn: z.strictObject({ current: localDateSchema.nullable(), draft: localDateSchema.nullable() }),
    chargedCents: z.strictObject({ current: centsSchema, draft: centsSchema }),
    firstDifference: z.strictObject({ current: decisionSchema.nullable(), draft: decisionSchema.nullable() }),
  })
  .meta({ id: 'WhatIfChangedAccount' });

const packSchema = z.strictObject({ reference: z.string(), title: z.string(), packHash: z.string(), calendarHash: z.string() });

/** What a draft of a pack would have done, and would do next, beside the pack in force. */
export const whatIfReportSchema = z
  .strictObject({
    draft: packSchema,
    current: packSchema,
    accounts: count.meta({ description: 'Accounts whose history was decided anew.' }),
    facts: count.meta({ description: 'Recorded facts that were given to both packs.' }),
    openCases: count.meta({ description: 'Cases that are open, carried on to the end of the second period.' }),
    history: periodSchema.meta({ description: 'Recorded history, decided anew by both packs.' }),
    ahead: periodSchema.meta({ description: 'What comes next in the cases that are open, if nothing further happens outside.' }),
    calibration: z
      .array(z.strictObject({ measure: z.enum(['cases', 'resolvedCases', 'notices', 'shutOffs', 'restorations', 'penaltiesCents', 'feesCents']), recorded: z.number(), simulated: z.number() }))
      .meta({ description: 'How far the pack in force, simulated over the history, is from what was recorded.' }),
    changedMost: z.array(changedAccountSchema),
    failures: z.strictObject({ count, first: z.array(z.strictObject({ accountId: z.string(), law: z.enum(['current', 'draft']), reason: z.string() })) }),
    assumptions: z.array(z.string()).meta({ description: 'How outside answers were played, and what is left out.' }),
  })
  .meta({ id: 'WhatIfReport' });

export type Totals = z.infer<typeof totalsSchema>;
export type PeriodReport = z.infer<typeof periodSchema>;
export type ChangedAccount = z.infer<typeof changedAccountSchema>;
export type WhatIfReport = z.infer<typeof whatIfReportSchema>;
