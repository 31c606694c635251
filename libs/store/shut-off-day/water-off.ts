import { underMoratoriums } from '../../account/moratoriums.ts';
import { unopenedAccount, type AccountState } from '../../account/account.state.ts';
import type { CaseState } from '../../case/case.state.ts';
import { contextOf } from '../../case/context.ts';
import { offThough, type OffThough } from '../../case/shut-off-day/water-off.ts';
import type { Sql } from '../database.ts';
import { readUtility, type Utility } from '../utility.ts';

export interface OffAccount extends OffThough {
  readonly accountId: string;
  readonly premiseAddress: string;
}

/** Where the water is off and something came since: a crew is ordered, something was credited, something holds, or the last decision failed. */
const asked = `
select c.account_id as "accountId", a.state as account, c.state, coalesce(p.premise_address, '') as "premiseAddress"
from case_record c join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
left join account_person p on p.utility_id = c.utility_id and p.account_id = c.account_id
where c.utility_id = ? and c.status in ('shut-off', 'restoring') and (
  c.status = 'restoring' or c.failure is not null or c.held_kinds <> '{}'
  or exists (select 1 from json_array_elements(a.state -> 'credits') as t(credit) where t.credit ->> 'effectiveAt' >= c.state #>> '{shutOff,closedAt}'))
order by c.case_id`;

interface Row {
  accountId: string;
  premiseAddress: string;
  account: AccountState;
  state: CaseState;
}

/** Everybody whose water is off although something speaks for it since, on whatever day it was turned off; whoever has to get it back comes first. */
export async function readOffThough(em: Sql, utilityId: string): Promise<OffAccount[]> {
  const rows = await em.execute<Row[]>(asked, [utilityId]);
  if (rows.length === 0) return [];
  const utility = await readUtility(em, utilityId, rows.map(({ accountId }) => accountId));
  return rows.flatMap((row) => offOf(row, utility)).sort((first, second) => Number(first.standing === 'stays-off') - Number(second.standing === 'stays-off'));
}

function offOf({ accountId, premiseAddress, account, state }: Row, { law, now, feeds, breakers, moratoriums }: Utility): OffAccount[] {
  const known = underMoratoriums({ ...unopenedAccount(accountId), ...account }, moratoriums);
  const off = offThough(state, contextOf(known, state, law, now, feeds, breakers));
  return off === null ? [] : [{ ...off, accountId, premiseAddress }];
}
