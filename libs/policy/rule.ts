import { z } from 'zod';

/** A rule as a law lists it: where it is written, and how far that was confirmed. */
export const ruleSchema = z.strictObject({
  citation: z.string(),
  status: z.enum(['verified', 'needs-counsel', 'default']),
});
