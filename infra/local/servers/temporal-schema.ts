import type { PostgresAccess } from './postgres.ts';
import { type Report, step } from './progress.ts';
import { runCommand } from './run-command.ts';
import { dropDatabase, ensureDatabase, withConnection } from './sql.ts';
import { TEMPORAL_DATABASES } from './temporal-config.ts';
import { TEMPORAL_SQL_TOOL } from './temporal-programs.ts';

const SCHEMAS = {
  [TEMPORAL_DATABASES.main]: 'postgresql/v12/temporal',
  [TEMPORAL_DATABASES.visibility]: 'postgresql/v12/visibility',
} as const;

/*
 * The tool works statement by statement and cannot resume. So a database that was finished says so in its own
 * comment, and one that does not say so is made again: it never held anything.
 */
const FINISHED = `schema of Temporal ${TEMPORAL_SQL_TOOL.version}`;

/** Creates the server's two databases with all their tables, or brings those of an older version up to date. */
export async function ensureTemporalSchema(postgres: PostgresAccess, tool: string, report: Report): Promise<void> {
  const pending: Pending[] = [];
  for (const [database, schema] of Object.entries(SCHEMAS)) {
    const comment = await commentOn(postgres, database);
    if (comment !== FINISHED) pending.push({ database, schema, isNew: !comment?.startsWith('schema of Temporal') });
  }
  if (pending.length === 0) return;
  await step(report, 'temporal', 'setting up the tables of Temporal', async () => {
    await Promise.all(pending.map((each) => setUp(postgres, tool, each)));
  });
}

interface Pending {
  readonly database: string;
  readonly schema: string;
  readonly isNew: boolean;
}

async function setUp(postgres: PostgresAccess, tool: string, { database, schema, isNew }: Pending): Promise<void> {
  if (isNew) {
    await dropDatabase(postgres.adminUrl, database);
    await ensureDatabase(postgres.adminUrl, database);
    await runTool(postgres, tool, database, ['setup-schema', '--version', '0.0']);
  }
  await runTool(postgres, tool, database, ['update-schema', '--schema-name', schema]);
  await withConnection(postgres.adminUrl, (client) =>
    client.query(`comment on database ${client.escapeIdentifier(database)} is ${client.escapeLiteral(FINISHED)}`),
  );
}

function runTool(postgres: PostgresAccess, tool: string, database: string, args: string[]): Promise<string> {
  // By environment: on the command line everyone on the machine could read the password.
  const env = { ...process.env, SQL_USER: postgres.user, SQL_PASSWORD: postgres.password, SQL_DATABASE: database };
  const where = ['--plugin', 'postgres12', '--endpoint', postgres.host, '--port', String(postgres.port)];
  return runCommand(tool, [...where, ...args], { env });
}

async function commentOn(postgres: PostgresAccess, database: string): Promise<string | undefined> {
  return withConnection(postgres.adminUrl, async (client) => {
    const query = `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`;
    const result = await client.query<{ comment: string | null }>(query, [database]);
    return result.rows[0]?.comment ?? undefined;
  });
}
