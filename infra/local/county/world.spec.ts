import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkOrderRequest } from '../../../libs/contracts/outgoing.ts';
import { outgoingMessage } from '../../../libs/contracts/send-outgoing.ts';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import { createMessaging, type Messaging } from '../../../libs/messaging/index.ts';
import { startTestServers, uniqueName } from '../../../test/support/servers.ts';
import type { Stack } from '../servers/stack.ts';
import { shutOffResultOf } from './crew-results.ts';
import { AnotherCounty, runWorld, type RunWorldOptions } from './world.ts';

const feedTopics = ['billing.events', 'payment.events', 'field.events', 'customer.events', 'court.events'];
const requestTopics = ['work-order.requests', 'billing.requests'];
const openings = 20;

/** Stands where the API would: a clock that the test moves, and clearances for everybody. */
class FakeApi {
  now = '2027-01-04T05:00:00.000Z';
  readonly #server: Server = createServer((request, response) => {
    const body = request.url?.endsWith('/clock') ? { mode: 'stepped', now: this.now } : { clearanceId: 'c-1' };
    response.writeHead(request.headers.authorization === 'Bearer t' ? 200 : 401).end(JSON.stringify(body));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('the world on a real broker', () => {
  const utilityId = uniqueName('county');
  const folder = mkdtempSync(join(tmpdir(), 'county-'));
  const api = new FakeApi();
  const received: CloudEvent[] = [];
  const troubles: string[] = [];
  let stack: Stack;
  let messaging: Messaging;
  let options: Omit<RunWorldOptions, 'signal'>;

  beforeAll(async () => {
    stack = await startTestServers({ kafka: true });
    const { brokers } = stack.kafka;
    messaging = createMessaging({ brokers, clientId: utilityId });
    await messaging.ensureTopics([...feedTopics, ...requestTopics].map((topic) => ({ topic })));
    await messaging.consume({
      groupId: utilityId,
      topics: feedTopics,
      onBatch: async (batch) => {
        const events = batch.messages.map(({ value }) => JSON.parse(String(value)) as CloudEvent);
        received.push(...events.filter((event) => event.utility === utilityId));
        await batch.resolve(batch.messages.at(-1)?.offset ?? '0');
      },
      onStuck: (stuck) => {
        throw new Error(stuck.kind);
      },
    });
    const folders = {
      dataDir: join(folder, 'data'),
      sentFile: join(folder, 'sent.jsonl'),
      outboxDir: join(folder, 'out'),
    };
    const apiUrl = await api.start();
    options = { utilityId, seed: 7, accounts: openings, brokers, apiUrl, token: async () => 't', ...folders };
  });

  afterAll(async () => {
    await messaging.close();
    await stack.stop();
    api.stop();
    rmSync(folder, { recursive: true });
  });

  const ofType = (type: string) => received.filter((event) => event.type === `arrears.${type}.v1`);

  /** Plays the world until the test has seen what it waits for. */
  async function during(see: () => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const onTrouble = (error: Error) => troubles.push(error.message);
    const running = runWorld({ ...options, signal: stop.signal, onTrouble });
    await Promise.race([see(), running.then(() => Promise.reject(new Error('the world ended')))]).finally(() =>
      stop.abort(),
    );
    await running;
  }

  async function until(isSo: () => boolean): Promise<void> {
    for (const deadline = performance.now() + 60_000; !isSo(); await sleep(25)) {
      if (performance.now() > deadline) throw new Error(`Not within a minute: ${isSo.toString()} ${troubles.join()}`);
    }
  }

  it('tells its accounts, takes a work order on, visits, and keeps the file of what it sent', async () => {
    await during(async () => {
      await until(() => ofType('account-opened').length >= openings && ofType('feed-complete-through').length === 5);
      api.now = '2027-02-24T12:00:00.000Z';
      await messaging.publish([asRecord(shutOff(utilityId))]);
      await until(() => ofType('work-order-dispatched').length === 1);
      api.now = '2027-02-24T17:00:00.000Z';
      await until(() => ofType('work-order-completed').length === 1);
    });
    const sent = readFileSync(options.sentFile, 'utf8').trim().split('\n');
    await until(() => received.length >= sent.length);
    expect(received.map((event) => JSON.stringify(event)).sort()).toEqual([...sent].sort());
  });

  it('goes on where it stopped: nothing is sent again', async () => {
    const before = received.length;
    const day = '2027-02-25T05:00:00.000Z';
    await during(async () => {
      api.now = day;
      await until(() => ofType('feed-complete-through').filter((event) => event.time === day).length === 5);
    });
    const later = received.slice(before).filter(({ time }) => time !== day);
    expect(later.filter((event) => (event as CloudEvent & { recordedtime: string }).recordedtime !== day)).toEqual([]);
  });

  it('refuses the books of another county', async () => {
    await expect(runWorld({ ...options, seed: 8, signal: AbortSignal.abort() })).rejects.toThrow(AnotherCounty);
  });
});

function shutOff(utility: string): WorkOrderRequest {
  let number = 1;
  while (shutOffResultOf(`A100001.1.w${number}`) !== 'off') number += 1;
  const workOrderId = `A100001.1.w${number}`;
  const window = {
    onDay: '2027-02-24',
    windowFromAt: '2027-02-24T13:00:00.000Z',
    windowToAt: '2027-02-24T19:00:00.000Z',
  };
  const place = { meterSerial: 'M700000', district: 'north', ...window };
  const ids = {
    workOrderId,
    caseId: 'A100001.1',
    accountId: 'A100001',
    utility,
    idempotencyKey: `${workOrderId}/order`,
  };
  return { kind: 'order', work: 'shut-off', reason: 'unpaid', ...ids, ...place };
}

function asRecord(data: WorkOrderRequest) {
  const time = '2027-02-24T12:00:00.000Z';
  return outgoingMessage({
    type: 'WorkOrderRequest',
    id: data.workOrderId,
    utility: data.utility,
    time,
    correlationId: 'c',
    data,
  });
}
