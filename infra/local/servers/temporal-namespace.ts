import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

import { pollUntil } from './poll.ts';

const RETENTION = '7 days';
const KNOWN_DEADLINE_MS = 30_000;
const GRPC_NOT_FOUND = 5;
const GRPC_ALREADY_EXISTS = 6;

/** Registers the namespace if need be and waits until the server answers for it. */
export async function ensureNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '5s' });
  try {
    if (await describeFails(connection, namespace)) await register(connection, namespace);
    await pollUntil(() => connection.workflowService.countWorkflowExecutions({ namespace, query: '' }), {
      what: `Temporal namespace ${namespace}`,
      deadlineMs: KNOWN_DEADLINE_MS,
      everyMs: 200,
    });
  } finally {
    await connection.close();
  }
}

async function describeFails(connection: Connection, namespace: string): Promise<boolean> {
  return connection.workflowService.describeNamespace({ namespace }).then(
    () => false,
    (error: { code?: number }) => {
      if (error.code === GRPC_NOT_FOUND) return true;
      throw error;
    },
  );
}

async function register(connection: Connection, namespace: string): Promise<void> {
  const workflowExecutionRetentionPeriod = msToTs(RETENTION);
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } catch (error) {
    if ((error as { code?: number }).code !== GRPC_ALREADY_EXISTS) throw error;
  }
}
