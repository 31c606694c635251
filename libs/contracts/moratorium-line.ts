import { z } from 'zod';
import type { SimulationInput } from '../case/simulation.ts';
import { instantSchema } from '../kernel/time.ts';
import { moratoriumSchema } from '../policy/moratorium.ts';

/** A moratorium is declared at the API and comes on no topic; a file of messages tells of it in a line of this type, each time that it changes. */
export const moratoriumLineType = 'arrears.moratorium-declared.v1';

const lineSchema = z.object({ type: z.literal(moratoriumLineType), time: instantSchema, data: moratoriumSchema });

/** @returns null for a line of another type @throws RangeError for one that says it is one and cannot be read */
export function moratoriumOfLine(line: string, lineNumber: number): Extract<SimulationInput, { kind: 'moratorium' }> | null {
  if (!line.includes(moratoriumLineType)) return null;
  const read = lineSchema.safeParse(parsed(line));
  if (!read.success) throw new RangeError(`Line ${lineNumber}, of the type ${moratoriumLineType}, cannot be read: ${z.prettifyError(read.error)}`);
  return { kind: 'moratorium', at: read.data.time, moratorium: read.data.data };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
