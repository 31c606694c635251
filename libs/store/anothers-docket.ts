import type { AccountEvent } from '../account/account.events.ts';
import { docketOnAccount } from '../bankruptcy/index.ts';
import type { Instant } from '../kernel/time.ts';
import type { Database } from './database.ts';
import type { DocketChange } from './docket-marks.ts';
import { accountNow, recordOnce } from './record-once.ts';

/** For a match that two people released: the docket is another person's. Nothing happens where nothing of it was recorded. */
export async function anothersDocket(db: Database, utilityId: string, { court, docketNumber, accountId }: DocketChange & { readonly accountId: string }, who: { readonly reason: string; readonly lookedUpBy: string; readonly agreedBy: string }): Promise<void> {
  const state = await accountNow(db, utilityId, accountId);
  const docket = docketOnAccount(state, court, docketNumber);
  const [first] = await db.forUtility(utilityId, (em) =>
    em.execute<{ at: Instant }[]>(
      `select min(body::json #>> '{event,effectiveAt}') as at from account_event where utility_id = ? and account_id = ? and body::json #>> '{event,data,docket}' = ? having count(*) > 0`,
      [utilityId, accountId, docket],
    ),
  );
  if (!first) return;
  await recordOnce(db, utilityId, accountId, { type: 'PetitionMisattributed', id: `court#${docket}/misattributed`, effectiveAt: first.at, data: { docket, ...who } } satisfies Omit<Extract<AccountEvent, { type: 'PetitionMisattributed' }>, 'recordedAt'>);
}
