import { earlierOf, type Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState, Petition } from './account.state.ts';
import { docketOccasions } from './bankruptcy-entries.ts';

/** What the process of a docket has to know of one account. */
export interface DocketOutlook {
  readonly docket: string;
  /** The docket runs there, or something of it is still to come. */
  readonly isOpen: boolean;
  /** When time alone brings the next thing about; null when it waits for the court or for a person. */
  readonly nextLookAt: Instant | null;
}

/** Every docket of an account, as its process is to see it. What is due by now counts as done: whoever asks has decided it. */
export function docketOutlooks(state: AccountState, law: Law, now: Instant): readonly DocketOutlook[] {
  const known = state.petitions.map((petition): DocketOutlook => {
    const nextLookAt = docketOccasions(state, petition, law).reduce<Instant | null>((next, at) => (at > now ? earlierOf(next, at) : next), null);
    return { docket: petition.docket, isOpen: docketRuns(petition) || nextLookAt !== null, nextLookAt };
  });
  // What turned out to be another person's is over here.
  return [...known, ...state.misattributed.map((docket): DocketOutlook => ({ docket, isOpen: false, nextLookAt: null }))];
}

/** When the process of any of the account's dockets looks at it next. */
export function nextDocketLookAt(state: AccountState, law: Law, now: Instant): Instant | null {
  return state.petitions.length === 0 ? null : docketOutlooks(state, law, now).reduce<Instant | null>((next, { nextLookAt }) => earlierOf(next, nextLookAt), null);
}

/** A docket runs until it ended on the account; one of which nobody knows the petition runs for nobody. */
function docketRuns({ filedAt, stays }: Petition): boolean {
  return filedAt !== null && stays.at(-1)?.endedAt === null;
}
