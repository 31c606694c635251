import { deadLetterRecord, readMessage, type BadReason, type Intake, type PlacedFault } from '../contracts/index.ts';
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
  /** Who sent it again last, repaired, and when. */
  readonly repairedBy: string | null;
  readonly repairedAt: string | null;
  readonly key: string | null;
  readonly value: string | null;
  /** As it was sent again. */
  readonly repairedValue: string | null;
}

const columns = `dead_letter_id as "deadLetterId", account_ids as "accountIds", held_ids as "heldIds", reason, detail, topic, partition, msg_offset::text as "offset", source, event_id as "eventId",
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", status, replaced_by as "replacedBy",
  repaired_by as "repairedBy", to_char(repaired_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "repairedAt"`;

/** Newest last. @param after the id of the last one seen */
export async function listDeadLetters(db: Database, utilityId: string, options: { limit: number; after?: string | null; status?: DeadLetter['status'] }): Promise<Omit<DeadLetter, 'key' | 'value' | 'repairedValue'>[]> {
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
    em.execute<(Omit<DeadLetter, 'key' | 'value' | 'repairedValue'> & Record<'key' | 'value' | 'repairedValue', Buffer | null>)[]>(`select ${columns}, key, value, repaired_value as "repairedValue" from dead_letter where utility_id = ? and dead_letter_id = ?`, [utilityId, deadLetterId]),
  );
  return row ? { ...row, key: row.key?.toString('utf8') ?? null, value: row.value?.toString('utf8') ?? null, repairedValue: row.repairedValue?.toString('utf8') ?? null } : null;
}

/** A repair that names neither a readable event nor a new id. */
export class UnusableRepair extends Error {
  readonly faults: readonly PlacedFault[];

  constructor(detail: string, faults: readonly PlacedFault[] = []) {
    super(`The repaired message cannot be sent: ${detail}`);
    this.name = 'UnusableRepair';
    this.faults = faults.length > 0 ? faults : [{ path: '', message: detail }];
  }
}

export interface Resent {
  readonly topic: string;
  readonly eventId: string;
  /** Accounts that the letter holds and the repaired message is not about. */
  readonly staysHeld: readonly string[];
}

/** The message as it would be sent: to the topic that it came from, under a new id that names the old letter. */
export interface Repair extends Resent {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly message: Intake;
}

/** @throws UnusableRepair with every fault at its place */
export function repairOf(utilityId: string, letter: Pick<DeadLetter, 'deadLetterId' | 'topic' | 'heldIds'>, repaired: Readonly<Record<string, unknown>>): Repair {
  const { deadLetterId, topic, heldIds } = letter;
  const eventId = `${String(repaired['id'] ?? 'event')}/repair/${deadLetterId}`;
  const event = { ...repaired, id: eventId, utility: repaired['utility'] ?? utilityId, replaces: deadLetterId };
  if (event.utility !== utilityId) throw new UnusableRepair(`it names another utility than ${utilityId}`, [{ path: 'utility', message: `"utility" has to be "${utilityId}".` }]);
  const value = Buffer.from(JSON.stringify(event));
  const key = Buffer.from(`${utilityId}/${String(event['account' as keyof typeof event] ?? (repaired['data'] as { docket?: string } | undefined)?.docket ?? 'feed')}`);
  const message = readMessage({ topic, key, value });
  if (message.kind === 'bad') throw new UnusableRepair(message.detail, message.faults);
  const about = message.kind === 'facts' ? message.facts.map(({ accountId }) => accountId) : [];
  return { topic, eventId, key, value, message, staysHeld: heldIds.filter((held) => !about.includes(held)) };
}

/**
 * Sends a repaired message to the topic that it came from, under a new id that names the old letter. The hold on the accounts
 * that it is about ends when it has been taken in, not before. What came stays as it came, beside who repaired it and with what.
 * @throws UnusableRepair @returns null when there is no such letter
 */
export async function resendDeadLetter(db: Database, utilityId: string, deadLetterId: string, repaired: Readonly<Record<string, unknown>>, by: string): Promise<Resent | null> {
  return db.retrying(utilityId, async (em) => {
    const [letter] = await em.execute<Pick<DeadLetter, 'deadLetterId' | 'topic' | 'heldIds'>[]>(
      `select dead_letter_id as "deadLetterId", topic, held_ids as "heldIds" from dead_letter where utility_id = ? and dead_letter_id = ? for update`,
      [utilityId, deadLetterId],
    );
    if (!letter) return null;
    const { topic, eventId, key, value, message, staysHeld } = repairOf(utilityId, letter, repaired);
    await em.execute(`insert into outbox (utility_id, kind, stream, topic, key, value, headers) values (?, 'message', ?, ?, ?, ?, '{}')`, [utilityId, deadLetterId, topic, key, value]);
    await em.execute(`update dead_letter set status = 'resent', replaced_by = ?, repaired_by = ?, repaired_at = clock_timestamp(), repaired_value = ? where utility_id = ? and dead_letter_id = ?`, [
      `${message.source}#${eventId}`,
      by,
      value,
      utilityId,
      deadLetterId,
    ]);
    return { topic, eventId, staysHeld };
  });
}
