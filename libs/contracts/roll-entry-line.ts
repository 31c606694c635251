import { z } from 'zod';
import { entrySchemas, rollEntryTypes, type AccountEvent, type RollEntryType } from '../account/account.events.ts';
import type { SimulationInput } from '../case/simulation.ts';
import { instantSchema } from '../kernel/time.ts';

/** What a season of the tax roll puts on an account is decided by the season and comes on no topic; a file of messages tells of it in a line of this type. */
export const rollEntryLineType = 'arrears.tax-roll-entry.v1';

const entry = <T extends RollEntryType>(type: T) => z.strictObject({ entry: z.literal(type), data: entrySchemas[type] });
const lineSchema = z.object({
  type: z.literal(rollEntryLineType),
  id: z.string().min(1),
  account: z.string().min(1),
  time: instantSchema,
  data: z.union(rollEntryTypes.map(entry)),
});

/** @returns null for a line of another type @throws RangeError for one that says it is one and cannot be read */
export function rollEntryOfLine(line: string, lineNumber: number): Extract<SimulationInput, { kind: 'fact' }> | null {
  if (!line.includes(rollEntryLineType)) return null;
  const read = lineSchema.safeParse(parsed(line));
  if (!read.success) throw new RangeError(`Line ${lineNumber}, of the type ${rollEntryLineType}, cannot be read: ${z.prettifyError(read.error)}`);
  const { id, account, time, data } = read.data;
  const event = { type: data.entry, id: `arrears#${id}`, effectiveAt: time, recordedAt: time, data: data.data, because: [] } as unknown as AccountEvent;
  return { kind: 'fact', accountId: account, event };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
