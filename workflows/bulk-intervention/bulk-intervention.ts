import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { BulkActivities } from '../../activities/bulk/bulk-activities.ts';
import type { BulkInterventionInput } from '../api.ts';
import { receiveNudges } from '../nudges.ts';
import { paging } from '../patience.ts';

const { workOnBulk } = proxyActivities<BulkActivities>(paging);

/**
 * The process of one intervention in many cases, not its judge: it has the cases looked at, then done, canary first, at the rate that was
 * set, and waits for people in between. Which cases are done stands in PostgreSQL alone.
 */
export async function bulkIntervention(input: BulkInterventionInput): Promise<void> {
  const nudges = receiveNudges();

  for (;;) {
    // Some of its cases are looked at or done: whoever is killed goes on with the case that comes next.
    nudges.forget();
    const { isOpen, lookAgainInMs } = await workOnBulk(input);

    // The story ends with the last case, or when somebody stopped it.
    if (!isOpen) return;

    // The second person, the word to go on after the canary or a pause, or the moment at which the rate allows the next case.
    if (lookAgainInMs !== 0) await nudges.orAfter(lookAgainInMs);

    // A new volume now and then, with the ids alone.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof bulkIntervention>(input);
  }
}
