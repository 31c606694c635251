import { continueAsNew, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { MatterActivities } from '../../activities/matter/matter-activities.ts';
import type { BankruptcyMatterInput } from '../api.ts';
import { receiveNudges } from '../nudges.ts';
import { deciding } from '../patience.ts';
import { sendLetter } from '../send-letter.ts';

const { lookAtMatter } = proxyLocalActivities<MatterActivities>(deciding);

/**
 * The process of one docket over all accounts that it names, not its judge: it has decided what the days of the docket bring, has
 * its letters sent, and waits for the court, for people, and for the next day. It holds nothing that PostgreSQL lacks.
 */
export async function bankruptcyMatter(input: BankruptcyMatterInput): Promise<void> {
  const nudges = receiveNudges();

  for (;;) {
    // Look: whatever is due on its accounts is decided. Asking twice gives the same answer.
    nudges.forget();
    const outlook = await lookAtMatter(input);

    // The story ends when the docket is over on every account, nothing of it is to come, and no letter lies about.
    if (!outlook.isOpen && outlook.letters.length === 0) return;

    // Letters are printed, and those that nobody wants any more are voided.
    const sent = Promise.all(outlook.letters.map((noticeId) => sendLetter({ utilityId: input.utilityId, caseId: null }, noticeId)));

    // A word of the court, a person's answer, the proof of a mailing, or the next day of the docket.
    await Promise.all([sent, nudges.orAfter(outlook.lookAgainInMs)]);

    // A new volume now and then, with the ids alone.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof bankruptcyMatter>(input);
  }
}
