import type { AccountEvent } from '../../account/account.events.ts';
import type { CaseEvent } from '../../case/case.events.ts';
import type { RollEvent } from '../../tax-roll/index.ts';
import { chainStart } from '../../kernel/chain.ts';
import type { Sql } from '../database.ts';
import { readBody, type StoredBody } from '../stored-event.ts';
import { tellEvent } from './tell-event.ts';
import { tellRollEvent } from './tell-roll.ts';

/** One event with its place in the chain: who links to it can check it. */
export interface LinkedEvent {
  readonly stream: 'account' | 'case' | 'season';
  readonly streamId: string;
  readonly version: number;
  readonly eventId: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly stored: StoredBody<AccountEvent | CaseEvent | RollEvent>;
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
 * Finds an event by its id, in the streams of cases and of seasons of the tax roll first (`A1.1#5`, `county-auditor.2027#17`). A court event has the same id on every account that it concerns: then several
 * come back, unless the account is named.
 */
export async function findEvents(em: Sql, utilityId: string, eventId: string, accountId: string | null): Promise<LinkedEvent[]> {
  const [, streamId, version] = /^(.+)#(\d{1,9})$/.exec(eventId) ?? [];
  for (const stream of streamId === undefined ? [] : (['case', 'season'] as const)) {
    const found = await linked(em, stream, `e.${keys[stream]} = ? and e.version = ?`, [utilityId, streamId, Number(version)]);
    if (found.length > 0) return found;
  }
  const onAccount = accountId === null ? '' : 'and e.account_id = ?';
  return linked(em, 'account', `e.event_id = ? ${onAccount}`, [utilityId, eventId, ...(accountId === null ? [] : [accountId])]);
}

/** In a sentence: the reason of a decision, or what was told. */
export function tellLinked({ stream, stored }: Pick<LinkedEvent, 'stream' | 'stored'>): string {
  return stream === 'season' ? tellRollEvent(stored.event as RollEvent) : tellEvent(stored.event as AccountEvent | CaseEvent);
}

const most = 50;
const tables = { account: 'account_event', case: 'case_event', season: 'roll_event' } as const;
const keys = { account: 'account_id', case: 'case_id', season: 'season_id' } as const;

async function linked(em: Sql, stream: LinkedEvent['stream'], where: string, parameters: readonly unknown[]): Promise<LinkedEvent[]> {
  const [table, key] = [tables[stream], keys[stream]];
  const eventId = stream === 'season' ? `e.season_id || '#' || e.version` : 'e.event_id';
  const rows = await em.execute<Row[]>(
    `select e.${key} as stream_id, e.version, ${eventId} as event_id, e.hash, e.body, b.hash as previous_hash from ${table} e
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
    stored: readBody<AccountEvent | CaseEvent | RollEvent>(row.body),
  }));
}
