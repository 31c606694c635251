import type { WatermarkIntake } from '../contracts/index.ts';
import type { Database, Sql } from './database.ts';
import { utilityIds } from './utility.ts';

/** Keeps a mark until everything that its topic held when it was read has been taken in. */
export async function keepMark(em: Sql, utilityId: string, mark: WatermarkIntake, topic: string, needs: Readonly<Record<number, string>>): Promise<void> {
  await em.execute(
    `insert into pending_mark (utility_id, feed, source, through_at, next_at, topic, needs) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (utility_id, feed, source, through_at) do update set next_at = excluded.next_at, needs = excluded.needs`,
    [utilityId, mark.feed, mark.source, mark.throughAt, mark.nextAt, topic, JSON.stringify(needs)],
  );
}

/** Remembers how far a partition was taken in. It only ever goes forward. */
export async function recordPosition(db: Database, topic: string, partition: number, nextOffset: string): Promise<void> {
  await db.shared((em) =>
    em.execute(
      `insert into feed_position (topic, partition, next_offset) values (?, ?, ?)
       on conflict (topic, partition) do update set next_offset = greatest(feed_position.next_offset, excluded.next_offset)`,
      [topic, partition, nextOffset],
    ),
  );
}

const promotion = `
with ready as (
  delete from pending_mark m
  where m.utility_id = ? and m.topic = ? and not exists (
    select 1 from jsonb_each_text(m.needs) as need(part, next_offset)
    left join feed_position p on p.topic = m.topic and p.partition = need.part::int
    where coalesce(p.next_offset, 0) < need.next_offset::bigint
  )
  returning m.feed, m.source, m.through_at, m.next_at
), latest as (
  select distinct on (feed, source) feed, source, through_at, next_at from ready order by feed, source, through_at desc
)
insert into feed_mark (utility_id, feed, source, through_at, next_at) select ?, feed, source, through_at, next_at from latest
on conflict (utility_id, feed, source) do update set
  through_at = greatest(feed_mark.through_at, excluded.through_at),
  next_at = case when excluded.through_at >= feed_mark.through_at then excluded.next_at else feed_mark.next_at end
returning feed`;

/** Makes marks count whose topic has been taken in as far as they need. @returns the utilities for which one did */
export async function promoteMarks(db: Database, topic: string): Promise<string[]> {
  const moved: string[] = [];
  for (const utilityId of await db.shared((em) => utilityIds(em))) {
    const rows = await db.forUtility(utilityId, (em) => em.execute<{ feed: string }[]>(promotion, [utilityId, topic, utilityId]));
    if (rows.length > 0) moved.push(utilityId);
  }
  return moved;
}
