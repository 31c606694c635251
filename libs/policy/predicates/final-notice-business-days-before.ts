import { z } from 'zod';
import { at, dayOf, nthBusinessDayAfter } from '../../calendar/business-calendar.ts';
import { predicate, type Finding } from './predicate.ts';

/** After a broken plan the final notice was posted at the property, with proof, so many business days ago (CA-998-BREACH, OP-DOORTAG). */
export const finalNoticeBusinessDaysBefore = predicate({
  name: 'final-notice-business-days-before',
  isWait: true,
  args: z.strictObject({ businessDays: z.int().positive(), rule: z.string() }),
  says: ({ businessDays }) => `Where a payment plan is broken, the final notice was posted at the property, with proof, at least ${businessDays} business days before.`,
  evaluate: ({ businessDays }, { brokenPlan, doorTagPostedAt, now }, { calendar }): Finding => {
    if (brokenPlan === null) return { holds: true, sentence: 'No plan is broken.', facts: {}, notBefore: null };
    if (doorTagPostedAt === null) return { holds: false, sentence: `Plan ${brokenPlan.arrangementId} is broken, and no final notice was posted with proof.`, facts: {}, notBefore: null };
    const postedOn = dayOf(calendar, doorTagPostedAt);
    // What is supposed to hang since long ago needs no count, and no calendar knows those days.
    if (postedOn < calendar.knownFrom) return { holds: true, sentence: `The final notice was posted ${postedOn}.`, facts: { postedOn }, notBefore: null };
    const { on, skipped } = nthBusinessDayAfter(calendar, postedOn, businessDays);
    const earliestAt = at(calendar, on, calendar.officeOpensAt);
    return {
      holds: now >= earliestAt,
      sentence: `The final notice was posted ${postedOn}; ${businessDays} business days end ${on}${skipped.length > 0 ? ` (${skipped.join('; ')})` : ''}.`,
      facts: { postedOn, earliestOn: on },
      notBefore: earliestAt,
    };
  },
});
