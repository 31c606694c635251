import type { AccountEvent } from '../account/account.events.ts';
import type { Database } from './database.ts';
import { freeFrom } from './repairs.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** A release of accounts that the letter does not hold. */
export class NotHeld extends Error {
  constructor(deadLetterId: string, accountIds: readonly string[]) {
    super(`Dead letter ${deadLetterId} does not hold ${accountIds.join(', ')}`);
    this.name = 'NotHeld';
  }
}

export interface Release {
  readonly accountIds: readonly string[];
  readonly reason: string;
  readonly releasedBy: string;
}

/**
 * Frees accounts that a dead letter holds and does not concern: a repair frees those alone that it is about, for the others a
 * person answers. @throws NotHeld @returns whom the letter still holds; null when there is no such letter
 */
export async function releaseAccounts(db: Database, utilityId: string, deadLetterId: string, { accountIds, reason, releasedBy }: Release): Promise<readonly string[] | null> {
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, accountIds);
    const [letter] = await em.execute<{ held_ids: string[] }[]>(`select held_ids from dead_letter where utility_id = ? and dead_letter_id = ? for update`, [utilityId, deadLetterId]);
    if (!letter) return null;
    const free = accountIds.filter((accountId) => !letter.held_ids.includes(accountId));
    if (free.length > 0) throw new NotHeld(deadLetterId, free);
    const { now } = work.utility;
    const provenance = { cause: deadLetterId, correlationId: deadLetterId };
    const released: AccountEvent = { type: 'MessageReleased', id: `arrears#released/${deadLetterId}`, effectiveAt: now, recordedAt: now, data: { deadLetterId, reason, releasedBy } };
    for (const account of work.accounts.values()) {
      await work.append(account, [released], () => provenance);
      await work.advance(account, provenance);
    }
    await work.commit();
    return freeFrom(em, utilityId, deadLetterId, accountIds);
  });
}
