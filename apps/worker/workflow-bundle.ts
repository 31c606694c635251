import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

export const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

/** The workflows as one script, for the sandboxes in which they run. Takes some seconds. */
export function workflowBundle(dataConverterPaths: { failureConverterPath?: string } = {}): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ workflowsPath, ...dataConverterPaths });
}
