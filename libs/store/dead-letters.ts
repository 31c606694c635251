import { deadLetterRecord, readMessage, type BadReason } from '../contracts/index.ts';
import type { Database, Sql } from './database.ts';
import { parkedEvent } from './repairs.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** A message that goes to the dead letters, and what it names. */
export interface Burial {
  readonly raw: { readonly topic: string; readonly partition: number; readonly offset: string; readonly key: Buffer | null; readonly value: Buffer | null };
  readonly reason: BadReason;
  /** What is wrong, where, and how to mend it. */
  readonly detail: string;
  readonly accountIds: readonly string[];
  readonly source: string | null;
  readonly eventId: string | null;
}

/** The place of what names no utility that exists. */
export const nowhere = '*';

/** The place of a record names its dead letter: read twice, it is buried once. */
export function deadLetterIdOf(raw: Burial['raw']): string {
  return `dl-${raw.topic}-${raw.partition}-${raw.offset}`;
}

/** Keeps messages that cannot become facts, tells the dead-letter topic, and holds the accounts that they name (I6). */
export async function buryAll(em: Sql, utilityId: string, burials: readonly Burial[]): Promise<void> {
  const added: Burial[] = [];
  for (const burial of burials) added.push({ ...burial, accountIds: await keep(em, utilityId, burial) });
  await holdAccounts(em, utilityId, added);
}

/** @returns the accounts that the letter did not name before */
async function keep(em: Sql, utilityId: string, burial: Burial): Promise<readonly string[]> {
  const { raw, reason, accountIds, source, eventId } = burial;
  // PostgreSQL's text has no place for the zero character, which senders have been seen to send.
  const detail = burial.detail.replaceAll('\u0000', '');
  const id = deadLetterIdOf(raw);
  const inserted = await em.execute<{ dead_letter_id: string }[]>(
    `insert into dead_letter (utility_id, dead_letter_id, account_ids, held_ids, reason, detail, topic, partition, msg_offset, key, value, source, event_id, correlation_id)
     values (?, ?, ?::text[], ?::text[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning dead_letter_id`,
    [utilityId, id, accountIds, utilityId === nowhere ? [] : accountIds, reason, detail, raw.topic, raw.partition, raw.offset, raw.key, raw.value, source, eventId, id],
  );
  if (inserted.length === 0) return addAccounts(em, utilityId, id, accountIds, detail);
  const bad = { reason, detail, utilityId: utilityId === nowhere ? null : utilityId, accountId: accountIds[0] ?? null };
  const record = deadLetterRecord({ deadLetterId: id, bad, origin: raw, key: raw.key, value: raw.value });
  await em.execute(`insert into outbox (utility_id, kind, stream, topic, key, value, headers) values (?, 'message', ?, ?, ?, ?, ?)`, [
    utilityId,
    accountIds[0] ?? id,
    record.topic,
    record.key,
    record.value,
    JSON.stringify({ ...record.headers, 'correlation-id': id }),
  ]);
  return accountIds;
}

/** One message may be buried account by account, as each is waited for in vain: its letter comes to name them all. */
async function addAccounts(em: Sql, utilityId: string, deadLetterId: string, accountIds: readonly string[], detail: string): Promise<readonly string[]> {
  const [letter] = await em.execute<{ account_ids: string[] }[]>(`select account_ids from dead_letter where utility_id = ? and dead_letter_id = ? for update`, [utilityId, deadLetterId]);
  const known = new Set(letter?.account_ids);
  const added = accountIds.filter((accountId) => !known.has(accountId));
  if (added.length === 0) return [];
  await em.execute(
    `update dead_letter set account_ids = account_ids || ?::text[], held_ids = held_ids || ?::text[], detail = detail || ' ' || ?, status = 'open'
     where utility_id = ? and dead_letter_id = ?`,
    [added, added, detail, utilityId, deadLetterId],
  );
  return added;
}

/** What could not be read may protect: nothing adverse happens to the accounts that it names until it is repaired. */
async function holdAccounts(em: Sql, utilityId: string, burials: readonly Burial[]): Promise<void> {
  const named = burials.filter((burial) => burial.accountIds.length > 0);
  if (named.length === 0 || utilityId === nowhere) return;
  const work = await UnitOfWork.begin(em, utilityId, named.flatMap((burial) => burial.accountIds));
  const { now } = work.utility;
  for (const burial of named) {
    const deadLetterId = deadLetterIdOf(burial.raw);
    for (const accountId of burial.accountIds) {
      const account = work.accounts.get(accountId);
      if (!account) continue;
      const event = parkedEvent({ deadLetterId, reason: burial.reason }, now);
      const provenance = { cause: deadLetterId, correlationId: deadLetterId };
      await work.append(account, [event], () => provenance);
      await work.advance(account, provenance);
    }
  }
  await work.commit();
}

export interface DeadLetter {
  readonly deadLetterId: string;
  readonly accountIds: readonly string[];
  /** Those of them that it holds still. */
  readonly heldIds: readonly string[];
  readonly reason: BadReason;
  readonly detail: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly source: string | null;
  readonly eventId: string | null;
  readonly recordedAt: string;
  readonly status: 'open' | 'resent' | 'repaired';
  readonly replacedBy: string | null;
  readonly key: string | null;
  readonly value: string | null;
}

const columns = `dead_letter_id as "deadLetterId", account_ids as "accountIds", held_ids as "heldIds", reason, detail, topic, partition, msg_offset::text as "offset", source, event_id as "eventId",
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", status, replaced_by as "replacedBy"`;

/** Newest last. @param after the id of the last one seen */
export async function listDeadLetters(db: Database, utilityId: string, options: { limit: number; after?: string | null; status?: DeadLetter['status'] }): Promise<Omit<DeadLetter, 'key' | 'value'>[]> {
  return db.forUtility(utilityId, (em) =>
    em.execute(
      `select ${columns} from dead_letter where utility_id = ? and (?::text is null or dead_letter_id > ?) and (?::text is null or status = ?) order by dead_letter_id limit ?`,
      [utilityId, options.after ?? null, options.after ?? null, options.status ?? null, options.status ?? null, options.limit],
    ),
  );
}

/** With its bytes, as base64 where they are no text. */
export async function readDeadLetter(db: Database, utilityId: string, deadLetterId: string): Promise<DeadLetter | null> {
  const [row] = await db.forUtility(utilityId, (em) =>
    em.execute<(DeadLetter & { key: Buffer | null; value: Buffer | null })[]>(`select ${columns}, key, value from dead_letter where utility_id = ? and dead_letter_id = ?`, [utilityId, deadLetterId]),
  );
  return row ? { ...row, key: row.key?.toString('utf8') ?? null, value: row.value?.toString('utf8') ?? null } : null;
}

/** A repair that names neither a readable event nor a new id. */
export class UnusableRepair extends Error {
  constructor(detail: string) {
    super(`The repaired message cannot be sent: ${detail}`);
    this.name = 'UnusableRepair';
  }
}

export interface Resent {
  readonly topic: string;
  readonly eventId: string;
  /** Accounts that the letter holds and the repaired message is not about. */
  readonly staysHeld: readonly string[];
}

/**
 * Sends a repaired message to the topic that it came from, under a new id that names the old letter. The hold on the accounts
 * that it is about ends when it has been taken in, not before. @throws UnusableRepair @returns null when there is no such letter
 */
export async function resendDeadLetter(db: Database, utilityId: string, deadLetterId: string, repaired: Readonly<Record<string, unknown>>): Promise<Resent | null> {
  return db.retrying(utilityId, async (em) => {
    const [letter] = await em.execute<{ topic: string; held_ids: string[] }[]>(
      `select topic, held_ids from dead_letter where utility_id = ? and dead_letter_id = ? for update`,
      [utilityId, deadLetterId],
    );
    if (!letter) return null;
    const eventId = `${String(repaired['id'] ?? 'event')}/repair/${deadLetterId}`;
    const event = { ...repaired, id: eventId, utility: repaired['utility'] ?? utilityId, replaces: deadLetterId };
    const value = Buffer.from(JSON.stringify(event));
    const key = Buffer.from(`${utilityId}/${String(event['account' as keyof typeof event] ?? (repaired['data'] as { docket?: string } | undefined)?.docket ?? 'feed')}`);
    const read = readMessage({ topic: letter.topic, key, value });
    if (read.kind === 'bad') throw new UnusableRepair(read.detail);
    if (read.utilityId !== utilityId) throw new UnusableRepair(`it names the utility ${read.utilityId}, not ${utilityId}`);
    await em.execute(`insert into outbox (utility_id, kind, stream, topic, key, value, headers) values (?, 'message', ?, ?, ?, ?, '{}')`, [utilityId, deadLetterId, letter.topic, key, value]);
    await em.execute(`update dead_letter set status = 'resent', replaced_by = ? where utility_id = ? and dead_letter_id = ?`, [`${read.source}#${eventId}`, utilityId, deadLetterId]);
    const about = read.kind === 'facts' ? read.facts.map(({ accountId }) => accountId) : [];
    return { topic: letter.topic, eventId, staysHeld: letter.held_ids.filter((held) => !about.includes(held)) };
  });
}
