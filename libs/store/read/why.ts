import type { AccountEvent } from '../../account/account.events.ts';
import type { CaseEvent } from '../../case/case.events.ts';
import { chainStart } from '../../kernel/chain.ts';
import type { Sql } from '../database.ts';
import { readBody, type StoredBody } from '../stored-event.ts';

/** One event with its place in the chain: who links to it can check it. */
export interface LinkedEvent {
  readonly stream: 'account' | 'case';
  readonly streamId: string;
  readonly version: number;
  readonly eventId: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly stored: StoredBody<AccountEvent | CaseEvent>;
}

interface Row {
  stream_id: string;
  version: number;
  event_id: string;
  hash: string;
  previous_hash: string | null;
  body: string;
}

/**
 * Finds an event by its id, in case streams first. A court event has the same id on every account that it concerns: then several
 * come back, unless the account is named.
 */
export async function findEvents(em: Sql, utilityId: string, eventId: string, accountId: string | null): Promise<LinkedEvent[]> {
  const ofCase = /^(.+)#(\d{1,9})$/.exec(eventId);
  const decisions = ofCase ? await linked(em, 'case', 'e.case_id = ? and e.version = ?', [utilityId, ofCase[1], Number(ofCase[2])]) : [];
  if (decisions.length > 0) return decisions;
  const onAccount = accountId === null ? '' : 'and e.account_id = ?';
  return linked(em, 'account', `e.event_id = ? ${onAccount}`, [utilityId, eventId, ...(accountId === null ? [] : [accountId])]);
}

const most = 50;

async function linked(em: Sql, stream: 'account' | 'case', where: string, parameters: readonly unknown[]): Promise<LinkedEvent[]> {
  const [table, key] = [`${stream}_event`, `${stream}_id`];
  const rows = await em.execute<Row[]>(
    `select e.${key} as stream_id, e.version, e.event_id, e.hash, e.body, b.hash as previous_hash from ${table} e
     left join ${table} b on b.utility_id = e.utility_id and b.${key} = e.${key} and b.version = e.version - 1
     where e.utility_id = ? and ${where} order by 1 limit ${most}`,
    [...parameters],
  );
  return rows.map((row) => ({
    stream,
    streamId: row.stream_id,
    version: row.version,
    eventId: row.event_id,
    hash: row.hash,
    previousHash: row.previous_hash ?? chainStart,
    stored: readBody<AccountEvent | CaseEvent>(row.body),
  }));
}
