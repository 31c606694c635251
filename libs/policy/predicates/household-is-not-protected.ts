import { z } from 'zod';
import { predicate, type Finding } from './predicate.ts';

/** Not all three conditions of the bar are met (CA-998-PROTECT); what is lacking, and by which record, is said with every shut-off. */
export const householdIsNotProtected = predicate({
  name: 'household-is-not-protected',
  recallsCrew: true,
  args: z.strictObject({ rule: z.string() }),
  says: (_args, { pack }) =>
    `It is not so that a provider certifies a threat to health, the household cannot pay, and it is willing to pay by a plan; unwilling is who declined, on record, ${(pack.protection?.plans ?? []).join(', ')}.`,
  evaluate: (_args, { protection }): Finding => {
    if (protection === null) return { holds: true, sentence: 'The pack knows no such bar.', facts: {}, notBefore: null };
    const conditions = [protection.certified, protection.unableToPay, protection.willing];
    const lacking = conditions.filter(({ met }) => !met);
    return {
      holds: lacking.length > 0,
      sentence: (lacking.length > 0 ? lacking : conditions).map(({ sentence }) => sentence).join(' '),
      facts: { certified: protection.certified.met, unableToPay: protection.unableToPay.met, willing: protection.willing.met },
      notBefore: null,
    };
  },
});
