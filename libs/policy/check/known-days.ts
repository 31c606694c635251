import type { Law } from '../facts.ts';
import { error, type Finding } from './fault.ts';
import { walk } from './walk.ts';

const date = /^\d{4}-\d{2}-\d{2}$/;

/** Every day that the pack names lies where its calendar gives answers. */
export function knownDays({ pack, calendar }: Law): Finding[] {
  return [...walk(pack)]
    .filter(({ value }) => typeof value === 'string' && date.test(value) && (value < calendar.knownFrom || value > calendar.knownThrough))
    .map(({ path, value }) =>
      error(path, `${String(value)} is a day that no calendar reaches: ${calendar.id} knows ${calendar.knownFrom} to ${calendar.knownThrough}.`, 'Correct the day, or extend the calendar.'),
    );
}
