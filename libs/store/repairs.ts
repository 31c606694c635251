import type { AccountEvent } from '../account/account.events.ts';
import type { Instant } from '../kernel/time.ts';
import type { Sql } from './database.ts';

/** A dead letter that holds an account. */
export interface OpenLetter {
  readonly deadLetterId: string;
  readonly reason: string;
}

/** Letters that came before their account was open: they may protect it all the same. */
export async function lettersNaming(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<Map<string, OpenLetter[]>> {
  const letters = new Map<string, OpenLetter[]>();
  if (accountIds.length === 0) return letters;
  const rows = await em.execute<(OpenLetter & { accountId: string })[]>(
    `select n.account_id as "accountId", d.dead_letter_id as "deadLetterId", d.reason from dead_letter d, unnest(d.held_ids) as n(account_id)
     where d.utility_id = ? and d.held_ids && ?::text[] and n.account_id = any(?::text[]) order by d.recorded_at, d.dead_letter_id`,
    [utilityId, accountIds, accountIds],
  );
  for (const { accountId, ...letter } of rows) letters.set(accountId, [...(letters.get(accountId) ?? []), letter]);
  return letters;
}

export function parkedEvent({ deadLetterId, reason }: OpenLetter, now: Instant): AccountEvent {
  return { type: 'MessageParked', id: `arrears#parked/${deadLetterId}`, effectiveAt: now, recordedAt: now, data: { deadLetterId, reason } };
}

/** What was parked is repaired by the message that names it: the account that it is about is free again. */
export function repairedEvent(deadLetterId: string, replacedBy: string, isParked: boolean, now: Instant): AccountEvent {
  const id = `arrears#repaired/${deadLetterId}/${replacedBy}${isParked ? '' : '/late'}`;
  return { type: 'MessageRepaired', id, effectiveAt: now, recordedAt: now, data: { deadLetterId, replacedBy } };
}

/**
 * These accounts are free of the letter: a message about them repairs it, or a person says that it does not concern them. The others
 * that it names stay held, and the letter stays open for them. @returns whom it still holds
 */
export async function freeFrom(em: Sql, utilityId: string, deadLetterId: string, accountIds: readonly string[]): Promise<readonly string[]> {
  const [letter] = await em.execute<{ held_ids: string[] }[]>(
    `update dead_letter set held_ids = array(select held from unnest(held_ids) as held where held <> all(?::text[])),
       status = case when held_ids <@ ?::text[] then 'repaired' else 'open' end
     where utility_id = ? and dead_letter_id = ? returning held_ids`,
    [accountIds, accountIds, utilityId, deadLetterId],
  );
  return letter?.held_ids ?? [];
}
