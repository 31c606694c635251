import { foldKey, type AccountEvent } from './account.events.ts';
import { unopenedAccount, type AccountState } from './account.state.ts';
import { evolve } from './evolve.ts';

/** An account's state with the place in the fold order that it stands at. */
export interface FoldedAccount {
  readonly state: AccountState;
  /** Fold key of the last event that was folded; empty for none. */
  readonly lastKey: string;
}

export function emptyFold(accountId: string): FoldedAccount {
  return { state: unopenedAccount(accountId), lastKey: '' };
}

/** Folds a whole stream anew by effective time. */
export function foldAccount(accountId: string, events: readonly AccountEvent[]): FoldedAccount {
  const ordered = [...events].sort((first, second) => (foldKey(first) < foldKey(second) ? -1 : 1));
  return foldOn(emptyFold(accountId), ordered) as FoldedAccount;
}

/** Folds more events onto a fold; null when one of them belongs before its end, so that the stream must be folded anew. */
export function foldOn(folded: FoldedAccount, events: readonly AccountEvent[]): FoldedAccount | null {
  let { state, lastKey } = folded;
  for (const event of events) {
    const key = foldKey(event);
    if (key < lastKey) return null;
    state = evolve(state, event);
    lastKey = key;
  }
  return { state, lastKey };
}
