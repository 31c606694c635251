import type { AccountEventData } from '../../../libs/account/account.events.ts';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { AskClearance } from './arrears-client.ts';
import { crewOf, fieldEvent, type Visit } from './crew.ts';
import { shutOffResultOf } from './crew-results.ts';

type NotDone = AccountEventData<'WorkOrderNotCompleted'>['result'];

/**
 * What the crew reports from the door. Nothing when clearance was refused and the order may yet be recalled: the crew
 * leaves the valve alone and comes back in a later slot; after the last one it reports `unsafe` and the rule.
 */
export async function carryOut(visit: Visit, askClearance: AskClearance): Promise<CloudEvent[]> {
  switch (visit.order.work) {
    case 'door-tag':
      return [posted(visit), done(visit, { result: 'posted' })];
    case 'restoration':
      return [done(visit, { result: 'on', ...serialOf(visit) })];
    case 'shut-off':
      return await shutOff(visit, askClearance);
  }
}

async function shutOff(visit: Visit, askClearance: AskClearance): Promise<CloudEvent[]> {
  const { workOrderId, meterSerial, windowToAt } = visit.order;
  const ask = (serial: string) =>
    askClearance({ workOrderId, meterSerial: serial, idempotencyKey: `${workOrderId}@${visit.at}` });
  if (visit.at >= windowToAt) return [notDone(visit, 'no-access', 'the window had passed')];
  const result = shutOffResultOf(workOrderId);
  if (result === 'wrong-serial') {
    await ask(`${meterSerial ?? 'M'}-OTHER`);
    return [notDone(visit, result, 'the meter at the door is another one')];
  }
  if (result !== 'off' && result !== 'still-flowing') return [notDone(visit, result)];
  const answer = await ask(meterSerial ?? 'none');
  if (!answer.granted) return visit.isLast ? [notDone(visit, 'unsafe', `clearance refused: ${answer.rule}`)] : [];
  if (result === 'still-flowing') return [notDone(visit, result, 'the valve does not close')];
  return [
    done(visit, { result, clearanceId: answer.clearanceId, ...serialOf(visit), reading: 1_000 + workOrderId.length }),
  ];
}

function posted({ order, at }: Visit): CloudEvent {
  const { workOrderId } = order;
  return fieldEvent(order, 'NoticePosted', 'posted', at, {
    workOrderId,
    photo: `${workOrderId}.jpg`,
    postedBy: crewOf(order),
  });
}

function done(
  { order, at }: Visit,
  outcome: Omit<AccountEventData<'WorkOrderCompleted'>, 'workOrderId' | 'crewId'>,
): CloudEvent {
  return fieldEvent(order, 'WorkOrderCompleted', 'result', at, {
    workOrderId: order.workOrderId,
    crewId: crewOf(order),
    ...outcome,
  });
}

function notDone({ order, at }: Visit, result: NotDone, note?: string): CloudEvent {
  const data = { workOrderId: order.workOrderId, result, crewId: crewOf(order), ...(note !== undefined && { note }) };
  return fieldEvent(order, 'WorkOrderNotCompleted', 'result', at, data);
}

function serialOf({ order }: Visit): { meterSerial?: string } {
  return order.meterSerial === null ? {} : { meterSerial: order.meterSerial };
}
