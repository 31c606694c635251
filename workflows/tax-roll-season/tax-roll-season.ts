import { continueAsNew, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { TaxRollActivities } from '../../activities/tax-roll/tax-roll-activities.ts';
import type { TaxRollSeasonInput } from '../api.ts';
import { receiveNudges } from '../nudges.ts';
import { deciding, paging } from '../patience.ts';

const { seasonOutlook } = proxyLocalActivities<TaxRollActivities>(deciding);
const { workOnSeason } = proxyActivities<TaxRollActivities>(paging);

/**
 * The process of one season of an authority's tax roll, not its judge: it looks what is to be done, has it done page by page, and
 * waits for people, for the authority and for the next day of its calendar. It holds nothing that PostgreSQL lacks.
 */
export async function taxRollSeason(input: TaxRollSeasonInput): Promise<void> {
  const nudges = receiveNudges();

  for (;;) {
    // Look: which stage may go on, which lines are to be looked at. Asking twice gives the same answer.
    nudges.forget();
    const outlook = await seasonOutlook(input);

    // The season ends with its last settlement, once a person has closed it.
    if (!outlook.isOpen) return;

    // Candidates, extraction, certification and looks: whoever is killed goes on at the page where it was.
    const isGoingOn = outlook.hasWork && (await workOnSeason(input)).isGoingOn;

    // What is left waits for people, for the authority, or for a day.
    if (!isGoingOn) await nudges.orAfter(outlook.lookAgainInMs);

    // A new volume now and then, with the ids alone.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof taxRollSeason>(input);
  }
}
