import { z } from 'zod';
import { plusHours, startOfDay } from '../../calendar/days.ts';
import { earlierOf, laterOf } from '../../kernel/time.ts';
import { predicate, type Finding } from './predicate.ts';

/** An adult of the household was warned in person or by telephone so many elapsed hours ago, or else a notice was posted, with proof, longer ago (CA-15D). */
export const warnedHoursBefore = predicate({
  name: 'warned-hours-before',
  isWait: true,
  args: z.strictObject({ contactHours: z.int().positive(), postedHours: z.int().positive(), rule: z.string() }),
  says: ({ contactHours, postedHours }) => `An adult of the household was warned at least ${contactHours} hours before, or a notice was posted with proof at least ${postedHours} hours before.`,
  evaluate: ({ contactHours, postedHours }, { contacts, doorTagPostedAt, noticeMailedOn, resumedAt, now }, { calendar }): Finding => {
    // Whatever warned before a hold is spent by it, like a posting.
    const mailedAt = noticeMailedOn === null ? null : startOfDay(noticeMailedOn, calendar.zone);
    const since = mailedAt && laterOf(mailedAt, resumedAt ?? mailedAt);
    const warning = contacts.find(
      ({ at, spokeWith, covered }) => since !== null && at >= since && (spokeWith === 'customer' || spokeWith === 'adult-resident') && covered.includes('shut-off-warning'),
    );
    const readyAt = earlierOf(warning ? plusHours(warning.at, contactHours) : null, doorTagPostedAt === null ? null : plusHours(doorTagPostedAt, postedHours));
    if (readyAt === null) return { holds: false, sentence: 'No adult was warned, and no notice was posted with proof.', facts: {}, notBefore: null };
    const told = warning ? `An adult was warned at ${warning.at} (${contactHours} hours). ` : '';
    const posted = doorTagPostedAt === null ? '' : `A notice was posted at ${doorTagPostedAt} (${postedHours} hours). `;
    return {
      holds: now >= readyAt,
      sentence: `${told}${posted}The warning is old enough at ${readyAt}.`,
      facts: { warnedAt: warning?.at ?? null, postedAt: doorTagPostedAt, readyAt },
      notBefore: readyAt,
    };
  },
});
