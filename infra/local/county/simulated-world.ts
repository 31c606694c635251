import { join } from 'node:path';
import { typeOfWireType, type Feed } from '../../../libs/contracts/feeds.ts';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import { earlierOf, type Instant } from '../../../libs/kernel/time.ts';
import { appointmentFrom, nextMorning } from './appointments.ts';
import type { AskClearance, Declined, OfficePort, UtilityClock } from './arrears-client.ts';
import { Balances } from './balances.ts';
import { BillingDesk } from './billing-desk.ts';
import { countyClosesAt, countyEndAt } from './county.ts';
import { Crew } from './crew.ts';
import { followUpOf, type FollowUp } from './follow-ups.ts';
import type { CountyPlan } from './generator.ts';
import { Journal } from './journal.ts';
import { Mailroom } from './mailroom.ts';
import { PlannedSender } from './planned-sender.ts';
import { RequestBook } from './request-book.ts';
import { recorded } from './recorded.ts';
import { RollOffice } from './roll-office.ts';
import { carryOut } from './visits.ts';
import { Watermarks } from './watermarks.ts';

/** What the world reaches outside itself with. */
export interface WorldPorts {
  readonly publish: (events: readonly CloudEvent[]) => Promise<void>;
  readonly clock: () => Promise<UtilityClock>;
  readonly askClearance: AskClearance;
  readonly office: OfficePort;
  readonly onDeclined: (error: Declined) => void;
}

export interface WorldFolders {
  /** Where the world keeps its own books. */
  readonly dataDir: string;
  /** Gets every CloudEvent sent, one a line. */
  readonly sentFile: string;
  readonly outboxDir: string;
}

export interface WorldProgress {
  readonly now: Instant;
  /** Messages sent, watermarks and reactions included. */
  readonly sent: number;
  readonly planned: number;
  readonly plannedSent: number;
}

/** The sample county keeps step with a sandbox clock; a real one it would flood. */
export class ClockIsReal extends Error {
  constructor(utilityId: string) {
    super(`The clock of ${utilityId} is real: the sample county speaks only to sandbox utilities`);
    this.name = 'ClockIsReal';
  }
}

/** The simulated world outside: payers, courts, crew, mailroom, billing desk and auditor, in step with the utility's clock. */
export class SimulatedWorld {
  readonly #plan: CountyPlan;
  readonly #ports: WorldPorts;
  readonly #planned: PlannedSender;
  readonly #mailroom: Mailroom;
  readonly #desk: BillingDesk;
  readonly #crew: Crew;
  readonly #balances = new Balances();
  readonly #watermarks: Watermarks;
  readonly #requests: RequestBook;
  readonly #followUps = new Map<string, FollowUp>();
  readonly #rollOffice: RollOffice | null;
  #journal!: Journal;

  private constructor(plan: CountyPlan, ports: WorldPorts, folders: WorldFolders) {
    this.#plan = plan;
    this.#ports = ports;
    this.#planned = new PlannedSender(plan.messages);
    this.#mailroom = new Mailroom(folders.outboxDir, plan.county);
    this.#desk = new BillingDesk(plan.county.utilityId);
    this.#watermarks = new Watermarks(plan.county.utilityId);
    this.#crew = new Crew(plan.county, (id) => this.#journal.has('/field', id));
    this.#requests = new RequestBook(join(folders.dataDir, 'requests.jsonl'));
    const { county } = plan;
    const { season } = county;
    this.#rollOffice = season && new RollOffice({ county, season, port: ports.office, folder: join(folders.dataDir, 'tax-roll'), onDeclined: ports.onDeclined });
  }

  /** Goes on where an earlier run with the same folders stopped. */
  static async open(plan: CountyPlan, ports: WorldPorts, folders: WorldFolders): Promise<SimulatedWorld> {
    const world = new SimulatedWorld(plan, ports, folders);
    world.#journal = await Journal.open({
      file: folders.sentFile,
      cursorFile: join(folders.dataDir, 'acknowledged'),
      onEvent: (event, isFirst) => world.#note(event, isFirst),
    });
    return world;
  }

  /** Where requests from Kafka go before their offsets are committed. */
  get requests(): RequestBook {
    return this.#requests;
  }

  /**
   * One look at the clock, and everything that the county says by then. What was asked is taken before the clock is
   * read, so that no answer is older than its question. Taking a turn again is harmless.
   * @throws ClockIsReal, and what a port throws
   */
  async takeTurn(): Promise<WorldProgress> {
    this.#takeRequests();
    this.#mailroom.collect();
    const { now, mode } = await this.#ports.clock();
    if (mode === 'real') throw new ClockIsReal(this.#plan.county.utilityId);
    this.#journal.append(recorded(this.#planned.due(now), now));
    this.#sayOnce(now, [
      ...this.#followUpsDue(now),
      ...this.#mailroom.mail(now),
      ...this.#desk.acknowledge(now),
      ...this.#crew.acknowledge(now),
    ]);
    await this.#flush();
    await this.#makeVisits(now);
    await this.#rollOffice?.work(now, async (events) => {
      this.#sayOnce(now, events);
      await this.#flush();
    });
    const marks = this.#watermarks.due(now, (feed) => this.#nextAt(feed, now));
    this.#sayOnce(now, marks);
    await this.#flush();
    return { now, sent: this.#journal.written, planned: this.#plan.messages.length, plannedSent: this.#planned.sent };
  }

  close(): void {
    this.#journal.close();
  }

  /** Reactions follow from requests that may come twice. */
  #sayOnce(now: Instant, events: readonly CloudEvent[]): void {
    const unsaid = events.filter(({ source, id }) => !this.#journal.has(source, id));
    this.#journal.append(recorded(unsaid, now));
  }

  #note(event: CloudEvent, isFirst: boolean): void {
    this.#planned.note(event);
    if (!isFirst) return;
    if (typeOfWireType(event.type) === 'FeedCompleteThrough') return this.#watermarks.note(event);
    this.#balances.note(event);
    this.#followUps.delete(event.id);
    const followUp = followUpOf(this.#plan, event);
    if (followUp) this.#followUps.set(followUp.id, followUp);
  }

  #takeRequests(): void {
    for (const request of this.#requests.take()) {
      if (request.type === 'WorkOrderRequest') this.#crew.take(request.data);
      else {
        this.#balances.request(request.data);
        this.#desk.take(request.data);
      }
    }
  }

  #followUpsDue(now: Instant): CloudEvent[] {
    const due = [...this.#followUps.values()].filter(({ at }) => at <= now);
    for (const { id } of due) this.#followUps.delete(id);
    return due.flatMap((followUp) => followUp.event(this.#balances) ?? []);
  }

  async #makeVisits(now: Instant): Promise<void> {
    for (const visit of this.#crew.visitsDue(now)) {
      const reports = await carryOut(visit, this.#ports.askClearance);
      this.#sayOnce(now, reports);
      this.#crew.visited(visit, reports.length > 0);
      await this.#flush();
    }
  }

  /**
   * When the feed means to speak next; null once the county has ended. The clock then stands: beyond it nobody pays, and
   * all would be shut off in the end. Whoever moves it on by hand still gets answers.
   */
  #nextAt(feed: Feed, now: Instant): Instant | null {
    const { county } = this.#plan;
    const endAt = countyClosesAt(county);
    if (now >= endAt) return null;
    // After the half year little happens, and the sweep of each morning is occasion enough.
    const daily = now < countyEndAt(county) ? earlierOf(nextMorning(county, now), endAt) : endAt;
    const followUps = [...this.#followUps.values()].flatMap((followUp) =>
      followUp.feed === feed ? [appointmentFrom(county, followUp.at)] : [],
    );
    const visit = feed === 'field' ? this.#crew.nextVisitAt(now) : null;
    const atTheAuditors = feed === 'court' ? (this.#rollOffice?.nextAt(now) ?? null) : null;
    return [this.#planned.nextAfter(feed, now), daily, visit, atTheAuditors, ...followUps].reduce(earlierOf, null);
  }

  #flush(): Promise<void> {
    return this.#journal.flush(this.#ports.publish);
  }
}
