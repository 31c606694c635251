import { withConnection } from '../../infra/local/servers/sql.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { reportToStderr } from '../../infra/local/servers/progress.ts';
import { startTestServers } from '../support/servers.ts';

/** Servers of the bench's own: Kafka, PostgreSQL, and Temporal on that PostgreSQL. PostgreSQL notes when each transaction committed. */
export async function startBenchServers(): Promise<Stack> {
  const stack = await startTestServers({ postgres: true, kafka: true, temporal: true, own: true, report: reportToStderr });
  await withConnection(stack.postgres.adminUrl, async (client) => {
    await client.query('alter system set track_commit_timestamp = on');
  });
  await stack.postgres.restart();
  return stack;
}
