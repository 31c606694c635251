import { underMoratoriums } from '../../../libs/account/moratoriums.ts';
import type { AccountState } from '../../../libs/account/account.state.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { isOpen } from '../../../libs/case/advance.ts';
import { contextOf, type Context } from '../../../libs/case/context.ts';
import { ruleOfHold } from '../../../libs/policy/evaluate.ts';
import type { Utility } from '../../../libs/store/index.ts';

/** What a decision about the account would look at now; for reading, so without locks. */
export function contextNow(utility: Utility, account: AccountState, state: CaseState | null): Context {
  return contextOf(underMoratoriums(account, utility.moratoriums), isOpen(state) ? state : null, utility.law, utility.now, utility.feeds, utility.breakers);
}

/** What billing looks into, each with the rule by which it is not pursued. */
export function investigationsOf({ facts, law }: Context) {
  return facts.investigations.map((known) => ({ ...known, rule: law.pack.holds.investigation.rule }));
}

/** The holds that stand, each with the rule that makes it one. */
export function holdsOf({ holds, law }: Context) {
  // That one awaits a supervisor is said in its sentence.
  return holds.map(({ awaitsSupervisor: _inItsSentence, ...hold }) => ({ ...hold, rule: ruleOfHold(hold, law) }));
}
