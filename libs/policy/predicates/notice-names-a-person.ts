import { z } from 'zod';
import { predicate } from './predicate.ts';

/** The notice says who can correct the bill, and how to reach that person (GEN-CRAFT). */
export const noticeNamesAPerson = predicate({
  name: 'notice-names-a-person',
  args: z.strictObject({ rule: z.string() }),
  evaluate: (_args, _facts, { pack }) => ({
    holds: pack.contact.person !== '' && pack.contact.phone !== '',
    sentence: `The notice names ${pack.contact.person}, ${pack.contact.phone}.`,
    facts: { phone: pack.contact.phone },
    notBefore: null,
  }),
});
