import { sha256 } from '../kernel/chain.ts';
import type { Instant } from '../kernel/time.ts';
import type { CaseState, CaseStatus } from './case.state.ts';

/** An account that has its turn, or is to get one. */
export type InDistrict = Pick<HeldCase, 'accountId' | 'district'>;

/** An open case that a moratorium held when it ended. */
export interface HeldCase {
  readonly accountId: string;
  readonly district: string;
  readonly openedAt: Instant;
}

/**
 * Gives out the turns in which shut-offs begin again after a moratorium: as many a day in each district as the pack allows, the oldest
 * cases first, and among those of one moment by the hash of the account, so that neither names nor neighbourhoods decide.
 * @param perDayAndDistrict of the pack's `release`
 * @param given who got a turn after another moratorium that ended on the same day: they keep it, and in each district the others come after them
 * @returns each account's turn: 0 on the first day of turns, 1 on the next …
 */
export function releaseTurns(held: readonly HeldCase[], perDayAndDistrict: number, given: readonly InDistrict[] = []): Record<string, number> {
  const have = new Set(given.map(({ accountId }) => accountId));
  const inOrder = held.filter(({ accountId }) => !have.has(accountId)).map((one) => ({ ...one, key: `${one.openedAt}|${sha256(one.accountId)}` })).sort((first, second) => (first.key < second.key ? -1 : 1));
  const before = new Map<string, number>();
  for (const { district } of given) before.set(district, (before.get(district) ?? 0) + 1);
  const turns: Record<string, number> = {};
  for (const { accountId, district } of inOrder) {
    const count = before.get(district) ?? 0;
    turns[accountId] = Math.floor(count / perDayAndDistrict);
    before.set(district, count + 1);
  }
  return turns;
}

/** Where a case stands that a moratorium keeps from its shut-off. */
export const heldStatuses: readonly CaseStatus[] = ['past-due', 'notice-ordered', 'notice-mailed', 'door-tag-ordered', 'door-tag-posted', 'shut-off-planned', 'shut-off-ordered', 'review'];

export function isHeld(state: CaseState | null): state is CaseState {
  return state !== null && heldStatuses.includes(state.status);
}
