import { z } from 'zod';

/** What people grant to a household out of the utility's own patience: more time, waiting for a payment that is reported, a promise noted down. */
export const grantKinds = ['extension', 'reported-payment', 'promise'] as const;
export type GrantKind = (typeof grantKinds)[number];

export const grantRoles = ['specialist', 'supervisor'] as const;
export type GrantRole = (typeof grantRoles)[number];

const limitSchema = z.strictObject({
  /** So often in the window. */
  times: z.int().nonnegative(),
  /** From the day on which it is granted to its last day. */
  days: z.int().positive().optional(),
});

/** How often and for how long each role may grant. What goes beyond it protects all the same, and a supervisor is asked. */
export const limitsSchema = z.strictObject({
  rule: z.string(),
  /** Counted over so many months before. */
  windowMonths: z.int().positive(),
  grants: z.partialRecord(z.enum(grantKinds), z.strictObject({ specialist: limitSchema, supervisor: limitSchema })),
});

export const grantWords: Readonly<Record<GrantKind, string>> = { extension: 'extensions', 'reported-payment': 'payments waited for on a report', promise: 'promises' };
