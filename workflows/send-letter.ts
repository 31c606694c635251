import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../activities/cases/case-activities.ts';
import type { CorrespondenceActivities } from '../activities/correspondence/correspondence-activities.ts';
import { printing, recording } from './patience.ts';

const { printLetter } = proxyActivities<CorrespondenceActivities>(printing);
const { recordFailure } = proxyActivities<CaseActivities>(recording);

/** Printing is idempotent by the notice's id. When it keeps failing, the process waits on and the letter shows on the stuck list. */
export async function sendLetter(of: { readonly utilityId: string; readonly caseId: string | null }, noticeId: string): Promise<void> {
  try {
    await printLetter({ ...of, noticeId });
  } catch (error) {
    if (isCancellation(error)) throw error;
    await recordFailure({ ...of, obligationKey: noticeId, failure: reasonOf(error) });
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
