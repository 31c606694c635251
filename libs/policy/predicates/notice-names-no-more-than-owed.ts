import { z } from 'zod';
import { dollars } from '../../kernel/money.ts';
import { predicate } from './predicate.ts';

/** No bill was lowered since the notice by which it named too much. A payment since then changes nothing about what the notice said. */
export const noticeNamesNoMoreThanOwed = predicate({
  name: 'notice-names-no-more-than-owed',
  args: z.strictObject({ rule: z.string() }),
  says: () => 'The notice did not name more than was owed, as the bills stand now.',
  evaluate: (_args, facts) => {
    const cents = facts.noticeCents();
    const holds = cents === null || cents.namedCents <= cents.owedCents;
    return {
      holds,
      sentence: cents === null ? 'No bill was lowered since the notice.' : `The notice named ${dollars(cents.namedCents)}; as the bills stand now, ${dollars(cents.owedCents)} was past due then.`,
      facts: { namedCents: cents?.namedCents ?? null, owedCents: cents?.owedCents ?? null },
      notBefore: null,
      noticeIsSpent: !holds,
    };
  },
});
