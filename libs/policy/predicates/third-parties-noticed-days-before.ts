import { z } from 'zod';
import { plusDays, startOfDay } from '../../calendar/days.ts';
import { laterOf } from '../../kernel/time.ts';
import { fullestPaper } from '../paper-statement.ts';
import { predicate, type Finding } from './predicate.ts';

/** Whom an elderly customer or a dependent adult named has had a copy of the notice, with proof, for so many days (CA-15D). */
export const thirdPartiesNoticedDaysBefore = predicate({
  name: 'third-parties-noticed-days-before',
  isWait: true,
  args: z.strictObject({ days: z.int().positive(), rule: z.string() }),
  says: ({ days }) => `Whom a customer of 65 or older, or a dependent adult, named has had a copy of the notice, mailed with proof at least ${days} days before.`,
  impossible: (_args, law) => {
    if (law.documents === null && law.pack.documents !== undefined) return null;
    return fullestPaper(law, 'third-party-notice') === null ? 'The pack names no document under "documents.steps.third-party-notice".' : null;
  },
  evaluate: ({ days }, { thirdParties, today }, { calendar }): Finding => {
    if (thirdParties.length === 0) return { holds: true, sentence: 'The customer named nobody to be told.', facts: {}, notBefore: null };
    const untold = thirdParties.filter(({ noticedOn }) => noticedOn === null);
    if (untold.length > 0) {
      const who = untold.map(({ thirdPartyId, cameBack }) => (cameBack ? `${thirdPartyId} (it came back: name an address, or withdraw the name)` : thirdPartyId));
      return { holds: false, sentence: `No copy of the notice, with proof, went to ${who.join(', ')}.`, facts: { untold: untold.length }, notBefore: null };
    }
    const mailedOn = thirdParties.map(({ noticedOn }) => noticedOn).filter((on) => on !== null).reduce(laterOf);
    const earliestOn = plusDays(mailedOn, days);
    return {
      holds: today >= earliestOn,
      sentence: `The copy to the third person was mailed on ${mailedOn}; ${days} days later is ${earliestOn}.`,
      facts: { mailedOn, earliestOn },
      notBefore: startOfDay(earliestOn, calendar.zone),
    };
  },
});
