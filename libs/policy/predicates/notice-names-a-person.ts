import { z } from 'zod';
import { predicate } from './predicate.ts';

/** The notice says who can correct the bill, and how to reach that person (GEN-CRAFT). */
export const noticeNamesAPerson = predicate({
  name: 'notice-names-a-person',
  args: z.strictObject({ rule: z.string() }),
  says: (_args, { pack }) => `The notice names a person with power to correct the bill: ${pack.contact.person}, ${pack.contact.phone}.`,
  evaluate: (_args, _facts, { pack }) => ({
    holds: pack.contact.person !== '' && pack.contact.phone !== '',
    sentence: `The notice names ${pack.contact.person}, ${pack.contact.phone}.`,
    facts: { phone: pack.contact.phone },
    notBefore: null,
  }),
});
