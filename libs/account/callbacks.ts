import type { AccountEvent } from './account.events.ts';
import type { AccountState, Callback } from './account.state.ts';

type CallbackEvent = Extract<AccountEvent, { type: 'ContactLogged' | 'CallbackPassedOn' | 'CallbackDone' }>;

/** A promised callback has one owner, at first whoever took the call, and one day; passed on or done it stays the same promise. */
export function withCallback(callbacks: AccountState['callbacks'] = [], { type, data, effectiveAt }: CallbackEvent): AccountState['callbacks'] {
  if (type !== 'ContactLogged') return callbacks.map((known) => (known.contactId !== data.contactId || known.doneAt !== null ? known : type === 'CallbackDone' ? { ...known, doneAt: effectiveAt } : { ...known, owner: data.to, passedOn: known.passedOn + 1 }));
  const { contactId, callbackOn, takenBy = null } = data;
  if (callbackOn === undefined) return callbacks;
  return [...callbacks.filter((known) => known.contactId !== contactId), { contactId, dueOn: callbackOn, owner: takenBy, promisedAt: effectiveAt, passedOn: 0, doneAt: null }];
}

/** Those that somebody still waits for, the earliest first. */
export function openCallbacks({ callbacks = [] }: Pick<AccountState, 'callbacks'>): readonly Callback[] {
  return callbacks.filter(({ doneAt }) => doneAt === null).sort((first, second) => (first.dueOn < second.dueOn ? -1 : 1));
}
