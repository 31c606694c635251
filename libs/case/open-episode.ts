import type { Because } from '../kernel/because.ts';
import { caseIdOf, type CaseState } from './case.state.ts';
import type { Context } from './context.ts';
import type { CaseDraft } from './decision.ts';

/** The id of the case that would be opened next. */
export function nextCaseId(last: CaseState | null, { account }: Context): string {
  return caseIdOf(account.accountId, (last?.episode ?? 0) + 1);
}

/** Opens the episode after the last one. */
export function openEpisode(last: CaseState | null, context: Context, because: readonly Because[]): CaseDraft {
  const { facts, law, account } = context;
  const episode = (last?.episode ?? 0) + 1;
  const data = { accountId: account.accountId, episode, pack: `${law.pack.id}@${law.pack.version}`, pastDueCents: facts.pastDueCents, oldestDueOn: facts.oldestDueOn };
  return { type: 'CaseOpened', data, because };
}
