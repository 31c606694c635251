import { randomBytes } from 'node:crypto';
import { startTestServers, uniqueName } from '../../test/support/servers.ts';
import { consumeWith, eventually, partitionsOf, recordsTo, sumOf, textOf, writingDown } from './contract-harness.ts';
import { createMessaging } from './kafka-messaging.ts';
import { RecordTooLarge, type BatchStats, type Messaging } from './messaging.ts';

let servers: Awaited<ReturnType<typeof startTestServers>>;
let messaging: Messaging;
let topic: string;
let groupId: string;
const opened: Messaging[] = [];

function another(): Messaging {
  const created = createMessaging({ brokers: servers.kafka.brokers, clientId: 'contract' });
  opened.push(created);
  return created;
}

beforeAll(async () => {
  servers = await startTestServers({ kafka: true });
});
afterAll(() => servers.stop());

beforeEach(async () => {
  messaging = another();
  topic = uniqueName('contract');
  groupId = uniqueName('group');
  await messaging.ensureTopics([{ topic, partitions: 4 }]);
});
afterEach(async () => {
  const closed = await Promise.all(opened.splice(0).map((each) => each.close()));
  expect(closed.every(({ drained }) => drained)).toBe(true);
});

describe('publishing', () => {
  it('keeps the order of a key, and a key in one partition', async () => {
    await messaging.publish(recordsTo(topic, 2_000, (index) => `k${index % 7}`));
    const partitions = new Map<string, Set<number>>();
    const values = new Map<string, number[]>();
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      partitionsConsumedConcurrently: 4,
      onBatch: async (batch) => {
        for (const { key, value } of batch.messages) {
          const name = key!.toString();
          partitions.set(name, (partitions.get(name) ?? new Set()).add(batch.partition));
          values.set(name, [...(values.get(name) ?? []), Number(value)]);
        }
        await batch.resolve(batch.messages.at(-1)!.offset);
      },
    });
    await eventually('all records', () => [...values.values()].flat().length === 2_000);
    for (const [name, seen] of values) {
      expect(partitions.get(name)?.size).toBe(1);
      expect(seen).toEqual([...seen].sort((first, second) => first - second));
    }
  });

  it('carries headers, null keys and null values', async () => {
    const seen: unknown[] = [];
    await messaging.publish([{ topic, key: null, value: null, headers: { reason: 'not-json', where: 'näher' } }]);
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        seen.push(...batch.messages.map(({ key, value, headers }) => ({ key, value, headers })));
        await batch.resolve(batch.messages[0]!.offset);
      },
    });
    await eventually('the record', () => seen.length > 0);
    expect(seen).toEqual([{ key: null, value: null, headers: { reason: 'not-json', where: 'näher' } }]);
  });

  it('passes 2 MB, also incompressible, among small records', async () => {
    const big = randomBytes(2_000_000);
    const sizes: number[] = [];
    await messaging.publish([...recordsTo(topic, 50, () => 'k'), { topic, key: 'k', value: big }, { topic, key: 'k', value: 'x'.repeat(2_900_000) }, ...recordsTo(topic, 50, () => 'k')]);
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        sizes.push(...batch.messages.map(({ value }) => value!.length));
        await batch.resolve(batch.messages.at(-1)!.offset);
      },
    });
    await eventually('all records', () => sizes.length === 102);
    expect(sizes.slice(50, 52)).toEqual([2_000_000, 2_900_000]);
  });

  it('refuses by name what the topic never takes', async () => {
    await expect(messaging.publish([{ topic, key: 'u/A-1', value: randomBytes(4_000_000) }])).rejects.toThrow(RecordTooLarge);
    await messaging.publish(recordsTo(topic, 1, () => 'k'));
  });

  it('sends a batch that is larger than a request, and many with gzip', async () => {
    const zipped = createMessaging({ brokers: servers.kafka.brokers, clientId: 'contract', compression: 'gzip' });
    opened.push(zipped);
    const records = Array.from({ length: 8_000 }, (_, index) => ({ topic, key: `k${index}`, value: `${index} ${'x'.repeat(1_000)}` }));
    await zipped.publish(records);
    expect(sumOf(await messaging.endOffsets(topic))).toBe(8_000);
  });
});

describe('topics and offsets', () => {
  it('creates what is missing and leaves what is there', async () => {
    await Promise.all([messaging.ensureTopics([{ topic, partitions: 9 }, { topic: `${topic}.dlq`, partitions: 2 }]), another().ensureTopics([{ topic: `${topic}.dlq`, partitions: 2 }])]);
    await eventually('both topics', async () => Object.keys(await messaging.endOffsets(`${topic}.dlq`)).length === 2);
    expect(await messaging.endOffsets(topic)).toEqual({ 0: '0', 1: '0', 2: '0', 3: '0' });
  });

  it('says where a group stands', async () => {
    await messaging.publish(recordsTo(topic, 40, (index) => `k${index}`));
    const seen: string[] = [];
    const stats: BatchStats[] = [];
    await consumeWith(messaging, { groupId, topics: [topic], onBatch: writingDown(seen), onStats: (one) => stats.push(one) });
    await eventually('all records', () => seen.length === 40);
    expect(await messaging.committedOffsets(groupId, topic)).toEqual(await messaging.endOffsets(topic));
    expect(stats.reduce((sum, { size }) => sum + size, 0)).toBe(40);
    expect(stats.every(({ outcome, lag }) => outcome === 'done' && lag === 0)).toBe(true);
  });
});

describe('resolving', () => {
  it('commits what was resolved and nothing else: the rest comes to the next member', async () => {
    await messaging.publish(recordsTo(topic, 10, () => 'k'));
    const first = another();
    const early: string[] = [];
    const member = await consumeWith(first, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        early.push(...batch.messages.slice(0, 4).map(textOf));
        await batch.resolve(batch.messages[3]!.offset);
        await eventually('closing', () => !batch.isRunning());
      },
    });
    await eventually('the first part', () => early.length === 4);
    expect(await member.close()).toBe(true);
    expect(sumOf(await messaging.committedOffsets(groupId, topic))).toBe(4);
    const late: string[] = [];
    await consumeWith(messaging, { groupId, topics: [topic], onBatch: writingDown(late) });
    await eventually('the rest', () => late.length >= 6);
    expect(late).toEqual(['k=4', 'k=5', 'k=6', 'k=7', 'k=8', 'k=9']);
  });

  it('brings the rest again at once when a handler resolves a part and returns', async () => {
    await messaging.publish(recordsTo(topic, 9, () => 'k'));
    const seen: string[] = [];
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        const part = batch.messages.slice(0, 3);
        seen.push(...part.map(textOf));
        await batch.resolve(part.at(-1)!.offset);
      },
    });
    await eventually('all records', () => seen.length === 9);
    expect(seen).toEqual(Array.from({ length: 9 }, (_, index) => `k=${index}`));
  });
});

describe('two members of a group', () => {
  it('lose nothing and share the partitions when one joins and one leaves', async () => {
    const seen = new Set<string>();
    const join = (member: Messaging) =>
      consumeWith(member, {
        groupId,
        topics: [topic],
        partitionsConsumedConcurrently: 2,
        onBatch: async (batch) => {
          for (const record of batch.messages) seen.add(textOf(record));
          await batch.resolve(batch.messages.at(-1)!.offset);
        },
      });
    const send = (from: number, count: number) => messaging.publish(recordsTo(topic, count, (index) => `k${from + index}`));
    const [first, secondMember] = [await join(messaging), another()];
    await send(0, 500);
    const second = await join(secondMember);
    await send(500, 500);
    await eventually('two shares', () => partitionsOf(first) === 2 && partitionsOf(second) === 2);
    await send(1_000, 500);
    expect(await second.close()).toBe(true);
    await send(1_500, 500);
    await eventually('one share', () => partitionsOf(first) === 4);
    await eventually('all records', () => seen.size === 2_000);
  });

  it('let a handler end its transaction before its partitions move', async () => {
    await messaging.publish(recordsTo(topic, 200, (index) => `k${index}`));
    const seen: string[] = [];
    let calls = 0;
    let hasCommittedInTheEnd = false;
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        calls += 1;
        const isFirst = calls === 1;
        if (isFirst) await eventually('the rebalance', () => !batch.isRunning());
        const part = batch.messages.slice(0, 5);
        seen.push(...part.map(textOf));
        await batch.resolve(part.at(-1)!.offset);
        if (isFirst) hasCommittedInTheEnd = true;
      },
    });
    await eventually('the first call', () => calls === 1);
    await consumeWith(another(), { groupId, topics: [topic], onBatch: writingDown(seen) });
    // At least once: what a rebalance interrupts before its commit comes again.
    await eventually('all records', () => new Set(seen).size === 200);
    expect(hasCommittedInTheEnd).toBe(true);
  });
});
