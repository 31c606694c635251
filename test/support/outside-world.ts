import type { FactType } from '../../libs/account/account.events.ts';
import { cloudEvent, feeds, outgoing, readOutgoing, type CaseEventMessage, type CloudEventParts, type WorkOrderRequest } from '../../libs/contracts/index.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import { moveClockTo, readClock } from '../../libs/store/index.ts';
import { household } from './household.ts';
import type { RunningSystem } from './running-system.ts';
import { local } from './story.ts';

/** For a world that answers on later days: the clock does not stand for it. */
export const hearsLate = { ARREARS_ANSWER_PATIENCE_SECONDS: '0' };

/** A crew, a mailroom, a billing system and courts, as a test tells them to be: they speak Kafka, in step with a sandbox clock. */
export class OutsideWorld {
  readonly caseEvents: CaseEventMessage[] = [];
  readonly workOrders: WorkOrderRequest[] = [];
  readonly #system: RunningSystem;
  readonly #utility: string;
  #count = 0;
  #markedAt: Instant | null = null;

  private constructor(system: RunningSystem, utility: string) {
    this.#system = system;
    this.#utility = utility;
  }

  /** Listens to what Arrears says; call it before anything is sent. */
  static async listen(system: RunningSystem, utility: string): Promise<OutsideWorld> {
    const world = new OutsideWorld(system, utility);
    const topics = [outgoing.CaseEvent.topic, outgoing.WorkOrderRequest.topic].map((topic) => ({ topic: `${system.topicPrefix}${topic}` }));
    await system.messaging.ensureTopics(topics);
    await system.messaging.consume({
      groupId: `${system.topicPrefix}world`,
      topics: topics.map(({ topic }) => topic),
      onStuck: () => undefined,
      onBatch: async (batch) => {
        for (const { value, offset } of batch.messages) {
          if (batch.topic.endsWith(outgoing.CaseEvent.topic)) world.#hear(readOutgoing('CaseEvent', value as Buffer));
          else world.#take(readOutgoing('WorkOrderRequest', value as Buffer));
          await batch.resolve(offset);
        }
      },
    });
    return world;
  }

  /** Tells a fact at that local time; the clock goes there first. */
  async tells<T extends FactType>(when: string, type: T, data: CloudEventParts<T>['data'], account = 'A1'): Promise<void> {
    await this.goesTo(when);
    this.#count += 1;
    const isCourt = type === 'PetitionFiled' || type === 'BankruptcyDismissed' || type === 'BankruptcyDischarged';
    await this.#system.send(cloudEvent({ type, id: `e${this.#count}`, utility: this.#utility, time: local(when), data, ...(!isCourt && { account }) }));
  }

  /** An account of water, and a bill that fell due on 2027-03-05 and that nobody pays. */
  async tellsOfUnpaidBill(openedAt: string): Promise<void> {
    await this.tells(openedAt, 'AccountOpened', household({ services: ['water'] }));
    await this.tells('2027-02-12 08:00', 'BillIssued', { billId: 'B1', billedOn: '2027-02-12', dueOn: '2027-03-05', lines: [{ service: 'water', amountCents: 20_000 }] });
  }

  /** Lets the clock go on, from occasion to occasion, each feed saying at every stop before that it is complete. */
  async goesTo(when: string, deadlineMs = 120_000): Promise<void> {
    const to = local(when);
    const { db } = this.#system;
    if ((await readClock(db, this.#utility)).now < to) await moveClockTo(db, this.#utility, to);
    await this.#system.eventually(`the clock at ${when}`, async () => {
      const { now } = await readClock(db, this.#utility);
      if (now >= to) return;
      await this.#mark(now);
      throw new Error(`the clock stands at ${now}`);
    }, deadlineMs);
  }

  /** Says once more that everything has been told by now. */
  async completes(): Promise<void> {
    await this.#mark((await readClock(this.#system.db, this.#utility)).now);
  }

  /** The order, once it has come. */
  async order(workOrderId: string, kind: WorkOrderRequest['kind'] = 'order'): Promise<WorkOrderRequest> {
    return this.#system.eventually(`${kind} of ${workOrderId}`, async () => {
      const found = this.workOrders.find((request) => request.workOrderId === workOrderId && request.kind === kind);
      if (!found) throw new Error(`there are ${this.workOrders.map((request) => `${request.kind} ${request.workOrderId}`).join(', ') || 'none'}`);
      return found;
    });
  }

  /** The slip of a letter, once it lies in the folder. */
  async letter(noticeId: string) {
    return this.#system.eventually(`letter ${noticeId}`, async () => {
      const found = (await this.#system.letters()).find((letter) => letter.noticeId === noticeId && letter.utilityId === this.#utility);
      if (!found) throw new Error('it is not there');
      return found;
    });
  }

  /** Waits until the case has told as much; then exactly this must have been told. */
  async told(count: number): Promise<string[]> {
    await this.#system.eventually(`${count} case events`, async () => {
      if (this.caseEvents.length < count) throw new Error(`so far ${this.caseEvents.map(({ event }) => event).join(', ')}`);
    });
    return this.caseEvents.map(({ on, event }) => `${on} ${event}`);
  }

  async #mark(now: Instant): Promise<void> {
    if (now === this.#markedAt) return;
    const marks = feeds.map((feed) => cloudEvent({ type: 'FeedCompleteThrough', feed, id: `complete/${now}`, utility: this.#utility, time: now, data: { throughAt: now } }));
    await this.#system.send(...marks);
    this.#markedAt = now;
  }

  /** A message may come twice after a crash; its id says so. */
  #hear({ utility, data }: { utility: string; data: CaseEventMessage }): void {
    if (utility === this.#utility && !this.caseEvents.some(({ eventId }) => eventId === data.eventId)) this.caseEvents.push(data);
  }

  #take({ utility, data }: { utility: string; data: WorkOrderRequest }): void {
    if (utility === this.#utility && !this.workOrders.some(({ idempotencyKey }) => idempotencyKey === data.idempotencyKey)) this.workOrders.push(data);
  }
}
