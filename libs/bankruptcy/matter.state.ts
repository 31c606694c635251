import type { AccountState, Petition } from '../account/account.state.ts';

/** A bankruptcy matter: one docket of one court over all accounts of its debtors, and of those who answer for them. */
export interface Matter {
  readonly docket: string;
  /** As the docket is known on the account that knows most of it. */
  readonly petition: Petition;
  readonly accounts: readonly MatterAccount[];
}

export interface MatterAccount {
  readonly state: AccountState;
  readonly petition: Petition;
}


/**
 * The matters that accounts know of, by docket. A docket is the same on every account that it names; whichever has its petition speaks for
 * it, since a word of the court may reach one account before another.
 */
export function mattersOf(accounts: readonly AccountState[]): readonly Matter[] {
  const byDocket = Map.groupBy(
    accounts.flatMap((state) => state.petitions.map((petition): MatterAccount => ({ state, petition }))),
    ({ petition }) => petition.docket,
  );
  return [...byDocket]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([docket, known]) => {
      const inOrder = known.toSorted((first, second) => (first.state.accountId < second.state.accountId ? -1 : 1));
      const speaks = inOrder.find(({ petition }) => petition.role === 'debtor' && petition.filedAt !== null) ?? inOrder.find(({ petition }) => petition.filedAt !== null) ?? (inOrder[0] as MatterAccount);
      return { docket, petition: speaks.petition, accounts: inOrder };
    });
}
