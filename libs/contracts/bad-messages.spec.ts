import type { BadMessage, BadReason } from './bad-message.ts';
import { maxValueBytes } from './parse-json.ts';
import { readLine } from './read-line.ts';
import { readMessage, type RawMessage } from './read-message.ts';
import { cloudEvent, toMessage, type CloudEvent } from './send-message.ts';
import { samples } from './wire-samples.ts';

const time = '2027-03-01T14:30:00Z';
const bill = cloudEvent({ type: 'BillIssued', id: 'b1', utility: 'oh-county', account: 'A-1', time, data: samples.BillIssued });
const payment = cloudEvent({ type: 'PaymentReceived', id: 'p1', utility: 'oh-county', account: 'A-1', time, data: samples.PaymentReceived });
const petition = cloudEvent({ type: 'PetitionFiled', id: 'c1', utility: 'oh-county', time, data: samples.PetitionFiled });
const moved = cloudEvent({ type: 'PaymentMoved', id: 'm1', utility: 'oh-county', account: 'A-1', time, data: samples.PaymentMoved });

interface Sent {
  topic?: string;
  key?: string | Buffer | null;
  value: string | Buffer | null;
}

function send({ topic = 'billing.events', key = 'oh-county/A-1', value }: Sent): BadMessage {
  const bytes = (part: string | Buffer | null) => (typeof part === 'string' ? Buffer.from(part) : part);
  const raw: RawMessage = { topic, key: bytes(key), value: bytes(value) };
  const read = readMessage(raw);
  if (read.kind !== 'bad') throw new Error('Read as if it were good');
  return read;
}

function sendEvent(event: unknown, key: string | null = 'oh-county/A-1', topic = 'billing.events'): BadMessage {
  return send({ topic, key, value: JSON.stringify(event) });
}

const withData = (event: CloudEvent, change: object): CloudEvent => ({ ...event, data: { ...(event.data as object), ...change } });
const without = (event: CloudEvent, ...fields: string[]) => Object.fromEntries(Object.entries(event).filter(([name]) => !fields.includes(name)));

describe('what is no message at all', () => {
  it.each<[string, Sent['value'], BadReason, RegExp]>([
    ['a tombstone', null, 'not-json', /empty/],
    ['an empty value', '', 'not-json', /empty/],
    ['words', 'Jo Example owes', 'not-json', /is not JSON/],
    ['half an object', '{"specversion":"1.0",', 'not-json', /at character 21/],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not-json', /UTF-8/],
    ['a list', '[]', 'not-a-cloud-event', /no object/],
    ['an object of another kind', '{"hello":1}', 'not-a-cloud-event', /specversion/],
    ['a million brackets', '['.repeat(1_000_000), 'not-json', /is not JSON/],
    ['deep lists', `{"a":${'['.repeat(400_000)}"\\u0041"${']'.repeat(400_000)}}`, 'not-a-cloud-event', /specversion/],
  ])('%s', (_what, value, reason, detail) => {
    expect(send({ value })).toMatchObject({ kind: 'bad', reason, detail: expect.stringMatching(detail), utilityId: 'oh-county', accountId: 'A-1' });
  });

  it('never quotes the text, which may name a person', () => {
    expect(send({ value: 'Jo Example owes' }).detail).not.toContain('Jo');
  });

  it('CloudEvents without the attributes that make them one', () => {
    expect(sendEvent(without(bill, 'id', 'type'))).toMatchObject({ reason: 'not-a-cloud-event', detail: 'CloudEvents need "id", "type" as text: add it.' });
    expect(sendEvent({ ...bill, specversion: '0.3' }).reason).toBe('not-a-cloud-event');
  });
});

describe('size', () => {
  const padded = (bytes: number) => {
    const text = JSON.stringify(bill);
    return text + ' '.repeat(bytes - text.length);
  };

  it('is allowed up to the limit, and refused one byte above it, before parsing', () => {
    expect(readMessage({ topic: 'billing.events', key: Buffer.from('oh-county/A-1'), value: Buffer.from(padded(maxValueBytes)) }).kind).toBe('facts');
    expect(send({ value: padded(maxValueBytes + 1) })).toMatchObject({ reason: 'too-large', detail: expect.stringContaining('1048577 bytes'), accountId: 'A-1', eventId: null });
    expect(send({ value: 'x'.repeat(2_000_000) }).reason).toBe('too-large');
  });
});

describe('types', () => {
  it('knows a type in another version from an unknown one', () => {
    expect(sendEvent({ ...bill, type: 'arrears.bill-issued.v2' })).toMatchObject({ reason: 'unknown-version', detail: expect.stringContaining('"arrears.bill-issued.v1"') });
    expect(sendEvent({ ...bill, type: 'arrears.bill-issued' }).reason).toBe('unknown-version');
    expect(sendEvent({ ...bill, type: 'arrears.bill-eaten.v1' })).toMatchObject({ reason: 'unknown-type', accountId: 'A-1', eventId: 'b1', source: '/billing' });
  });

  it('reads a type from its own topic alone, and says which', () => {
    expect(sendEvent(payment)).toMatchObject({ reason: 'unknown-type', detail: expect.stringContaining('send it to payment.events') });
    expect(sendEvent(bill, 'oh-county/A-1', 'case.events').reason).toBe('unknown-type');
  });

  it('does not take entries that only Arrears decides', () => {
    expect(sendEvent({ ...bill, type: 'arrears.penalty-assessed.v1' }).reason).toBe('unknown-type');
  });
});

describe('schemas', () => {
  it.each<[string, unknown, BadReason, string]>([
    ['an unknown field', withData(bill, { extra: 1 }), 'wrong-schema', '"data" has unknown fields (extra): leave them out.'],
    ['a missing field', withData(bill, { billId: undefined }), 'wrong-schema', '"data.billId" is missing'],
    ['no data', without(bill, 'data'), 'wrong-schema', '"data" is missing'],
    ['no time', without(bill, 'time'), 'wrong-schema', '"time" is missing'],
    ['a local time', { ...bill, time: '2027-03-01T09:30:00-05:00' }, 'wrong-schema', 'must be a UTC instant'],
    ['no utility', without(bill, 'utility'), 'wrong-schema', '"utility" is missing'],
    ['no account', without(bill, 'account'), 'wrong-schema', '"account" is missing'],
    ['an account that is the key of watermarks', { ...bill, account: 'feed' }, 'wrong-schema', 'must not be "feed"'],
    ['a source with a fragment', { ...bill, source: '/billing#7' }, 'wrong-schema', 'without spaces and fragment'],
    ['a NUL character', withData(bill, { billId: 'B\u0000' }), 'wrong-schema', 'NUL'],
    ['half of a surrogate pair', withData(bill, { billId: '\ud800' }), 'wrong-schema', 'surrogate'],
    ['a field of every object', JSON.parse('{"__proto__":{"a":1}}') as unknown, 'not-a-cloud-event', 'specversion'],
    ['cents with a point', withData(bill, { lines: [{ service: 'sewer', amountCents: 42.5 }] }), 'not-integer-cents', '"data.lines.0.amountCents" is 42.5: send whole cents'],
    ['cents as text', withData(bill, { lines: [{ service: 'sewer', amountCents: '4250' }] }), 'not-integer-cents', 'is "4250": send whole cents'],
    ['dollars as text', withData(bill, { lines: [{ service: 'sewer', amountCents: '$42.50' }] }), 'not-integer-cents', 'send whole cents'],
    ['an amount that is no number', withData(bill, { lines: [{ service: 'sewer', amountCents: true }] }), 'wrong-schema', 'is true'],
    ['an amount below zero', withData(bill, { lines: [{ service: 'sewer', amountCents: -1 }] }), 'wrong-schema', 'is -1: must be a positive'],
    ['more cents than can be counted', withData(bill, { lines: [{ service: 'sewer', amountCents: 1e20 }] }), 'wrong-schema', 'amountCents'],
    ['the 29th of February of a common year', withData(bill, { dueOn: '2027-02-29' }), 'no-such-date', '"data.dueOn" is "2027-02-29": send a date that exists'],
    ['an effective time on a day that does not exist', { ...bill, time: '2027-04-31T00:00:00Z' }, 'no-such-date', '"time" is "2027-04-31T00:00:00Z"'],
    ['a day at the end of all calendars', withData(bill, { dueOn: '9999-12-31' }), 'wrong-schema', '"data.dueOn" is "9999-12-31": must lie between 1900 and 2199'],
    ['a date in words', withData(bill, { dueOn: 'tomorrow' }), 'wrong-schema', 'must be a date that exists'],
    ['the most precise of several faults', withData(bill, { extra: 1, dueOn: '2027-13-01' }), 'no-such-date', '2027-13-01'],
  ])('%s', (_what, event, reason, detail) => {
    expect(sendEvent(event)).toMatchObject({ reason, detail: expect.stringContaining(detail), utilityId: 'oh-county', accountId: 'A-1' });
  });

  it('reads the 29th of February of a leap year', () => {
    const leap = withData(bill, { dueOn: '2028-02-29' });
    expect(readLine(JSON.stringify(leap)).kind).toBe('facts');
  });

  it('tells no name and no address', () => {
    const opened = cloudEvent({ type: 'AccountOpened', id: 'o1', utility: 'oh-county', account: 'A-1', time, data: { ...samples.AccountOpened, customer: { name: 7 } as never } });
    const long = cloudEvent({ ...{ type: 'AccountOpened', id: 'o1', utility: 'oh-county', account: 'A-1', time }, data: { ...samples.AccountOpened, customer: { ...samples.AccountOpened.customer, name: 'Jo '.repeat(900) } } });
    expect(sendEvent(opened).detail).toContain('"data.customer.name" is a number that does not fit');
    expect(sendEvent(long).detail).not.toContain('Jo');
  });
});

describe('keys', () => {
  it.each([null, ''])('%j is none', (key) => {
    expect(sendEvent(bill, key)).toMatchObject({ reason: 'null-key', utilityId: 'oh-county', accountId: 'A-1', eventId: 'b1' });
  });

  it.each([
    ['another account', bill, 'oh-county/A-2', 'A-2'],
    ['another utility', bill, 'other/A-1', 'A-1'],
    ['no slash', bill, 'A-1', 'A-1'],
    ['an account and more', bill, 'oh-county/A-1/x', 'A-1/x'],
    ['the key of watermarks', bill, 'oh-county/feed', 'A-1'],
  ])('%s disagrees, and holds by the key first', (_what, event, key, accountId) => {
    const bad = sendEvent(event, key);
    expect(bad).toMatchObject({ reason: 'key-disagrees', accountId, detail: expect.stringContaining('the body says "oh-county/A-1"') });
    expect(bad.accountIds).toContain('A-1');
  });

  it('that name another utility than the body leave each its own accounts', () => {
    expect(sendEvent(bill, 'other/A-7').places).toEqual([{ utilityId: 'other', accountIds: ['A-7'] }, { utilityId: 'oh-county', accountIds: ['A-1'] }]);
    expect(sendEvent(bill, 'oh-county/A-7').places).toEqual([{ utilityId: 'oh-county', accountIds: ['A-7', 'A-1'] }]);
    expect(send({ key: 'oh-county/A-7', value: 'x' }).places).toEqual([{ utilityId: 'oh-county', accountIds: ['A-7'] }]);
  });

  it('of court events are utility and docket', () => {
    expect(sendEvent(petition, 'oh-county/3:27-bk-9', 'court.events')).toMatchObject({ reason: 'key-disagrees', utilityId: 'oh-county', accountId: 'A-1', accountIds: ['A-1', 'A-2'] });
  });

  it('of movements name one of the two sides', () => {
    expect(sendEvent({ ...moved, account: 'A-9' }, 'oh-county/A-9', 'payment.events')).toMatchObject({ reason: 'key-disagrees', accountIds: ['A-9', 'A-2', 'A-1'] });
    expect(sendEvent(withData(moved, { fromAccountId: 'A-1' }), 'oh-county/A-1', 'payment.events').reason).toBe('wrong-schema');
    expect(sendEvent(withData(moved, { originalEffectiveAt: '2027-03-02T00:00:00Z' }), 'oh-county/A-1', 'payment.events').reason).toBe('wrong-schema');
  });

  it('of watermarks name no account', () => {
    const mark = cloudEvent({ type: 'FeedCompleteThrough', feed: 'billing', id: 'w1', utility: 'oh-county', time, data: { throughAt: 'soon' } });
    expect(sendEvent(mark, toMessage(mark).key)).toMatchObject({ reason: 'wrong-schema', utilityId: 'oh-county', accountId: null });
    expect(sendEvent(withData(mark, { throughAt: time }), 'oh-county/A-1').reason).toBe('key-disagrees');
  });

  it('that are no text are never handed on', () => {
    expect(send({ key: Buffer.from([0xff, 0x2f, 0x41]), value: JSON.stringify(bill) })).toMatchObject({ reason: 'key-disagrees', utilityId: 'oh-county', accountId: 'A-1' });
    expect(send({ key: 'u\u0000/A', value: 'x' })).toMatchObject({ utilityId: null, accountId: null });
  });
});

describe('lines of a file', () => {
  it('are read with the same reasons, addressed or not', () => {
    expect(readLine('what?')).toMatchObject({ kind: 'bad', reason: 'not-json' });
    expect(readLine(JSON.stringify({ ...bill, type: 'arrears.bill-issued.v2' }))).toMatchObject({ reason: 'unknown-version', accountId: 'A-1' });
    expect(readLine(JSON.stringify(without(bill, 'account')))).toMatchObject({ reason: 'wrong-schema' });
    const mark = cloudEvent({ type: 'FeedCompleteThrough', source: '/else', id: 'w1', utility: 'oh-county', time, data: { throughAt: time } });
    expect(readLine(JSON.stringify(mark))).toMatchObject({ reason: 'unknown-type', detail: expect.stringContaining('use one like /billing') });
  });
});
