import type { AccountEvent } from '../../libs/account/account.events.ts';
import { advance } from '../../libs/case/advance.ts';
import { decideClearance } from '../../libs/case/clearance.ts';
import type { CaseEvent } from '../../libs/case/case.events.ts';
import { Simulation, type Decided } from '../../libs/case/simulation.ts';
import { instant, localDate, type Instant } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { accountId } from './histories.ts';
import { NaiveAccount, type Arrival } from './naive-account.ts';
import { dayNumber, dayText, wallCalendar, weekday } from './oracle/wall-calendar.ts';

const county = wallCalendar('ohio');
const hour = 3_600;
/** How long the world looks away at most before it sees what was ordered. */
const lookSeconds = 6 * hour;

const epoch = (at: string) => Date.UTC(+at.slice(0, 4), +at.slice(5, 7) - 1, +at.slice(8, 10), +at.slice(11, 13), +at.slice(14, 16), +at.slice(17, 19));

const later = (at: Instant, seconds: number) => new Date(epoch(at) + seconds * 1_000).toISOString() as Instant;

type Answer = { readonly at: Instant; readonly give: () => { type: string; data: object }[] };

/**
 * Letters are mailed, crews go out, answer, turn back or do not, as a list of moods says, and both implementations hear of it.
 * Each answer is a fact like any other.
 */
export class World {
  readonly decided: Decided[] = [];
  readonly facts: Arrival[] = [];
  /** Moments at which the case asked to be looked at again at once, although no feed is stale: it would spin, or be forgotten. */
  readonly spinning: string[] = [];
  readonly simulation: Simulation;
  readonly naive = new NaiveAccount(accountId);
  readonly #law: Law;
  readonly #moods: readonly number[];
  readonly #onDecided: (decided: Decided, naive: NaiveAccount) => void;
  #answers: Answer[] = [];
  #moodsUsed = 0;

  constructor(law: Law, moods: readonly number[], onDecided: (decided: Decided, naive: NaiveAccount) => void) {
    this.#law = law;
    this.#moods = moods;
    this.#onDecided = onDecided;
    this.simulation = new Simulation({ law, feeds: [], onDecided: (decided) => this.#hear(decided) });
  }

  /** Tells a history, with everything that the world answers to it, through the horizon. */
  live(arrivals: readonly Arrival[], horizon: string): this {
    for (const arrival of arrivals) {
      this.#passTo(instant(arrival.knownAt));
      this.#learn(arrival);
    }
    this.#passTo(instant(new Date(county.momentOf(dayNumber(horizon), 12)).toISOString()));
    this.naive.passTo(county.momentOf(dayNumber(horizon), 12));
    return this;
  }

  /** Orders to shut off that came before their time, or on a day that is none for it; by the wall calendar alone. */
  tooEarly(): string[] {
    const wrong: string[] = [];
    let mailedDay: number | null = null;
    let postedAt: number | null = null;
    for (const { at, decision } of this.decided) {
      const data = decision.data as Record<string, string>;
      const moment = epoch(at);
      if (decision.type === 'NoticeConfirmed') mailedDay = dayNumber(data['mailedOn'] as string);
      if (decision.type === 'NoticeWithdrawn') mailedDay = null;
      if (decision.type === 'DoorTagConfirmed') postedAt = epoch(data['postedAt'] as string);
      if (['NoticeWithdrawn', 'ShutOffWithdrawn', 'CollectionResumed', 'FieldVisitEnded'].includes(decision.type)) postedAt = null;
      if (decision.type !== 'ShutOffOrdered') continue;
      const today = county.dayOf(moment);
      const isDay = [1, 2, 3, 4].includes(weekday(today)) && county.officeIsOpen(today);
      if (mailedDay === null || today < mailedDay + 10 || today > mailedDay + 60) wrong.push(`${at}: notice of ${mailedDay}`);
      if (postedAt === null || moment < postedAt + 48 * hour * 1_000) wrong.push(`${at}: tag of ${postedAt}`);
      if (!isDay || moment >= county.momentOf(today, 14)) wrong.push(`${at}: no day or hour for it`);
    }
    return wrong;
  }

  #passTo(moment: Instant): void {
    if (this.facts.length === 0) return this.simulation.runTo(moment);
    while (this.simulation.now < moment) {
      const [next] = this.#answers;
      const look = later(this.simulation.now, lookSeconds);
      const until = [moment, look, ...(next ? [next.at] : [])].sort()[0] as Instant;
      this.simulation.runTo(until);
      if (this.#answers[0] && this.#answers[0].at <= this.simulation.now) this.#answer();
    }
  }

  #answer(): void {
    const answer = this.#answers.shift() as Answer;
    for (const { type, data } of answer.give()) {
      const fact = { id: `/world#${this.facts.length}`, type, effectiveAt: answer.at > this.simulation.now ? answer.at : this.simulation.now, data };
      this.#learn({ knownAt: fact.effectiveAt, fact });
    }
  }

  #learn(arrival: Arrival): void {
    this.facts.push(arrival);
    this.naive.take(arrival);
    const event = { ...arrival.fact, recordedAt: arrival.knownAt } as unknown as AccountEvent;
    this.simulation.take({ kind: 'fact', accountId, event });
    this.#lookForSpinning();
  }

  #lookForSpinning(): void {
    const account = this.simulation.accounts.get(accountId);
    const { now } = this.simulation;
    if (!account) return;
    const { nextDeadlineAt } = advance({ law: this.#law, now, feeds: [], account: account.folded.state, state: account.state });
    if (nextDeadlineAt !== null && nextDeadlineAt <= now) this.spinning.push(`${now}: ${account.state?.status ?? 'no case'}`);
  }

  #hear(decided: Decided): void {
    this.decided.push(decided);
    this.#onDecided(decided, this.naive);
    const { at, decision } = decided;
    const data = decision.data as Record<string, string>;
    const workOrderId = data['workOrderId'] as string;
    const crew = { workOrderId, crewId: 'crew-7' };
    const posted = [{ type: 'NoticePosted', data: { workOrderId, photo: 'photo', postedBy: 'crew-7' } }, { type: 'WorkOrderCompleted', data: { ...crew, result: 'posted' } }];
    switch (decision.type) {
      case 'NoticeOrdered':
        return this.#mail(at, data['noticeId'] as string);
      case 'DoorTagOrdered':
        return this.#after(at, 6 * hour, () => this.#pick([posted, posted, posted, [{ type: 'WorkOrderNotCompleted', data: { ...crew, result: 'no-access' } }]]));
      case 'ShutOffOrdered':
        return this.#after(at, 2 * hour, () => this.#visit(crew));
      case 'WorkOrderRecalled':
        this.naive.callBack(workOrderId, at);
        return this.#pick([() => this.#after(at, 1_200, () => [{ type: 'RecallAcknowledged', data: crew }]), () => this.#after(at, 4 * hour, () => [{ type: 'RecallAcknowledged', data: crew }]), () => undefined])();
      case 'RestorationOrdered':
        return this.#after(at, 2 * hour, () => this.#pick([[{ type: 'WorkOrderCompleted', data: { ...crew, result: 'on' } }], [{ type: 'WorkOrderNotCompleted', data: { ...crew, result: 'no-access' } }]]));
      default:
        return undefined;
    }
  }

  #mail(at: Instant, noticeId: string): void {
    const mailedOn = dayText(county.dayOf(Date.UTC(+at.slice(0, 4), +at.slice(5, 7) - 1, +at.slice(8, 10), +at.slice(11, 13)) + 24 * hour * 1_000));
    const mailed = [{ type: 'NoticeMailed', data: { noticeId, mailedOn: localDate(mailedOn), proof: 'proof' } }];
    // What was taken back has left the outgoing post.
    const isTakenBack = () => this.simulation.accounts.get(accountId)?.state?.withdrawn.some((letter) => letter.noticeId === noticeId) ?? false;
    this.#after(at, 24 * hour, () => (isTakenBack() ? [] : mailed));
    if (this.#mood(7) === 6) this.#after(at, 6 * 24 * hour, () => [{ type: 'NoticeReturned', data: { noticeId, reason: 'moved' } }]);
  }

  /** A crew at the door: it asks, and closes when cleared; now and then it closes without asking. */
  #visit(crew: { workOrderId: string; crewId: string }): { type: string; data: object }[] {
    const off = (more: object) => [{ type: 'WorkOrderCompleted', data: { ...crew, result: 'off', meterSerial: 'M-1', ...more } }];
    const not = (result: string) => [{ type: 'WorkOrderNotCompleted', data: { ...crew, result } }];
    const result = this.#pick(['off', 'off', 'off', 'off', 'without-asking', 'no-access', 'medical', 'paid-at-door', 'vacant', 'already-off']);
    if (result === 'without-asking') return off({});
    if (result !== 'off') return not(result);
    const clearanceId = `c${this.decided.length}`;
    const state = this.simulation.accounts.get(accountId)?.state ?? null;
    const answer = decideClearance({ workOrderId: crew.workOrderId, meterSerial: 'M-1', clearanceId, askedBy: 'crew-7' }, state, this.simulation.contextFor(accountId));
    this.simulation.take({ kind: 'clearance', accountId, event: { ...answer.event, at: this.simulation.now } as CaseEvent });
    return answer.granted ? off({ clearanceId }) : [];
  }

  #after(at: Instant, seconds: number, give: Answer['give']): void {
    this.#answers = [...this.#answers, { at: later(at, seconds), give }].sort((first, second) => (first.at < second.at ? -1 : 1));
  }

  #mood(of: number): number {
    this.#moodsUsed += 1;
    return (this.#moods[this.#moodsUsed % this.#moods.length] ?? 0) % of;
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[this.#mood(choices.length)] as T;
  }
}
