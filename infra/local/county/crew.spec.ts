import type { WorkOrderRequest } from '../../../libs/contracts/outgoing.ts';
import { instant } from '../../../libs/kernel/time.ts';
import type { ClearanceAnswer } from './arrears-client.ts';
import { countyOf } from './county.ts';
import { Crew } from './crew.ts';
import { shutOffResultOf } from './crew-results.ts';
import { carryOut } from './visits.ts';

const county = countyOf({ utilityId: 'county', seed: 7, accounts: 1 });
const sevenOClock = instant('2027-02-24T12:00:00Z');
const noonOnTheDay = instant('2027-02-24T17:00:00Z');
const windowEnds = instant('2027-02-24T19:00:00Z');

/** An order whose visit ends in this way. */
function shutOff(result: string, nth = 1): WorkOrderRequest {
  let number = 0;
  for (let found = 0; found < nth;) {
    number += 1;
    if (shutOffResultOf(`A1.1.w${number}`) === result) found += 1;
  }
  return order(`A1.1.w${number}`, 'shut-off');
}

function order(workOrderId: string, work: WorkOrderRequest['work']): WorkOrderRequest {
  return {
    kind: 'order',
    workOrderId,
    caseId: 'A1.1',
    accountId: 'A1',
    utility: 'county',
    work,
    reason: 'unpaid',
    idempotencyKey: `${workOrderId}/order`,
    meterSerial: 'M1',
    district: 'north',
    onDay: '2027-02-24',
    windowFromAt: '2027-02-24T13:00:00.000Z',
    windowToAt: windowEnds,
  };
}

const recallOf = (request: WorkOrderRequest): WorkOrderRequest => ({
  ...request,
  kind: 'recall',
  idempotencyKey: `${request.workOrderId}/recall`,
});
const crewThatSaid = (...ids: string[]) => new Crew(county, (id) => ids.includes(id));
const granted = async (): Promise<ClearanceAnswer> => ({ granted: true, clearanceId: 'c-1' });
const refused = async (): Promise<ClearanceAnswer> => ({ granted: false, rule: 'BK-STAY' });
const saidOf = (events: readonly { type: string; data: unknown }[]) =>
  events.map(({ type, data }) => [type, (data as { result?: string }).result]);

describe('the crew', () => {
  it('hands an order over to another crew, which takes it on', () => {
    const crew = crewThatSaid();
    const first = shutOff('off');
    crew.take(first);
    crew.acknowledge(sevenOClock);
    crew.take({ ...first, kind: 'reassign', crewId: 'crew-9', idempotencyKey: `${first.workOrderId}/crew/1` });
    expect(crew.acknowledge(sevenOClock)).toMatchObject([{ id: `${first.workOrderId}/dispatched/crew-9`, data: { crewId: 'crew-9' } }]);
    expect(crew.visitsDue(windowEnds)).toMatchObject([{ order: { workOrderId: first.workOrderId, kind: 'order', crewId: 'crew-9' } }]);
  });

  it('takes an order on at once, and once', () => {
    const crew = crewThatSaid();
    crew.take(shutOff('off'));
    expect(saidOf(crew.acknowledge(sevenOClock))).toEqual([['arrears.work-order-dispatched.v1', undefined]]);
    expect(crew.acknowledge(sevenOClock)).toEqual([]);
  });

  it('visits within the window, at the same time whenever asked', () => {
    const crew = crewThatSaid();
    crew.take(shutOff('off'));
    const visitAt = crew.nextVisitAt(sevenOClock);
    expect(['2027-02-24T14:00:00.000Z', '2027-02-24T15:30:00.000Z', '2027-02-24T17:00:00.000Z']).toContain(visitAt);
    expect(crew.visitsDue(sevenOClock)).toEqual([]);
    expect(crew.visitsDue(visitAt ?? sevenOClock)).toHaveLength(1);
  });

  it('closes the valve with a clearance alone', async () => {
    const request = shutOff('off');
    const [closed] = await carryOut({ order: request, at: noonOnTheDay, isLast: false }, granted);
    expect(closed).toMatchObject({
      type: 'arrears.work-order-completed.v1',
      data: { result: 'off', clearanceId: 'c-1', meterSerial: 'M1' },
    });
  });

  it('comes back when clearance is refused, and reports "unsafe" after the last slot', async () => {
    const crew = crewThatSaid();
    crew.take(shutOff('off'));
    const first = crew.visitsDue(crew.nextVisitAt(sevenOClock) ?? sevenOClock)[0];
    if (!first) throw new Error('no visit');
    expect(await carryOut(first, refused)).toEqual([]);
    crew.visited(first, false);
    const again = crew.nextVisitAt(first.at);
    expect(again && again > first.at).toBe(true);
    expect(saidOf(await carryOut({ ...first, isLast: true }, refused))).toEqual([
      ['arrears.work-order-not-completed.v1', 'unsafe'],
    ]);
  });

  it('acknowledges a recall and does not go', () => {
    const crew = crewThatSaid();
    const request = shutOff('off');
    crew.take(request);
    crew.take(recallOf(request));
    expect(saidOf(crew.acknowledge(sevenOClock))).toEqual([['arrears.recall-acknowledged.v1', undefined]]);
    expect(crew.nextVisitAt(sevenOClock)).toBeNull();
  });

  it('knows a recall that comes before its order', () => {
    const crew = crewThatSaid();
    const request = shutOff('off');
    crew.take(recallOf(request));
    crew.take(request);
    expect(crew.nextVisitAt(sevenOClock)).toBeNull();
  });

  it('leaves a recall alone when the result is told', () => {
    const request = shutOff('off');
    const crew = crewThatSaid(`${request.workOrderId}/result`);
    crew.take(recallOf(request));
    expect(crew.acknowledge(sevenOClock)).toEqual([]);
  });

  it.each([
    'no-access',
    'wrong-serial',
    'already-off',
    'vacant',
    'medical',
    'child-alone',
    'paid-at-door',
    'still-flowing',
  ])('reports %s', async (result) => {
    const reports = await carryOut({ order: shutOff(result), at: noonOnTheDay, isLast: false }, granted);
    expect(saidOf(reports)).toEqual([['arrears.work-order-not-completed.v1', result]]);
  });

  it('does not go after the window', async () => {
    const reports = await carryOut({ order: shutOff('off'), at: windowEnds, isLast: true }, granted);
    expect(saidOf(reports)).toEqual([['arrears.work-order-not-completed.v1', 'no-access']]);
  });

  it('posts a tag with photo and name, and restores the same day', async () => {
    const tag = await carryOut({ order: order('A1.1.w1', 'door-tag'), at: noonOnTheDay, isLast: false }, refused);
    expect(tag.map(({ type }) => type)).toEqual(['arrears.notice-posted.v1', 'arrears.work-order-completed.v1']);
    expect(tag[0]?.data).toMatchObject({ photo: expect.any(String), postedBy: 'crew-north' });
    const restored = await carryOut(
      { order: order('A1.1.w2', 'restoration'), at: noonOnTheDay, isLast: false },
      refused,
    );
    expect(saidOf(restored)).toEqual([['arrears.work-order-completed.v1', 'on']]);
  });
});
