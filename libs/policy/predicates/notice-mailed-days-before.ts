import { z } from 'zod';
import { nthDayAfter, plusDays, startOfDay } from '../../calendar/days.ts';
import { predicate, type Finding } from './predicate.ts';

/** A notice with proof of mailing is old enough to act on and not too old (GEN-COUNT: the day of mailing is left out). */
export const noticeMailedDaysBefore = predicate({
  name: 'notice-mailed-days-before',
  isWait: true,
  args: z.strictObject({ days: z.int().positive(), validDays: z.int().positive(), rule: z.string() }),
  says: ({ days, validDays }) => `A notice, with proof of mailing, was mailed ${days} days ago or more, and ${validDays} days ago at the most.`,
  impossible: ({ days, validDays }) => (validDays < days ? `The notice lapses ${validDays} days after mailing, before the ${days} days are over.` : null),
  evaluate: ({ days, validDays }, { noticeMailedOn, today }, { calendar }): Finding => {
    if (noticeMailedOn === null)
      return { holds: false, sentence: 'No notice with proof of mailing stands.', facts: {}, notBefore: null };
    const maturesOn = nthDayAfter(noticeMailedOn, days);
    const lapsesOn = plusDays(noticeMailedOn, validDays);
    const lapsed = today > lapsesOn;
    return {
      holds: today >= maturesOn && !lapsed,
      sentence: lapsed
        ? `The notice mailed ${noticeMailedOn} lapsed on ${lapsesOn}.`
        : `The notice was mailed ${noticeMailedOn}; ${days} days later is ${maturesOn}.`,
      facts: { noticeMailedOn, maturesOn, lapsesOn },
      notBefore: lapsed ? null : startOfDay(maturesOn, calendar.zone),
      noticeIsSpent: lapsed,
      lapsesOn,
    };
  },
});
