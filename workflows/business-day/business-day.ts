import { continueAsNew, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { SweepActivities } from '../../activities/cases/sweep-activities.ts';
import type { BusinessDayInput } from '../api.ts';
import { receiveNudges } from '../nudges.ts';
import { deciding, sealing, sweeping } from '../patience.ts';

const { sweepOutlook } = proxyLocalActivities<SweepActivities>(deciding);
const { sweepAccounts } = proxyActivities<SweepActivities>(sweeping);
const { sealChains } = proxyActivities<SweepActivities>(sealing);

/** A utility's days, one after the other: each morning its accounts are swept for debts that are to be pursued. */
export async function businessDay(input: BusinessDayInput): Promise<void> {
  const nudges = receiveNudges();

  for (;;) {
    // What the calendar says: is a day still to be swept, and when is the next one?
    nudges.forget();
    const outlook = await sweepOutlook(input);

    // Before the day's work: where every stream stands is signed, so that whoever changes one later is found out.
    if (outlook.isSealDue) await sealChains(input);

    // The sweep opens cases, page by page. It leaves off without an answer while a feed is not complete.
    const wasSwept = outlook.isDue && (await sweepAccounts(input)).sweptOn !== null;

    // After a day that was swept there may be another one to make up for; else wait.
    if (!wasSwept) await nudges.orAfter(outlook.lookAgainInMs);

    // A new volume now and then, with the id alone.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof businessDay>(input);
  }
}
