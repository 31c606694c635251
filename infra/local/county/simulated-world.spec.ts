import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMessage } from '../../../libs/contracts/read-message.ts';
import { toMessage, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { WorkOrderRequest } from '../../../libs/contracts/outgoing.ts';
import { instant, type Instant } from '../../../libs/kernel/time.ts';
import { shutOffResultOf } from './crew-results.ts';
import { planCounty } from './generator.ts';
import { SimulatedWorld } from './simulated-world.ts';

const plan = planCounty({ utilityId: 'county', seed: 7, accounts: 12 });
const start = instant('2027-01-04T05:00:00Z');

/** A world whose neighbours are played by the test. */
class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'county-'));
  readonly outboxDir = join(this.folder, 'outbox');
  readonly sentFile = join(this.folder, 'sent.jsonl');
  readonly received: CloudEvent[] = [];
  now: Instant = start;
  brokerIsUp = true;
  world!: SimulatedWorld;

  async open(): Promise<SimulatedWorld> {
    const publish = async (events: readonly CloudEvent[]) => {
      if (!this.brokerIsUp) throw new Error('no broker');
      this.received.push(...events);
    };
    const ports = {
      publish,
      clock: async () => ({ mode: 'stepped' as const, now: this.now }),
      askClearance: async () => ({ granted: true as const, clearanceId: 'c-1' }),
      office: { read: async () => ({}), write: async () => ({}) },
      onDeclined: () => undefined,
    };
    this.world = await SimulatedWorld.open(plan, ports, {
      dataDir: join(this.folder, 'data'),
      sentFile: this.sentFile,
      outboxDir: this.outboxDir,
    });
    return this.world;
  }

  async at(now: string): Promise<CloudEvent[]> {
    const before = this.received.length;
    this.now = instant(now);
    await this.world.takeTurn();
    return this.received.slice(before);
  }

  order(work: WorkOrderRequest['work'], accountId = 'A100001'): WorkOrderRequest {
    let number = 1;
    while (shutOffResultOf(`${accountId}.1.w${number}`) !== 'off') number += 1;
    const workOrderId = `${accountId}.1.w${number}`;
    const window = {
      onDay: '2027-02-24',
      windowFromAt: '2027-02-24T13:00:00.000Z',
      windowToAt: '2027-02-24T19:00:00.000Z',
    };
    return {
      kind: 'order',
      workOrderId,
      caseId: `${accountId}.1`,
      accountId,
      utility: 'county',
      work,
      reason: 'r',
      idempotencyKey: workOrderId,
      meterSerial: 'M1',
      district: 'north',
      ...window,
    };
  }

  letter(noticeId: string): void {
    mkdirSync(this.outboxDir, { recursive: true });
    writeFileSync(join(this.outboxDir, `${noticeId}.pdf`), '%PDF');
    writeFileSync(
      join(this.outboxDir, `${noticeId}.json`),
      JSON.stringify({ utilityId: 'county', accountId: 'A100001', noticeId, idempotencyKey: noticeId }),
    );
  }

  get sentLines(): string[] {
    return readFileSync(this.sentFile, 'utf8').split('\n').slice(0, -1);
  }

  strike(): void {
    this.world.close();
    rmSync(this.folder, { recursive: true });
  }
}

const nameOf = (event: CloudEvent) => event.type.replace(/^arrears\.(.*)\.v1$/, '$1');
const facts = (events: readonly CloudEvent[]) =>
  events.filter((event) => nameOf(event) !== 'feed-complete-through').map(nameOf);
const marks = (events: readonly CloudEvent[]) =>
  Object.fromEntries(
    events
      .filter((event) => nameOf(event) === 'feed-complete-through')
      .map((event) => [event.source, (event.data as { nextAt?: string }).nextAt]),
  );

describe('the simulated world', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.open();
  });
  afterEach(() => stage.strike());

  it('introduces its accounts, and says when each feed speaks next', async () => {
    const said = await stage.at(start);
    expect(new Set(facts(said))).toEqual(new Set(['account-opened']));
    expect(marks(said)).toMatchObject({ '/court': '2027-01-04T10:30:00.000Z', '/field': '2027-01-04T10:30:00.000Z' });
    expect(said.slice(-5).map(nameOf)).toEqual(Array(5).fill('feed-complete-through'));
  });

  it('says nothing twice while the clock stands', async () => {
    await stage.at(start);
    expect(await stage.at(start)).toEqual([]);
  });

  it('dispatches, visits in time, and lets the clock stop for the visit', async () => {
    await stage.at('2027-02-24T11:30:00Z');
    stage.world.requests.keep([{ type: 'WorkOrderRequest', data: stage.order('shut-off') }]);
    const taken = await stage.at('2027-02-24T12:00:00Z');
    expect(facts(taken)).toEqual(['work-order-dispatched']);
    const visitAt = marks(taken)['/field'] ?? '';
    expect(visitAt > '2027-02-24T13').toBe(true);
    expect(facts(await stage.at(visitAt))).toContain('work-order-completed');
  });

  it('mails each letter once', async () => {
    await stage.at(start);
    stage.letter('A100001.1.n1');
    expect(facts(await stage.at(start))).toEqual(['notice-mailed']);
    expect(await stage.at(start)).toEqual([]);
  });

  it('acknowledges each charge once', async () => {
    await stage.at(start);
    const data = {
      requestId: 'r1',
      accountId: 'A100001',
      kind: 'penalty' as const,
      amountCents: 900,
      idempotencyKey: 'r1',
    };
    stage.world.requests.keep([
      { type: 'BillingRequest', data },
      { type: 'BillingRequest', data },
    ]);
    expect(facts(await stage.at(start))).toEqual(['charge-acknowledged']);
  });

  it('goes on after a kill: nothing is lost, nothing is said in other words', async () => {
    await stage.at('2027-02-24T11:30:00Z');
    stage.world.requests.keep([{ type: 'WorkOrderRequest', data: stage.order('door-tag') }]);
    stage.letter('A100001.1.n1');
    stage.brokerIsUp = false;
    await expect(stage.at('2027-02-24T12:00:00Z')).rejects.toThrow('no broker');
    appendFileSync(stage.sentFile, '{"half a li');
    stage.brokerIsUp = true;
    await stage.open();
    const said = await stage.at('2027-02-24T12:10:00Z');
    expect(facts(said)).toEqual(['notice-mailed', 'work-order-dispatched']);
    expect(said.filter((event) => nameOf(event) !== 'feed-complete-through').map((event) => event.time)).toEqual(
      Array(2).fill('2027-02-24T12:00:00.000Z'),
    );
    expect(stage.sentLines).toEqual(stage.received.map((event) => JSON.stringify(event)));
  });

  it('says only what the contracts allow, through to the end of the plan', async () => {
    for (const { sendAt } of plan.messages) if (sendAt > stage.now) await stage.at(sendAt);
    const last = await stage.at('2027-08-01T10:00:00Z');
    expect(marks(last)).toEqual({
      '/billing': undefined,
      '/payment': undefined,
      '/field': undefined,
      '/customer': undefined,
      '/court': undefined,
    });
    const records = stage.received.map((event) => toMessage(event));
    const bad = records
      .map(({ topic, key, value }) => readMessage({ topic, key: Buffer.from(key), value: Buffer.from(value) }))
      .filter((intake) => intake.kind === 'bad');
    expect(bad).toEqual([]);
    expect(facts(stage.received)).toHaveLength(plan.messages.length);
  });
});
