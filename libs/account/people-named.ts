import type { Instant } from '../kernel/time.ts';
import type { AccountEvent } from './account.events.ts';
import type { AccountState, PersonNaming } from './account.state.ts';

/** Who stands on the account beside its customer, at that moment. Their names are in the stream alone. */
export function namedNow({ persons = [] }: AccountState, now: Instant): readonly PersonNaming[] {
  return persons.filter(({ namedAt, endedAt }) => namedAt <= now && (endedAt === null || endedAt > now));
}

type PersonEvent = Extract<AccountEvent, { type: 'PersonNamed' | 'PersonWithdrawn' }>;

/** Named anew under the same id, somebody stands there with the new name and role from then on. */
export function withPerson(persons: AccountState['persons'] = [], { type, data, effectiveAt }: PersonEvent): AccountState['persons'] {
  const ended = persons.map((known) => (known.personId === data.personId && known.endedAt === null ? { ...known, endedAt: effectiveAt } : known));
  if (type === 'PersonWithdrawn') return ended;
  const { personId, role, evidence = null } = data;
  return [...ended, { personId, role, evidence, namedAt: effectiveAt, endedAt: null }];
}
