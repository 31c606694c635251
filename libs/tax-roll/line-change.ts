import type { AccountEventData, RollEntryType } from '../account/account.events.ts';
import type { Because } from '../kernel/because.ts';
import type { RollDraft } from './roll.events.ts';

/** What the account's stream gets with the season's events, in the same transaction. */
export type RollEntry = { readonly [T in RollEntryType]: { readonly type: T; readonly id: string; readonly data: AccountEventData<T>; readonly because: readonly Because[] } }[RollEntryType];

export interface LineChange {
  readonly events: readonly RollDraft[];
  readonly entries: readonly RollEntry[];
}
