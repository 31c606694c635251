import type { BadMessage } from '../contracts/index.ts';
import type { Database } from './database.ts';
import { nowhere } from './dead-letters.ts';
import type { IntakeItem } from './intake.ts';

type Place = readonly [utilityId: string, item: IntakeItem];

/** Whose a record is. A bad one may name a utility in its key and another in its body, and be about a customer of either (I10). */
export async function placesOf(db: Database, item: IntakeItem, known: ReadonlySet<string>): Promise<readonly Place[]> {
  const { message } = item;
  if (message.kind !== 'bad') return [[known.has(message.utilityId) ? message.utilityId : nowhere, item]];
  const named = message.places.filter(({ utilityId }) => known.has(utilityId));
  if (named.length < 2) return [[named[0]?.utilityId ?? nowhere, item]];
  const places: Place[] = [[nowhere, item]];
  for (const { utilityId, accountIds } of named) {
    const held = new Set([...accountIds, ...(await openAccounts(db, utilityId, message.accountIds))]);
    if (held.size > 0) places.push([utilityId, { ...item, ...withheld(item.raw, message, [...held]) }]);
  }
  return places;
}

/** The other side may have named this one's account; nobody here is told of those that it has not. */
async function openAccounts(db: Database, utilityId: string, accountIds: readonly string[]): Promise<string[]> {
  const rows = await db.forUtility(utilityId, (em) =>
    em.execute<{ account_id: string }[]>(`select account_id from account where utility_id = ? and account_id = any(?::text[])`, [utilityId, accountIds]),
  );
  return rows.map(({ account_id }) => account_id);
}

/** Holds accounts of one utility, and shows neither content nor ids, which may be the other's. */
function withheld(raw: IntakeItem['raw'], message: BadMessage, accountIds: readonly string[]): Pick<IntakeItem, 'message' | 'raw'> {
  const detail = `Its key names one utility and its body another; who runs Arrears reads it among the dead letters of "${nowhere}". Send again what is meant for the accounts here, or release them.`;
  return { message: { ...message, reason: 'key-disagrees', detail, accountIds, source: null, eventId: null }, raw: { ...raw, key: null, value: null } };
}
