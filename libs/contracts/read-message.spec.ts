import type { FactType } from '../account/account.events.ts';
import { factTypesOf, feeds, inTypes, topicOf, wireTypeOf } from './feeds.ts';
import { readLine } from './read-line.ts';
import { readMessage, type FactsIntake, type RawMessage } from './read-message.ts';
import { cloudEvent, toMessage, Unaddressed, type CloudEvent, type OutRecord } from './send-message.ts';
import { samples } from './wire-samples.ts';

const time = '2027-03-01T14:30:00Z';
const facts = Object.keys(samples) as FactType[];

function eventOf(type: FactType): CloudEvent {
  return cloudEvent({ type, id: `${type}-1`, utility: 'oh-county', account: 'A-1', time, data: samples[type] as never });
}

function raw(record: OutRecord): RawMessage {
  return { topic: record.topic, key: Buffer.from(record.key), value: Buffer.from(record.value) };
}

function readFacts(event: CloudEvent): FactsIntake {
  const read = readMessage(raw(toMessage(event)));
  if (read.kind !== 'facts') throw new Error(JSON.stringify(read));
  return read;
}

describe('the wire of facts', () => {
  it('gives every fact one topic, and a type in kebab case with its version', () => {
    expect([...feeds.flatMap((feed) => factTypesOf(feed))].sort()).toEqual([...facts].sort());
    expect(inTypes).toContain('FeedCompleteThrough');
    expect(wireTypeOf('BillIssued')).toBe('arrears.bill-issued.v1');
    expect(wireTypeOf('FeedCompleteThrough')).toBe('arrears.feed-complete-through.v1');
  });

  it.each(facts)('reads back what was sent: %s', (type) => {
    const read = readFacts(eventOf(type));
    expect(read).toMatchObject({ utilityId: 'oh-county', source: `/${read.feed}`, eventId: `${type}-1`, effectiveAt: '2027-03-01T14:30:00.000Z', replaces: null });
    expect(read.bodyHash).toMatch(/^[0-9a-f]{64}$/);
    const [first] = read.facts;
    expect(first?.event).toMatchObject({ type, id: `/${read.feed}#${type}-1` });
    expect(JSON.parse(JSON.stringify(first?.event.data))).toEqual(
      type === 'PaymentMoved' ? { ...samples.PaymentMoved, originalEffectiveAt: '2027-02-01T15:00:00.000Z' } : samples[type],
    );
  });

  it('reads the same from a line of a file', () => {
    for (const type of facts) expect(readLine(JSON.stringify(eventOf(type)))).toEqual(readFacts(eventOf(type)));
  });

  it('keeps the correlation id, and makes one from source and id where none is sent', () => {
    expect(readFacts(eventOf('BillIssued')).correlationId).toBe('/billing#BillIssued-1');
    expect(readFacts({ ...eventOf('BillIssued'), correlationid: 'run-7', replaces: 'dl-3' })).toMatchObject({ correlationId: 'run-7', replaces: 'dl-3' });
  });
});

describe('facts that concern several accounts', () => {
  it('tells a petition to each account once', () => {
    const data = { ...samples.PetitionFiled, accountIds: ['A-1', 'A-2', 'A-1'] };
    const read = readFacts({ ...eventOf('PetitionFiled'), account: undefined as never, data });
    expect(read.facts.map((fact) => fact.accountId)).toEqual(['A-1', 'A-2']);
    expect(new Set(read.facts.map((fact) => fact.event.id))).toEqual(new Set(['/court#PetitionFiled-1']));
  });

  it('lets a moved payment leave now and count on the receiving account from its original time', () => {
    expect(readFacts(eventOf('PaymentMoved')).facts.map(({ accountId, event }) => [accountId, event.effectiveAt])).toEqual([
      ['A-2', '2027-03-01T14:30:00.000Z'],
      ['A-1', '2027-02-01T15:00:00.000Z'],
    ]);
  });

  it('tells a transferred credit to both sides', () => {
    expect(readFacts(eventOf('CreditTransferred')).facts.map((fact) => fact.accountId)).toEqual(['A-1', 'A-2']);
  });
});

describe('watermarks', () => {
  it.each(feeds)('come on the topic of %s with the key <utility>/feed', (feed) => {
    const record = toMessage(cloudEvent({ type: 'FeedCompleteThrough', feed, id: 'w1', utility: 'oh-county', time, data: { throughAt: time } }));
    expect(record).toMatchObject({ topic: topicOf(feed), key: 'oh-county/feed' });
    expect(readMessage(raw(record))).toMatchObject({ kind: 'watermark', feed, utilityId: 'oh-county', throughAt: '2027-03-01T14:30:00.000Z', nextAt: null });
  });

  it('say when the feed means to speak next', () => {
    const data = { throughAt: time, nextAt: '2027-03-02T10:00:00Z' };
    const line = JSON.stringify(cloudEvent({ type: 'FeedCompleteThrough', feed: 'court', id: 'w2', utility: 'oh-county', time, data }));
    expect(readLine(line)).toMatchObject({ kind: 'watermark', feed: 'court', nextAt: '2027-03-02T10:00:00.000Z' });
  });
});

describe('the hash of a body', () => {
  const event = eventOf('PaymentReceived');
  const hashOf = (changed: CloudEvent, value = JSON.stringify(changed)) => (readMessage({ ...raw(toMessage(changed)), value: Buffer.from(value) }) as FactsIntake).bodyHash;

  it('is the same for a resend in another form', () => {
    const resent = { ...event, time: '2027-03-01T14:30:00.000Z', data: Object.fromEntries(Object.entries(samples.PaymentReceived).reverse()) };
    expect(hashOf(resent, JSON.stringify(resent, null, 4))).toBe(hashOf(event));
  });

  it.each([
    ['amount', { ...event, data: { ...samples.PaymentReceived, amountCents: 4_251 } }],
    ['time', { ...event, time: '2027-03-01T14:30:01Z' }],
    ['account', { ...event, account: 'A-2' }],
    ['utility', { ...event, utility: 'other' }],
  ])('differs with another %s', (_what, changed) => {
    expect(hashOf(changed)).not.toBe(hashOf(event));
  });
});

describe('an event without an address', () => {
  it('is refused to its sender', () => {
    const { account: _account, ...nobody } = eventOf('BillIssued');
    expect(() => toMessage(nobody)).toThrow(Unaddressed);
    expect(() => toMessage(cloudEvent({ type: 'FeedCompleteThrough', id: 'w', utility: 'u', time, data: { throughAt: time } }))).toThrow(/lacks a topic/);
  });
});
