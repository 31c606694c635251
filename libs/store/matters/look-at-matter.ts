import { earlierOf, type Instant } from '../../kernel/time.ts';
import { docketLetters } from '../../account/docket-letters.ts';
import { docketOutlooks } from '../../account/docket-outlook.ts';
import type { Database, Sql } from '../database.ts';
import { instantText } from '../read/sql-times.ts';
import { UnitOfWork } from '../unit-of-work.ts';
import { readUtility } from '../utility.ts';
import { writeMatters } from './matter-rows.ts';

/** What a docket's process is to do and to wait for. Asking twice gives the same answer. */
export interface MatterOutlook {
  readonly isOpen: boolean;
  /** Ordered on this docket and not mailed, or to be voided: by the id of the notice. */
  readonly letters: readonly string[];
  readonly now: Instant;
  readonly clockMode: 'real' | 'stepped';
  /** When time alone brings the next thing about on any of its accounts; null when it waits for the court or for a person. */
  readonly nextLookAt: Instant | null;
}

/**
 * Decides what is due on every account that a docket names, and says what is open, in one transaction.
 * @returns null when no account knows the docket
 */
export async function lookAtMatter(db: Database, utilityId: string, docket: string): Promise<MatterOutlook | null> {
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, await accountsOf(em, utilityId, docket));
    const accounts = [...work.accounts.values()];
    if (accounts.length === 0) return null;
    const cause = `docket/${docket}`;
    for (const account of accounts) await work.advance(account, { cause, correlationId: cause });
    await work.commit();
    // Also of accounts that stay as they are: what was due is done.
    await writeMatters(em, work.utility, accounts.map(({ folded }) => folded.state));
    const { law, now, clockMode } = work.utility;
    const outlooks = accounts.flatMap(({ folded }) => docketOutlooks(folded.state, law, now).filter((known) => known.docket === docket));
    const ordered = accounts.flatMap(({ folded }) => docketLetters(folded.state).flatMap((letter) => (letter.docket === docket ? [letter.noticeId] : [])));
    return { isOpen: outlooks.some(({ isOpen }) => isOpen), letters: await openLetters(em, utilityId, ordered), now, clockMode, nextLookAt: outlooks.reduce<Instant | null>((next, { nextLookAt }) => earlierOf(next, nextLookAt), null) };
  });
}

async function openLetters(em: Sql, utilityId: string, noticeIds: readonly string[]): Promise<string[]> {
  if (noticeIds.length === 0) return [];
  const rows = await em.execute<{ key: string }[]>(`select key from obligation where utility_id = ? and key = any(?::text[]) and status = 'open' order by key`, [utilityId, noticeIds]);
  return rows.map(({ key }) => key);
}

/** Dockets with a letter that nobody has tried to print yet: their process is late, or gone. */
export async function mattersWithUntriedLetters(db: Database, utilityId: string): Promise<string[]> {
  const rows = await db.forUtility(utilityId, (em) =>
    em.execute<{ docket: string }[]>(
      `select distinct m.docket from obligation o join matter_account m on m.utility_id = o.utility_id and m.account_id = o.account_id
       where o.utility_id = ? and o.status = 'open' and o.kind = 'letter' and o.attempts = 0 and o.failure is null and o.case_id is null order by 1`,
      [utilityId],
    ),
  );
  return rows.map(({ docket }) => docket);
}

async function accountsOf(em: Sql, utilityId: string, docket: string): Promise<string[]> {
  const rows = await em.execute<{ account_id: string }[]>('select account_id from matter_account where utility_id = ? and docket = ?', [utilityId, docket]);
  return rows.map(({ account_id }) => account_id);
}

/** Dockets on which something is due by the utility's clock. */
export async function overdueMatters(db: Database, utilityId: string): Promise<string[]> {
  return db.forUtility(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    const rows = await em.execute<{ docket: string }[]>('select distinct docket from matter_account where utility_id = ? and is_open and next_look_at <= ? order by 1', [utilityId, now]);
    return rows.map(({ docket }) => docket);
  });
}

/** When the next thing falls due on any docket, for a clock that is stepped. */
export async function nextMatterLookAt(em: Sql, utilityId: string, after: Instant): Promise<Instant | null> {
  const [row] = await em.execute<{ next: Instant | null }[]>(`select ${instantText('min(next_look_at)')} as next from matter_account where utility_id = ? and is_open and next_look_at > ?`, [utilityId, after]);
  return row?.next ?? null;
}
