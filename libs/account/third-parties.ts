import { dayOf } from '../calendar/business-calendar.ts';
import type { Instant } from '../kernel/time.ts';
import type { Facts, Law } from '../policy/facts.ts';
import type { AccountState, ThirdPartyNaming } from './account.state.ts';

/** A copy of a notice that was ordered for a third person. */
export interface OrderedCopy {
  readonly noticeId: string;
  readonly thirdPartyId: string;
  /** The notice of which it is a copy. */
  readonly of: string;
  readonly orderedAt: Instant;
  readonly status: 'open' | 'mailed' | 'withdrawn';
}

/** Those who are to be told at that moment (CA-15D). */
export function namedAt({ thirdParties }: AccountState, now: Instant): readonly ThirdPartyNaming[] {
  return thirdParties.length === 0 ? thirdParties : thirdParties.filter((known) => known.namedAt <= now && (known.endedAt === null || known.endedAt > now));
}

const nobody: Facts['thirdParties'] = [];

/**
 * Each of them, and when the copy of the notice was mailed to the address that is known now, with a proof that can be true.
 * @param noticeId the notice on which the case rests
 * @param copies what was ordered for them
 */
export function thirdPartiesOf(account: AccountState, noticeId: string | null, copies: readonly OrderedCopy[], law: Law, now: Instant): Facts['thirdParties'] {
  const named = namedAt(account, now);
  return named.length === 0 ? nobody : named.map((party) => ({ thirdPartyId: party.thirdPartyId, ...mailing(account, copies.filter((copy) => copy.of === noticeId && isFor(party, copy)), law) }));
}

/** What was ordered before somebody was named anew went to another address. */
export function isFor({ thirdPartyId, namedAt: since }: ThirdPartyNaming, copy: OrderedCopy): boolean {
  return copy.thirdPartyId === thirdPartyId && copy.orderedAt >= since;
}

function mailing({ notices }: AccountState, copies: readonly OrderedCopy[], { calendar }: Law): Pick<Facts['thirdParties'][number], 'noticedOn' | 'cameBack'> {
  const proofs = copies.flatMap((copy) => notices.filter(({ noticeId, mailedOn }) => noticeId === copy.noticeId && mailedOn !== null && mailedOn >= dayOf(calendar, copy.orderedAt)));
  return { noticedOn: proofs.find(({ returnedAt }) => returnedAt === null)?.mailedOn ?? null, cameBack: proofs.some(({ returnedAt }) => returnedAt !== null) };
}
