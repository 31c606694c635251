import type { callerRoles } from '../../../libs/account/account.events.ts';
import { namedNow } from '../../../libs/account/people-named.ts';
import type { Context } from '../../../libs/case/context.ts';
import type { Because } from '../../../libs/kernel/because.ts';
import { because } from '../../../libs/policy/evaluate.ts';

export type CallerRole = (typeof callerRoles)[number];

/** How much of an account somebody may be told, once it is clear who calls. */
export const hearings = ['everything', 'everything-with-authority', 'what-is-due', 'the-notice', 'that-it-may-be-shut-off', 'nothing'] as const;
export type Hearing = (typeof hearings)[number];

export interface Hears {
  readonly caller: CallerRole;
  readonly hears: Hearing;
  readonly because: Because;
}

const sentences = {
  customer: 'Everything about the account, once it is clear who calls.',
  payer: 'What is due on the accounts that it pays for, and their plan; nothing about the household.',
  'third-party': 'What the notice says: that the water may be shut off, when, for how much, and how to help. This person owes nothing.',
  occupant: 'That the service may be shut off, when, and how to become a customer without the old debt. This person owes nothing of it.',
  owner: 'What is due and whether the service is on, since it concerns the property; nothing about the household, its payments or its plan.',
  named: 'Everything about the account: this person stands on it.',
  unnamed: 'Nothing about the account before a letter of authority is seen. Take down what is said.',
  nobody: 'Nothing about the account. Take down what is said.',
} as const;

/** For each kind of caller what may be told, by who stands on the account; the rule that says so, where the pack has one of its own. */
export function whoHearsWhat(context: Context): Hears[] {
  const { account, facts, now } = context;
  const named = new Set(namedNow(account, now).map(({ role }) => role));
  const told = (caller: CallerRole, hears: Hearing, rule: string, sentence: keyof typeof sentences): Hears => ({ caller, hears, because: saying(context, rule, sentences[sentence]) });
  const nothing = (caller: CallerRole) => told(caller, 'nothing', 'AUTHORITY', 'nobody');
  const withAuthority = (caller: 'attorney' | 'executor') => (named.has(caller) ? told(caller, 'everything', 'AUTHORITY', 'named') : told(caller, 'everything-with-authority', 'AUTHORITY', 'unnamed'));
  const livesThere = (facts.tenancy?.units.length ?? 0) > 0 || named.has('occupant');
  return [
    told('customer', 'everything', 'AUTHORITY', 'customer'),
    account.payerId === undefined && !named.has('bill-to') ? nothing('payer') : told('payer', 'what-is-due', 'AUTHORITY', 'payer'),
    facts.thirdParties.length === 0 ? nothing('third-party') : told('third-party', 'the-notice', 'CA-15D', 'third-party'),
    livesThere ? told('occupant', 'that-it-may-be-shut-off', 'CA-998-TENANT', 'occupant') : nothing('occupant'),
    named.has('owner') ? told('owner', 'what-is-due', 'AUTHORITY', 'owner') : nothing('owner'),
    withAuthority('attorney'),
    withAuthority('executor'),
    nothing('somebody-else'),
  ];
}

/** By that rule where the pack knows it, and by the authority of the agency where it does not. */
export function saying({ law }: Context, preferred: string, sentence: string): Because {
  return because(law, law.pack.rules[preferred] === undefined ? 'AUTHORITY' : preferred, sentence);
}
