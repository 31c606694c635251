import { plusDays } from '../../calendar/days.ts';
import type { Law } from '../facts.ts';
import { error, warning, type Finding } from './fault.ts';

/** The periods of a value that lapses follow each other in order: none runs backwards or into the next, and a gap is said. */
export function lapsingPeriods({ pack }: Law): Finding[] {
  return Object.entries(pack.lapsing?.values ?? {}).flatMap(([name, { periods }]) =>
    periods.flatMap(({ validFrom, validThrough, cents }, index) => {
      const path = ['lapsing', 'values', name, 'periods', index];
      if (validThrough < validFrom) return [error(path, `The period of "${name}" ends on ${validThrough}, before it begins on ${validFrom}.`, 'Exchange the two days.')];
      const before = periods[index - 1];
      if (before === undefined) return [];
      if (validFrom <= before.validThrough) return [error(path, `Two periods of "${name}" meet on ${validFrom}.`, `Let this one begin after ${before.validThrough}, the last day of the one before.`)];
      const isGap = validFrom > plusDays(before.validThrough, 1) && cents !== undefined;
      return isGap ? [warning(path, `"${name}" has no figure from ${plusDays(before.validThrough, 1)} until ${validFrom}.`, 'Enter one, or let what rests on it wait in that time.')] : [];
    }),
  );
}
