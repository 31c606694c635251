import { feeds, topicOf } from '../../libs/contracts/index.ts';
import type { Messaging } from '../../libs/messaging/index.ts';
import { readUtility, sweepOutlook, type Database } from '../../libs/store/index.ts';

const query = `
select
  (select count(*)::int from outbox where utility_id = ?) as outbox,
  (select count(*)::int from pending_mark where utility_id = ?) as pending,
  (select count(*)::int from case_record where utility_id = ? and status <> 'closed' and failure is null and next_deadline_at <= ?) as overdue,
  (select count(*)::int from obligation where utility_id = ? and status = 'open' and kind = 'letter' and attempts = 0 and failure is null) as unprinted`;

type Counts = Record<'outbox' | 'pending' | 'overdue' | 'unprinted', number>;

/**
 * What a sandbox utility still has to do before nothing more comes of what was said so far, in words. While a feed is silent
 * about the time at which the clock stands, nothing is decided that falls due at that time: it is not waited for.
 */
export async function openBusiness(db: Database, messaging: Pick<Messaging, 'endOffsets'>, utilityId: string): Promise<string[]> {
  const { now, feeds: marks } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
  const [counts] = await db.forUtility(utilityId, (em) => em.execute<[Counts]>(query, [utilityId, utilityId, utilityId, now, utilityId]));
  const { outbox, pending, overdue, unprinted } = counts;
  const allIsTold = marks.every(({ throughAt }) => throughAt !== null && throughAt >= now);
  const dueOn = allIsTold ? (await sweepOutlook(db, utilityId)).dueOn : null;
  return [
    ...(outbox > 0 ? [`${outbox} rows are in the outbox`] : []),
    ...(pending > 0 ? [`${pending} marks of feeds do not count yet`] : []),
    ...(unprinted > 0 ? [`${unprinted} letters are not printed`] : []),
    ...(allIsTold && overdue > 0 ? [`the deadline of ${overdue} cases has come`] : []),
    ...(dueOn === null ? [] : [`${dueOn} is not swept`]),
    ...(await untaken(db, messaging)),
  ];
}

/** Records that lie in the topics and have not been taken in. */
async function untaken(db: Database, messaging: Pick<Messaging, 'endOffsets'>): Promise<string[]> {
  const rows = await db.shared((em) => em.execute<{ topic: string; partition: number; next: string }[]>('select topic, partition, next_offset::text as next from feed_position'));
  const taken = new Map(rows.map(({ topic, partition, next }) => [`${topic}/${partition}`, BigInt(next)]));
  const open: string[] = [];
  for (const topic of feeds.map(topicOf)) {
    for (const [partition, end] of Object.entries(await messaging.endOffsets(topic))) {
      const left = BigInt(end) - (taken.get(`${topic}/${partition}`) ?? 0n);
      if (left > 0n) open.push(`${left} records of ${topic}/${partition} are not taken in`);
    }
  }
  return open;
}
