import type { FactsIntake, UnrecordedFact } from '../contracts/index.ts';
import type { Sql } from './database.ts';
import type { IntakeItem } from './intake.ts';

/** One fact for one account, on its way in. */
export interface Claim {
  readonly item: { readonly message: FactsIntake; readonly raw: IntakeItem['raw'] };
  readonly accountId: string;
  readonly event: UnrecordedFact;
}

export function claimKey(source: string, eventId: string, accountId: string): string {
  return JSON.stringify([source, eventId, accountId]);
}

const keyOf = ({ item, accountId }: Claim) => claimKey(item.message.source, item.message.eventId, accountId);

interface InboxRecord {
  source: string;
  event_id: string;
  account_id: string;
  body_hash: string;
}

/**
 * Claims what was never seen. A resend of the same is dropped; the same id with another body comes back in `reused`.
 * Message and account are the key, since one message may concern several accounts.
 */
export async function claim(em: Sql, utilityId: string, claims: readonly Claim[]): Promise<{ fresh: Claim[]; reused: Claim['item'][] }> {
  if (claims.length === 0) return { fresh: [], reused: [] };
  const first = new Map<string, Claim>();
  for (const claimed of claims) if (!first.has(keyOf(claimed))) first.set(keyOf(claimed), claimed);
  const rows = [...first.values()].map(({ item, accountId }) => ({
    source: item.message.source,
    event_id: item.message.eventId,
    account_id: accountId,
    body_hash: item.message.bodyHash,
    topic: item.raw.topic,
    partition: item.raw.partition,
    msg_offset: item.raw.offset,
  }));
  const inserted = await em.execute<InboxRecord[]>(
    `insert into inbox (utility_id, source, event_id, account_id, body_hash, status, topic, partition, msg_offset)
     select ?, r.source, r.event_id, r.account_id, r.body_hash, 'applied', r.topic, r.partition, r.msg_offset
     from json_to_recordset(?::json) as r(source text, event_id text, account_id text, body_hash text, topic text, partition int, msg_offset bigint)
     order by r.source, r.event_id, r.account_id
     on conflict do nothing returning source, event_id, account_id, body_hash`,
    [utilityId, JSON.stringify(rows)],
  );
  const fresh = new Set(inserted.map((row) => claimKey(row.source, row.event_id, row.account_id)));
  const hashes = new Map([...first].filter(([key]) => fresh.has(key)).map(([key, claimed]) => [key, claimed.item.message.bodyHash]));
  await addKnownHashes(em, utilityId, [...first].filter(([key]) => !fresh.has(key)).map(([, claimed]) => claimed), hashes);
  const reused = claims.filter((claimed) => hashes.get(keyOf(claimed)) !== claimed.item.message.bodyHash);
  return { fresh: [...first].filter(([key]) => fresh.has(key)).map(([, claimed]) => claimed), reused: [...new Set(reused.map(({ item }) => item))] };
}

async function addKnownHashes(em: Sql, utilityId: string, seen: readonly Claim[], hashes: Map<string, string>): Promise<void> {
  if (seen.length === 0) return;
  const keys = seen.map(({ item, accountId }) => ({ source: item.message.source, event_id: item.message.eventId, account_id: accountId }));
  const known = await em.execute<InboxRecord[]>(
    `select i.source, i.event_id, i.account_id, i.body_hash
     from json_to_recordset(?::json) as r(source text, event_id text, account_id text)
     join inbox i on i.utility_id = ? and i.source = r.source and i.event_id = r.event_id and i.account_id = r.account_id`,
    [JSON.stringify(keys), utilityId],
  );
  for (const row of known) hashes.set(claimKey(row.source, row.event_id, row.account_id), row.body_hash);
}

/** Keeps facts of accounts that are not known yet, whole, for the accounts' opening. */
export async function keepWaiting(em: Sql, utilityId: string, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  const rows = claims.map(({ item, accountId, event }) => ({
    source: item.message.source,
    event_id: item.message.eventId,
    account_id: accountId,
    body: JSON.stringify({
      claim: { item: { message: { ...item.message, facts: [] }, raw: { ...item.raw, key: null, value: null } }, accountId, event },
      key: item.raw.key?.toString('base64') ?? null,
      value: item.raw.value?.toString('base64') ?? null,
    }),
  }));
  await em.execute(
    `update inbox i set status = 'waiting', body = r.body
     from json_to_recordset(?::json) as r(source text, event_id text, account_id text, body text)
     where i.utility_id = ? and i.source = r.source and i.event_id = r.event_id and i.account_id = r.account_id`,
    [JSON.stringify(rows), utilityId],
  );
}

/** Gives out what waited for these accounts, now that they are open. */
export async function takeWaiting(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<Claim[]> {
  if (accountIds.length === 0) return [];
  const rows = await em.execute<{ body: string }[]>(
    `with waited as (select source, event_id, account_id, body from inbox where utility_id = ? and account_id = any(?::text[]) and status = 'waiting' for update)
     update inbox i set status = 'applied', body = null from waited w
     where i.utility_id = ? and i.source = w.source and i.event_id = w.event_id and i.account_id = w.account_id returning w.body`,
    [utilityId, accountIds, utilityId],
  );
  return rows.map(({ body }) => readWaiting(body).claim);
}

export interface WaitingFact {
  readonly claim: Claim;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

export function readWaiting(body: string): WaitingFact {
  const { claim: claimed, key, value } = JSON.parse(body) as { claim: Claim; key: string | null; value: string | null };
  return { claim: claimed, key: key === null ? null : Buffer.from(key, 'base64'), value: value === null ? null : Buffer.from(value, 'base64') };
}
