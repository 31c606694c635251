import { at, dayOf } from '../../calendar/business-calendar.ts';
import { outgoingMessage } from '../../contracts/index.ts';
import { chainStart, sha256 } from '../../kernel/chain.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Database, Sql } from '../database.ts';
import { putIntoOutbox } from '../outbox.ts';
import { readUtility, type Utility } from '../utility.ts';
import { HeadsHash, type SealedHead, type SealRecord } from './seal.ts';
import { recordIn, type SealSigner } from './seal-key.ts';
import { streamKinds } from './sealed-streams.ts';

interface LastSeal {
  readonly number: number;
  readonly on: LocalDate;
  readonly seal: string;
  readonly hash: string;
}

/** True once the utility's day has begun (as the sweep counts it) and is not sealed. */
export async function sealIsDue(db: Database, utilityId: string): Promise<boolean> {
  return db.forUtility(utilityId, async (em) => isDue(await readUtility(em, utilityId), await lastSeal(em, utilityId)));
}

/**
 * Signs where every stream of a utility stands, once a day (M42): the heads that moved since the record before, chained to that
 * record, and sent out, so that a copy lies where the database cannot reach. @returns null when the day is sealed already
 */
export async function sealDay(db: Database, utilityId: string, signer: SealSigner): Promise<SealRecord | null> {
  return db.retrying(utilityId, async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtextextended(?, 12))`, [`seal/${utilityId}`]);
    const utility = await readUtility(em, utilityId);
    const before = await lastSeal(em, utilityId);
    if (!isDue(utility, before)) return null;
    const number = (before?.number ?? 0) + 1;
    await em.execute(gatherHeads, [...streamKinds.map(() => utilityId), utilityId, number, utilityId]);
    const record = await recordOf(em, utility, number, before);
    const seal = await signer.sign(record);
    await em.execute('insert into chain_seal (utility_id, number, on_day, sealed_at, seal, hash) values (?, ?, ?, ?, ?, ?)', [utilityId, number, record.on, record.at, seal, sha256(seal)]);
    await sendOut(em, record, seal);
    return record;
  });
}

function isDue({ law, now }: Utility, before: LastSeal | null): boolean {
  const today = dayOf(law.calendar, now);
  return now >= at(law.calendar, today, law.pack.sweepAt) && (before === null || before.on < today);
}

async function lastSeal(em: Sql, utilityId: string): Promise<LastSeal | null> {
  const [row] = await em.execute<LastSeal[]>('select number, on_day::text as on, seal, hash from chain_seal where utility_id = ? order by number desc limit 1', [utilityId]);
  return row ?? null;
}

/** One statement, and so one moment for all streams. */
const gatherHeads = `
with head as (${streamKinds.map(({ kind, heads, id }) => `select ('${kind}/' || ${id}) collate "C" as stream, version, head_hash as hash from ${heads} where utility_id = ? and version > 0`).join(' union all ')})
insert into chain_seal_head (utility_id, number, stream, from_version, version, hash)
select ?, ?::int, h.stream, coalesce(s.version, 0), h.version, h.hash
from head h left join lateral (select version, hash from chain_seal_head k where k.utility_id = ? and k.stream = h.stream order by k.number desc limit 1) s on true
where s.version is distinct from h.version or s.hash is distinct from h.hash`;

async function recordOf(em: Sql, { utilityId, law, now }: Utility, number: number, before: LastSeal | null): Promise<SealRecord> {
  const hash = new HeadsHash();
  let [streams, events] = [0, 0];
  for await (const head of sealedHeads(em, utilityId, number)) {
    hash.add(head);
    streams += head.fromVersion === 0 ? 1 : 0;
    events += head.version - head.fromVersion;
  }
  const known = before && recordIn(before.seal);
  return {
    schema: 1,
    utility: utilityId,
    number,
    on: dayOf(law.calendar, now),
    at: now,
    previous: before?.hash ?? chainStart,
    streams: (known?.streams ?? 0) + streams,
    events: (known?.events ?? 0) + events,
    moved: hash.counted,
    heads: hash.end(),
  };
}

const headsAtOnce = 5_000;

/** The heads of one record in their order, a page at a time. */
export async function* sealedHeads(em: Sql, utilityId: string, number: number): AsyncGenerator<SealedHead> {
  for (let after = ''; ; ) {
    const page = await em.execute<SealedHead[]>(
      `select stream, from_version as "fromVersion", version, hash from chain_seal_head where utility_id = ? and number = ? and stream > ? order by stream limit ?`,
      [utilityId, number, after, headsAtOnce],
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < headsAtOnce) return;
    after = last.stream;
  }
}

async function sendOut(em: Sql, { utility, number, on, at: sealedAt }: SealRecord, seal: string): Promise<void> {
  const cause = `seal/${on}`;
  const message = outgoingMessage({ type: 'ChainSealed', id: `seal/${utility}/${number}`, utility, time: sealedAt, correlationId: cause, data: { number, on, sealedAt, seal } });
  await putIntoOutbox(em, utility, [{ kind: 'message', stream: 'seals', topic: message.topic, key: message.key, value: message.value, headers: { 'correlation-id': cause } }]);
}
