/* A process of its own, as `apps/worker` is, and with the same capacity. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import pg from 'pg';
import type { Activities } from '../../../activities/index.ts';
import { createCaseWorker } from '../../../apps/worker/case-worker.ts';
import { connectWorker } from '../../../libs/temporal/index.ts';
import { bareActivities } from './activities.ts';

const env = process.env as { BARE_DATABASE_URL: string; BARE_TEMPORAL_ADDRESS: string; BARE_NAMESPACE: string; BARE_TASK_QUEUE: string };
const pool = new pg.Pool({ connectionString: env.BARE_DATABASE_URL, max: 12 });
pool.on('error', () => undefined);
const connection = await connectWorker(env.BARE_TEMPORAL_ADDRESS, 60);
const worker = await createCaseWorker({
  connection,
  namespace: env.BARE_NAMESPACE,
  taskQueue: env.BARE_TASK_QUEUE,
  dataConverter: {},
  // The worker takes whatever functions there are; these are not those of Arrears.
  activities: bareActivities(pool) as unknown as Activities,
  drainSeconds: 2,
  workflowBundle: await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)) }),
});
process.once('SIGTERM', () => worker.shutdown());
process.stdout.write('bare worker runs\n');
await worker.run();
await pool.end();
process.exit(0);
