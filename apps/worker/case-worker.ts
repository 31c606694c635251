import type { DataConverter } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../../activities/index.ts';
import { workflowsPath } from './workflow-bundle.ts';

export interface CaseWorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly dataConverter: DataConverter;
  readonly activities: Activities;
  /** How long what is under way may take when the worker is told to stop; then it is cut off. */
  readonly drainSeconds: number;
  readonly workflowBundle?: { readonly code: string };
  readonly identity?: string;
}

/** Sized for one process of 1 GB: a cached workflow holds memory for as long as it stays in the cache, and another may be replayed. */
const capacity = {
  maxCachedWorkflows: 800,
  maxConcurrentWorkflowTaskExecutions: 100,
  maxConcurrentLocalActivityExecutions: 200,
  maxConcurrentActivityTaskExecutions: 20,
  workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 10 },
  activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 3 },
} as const satisfies Partial<WorkerOptions>;

/** A worker for all workflows and activities of Arrears. */
export function createCaseWorker({ drainSeconds, workflowBundle, activities, identity, ...options }: CaseWorkerOptions): Promise<Worker> {
  return Worker.create({
    ...options,
    ...capacity,
    ...(workflowBundle ? { workflowBundle } : { workflowsPath }),
    ...(identity && { identity }),
    activities: { ...activities },
    reuseV8Context: true,
    shutdownGraceTime: drainSeconds * 1_000,
    shutdownForceTime: (drainSeconds + 2) * 1_000,
  });
}
