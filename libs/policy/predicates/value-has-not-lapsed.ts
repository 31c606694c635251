import { z } from 'zod';
import { startOfDay } from '../../calendar/days.ts';
import { inForceFrom, periodOn } from '../lapsing-values.ts';
import { predicate, type Finding } from './predicate.ts';

/** A value that has to be renewed (a cap, a poverty level, an auditor's window) is in force today. */
export const valueHasNotLapsed = predicate({
  name: 'value-has-not-lapsed',
  args: z.strictObject({ value: z.string(), rule: z.string() }),
  says: ({ value }, { pack }) => `${pack.lapsing?.values[value]?.says ?? value} is in force.`,
  impossible: ({ value }, { pack }) => (pack.lapsing?.values[value] === undefined ? `The pack lists no value "${value}" under "lapsing.values".` : null),
  evaluate: ({ value: name }, { today }, { pack, calendar }): Finding => {
    const value = pack.lapsing?.values[name];
    if (value === undefined) return { holds: false, sentence: `The pack lists no value "${name}".`, facts: { value: name }, notBefore: null };
    const period = periodOn(value, today);
    if (period !== null) {
      return { holds: true, sentence: `${value.says} is in force through ${period.validThrough} (${period.source}).`, facts: { value: name, validThrough: period.validThrough }, notBefore: null };
    }
    const nextOn = inForceFrom(value, today);
    const lastOn = value.periods.reduce((late, { validThrough }) => (validThrough < today && validThrough > late ? validThrough : late), '');
    const sentence = `${value.says} ${lastOn === '' ? 'is not in force yet' : `lapsed on ${lastOn}`}${nextOn === null ? '; nobody has entered the next period' : `; the next period begins on ${nextOn}`}.`;
    return { holds: false, sentence, facts: { value: name, lapsedOn: lastOn === '' ? null : lastOn }, notBefore: nextOn && startOfDay(nextOn, calendar.zone) };
  },
});
