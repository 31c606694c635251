import { condition, defineSignal, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { BareActivities } from './activities.ts';

const { insertRow } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '30 seconds' });

/** Nothing but this: each signal has a local activity insert a row, in a transaction of its own. */
export async function bareLoop(signals: number): Promise<void> {
  let waiting = 0;
  setHandler(defineSignal('step'), () => {
    waiting += 1;
  });
  await insertRow(workflowInfo().workflowId, 0);
  for (let step = 1; step <= signals; step += 1) {
    await condition(() => waiting > 0);
    waiting -= 1;
    await insertRow(workflowInfo().workflowId, step);
  }
}
