import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { inParallel } from '../../../apps/relay/send-nudges.ts';
import { pollUntil } from '../../../infra/local/servers/poll.ts';
import { uniqueName } from '../../support/servers.ts';
import { bareTable } from '../bare-loop/activities.ts';
import type { Bench } from '../bench.ts';
import { NodeProcess } from '../../support/node-process.ts';
import type { Result } from '../measure.ts';

const signals = 4;

/** What Temporal on PostgreSQL does on this machine with nothing of ours around it. */
export async function measureBareTemporal(bench: Bench): Promise<Result[]> {
  const { stack, quick, say } = bench;
  const workflows = quick ? 50 : 500;
  const taskQueue = uniqueName('bare');
  const url = await stack.postgres.createDatabase(taskQueue.replaceAll('-', '_'));
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // Without a listener a lost connection would end the bench, and with it every other measure.
  pool.on('error', () => undefined);
  const connection = await Connection.connect({ address: stack.temporal.address });
  const { namespace } = stack.temporal;
  await pool.query(bareTable);
  const env = { BARE_DATABASE_URL: url, BARE_TEMPORAL_ADDRESS: stack.temporal.address, BARE_NAMESPACE: namespace, BARE_TASK_QUEUE: taskQueue };
  const worker = new NodeProcess('test/bench/bare-loop/worker.ts', env).start();
  try {
    await worker.hasSaid('bare worker runs');
    const client = new Client({ connection, namespace });
    const ids = Array.from({ length: workflows }, (_, index) => `${taskQueue}-${index}`);
    say(`starting ${workflows} bare workflows`);
    await inParallel(ids, async (workflowId) => {
      await client.workflow.start('bareLoop', { workflowId, taskQueue, args: [signals] });
    });
    await rowsReach(pool, workflows);
    say(`sending ${signals} signals to each`);
    const startedAtMs = Date.now();
    for (let step = 1; step <= signals; step += 1) await inParallel(ids, (workflowId) => client.workflow.getHandle(workflowId).signal('step'));
    await rowsReach(pool, workflows * (signals + 1));
    const elapsedMs = (await lastRowAtMs(pool)) - startedAtMs;
    return [
      {
        id: 'bare-temporal',
        measure: 'Bare Temporal loop on PostgreSQL, for comparison',
        unit: 'events/s',
        value: (1_000 * workflows * signals) / elapsedMs,
        how: `${workflows} workflows × ${signals} signals, 25 at a time; each signal has a local activity insert a row with a commit of its own; one worker process.`,
      },
    ];
  } finally {
    await worker.stop();
    await connection.close();
    await pool.end();
  }
}

async function rowsReach(pool: pg.Pool, wanted: number): Promise<void> {
  await pollUntil(
    async () => {
      const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from bare_step');
      if ((rows[0]?.count ?? 0) < wanted) throw new Error(`${rows[0]?.count} of ${wanted} rows`);
    },
    { what: 'The bare loop', deadlineMs: 120_000, everyMs: 100 },
  );
}

async function lastRowAtMs(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ at_ms: number }>('select (extract(epoch from max(at)) * 1000)::float8 as at_ms from bare_step');
  return rows[0]?.at_ms ?? NaN;
}
