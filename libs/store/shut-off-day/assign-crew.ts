import type { CaseState } from '../../case/case.state.ts';
import { outgoingMessage } from '../../contracts/index.ts';
import type { Database } from '../database.ts';
import { putIntoOutbox } from '../outbox.ts';
import { caseOfWorkOrder } from '../people.ts';
import { accountOfCase } from '../advance-cases.ts';
import { noteLiveChanges } from '../live-changes.ts';
import { readUtility } from '../utility.ts';
import { DayStays } from './day-records.ts';

export interface AssignmentWish {
  readonly workOrderId: string;
  readonly crewId: string;
  /** As how many-th of its crew's orders, from 1; null to leave that to the crew. */
  readonly place: number | null;
  readonly by: string;
  readonly reason: string;
}

/**
 * Gives an order that is out to a crew, or puts it in its place among that crew's. Nothing is decided about the debtor by it: the crew asks at
 * the door as any other. Both crews hear of it on the wire. @returns null when there is no such order @throws DayStays when it is not out any more
 */
export async function assignCrew(db: Database, utilityId: string, wish: AssignmentWish): Promise<{ readonly workOrderId: string; readonly crewId: string; readonly place: number | null } | null> {
  const { workOrderId, crewId, place, by, reason } = wish;
  const caseId = caseOfWorkOrder(workOrderId);
  const accountId = accountOfCase(caseId);
  return db.retrying(utilityId, async (em) => {
    await em.execute('select account_id from account where utility_id = ? and account_id = ? for update', [utilityId, accountId]);
    const [row] = await em.execute<{ state: CaseState }[]>('select state from case_record where utility_id = ? and case_id = ?', [utilityId, caseId]);
    const known = row?.state.workOrders.find((each) => each.workOrderId === workOrderId);
    if (!known) return null;
    if (known.status !== 'open') throw new DayStays(`The crew of ${workOrderId} is not out any more: it has answered, or was called back.`);
    const { now } = await readUtility(em, utilityId);
    const [kept] = await em.execute<{ id: string }[]>(
      'insert into crew_assignment (utility_id, work_order_id, crew_id, place, at, by, reason) values (?, ?, ?, ?, ?, ?, ?) returning assignment_id::text as id',
      [utilityId, workOrderId, crewId, place, now, by, reason],
    );
    const idempotencyKey = `${workOrderId}/crew/${kept?.id}`;
    const data = { kind: 'reassign' as const, workOrderId, caseId, accountId, utility: utilityId, work: known.work, reason: 'AUTHORITY', idempotencyKey, crewId, ...(place === null ? {} : { place }), ...known.order };
    const { topic, key, value } = outgoingMessage({ utility: utilityId, time: now, correlationId: idempotencyKey, type: 'WorkOrderRequest', id: idempotencyKey, data });
    await putIntoOutbox(em, utilityId, [{ kind: 'message', stream: accountId, topic, key, value, headers: { 'correlation-id': idempotencyKey } }]);
    await noteLiveChanges(em, utilityId, [accountId]);
    return { workOrderId, crewId, place };
  });
}
