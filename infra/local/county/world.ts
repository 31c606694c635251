import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { outgoing } from '../../../libs/contracts/outgoing.ts';
import { readOutgoing } from '../../../libs/contracts/send-outgoing.ts';
import { toMessage, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import { createMessaging, type IncomingBatch, type Messaging } from '../../../libs/messaging/index.ts';
import { ArrearsClient, type TokenSource } from './arrears-client.ts';
import type { County, CountyOptions } from './county.ts';
import { planCounty } from './generator.ts';
import type { CountyRequest, RequestBook } from './request-book.ts';
import { ClockIsReal, SimulatedWorld, type WorldFolders, type WorldProgress } from './simulated-world.ts';

export interface RunWorldOptions extends CountyOptions, WorldFolders {
  readonly brokers: readonly string[];
  readonly apiUrl: string;
  readonly token: TokenSource;
  /** Ends the world after the turn at hand. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: WorldProgress) => void;
  /** The broker or the API did not answer; the world tries again by itself. */
  readonly onTrouble?: (error: Error) => void;
  /** A rule, or the form of a file, refused what the auditor's office did; it goes on with its next work. */
  readonly onDeclined?: (error: Error) => void;
}

/** The folder belongs to a county with other options: its books would not fit. */
export class AnotherCounty extends Error {
  constructor(folder: string, kept: string) {
    super(`${folder} holds the books of another county (${kept}): use its options, or another folder`);
    this.name = 'AnotherCounty';
  }
}

const pollMilliseconds = 60;
const troubleMilliseconds = 500;

/**
 * Plays the outside world to a running stack until the signal.
 * @throws AnotherCounty, ClockIsReal, and why the consumer got stuck
 */
export async function runWorld(options: RunWorldOptions): Promise<void> {
  const { utilityId, brokers, signal } = options;
  const plan = planCounty(options);
  assertSameCounty(options.dataDir, plan.county);
  const client = new ArrearsClient(options.apiUrl, utilityId, options.token);
  const messaging = createMessaging({ brokers, clientId: `county-${utilityId}` });
  const ports = {
    publish: (events: readonly CloudEvent[]) => messaging.publish(events.map((event) => toMessage(event))),
    clock: () => client.clock(),
    askClearance: client.clearance.bind(client),
    office: { read: client.read.bind(client), write: client.write.bind(client) },
    onDeclined: (error: Error) => options.onDeclined?.(error),
  };
  const world = await SimulatedWorld.open(plan, ports, options);
  const stuck = new AbortController();
  try {
    await listen(messaging, utilityId, world.requests, (why) => stuck.abort(why));
    await turnUntil(AbortSignal.any([signal, stuck.signal]), world, options);
    stuck.signal.throwIfAborted();
  } finally {
    await messaging.close();
    world.close();
  }
}

async function turnUntil(
  signal: AbortSignal,
  world: SimulatedWorld,
  { onProgress, onTrouble }: RunWorldOptions,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const progress = await world.takeTurn();
      onProgress?.(progress);
      await pause(pollMilliseconds, signal);
    } catch (error) {
      if (error instanceof ClockIsReal) throw error;
      onTrouble?.(error as Error);
      await pause(troubleMilliseconds, signal);
    }
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Requests are on disk before the broker hears that they were read. */
async function listen(
  messaging: Messaging,
  utilityId: string,
  book: RequestBook,
  onStuck: (why: Error) => void,
): Promise<void> {
  await messaging.consume({
    groupId: `county-${utilityId}`,
    topics: [outgoing.WorkOrderRequest.topic, outgoing.BillingRequest.topic],
    onBatch: async (batch) => {
      book.keep(requestsIn(batch, utilityId));
      await batch.resolve(batch.messages.at(-1)?.offset ?? '0');
    },
    onStuck: (stuck) => onStuck(new Error(`The county hears nothing from the broker any more (${stuck.kind})`)),
  });
}

function requestsIn(batch: IncomingBatch, utilityId: string): CountyRequest[] {
  const type = batch.topic === outgoing.WorkOrderRequest.topic ? 'WorkOrderRequest' : 'BillingRequest';
  return batch.messages.flatMap(({ value }) => {
    const request = readOutgoing(type, value ?? Buffer.alloc(0));
    return request.utility === utilityId ? [{ type, data: request.data } as CountyRequest] : [];
  });
}

function assertSameCounty(dataDir: string, { utilityId, state, seed, accounts, startOn, endOn, season }: County): void {
  const file = join(dataDir, 'county.json');
  const text = JSON.stringify({ utilityId, state, seed, accounts, startOn, endOn, season: season?.seasonId ?? null });
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, text);
  const kept = readFileSync(file, 'utf8');
  if (kept !== text) throw new AnotherCounty(dataDir, kept);
}
