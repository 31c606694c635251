import type { AccountEventData } from '../../account/account.events.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { instantText } from './sql-times.ts';

/** By the ids of those who were named on the account, third persons among them: their names stand in the stream alone. */
export async function readNames(em: Sql, utilityId: string, accountId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await em.execute<{ id: string; name: string }[]>(
    `select distinct on (1) coalesce(data ->> 'personId', data ->> 'thirdPartyId') as id, data -> 'contact' ->> 'name' as name
     from (select body::json -> 'event' -> 'data' as data, effective_at, version from account_event where utility_id = ? and account_id = ? and type in ('PersonNamed', 'ThirdPartyNamed')) named
     order by 1, effective_at desc, version desc`,
    [utilityId, accountId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface StoredContact extends Pick<AccountEventData<'ContactLogged'>, 'contactId' | 'channel' | 'outcome' | 'caller' | 'callerName' | 'takenBy' | 'callbackOn'> {
  readonly at: Instant;
}

/** The last contacts, the newest first, with what was said. */
export async function readContacts(em: Sql, utilityId: string, accountId: string, most: number): Promise<StoredContact[]> {
  const rows = await em.execute<{ data: AccountEventData<'ContactLogged'>; at: Instant }[]>(
    `select body::json -> 'event' -> 'data' as data, ${instantText('effective_at')} as at from account_event
     where utility_id = ? and account_id = ? and type = 'ContactLogged' order by effective_at desc, version desc limit ?`,
    [utilityId, accountId, most],
  );
  return rows.map(({ data: { contactId, channel, outcome, caller, callerName, takenBy, callbackOn }, at }) => ({ at, contactId, channel, outcome, caller, callerName, takenBy, callbackOn }));
}
