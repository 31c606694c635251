import { continueAsNew, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { CaseActivities, OpenObligation } from '../../activities/cases/case-activities.ts';
import type { DelinquencyCaseInput } from '../api.ts';
import { receiveNudges } from '../nudges.ts';
import { deciding } from '../patience.ts';
import { sendLetter } from '../send-letter.ts';

const { advance } = proxyLocalActivities<CaseActivities>(deciding);

/**
 * The process of one case, not its judge: it waits, has the case advanced, and carries out what is open. It holds nothing
 * that PostgreSQL lacks, so it may be killed, terminated or started again at any moment.
 */
export async function delinquencyCase(input: DelinquencyCaseInput): Promise<void> {
  const nudges = receiveNudges();

  for (;;) {
    // Look: whatever is due now is decided, and what is open is told. Asking twice gives the same answer.
    nudges.forget();
    const outlook = await advance(input);

    // The story ends when the case is closed and nobody owes us an answer.
    const nothingIsLeft = !outlook.isOpen && outlook.obligations.length === 0;
    if (nothingIsLeft) return;

    // Letters are sent from here, and the papers that crews take along are printed. Work orders and recalls left through the outbox; their
    // answers come as nudges.
    const letters = outlook.obligations.filter(isPrinted);
    const sent = Promise.all(letters.map((letter) => sendLetter(input, letter.key)));

    // Wait for the next occasion: a nudge, a deadline, or the day by which an answer should have come.
    await Promise.all([sent, nudges.orAfter(outlook.lookAgainInMs)]);

    // A long story goes on in a new volume, with the ids alone: the rest is looked up.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof delinquencyCase>(input);
  }
}

function isPrinted({ kind, hasPaper }: OpenObligation): boolean {
  return kind === 'letter' || hasPaper === true;
}
