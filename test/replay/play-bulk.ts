import { approveBulk, askBulk, goOnWithBulk, readBulk, type BulkStatus } from '../../libs/store/index.ts';
import { bulkWorkflowId } from '../../workflows/api.ts';
import type { RunningSystem } from '../support/running-system.ts';

const bulkId = 'bulk-recorded';

/** Two cases of a utility that are looked at by hand together, one of them as the canary. @returns the id of the workflow */
export async function playBulk({ db, eventually }: Pick<RunningSystem, 'db' | 'eventually'>, utilityId: string, caseIds: readonly string[]): Promise<string> {
  const reaches = (status: BulkStatus) =>
    eventually(`the bulk to be ${status}`, async () => {
      const bulk = await db.forUtility(utilityId, (em) => readBulk(em, utilityId, bulkId));
      if (bulk?.status !== status) throw new Error(`it is ${bulk?.status}`);
    });
  await askBulk(db, utilityId, { bulkId, wish: { type: 'AdvanceNow', reason: 'the clock stood still' }, chosen: { listed: caseIds.length }, caseIds, canary: 1, perMinute: 60 }, 'ann', 'supervisor');
  await reaches('asked');
  await approveBulk(db, utilityId, bulkId, 'bob');
  await reaches('canary-done');
  await goOnWithBulk(db, utilityId, bulkId, 'bob');
  await reaches('done');
  return bulkWorkflowId({ utilityId, bulkId });
}
