import type { Instant } from '../kernel/time.ts';
import type { StandingHold } from '../policy/facts.ts';
import { moratoriumWords, type Area, type Moratorium, type Release, type Sparing, type Turn } from '../policy/moratorium.ts';
import type { AccountState } from './account.state.ts';

/** A moratorium of the utility, and the turns that were given out after it; null until they are. */
export interface DeclaredMoratorium extends Moratorium {
  readonly turns: Readonly<Record<string, number>> | null;
}

/** Whether the account lies in that area, by what is known of it now. */
export function isInArea(area: Area, { accountId, district, cycle = '', route = '', bills }: AccountState): boolean {
  if ('all' in area) return true;
  if ('districts' in area) return area.districts.includes(district);
  if ('cycles' in area) return area.cycles.includes(cycle);
  if ('routes' in area) return area.routes.includes(route);
  if ('accounts' in area) return area.accounts.includes(accountId);
  return bills.some(({ billRunId = '' }) => area.billRuns.includes(billRunId));
}

/** The account with the moratoriums of its area laid over it; the same one where there are none, so that what is remembered of it holds. */
export function underMoratoriums(state: AccountState, declared: readonly DeclaredMoratorium[]): AccountState {
  const sparing = declared.filter(({ area }) => isInArea(area, state)).map((moratorium) => sparingOf(moratorium, state.accountId));
  return sparing.length === 0 ? state : { ...state, moratoriums: sparing };
}

function sparingOf({ moratoriumId, reason, fromAt, endsAt, evidence, turns }: DeclaredMoratorium, accountId: string): Sparing {
  const turn: Turn = turns === null ? 'not-given' : (turns[accountId] ?? 'free');
  return { moratoriumId, reason, fromAt, endsAt, evidence, turn };
}

/** Each holds for itself, and together they hold until the last one ends (GEN-HOLDS). */
export function moratoriumHolds({ moratoriums = [] }: AccountState, now: Instant): StandingHold[] {
  return moratoriums
    .filter(({ fromAt, endsAt }) => fromAt <= now && (endsAt === null || now < endsAt))
    .map(({ moratoriumId, reason, fromAt, endsAt, evidence }) => ({
      kind: 'moratorium',
      evidence: moratoriumId,
      sinceAt: fromAt,
      untilAt: endsAt,
      sentence: `Moratorium ${moratoriumId} spares the area of the account because of ${moratoriumWords[reason]} (${evidence})${endsAt === null ? '' : `, until ${endsAt}`}.`,
    }));
}

/** The moments to come at which one begins. */
export function moratoriumsAhead({ moratoriums = [] }: AccountState, now: Instant): readonly Instant[] {
  return moratoriums.map(({ fromAt }) => fromAt).filter((fromAt) => fromAt > now);
}

/** Those that stood, ended since the case opened, and after which the account has a turn, or is to get one. @param openedAt of the case, null without one */
export function releasesOf({ moratoriums = [] }: AccountState, openedAt: Instant | null, now: Instant): readonly Release[] {
  return moratoriums.flatMap(({ moratoriumId, fromAt, endsAt, turn }): Release[] =>
    endsAt !== null && fromAt < endsAt && endsAt <= now && turn !== 'free' && openedAt !== null && openedAt < endsAt ? [{ moratoriumId, endedAt: endsAt, turn }] : [],
  );
}
