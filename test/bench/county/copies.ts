import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { UnitOfWork, type Database } from '../../../libs/store/index.ts';
import { WorkingAccount } from '../../../libs/store/working-account.ts';
import type { CountyWorld } from './county-world.ts';

/** An account of the county under another id, so that one that is rare can be had many times. */
export interface Copy {
  readonly sourceId: string;
  readonly accountId: string;
}

const together = 200;

/** What names the source names the copy: cases, notices, orders, bills and payments carry the account's id. */
export function renamed<T>(value: T, { sourceId, accountId }: Copy): T {
  return JSON.parse(JSON.stringify(value).replaceAll(sourceId, accountId)) as T;
}

/** What an account's streams hold; of its cases the last. */
export interface Streams {
  readonly accountId: string;
  readonly accountEvents: readonly AccountEvent[];
  readonly caseEvents: readonly CaseEvent[];
}

/** Puts copies of a county's accounts into the database with their streams, as they stand; nothing of it is sent out. */
export async function settle(db: Database, utilityId: string, world: CountyWorld, copies: readonly Copy[]): Promise<void> {
  for (let from = 0; from < copies.length; from += together) {
    await settleStreams(db, utilityId, copies.slice(from, from + together).map((copy) => streamsOf(world, copy)));
  }
  await db.orm.em.getConnection().execute('vacuum analyze');
}

export async function settleStreams(db: Database, utilityId: string, streams: readonly Streams[]): Promise<void> {
  const provenance = { cause: 'bench', correlationId: 'bench' };
  await db.forUtility(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, streams.map(({ accountId }) => accountId));
    for (const { accountId, accountEvents, caseEvents } of streams) {
      const account = WorkingAccount.unopened(accountId);
      work.accounts.set(accountId, account);
      await work.append(account, accountEvents, () => provenance);
      work.decide(account, caseEvents, provenance);
      await work.advance(account, provenance);
    }
    await work.commit();
    await em.execute('delete from outbox where utility_id = ?', [utilityId]);
  });
}

function streamsOf(world: CountyWorld, copy: Copy): Streams {
  const source = world.simulation.accounts.get(copy.sourceId);
  if (!source) throw new Error(`The county has no account ${copy.sourceId}`);
  const caseEvents = source.state === null ? [] : (world.caseEvents.get(source.state.caseId) ?? []);
  return { accountId: copy.accountId, ...renamed({ accountEvents: source.events, caseEvents }, copy) };
}

/** Feeds that are complete through that moment: nothing is stale. */
export async function completeFeeds(db: Database, utilityId: string, throughAt: Instant): Promise<void> {
  await db.forUtility(utilityId, (em) =>
    em.execute(
      `insert into feed_mark (utility_id, feed, source, through_at) select ?, f ->> 'name', '/' || (f ->> 'name'), ? from utility u, jsonb_array_elements(u.feeds) as f where u.utility_id = ?
       on conflict (utility_id, feed, source) do update set through_at = excluded.through_at`,
      [utilityId, throughAt, utilityId],
    ),
  );
}
