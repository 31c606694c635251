import type { Database, Sql } from '../database.ts';
import type { StreamKind } from './sealed-streams.ts';
import type { SealedHead } from './seal.ts';

/** An event as it is stored, nothing of it trusted. */
export interface StoredLink {
  readonly version: number;
  readonly body: string;
  readonly hash: string;
  /** What columns beside the body say of it, by field of the event. */
  readonly repeated: Readonly<Record<string, string | null>>;
}

export interface StreamPart {
  /** `account/A1` */
  readonly stream: string;
  readonly links: readonly StoredLink[];
  /** Every head of the stream that was sealed, oldest first. */
  readonly sealed: readonly (SealedHead & { readonly number: number })[];
}

interface Row extends StoredLink {
  readonly id: string;
}

/**
 * Every stream of a kind with all its events in order, a page at a time: however many there are, no more than a page is held.
 * @param throughSeal no later seal is asked about: the stream may have grown since the page was read
 */
export async function* storedLinks(db: Database, utilityId: string, kind: StreamKind, throughSeal: number, pageSize: number): AsyncGenerator<StreamPart> {
  let at: { readonly id: string; readonly version: number } = { id: '', version: 0 };
  for (;;) {
    const { rows, sealed } = await db.forUtility(utilityId, async (em) => {
      const rows = await page(em, utilityId, kind, at, pageSize);
      return { rows, sealed: await headsOf(em, utilityId, [...new Set(rows.map(({ id }) => `${kind.kind}/${id}`))], throughSeal) };
    });
    for (const [id, links] of Map.groupBy(rows, (row) => row.id)) {
      const stream = `${kind.kind}/${id}`;
      yield { stream, links, sealed: sealed.get(stream) ?? [] };
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    at = last;
  }
}

async function page(em: Sql, utilityId: string, { events, id, repeated }: StreamKind, at: { readonly id: string; readonly version: number }, pageSize: number): Promise<Row[]> {
  const columns = Object.entries(repeated).map(([field, column]) => `'${field}', ${column}`).join(', ');
  return em.execute<Row[]>(
    `select ${id} as id, version, body, hash, json_build_object(${columns}) as repeated from ${events} where utility_id = ? and (${id}, version) > (?, ?) order by ${id}, version limit ?`,
    [utilityId, at.id, at.version, pageSize],
  );
}

async function headsOf(em: Sql, utilityId: string, streams: readonly string[], throughSeal: number): Promise<Map<string, (SealedHead & { readonly number: number })[]>> {
  const rows = await em.execute<(SealedHead & { readonly number: number })[]>(
    `select stream, number, from_version as "fromVersion", version, hash from chain_seal_head where utility_id = ? and stream = any(?::text[]) and number <= ? order by stream, number`,
    [utilityId, streams, throughSeal],
  );
  return Map.groupBy(rows, ({ stream }) => stream);
}

/** A stream whose end is not where its head says: events were taken off or put on beside the services. Each kind is one statement, and so one moment. */
export async function headsThatDiffer(em: Sql, utilityId: string, { kind, events, heads, id }: StreamKind): Promise<{ readonly stream: string; readonly headVersion: number | null; readonly lastVersion: number | null }[]> {
  return em.execute(
    `select '${kind}/' || coalesce(h.${id}, e.${id}) as stream, h.version as "headVersion", e.version as "lastVersion"
     from (select ${id}, version, head_hash from ${heads} where utility_id = ? and version > 0) h
     full join (select distinct on (${id}) ${id}, version, hash from ${events} where utility_id = ? order by ${id}, version desc) e on e.${id} = h.${id}
     where h.version is distinct from e.version or h.head_hash is distinct from e.hash order by 1`,
    [utilityId, utilityId],
  );
}

/** Streams that were sealed and of which nothing is left; their last sealed head. */
export async function lostStreams(em: Sql, utilityId: string, { kind, events, id }: StreamKind): Promise<{ readonly stream: string; readonly version: number; readonly number: number }[]> {
  return em.execute(
    // Compared as ids are in their own table, or its index would not serve.
    `select stream, version, number from (select distinct on (stream) stream, version, number from chain_seal_head where utility_id = ? and stream like ? order by stream, number desc) h
     where version > 0 and not exists (select from ${events} e where e.utility_id = ? and e.${id} = substr(h.stream, ?::int) collate "default") order by 1`,
    [utilityId, `${kind}/%`, utilityId, kind.length + 2],
  );
}

export interface StoredSeal {
  readonly number: number;
  readonly on: string;
  readonly seal: string;
  readonly hash: string;
}

/** The signed records of a utility, oldest first. */
export async function readSeals(em: Sql, utilityId: string, page: { readonly after: number; readonly limit: number } = { after: 0, limit: 100_000 }): Promise<StoredSeal[]> {
  return em.execute<StoredSeal[]>('select number, on_day::text as on, seal, hash from chain_seal where utility_id = ? and number > ? order by number limit ?', [utilityId, page.after, page.limit]);
}
