import { underMoratoriums } from '../../account/moratoriums.ts';
import type { AccountState } from '../../account/account.state.ts';
import type { CaseState } from '../../case/case.state.ts';
import { contextOf } from '../../case/context.ts';
import { nextStepAt } from '../../case/decide-steps.ts';
import { breakerKinds, type BreakerKind, type DayBound } from '../../policy/breaker.ts';
import { openTrips, waitingStatuses, type Trip } from '../breaker-resets.ts';
import { boundToday, countedToday } from '../breakers.ts';
import type { Sql } from '../database.ts';
import type { Utility } from '../utility.ts';

/** A breaker as a supervisor looks at it: today's count against today's bound, and what it holds while it is open. */
export interface BreakerState {
  readonly kind: BreakerKind;
  readonly rule: string;
  /** Since the day began, or since the breaker was reset. */
  readonly countedToday: number;
  readonly today: DayBound;
  readonly trip: Trip | null;
  /** Cases that would go on now if it were closed, in order of their ids. */
  readonly waiting: { readonly caseIds: readonly string[]; readonly hasMore: boolean };
}

/** Every breaker for which the utility's law sets bounds. */
export async function listBreakers(em: Sql, utility: Utility): Promise<BreakerState[]> {
  const { breaker } = utility.law.pack;
  const trips = await openTrips(em, utility.utilityId);
  const states: BreakerState[] = [];
  for (const kind of breakerKinds) {
    const bound = breaker?.bounds[kind];
    if (breaker === undefined || bound === undefined) continue;
    const trip = trips.find((open) => open.kind === kind) ?? null;
    states.push({
      kind,
      rule: breaker.rule,
      countedToday: await countedToday(em, utility, kind),
      today: await boundToday(em, utility, kind, bound, breaker.usualDays),
      trip,
      waiting: trip === null ? { caseIds: [], hasMore: false } : await waitingFor(em, utility, kind),
    });
  }
  return states;
}

const shownAtMost = 100;
/** More cases than are shown may stand at the same step and wait for something else; so many pages of them are gone through. */
const pages = { ofCases: 500, atMost: 20 };

async function waitingFor(em: Sql, utility: Utility, kind: BreakerKind): Promise<BreakerState['waiting']> {
  const found: string[] = [];
  let after = '';
  for (let page = 0; page < pages.atMost; page += 1) {
    const rows = await em.execute<{ case_id: string; state: CaseState; account: AccountState }[]>(
      `select c.case_id, c.state, a.state as account from case_record c join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
       where c.utility_id = ? and c.status = any(?::text[]) and c.case_id > ? order by c.case_id limit ?`,
      [utility.utilityId, [...waitingStatuses[kind]], after, pages.ofCases],
    );
    found.push(...rows.filter(({ state, account }) => wouldGoOn(state, account, utility, kind)).map(({ case_id }) => case_id));
    const last = rows.at(-1);
    if (!last || rows.length < pages.ofCases) return { caseIds: found.slice(0, shownAtMost), hasMore: found.length > shownAtMost };
    if (found.length > shownAtMost) break;
    after = last.case_id;
  }
  return { caseIds: found.slice(0, shownAtMost), hasMore: true };
}

/** Its next step is due now, and this breaker alone keeps it. */
function wouldGoOn(state: CaseState, account: AccountState, { law, now, feeds, breakers, moratoriums }: Utility, kind: BreakerKind): boolean {
  const others = breakers.filter((open) => open.kind !== kind);
  const dueAt = nextStepAt(state, contextOf(underMoratoriums(account, moratoriums), state, law, now, feeds, others));
  return dueAt !== null && dueAt <= now;
}
