import type { AccountEvent, AccountEventData, FactType } from '../../../libs/account/account.events.ts';
import { ledgerOf } from '../../../libs/account/ledger.ts';
import { localDateOf, plusDays, plusHours } from '../../../libs/calendar/days.ts';
import { isCaseEvent } from '../../../libs/case/advance.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import { decideClearance } from '../../../libs/case/clearance.ts';
import { Simulation, type Decided } from '../../../libs/case/simulation.ts';
import { readMessage, toMessage, type CloudEvent } from '../../../libs/contracts/index.ts';
import { sha256 } from '../../../libs/kernel/chain.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { loadLaw } from '../../../libs/policy/load.ts';
import { planCounty, type CountyPlan } from '../../../infra/local/county/generator.ts';
import { Queue } from './queue.ts';

export const law = loadLaw('OH-COUNTY@1');
const { zone } = law.calendar;
const crewId = 'crew-1';

export interface CountyWorldOptions {
  readonly accounts: number;
  readonly days: number;
  /** The world is played up to here. */
  readonly untilAt: Instant;
  /** Mailroom, crews and billing desk have not answered for so long at the end: their answers are yet to come. */
  readonly silentHours?: number;
  /** After each hour of the county's time. */
  readonly onHour?: (world: CountyWorld) => void;
}

/**
 * The sample county in memory, with a mailroom, a billing desk and crews that answer: accounts and cases in every situation,
 * and the streams that led there. The same for one `untilAt`.
 */
export class CountyWorld {
  readonly plan: CountyPlan;
  readonly simulation: Simulation;
  /** Every case's stream. */
  readonly caseEvents = new Map<string, CaseEvent[]>();
  readonly #doings = new Queue<() => void>();
  readonly #silentFromAt: Instant;
  #answers = 0;

  private constructor({ accounts, days, untilAt, silentHours = 0 }: CountyWorldOptions) {
    this.#silentFromAt = plusHours(untilAt, -silentHours);
    this.plan = planCounty({ utilityId: 'county', seed: 7, accounts, days, startOn: plusDays(localDateOf(untilAt, zone), -days) });
    this.simulation = new Simulation({ law, feeds: [], onDecided: (decided) => this.#hear(decided) });
  }

  static play(options: CountyWorldOptions): CountyWorld {
    const world = new CountyWorld(options);
    const { messages } = world.plan;
    const startAt = messages[0]?.sendAt ?? options.untilAt;
    let sent = 0;
    for (let hour = startAt; hour <= options.untilAt; hour = plusHours(hour, 1)) {
      world.simulation.runTo(hour);
      for (let next = messages[sent]; next && next.sendAt <= hour; next = messages[(sent += 1)]) world.#tell(next.event);
      for (const doing of world.#doings.takeThrough(hour)) doing();
      options.onHour?.(world);
    }
    world.simulation.runTo(options.untilAt);
    return world;
  }

  #tell(event: CloudEvent): void {
    const { topic, key, value } = toMessage(event);
    const read = readMessage({ topic, key: Buffer.from(key), value: Buffer.from(value) });
    if (read.kind !== 'facts') return;
    for (const fact of read.facts) this.#take(fact.accountId, { ...fact.event, recordedAt: fact.event.effectiveAt } as AccountEvent);
  }

  #take(accountId: string, event: AccountEvent): void {
    this.simulation.take({ kind: 'fact', accountId, event });
  }

  #answer<T extends FactType>(at: Instant, accountId: string, type: T, data: AccountEventData<T>): void {
    if (at >= this.#silentFromAt) return;
    const id = `/answers#${accountId}-r${(this.#answers += 1)}`;
    this.#doings.add(at, () => this.#take(accountId, { type, id, effectiveAt: at, recordedAt: at, data } as AccountEvent));
  }

  #hear({ at, accountId, caseId, decision }: Decided): void {
    if (isCaseEvent(decision)) {
      const known = this.caseEvents.get(caseId as string);
      if (known) known.push(decision);
      else this.caseEvents.set(caseId as string, [decision]);
      this.#answerCase(accountId, at, decision);
    } else if (decision.type === 'PenaltyAssessed' || decision.type === 'FeeAssessed') {
      this.#answer(plusHours(at, 26), accountId, 'ChargeAcknowledged', { requestId: decision.data.requestId });
    }
  }

  #answerCase(accountId: string, at: Instant, decision: CaseEvent): void {
    switch (decision.type) {
      case 'NoticeOrdered': {
        const { noticeId } = decision.data;
        const mailedAt = plusHours(at, 30);
        return this.#answer(mailedAt, accountId, 'NoticeMailed', { noticeId, mailedOn: localDateOf(mailedAt, zone), proof: `proof-${noticeId}` });
      }
      case 'DoorTagOrdered': {
        const { workOrderId, windowFromAt } = decision.data;
        const postedAt = plusHours(windowFromAt, 3);
        this.#answer(postedAt, accountId, 'NoticePosted', { workOrderId, photo: `photo-${workOrderId}`, postedBy: crewId });
        return this.#answer(postedAt, accountId, 'WorkOrderCompleted', { workOrderId, result: 'posted', crewId });
      }
      case 'ShutOffOrdered': {
        const visitAt = plusHours(decision.data.windowFromAt, 2);
        return this.#doings.add(visitAt, () => this.#visit(accountId, visitAt, decision.data.workOrderId));
      }
      case 'ServiceShutOff':
        return this.#doings.add(plusHours(at, 26), () => this.#payAfterShutOff(accountId, plusHours(at, 26)));
      case 'RestorationOrdered':
        return this.#answer(plusHours(at, 2), accountId, 'WorkOrderCompleted', { workOrderId: decision.data.workOrderId, result: 'on', crewId });
      case 'WorkOrderRecalled':
        return this.#answer(plusHours(at, 1), accountId, 'RecallAcknowledged', { workOrderId: decision.data.workOrderId, crewId });
      default:
        return undefined;
    }
  }

  /** The crew asks at the door before it closes the valve. */
  #visit(accountId: string, at: Instant, workOrderId: string): void {
    if (at >= this.#silentFromAt) return;
    const { state } = this.simulation.accounts.get(accountId)!;
    const order = state?.workOrders.find((known) => known.workOrderId === workOrderId);
    if (order?.status !== 'open') return;
    if (lotOf(workOrderId) < 25) return this.#answer(at, accountId, 'WorkOrderNotCompleted', { workOrderId, result: 'no-access', crewId });
    const clearanceId = `c-${workOrderId}`;
    const request = { workOrderId, meterSerial: order.order.meterSerial ?? '', clearanceId, askedBy: crewId };
    const { granted, event } = decideClearance(request, state, this.simulation.contextFor(accountId));
    this.simulation.take({ kind: 'clearance', accountId, event: { ...event, at: this.simulation.now } as CaseEvent });
    if (granted) this.#answer(at, accountId, 'WorkOrderCompleted', { workOrderId, result: 'off', crewId, clearanceId });
  }

  #payAfterShutOff(accountId: string, at: Instant): void {
    const { folded } = this.simulation.accounts.get(accountId)!;
    const amountCents = ledgerOf(folded.state, law).balanceCents;
    if (amountCents <= 0 || lotOf(accountId) >= 70) return;
    this.#answer(at, accountId, 'PaymentReceived', { paymentId: `${accountId}/after/${at}`, amountCents, tender: 'cash', channel: 'counter' });
  }
}

/** 0 to 99, the same for a name at every run. */
function lotOf(name: string): number {
  return Number.parseInt(sha256(name).slice(0, 6), 16) % 100;
}
