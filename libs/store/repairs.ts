import type { AccountEvent } from '../account/account.events.ts';
import type { Instant } from '../kernel/time.ts';
import type { Sql } from './database.ts';

/** A dead letter that names an account and is not repaired. */
export interface OpenLetter {
  readonly deadLetterId: string;
  readonly reason: string;
}

/** The accounts that these letters hold: a key and a body that disagree name two, and the repair frees both. */
export async function accountsHeldBy(em: Sql, utilityId: string, deadLetterIds: readonly string[]): Promise<Map<string, readonly string[]>> {
  if (deadLetterIds.length === 0) return new Map();
  const rows = await em.execute<{ dead_letter_id: string; account_ids: string[] }[]>(
    `select dead_letter_id, account_ids from dead_letter where utility_id = ? and dead_letter_id = any(?::text[])`,
    [utilityId, deadLetterIds],
  );
  return new Map(rows.map((row) => [row.dead_letter_id, row.account_ids]));
}

/** Letters that came before their account was open: they may protect it all the same. */
export async function lettersNaming(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<Map<string, OpenLetter[]>> {
  const letters = new Map<string, OpenLetter[]>();
  if (accountIds.length === 0) return letters;
  const rows = await em.execute<(OpenLetter & { accountId: string })[]>(
    `select n.account_id as "accountId", d.dead_letter_id as "deadLetterId", d.reason from dead_letter d, unnest(d.account_ids) as n(account_id)
     where d.utility_id = ? and d.status <> 'repaired' and d.account_ids && ?::text[] and n.account_id = any(?::text[]) order by d.recorded_at, d.dead_letter_id`,
    [utilityId, accountIds, accountIds],
  );
  for (const { accountId, ...letter } of rows) letters.set(accountId, [...(letters.get(accountId) ?? []), letter]);
  return letters;
}

export function parkedEvent({ deadLetterId, reason }: OpenLetter, now: Instant): AccountEvent {
  return { type: 'MessageParked', id: `arrears#parked/${deadLetterId}`, effectiveAt: now, recordedAt: now, data: { deadLetterId, reason } };
}

/** What was parked is repaired by the message that names it: the account is free again. */
export function repairedEvent(deadLetterId: string, replacedBy: string, isParked: boolean, now: Instant): AccountEvent {
  const id = `arrears#repaired/${deadLetterId}/${replacedBy}${isParked ? '' : '/late'}`;
  return { type: 'MessageRepaired', id, effectiveAt: now, recordedAt: now, data: { deadLetterId, replacedBy } };
}
