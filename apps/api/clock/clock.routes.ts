import { z } from 'zod';
import { isInstant, isLocalDate } from '../../../libs/kernel/time.ts';
import { defineRoute } from '../http/route.ts';
import { dateText, id, idParameter, instantText, nothing } from '../http/schemas.ts';

const tag = 'Utility';
const path = '/utilities/{utilityId}/clock';
const params = z.strictObject({ utilityId: idParameter });

const clock = z
  .strictObject({
    utilityId: id,
    mode: z.enum(['real', 'stepped']),
    now: instantText,
    today: dateText.meta({ description: 'The business date.' }),
    zone: z.string().meta({ description: 'The time zone of the utility, such as America/New_York.' }),
    targetAt: instantText.nullable().meta({ description: 'How far a stepped clock was told to go.' }),
  })
  .meta({ id: 'Clock' });

export const clockRoutes = {
  readClock: defineRoute('readClock', { method: 'GET', path, tag, summary: 'Tells what time it is for the utility', params, query: nothing, response: clock, responseName: 'The clock' }),
  moveClock: defineRoute('moveClock', {
    method: 'POST',
    path,
    tag,
    summary: 'Tells a stepped clock how far to go',
    description: 'It stops at every occasion on the way and never goes back. A date means the moment at which that day begins where the utility is.',
    params,
    query: nothing,
    body: z.strictObject({
      to: z.string().refine((text) => isLocalDate(text) || isInstant(text), { error: 'must be a date like 2027-03-01 or a UTC instant like 2027-03-01T14:30:00Z' }),
    }),
    response: clock,
    responseName: 'The clock and its target',
    success: 202,
  }),
} as const;
