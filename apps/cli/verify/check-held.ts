import type { Database } from '../../../libs/store/index.ts';
import type { Differences } from './differences.ts';

/** I6: whom a dead letter holds is held, once the account is open. */
export async function checkHeld(db: Database, utilityId: string, differences: Differences): Promise<void> {
  const free = await db.forUtility(utilityId, (em) =>
    em.execute<{ account_id: string; dead_letter_id: string }[]>(
      `select a.account_id, d.dead_letter_id from dead_letter d, unnest(d.held_ids) as h(account_id), account a
       where d.utility_id = ? and a.utility_id = d.utility_id and a.account_id = h.account_id and not (a.state -> 'parked')::jsonb @> to_jsonb(d.dead_letter_id)
       order by a.account_id, d.dead_letter_id`,
      [utilityId],
    ),
  );
  for (const { account_id, dead_letter_id } of free) differences.add('I6', account_id, `dead letter ${dead_letter_id} holds it, and it is free`);
}
