import { badReasons } from './bad-message.ts';
import { deadLetterHeadersSchema, deadLetterRecord } from './dead-letter.ts';
import { outgoingMessage, publicData, readOutgoing } from './send-outgoing.ts';
import type { WorkOrderRequest } from './outgoing.ts';

const order: WorkOrderRequest = {
  kind: 'order',
  workOrderId: 'A-1.1.w1',
  caseId: 'A-1.1',
  accountId: 'A-1',
  utility: 'oh-county',
  work: 'shut-off',
  meterSerial: 'M-1',
  district: 'north',
  onDay: '2027-03-09',
  windowFromAt: '2027-03-09T13:00:00.000Z',
  windowToAt: '2027-03-09T19:00:00.000Z',
  reason: 'GEN-CRAFT',
  idempotencyKey: 'A-1.1/5/order',
};

const sent = { id: 'out-1', utility: 'oh-county', time: '2027-03-08T13:00:00.000Z', correlationId: '/billing#b1' };

describe('what Arrears says', () => {
  it('is a CloudEvent keyed by account that reads back as it was sent', () => {
    const record = outgoingMessage({ type: 'WorkOrderRequest', ...sent, data: order });
    expect(record).toMatchObject({ topic: 'work-order.requests', key: 'oh-county/A-1' });
    expect(readOutgoing('WorkOrderRequest', Buffer.from(record.value))).toEqual({ ...sent, data: order });
  });

  it('does not leave when it does not fit its schema', () => {
    expect(() => outgoingMessage({ type: 'WorkOrderRequest', ...sent, data: { ...order, onDay: '2027-02-30' } })).toThrow(/date that exists/);
  });

  it('is keyed by its utility where it is about no account', () => {
    const data = { number: 3, on: '2027-03-08', sealedAt: '2027-03-08T11:00:00.000Z', seal: 'a.b.c' };
    const record = outgoingMessage({ type: 'ChainSealed', ...sent, data });
    expect(record).toMatchObject({ topic: 'chain.seals', key: 'oh-county/utility' });
    expect(JSON.parse(record.value)).not.toHaveProperty('account');
    expect(readOutgoing('ChainSealed', Buffer.from(record.value))).toEqual({ ...sent, data });
  });

  it('is not read as something else', () => {
    const data = { requestId: 'r1', accountId: 'A-1', kind: 'penalty' as const, amountCents: 425, billId: 'B-1', idempotencyKey: 'r1' };
    const record = outgoingMessage({ type: 'BillingRequest', ...sent, data });
    expect(() => readOutgoing('WorkOrderRequest', Buffer.from(record.value))).toThrow(/Expected arrears.work-order-request.v1/);
  });

  it('keeps inside what a person wrote', () => {
    expect(publicData('ReviewDone', { by: 'u1', reason: 'spoke with Jo' })).toEqual({ by: 'u1' });
    expect(publicData('CaseClosed', { reason: 'paid', note: 'Jo paid' })).toEqual({ reason: 'paid' });
  });
});

describe('a dead letter', () => {
  const origin = { topic: 'billing.events', partition: 3, offset: '41' };

  it('keeps key and bytes, and says why in headers that fit their schema', () => {
    const value = Buffer.from([0xff]);
    for (const reason of badReasons) {
      const record = deadLetterRecord({ deadLetterId: 'dl-1', bad: { reason, detail: 'd', utilityId: 'u', accountId: null }, origin, key: null, value });
      expect(record).toMatchObject({ topic: 'billing.events.dlq', key: null, value });
      expect(deadLetterHeadersSchema.parse(record.headers)).toEqual(record.headers);
    }
  });
});
