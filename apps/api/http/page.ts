import { z } from 'zod';
import { Problem } from './problem.ts';
import { wholeNumber } from './schemas.ts';

export const mostItems = 200;
export const usualItems = 50;

/** How a list is asked for. */
export const pageQuery = {
  limit: wholeNumber(1, mostItems)
    .default(usualItems)
    .meta({ description: `At most so many items, up to ${mostItems}; ${usualItems} unless told.` }),
  cursor: z.string().min(1).max(1_000).optional().meta({ description: 'From `nextCursor` of the page before; its content is nobody’s business.' }),
};

export function pageOf(name: string, item: z.ZodType): z.ZodType {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }) }).meta({ id: name });
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** @throws Problem `invalid` for a cursor that no page of this kind gave out */
export function placeFrom<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const parsed = schema.safeParse(jsonOf(cursor));
  if (parsed.success) return parsed.data;
  throw new Problem('invalid', 'The cursor was not given out by this list.', { faults: [{ path: 'query.cursor', message: 'use nextCursor of the page before' }] });
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Makes a page of one more row than was asked for: the odd one tells that there is a next page. */
export function pageFrom<T, P>(rows: readonly T[], limit: number, placeOf: (row: T) => P): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify(placeOf(last))).toString('base64url') : null;
  return { items, nextCursor };
}
