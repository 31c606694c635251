import { z } from 'zod';
import { predicate } from './predicate.ts';

/**
 * The day that the letter names, until which the customer may pay or arrange, is not before the day from which this law allows a
 * shut-off: a date that has become wrong, because the law changed or the letter lay, needs a fresh letter (GEN-PIN, CA-998-LETTER).
 */
export const noticeNamesLawfulDate = predicate({
  name: 'notice-names-lawful-date',
  args: z.strictObject({ mailedWithinBusinessDays: z.int().nonnegative(), rule: z.string() }),
  says: ({ mailedWithinBusinessDays }) =>
    `The notice names a day that is not before the first on which a shut-off is allowed; the letter allows ${mailedWithinBusinessDays} business days for its mailing.`,
  evaluate: (_args, { noticePayByOn, noticeMailedOn, noticeAllowsFrom }) => {
    const allowedFrom = noticePayByOn === null || noticeMailedOn === null ? null : noticeAllowsFrom();
    const holds = allowedFrom === null || noticePayByOn === null || noticePayByOn >= allowedFrom;
    const right = noticePayByOn === null ? 'No letter names a date.' : `The letter names ${noticePayByOn}.`;
    return {
      holds,
      sentence: holds ? right : `The letter names ${noticePayByOn}; mailed ${noticeMailedOn}, it allows a shut-off from ${allowedFrom}. A letter with the right date is due.`,
      facts: { noticePayByOn, noticeMailedOn, allowedFrom },
      notBefore: null,
      noticeIsSpent: !holds,
    };
  },
});
