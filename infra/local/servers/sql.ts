import pg from 'pg';

/** Runs a few statements on a connection of their own, outside any transaction (CREATE DATABASE needs that). */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that is killed under us says so here too; the statement under way fails anyway.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The same server, another database. */
export function urlOfDatabase(url: string, database: string): string {
  const result = new URL(url);
  result.pathname = `/${encodeURIComponent(database)}`;
  return result.href;
}

/** Creates the database if it does not exist; says whether it did. */
export function ensureDatabase(adminUrl: string, database: string, owner?: string): Promise<boolean> {
  return withConnection(adminUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount !== 0) return false;
    const ownedBy = owner === undefined ? '' : ` owner ${client.escapeIdentifier(owner)}`;
    await client.query(`create database ${client.escapeIdentifier(database)}${ownedBy}`);
    return true;
  });
}

/** Drops the database, connections or not. */
export function dropDatabase(adminUrl: string, database: string): Promise<void> {
  return withConnection(adminUrl, async (client) => {
    await client.query(`drop database if exists ${client.escapeIdentifier(database)} with (force)`);
  });
}
