import { startTestServers, uniqueName } from '../../test/support/servers.ts';
import { consumeWith, eventually, recordsTo, sumOf, textOf, writingDown } from './contract-harness.ts';
import { createMessaging } from './kafka-messaging.ts';
import type { BatchStats, Messaging, Stuck } from './messaging.ts';

let servers: Awaited<ReturnType<typeof startTestServers>>;
let messaging: Messaging;
let topic: string;
let groupId: string;

beforeAll(async () => {
  servers = await startTestServers({ kafka: true, own: true });
});
afterAll(() => servers.stop());

beforeEach(async () => {
  messaging = createMessaging({ brokers: servers.kafka.brokers, clientId: 'contract' });
  topic = uniqueName('contract');
  groupId = uniqueName('group');
  await messaging.ensureTopics([{ topic, partitions: 4 }]);
});
afterEach(() => messaging.close());

describe('a handler that throws', () => {
  it('gets the batch again without loss, while other partitions go on', async () => {
    await messaging.publish(recordsTo(topic, 400, (index) => `k${index % 20}`));
    const seen = new Map<number, string[]>();
    const stats: BatchStats[] = [];
    let isBroken = true;
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onStats: (one) => stats.push(one),
      onBatch: async (batch) => {
        if (batch.partition === 0 && isBroken) throw new Error('The database is away');
        seen.set(batch.partition, [...(seen.get(batch.partition) ?? []), ...batch.messages.map(textOf)]);
        await batch.resolve(batch.messages.at(-1)!.offset);
      },
    });
    const total = () => [...seen.values()].flat().length;
    const ends = await messaging.endOffsets(topic);
    const others = sumOf(ends) - Number(ends[0]);
    await eventually('the other partitions', () => total() === others);
    await eventually('some attempts', () => stats.filter(({ outcome }) => outcome === 'failed').length >= 4);
    await messaging.publish(recordsTo(topic, 400, (index) => `k${index % 20}`));
    await eventually('the other partitions again', () => total() === 2 * others);
    expect(seen.get(0)).toBeUndefined();
    expect(stats.find(({ outcome }) => outcome === 'failed')).toMatchObject({ partition: 0, lag: Number(ends[0]) });
    isBroken = false;
    await eventually('everything', () => total() === 800);
    expect(new Set(seen.get(0)).size * 2).toBe(seen.get(0)?.length);
  });

  it('keeps what it had resolved before', async () => {
    await messaging.publish(recordsTo(topic, 6, () => 'k'));
    const seen: string[] = [];
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        const record = batch.messages[0]!;
        seen.push(textOf(record));
        await batch.resolve(record.offset);
        throw new Error('After one');
      },
    });
    await eventually('all records', () => seen.length === 6);
    expect(seen).toEqual(['k=0', 'k=1', 'k=2', 'k=3', 'k=4', 'k=5']);
  });

  it('that resolves nothing and returns is not called in a hot loop', async () => {
    await messaging.publish(recordsTo(topic, 1, () => 'k'));
    const startedMs = performance.now();
    let calls = 0;
    await consumeWith(messaging, { groupId, topics: [topic], onBatch: async () => void (calls += 1) });
    await eventually('some calls', () => calls >= 4);
    expect(performance.now() - startedMs).toBeGreaterThan(50 + 100 + 200);
  });
});

describe('the watchdog', () => {
  const stuckIn = async (onBatch: () => Promise<void>): Promise<Stuck[]> => {
    const told: Stuck[] = [];
    await messaging.publish(recordsTo(topic, 1, () => 'k'));
    await consumeWith(messaging, { groupId, topics: [topic], noProgressMs: 600, onStuck: (stuck) => told.push(stuck), onBatch });
    await eventually('the watchdog', () => told.length > 0);
    return told;
  };

  it('tells of a handler that never returns, and closing does not wait for it past the deadline', async () => {
    const hanging = Promise.withResolvers<void>();
    const told = await stuckIn(() => hanging.promise);
    expect(told).toMatchObject([{ kind: 'partition', topic, offset: '0', error: null }]);
    const startedMs = performance.now();
    expect(await messaging.close({ deadlineMs: 300 })).toEqual({ drained: false });
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    hanging.resolve();
  });

  it('tells of a batch that always fails, with its error', async () => {
    const told = await stuckIn(() => Promise.reject(new Error('always')));
    expect(told).toMatchObject([{ kind: 'partition', topic, error: new Error('always') }]);
  });

  it('leaves an idle consumer alone', async () => {
    const told: Stuck[] = [];
    const seen: string[] = [];
    await consumeWith(messaging, { groupId, topics: [topic], noProgressMs: 1_500, onStuck: (stuck) => told.push(stuck), onBatch: writingDown(seen) });
    const untilMs = performance.now() + 4_000;
    await eventually('four quiet seconds', () => performance.now() > untilMs);
    await messaging.publish(recordsTo(topic, 1, () => 'k'));
    await eventually('the record', () => seen.length === 1);
    expect(told).toEqual([]);
  });
});

describe('closing', () => {
  it('lets the handler end its transaction and commits it', async () => {
    await messaging.publish(recordsTo(topic, 5, () => 'k'));
    let isInside = false;
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        isInside = true;
        await eventually('closing', () => !batch.isRunning());
        await batch.resolve(batch.messages[1]!.offset);
      },
    });
    await eventually('the handler', () => isInside);
    expect(await messaging.close()).toEqual({ drained: true });
    const after = createMessaging({ brokers: servers.kafka.brokers, clientId: 'contract' });
    expect(sumOf(await after.committedOffsets(groupId, topic))).toBe(2);
    await after.close();
  });
});

describe('a broker that is killed and started again', () => {
  it('is found again by consumer and publisher, and nothing that was acknowledged is lost', async () => {
    const acknowledged = new Set<string>();
    const seen = new Set<string>();
    await consumeWith(messaging, {
      groupId,
      topics: [topic],
      onBatch: async (batch) => {
        // Before resolving, as a transaction is: a commit may arrive although its answer does not.
        for (const record of batch.messages) seen.add(textOf(record));
        await batch.resolve(batch.messages.at(-1)!.offset);
      },
    });
    let isSending = true;
    let round = 0;
    const sending = (async () => {
      while (isSending) {
        const records = recordsTo(topic, 20, (index) => `r${round}-${index}`);
        round += 1;
        try {
          await messaging.publish(records);
          for (const { key, value } of records) acknowledged.add(`${String(key)}=${String(value)}`);
        } catch {
          // As the outbox does: what was not acknowledged is sent again, here under the next round's keys.
        }
      }
    })();
    try {
      await eventually('a first flow', () => seen.size > 200);
      await servers.kafka.kill9();
      await servers.kafka.restart();
      const before = acknowledged.size;
      await eventually('a new flow', () => acknowledged.size > before + 200 && seen.size > before + 200, 90_000);
    } finally {
      isSending = false;
      await sending;
    }
    await eventually('every acknowledged record', () => [...acknowledged].every((text) => seen.has(text)), 60_000);
  });
});
