import type { Because } from '../kernel/because.ts';
import type { CaseEventData, CaseEventType } from './case.events.ts';
import type { CaseState } from './case.state.ts';
import type { Context } from './context.ts';

/** A case event before it has its time. */
export type CaseDraft = {
  [T in CaseEventType]: { readonly type: T; readonly data: CaseEventData<T>; readonly because: readonly Because[] };
}[CaseEventType];

/** One question about a case: what follows now, if anything. */
export type Rule = (state: CaseState, context: Context) => readonly CaseDraft[];

export const nothing: readonly CaseDraft[] = [];
