import type { AccountEvent } from '../../libs/account/account.events.ts';
import type { CaseEvent } from '../../libs/case/case.events.ts';
import { decideClearance } from '../../libs/case/clearance.ts';
import type { Intervention } from '../../libs/case/interventions.ts';
import { Simulation, type Decided } from '../../libs/case/simulation.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { momentOfText } from './oracle/known.ts';
import { Oracle } from './oracle/oracle.ts';
import type { PlainLaw } from './oracle/plain-law.ts';
import { dayText } from './oracle/wall-calendar.ts';
import { accountId, type ByHand, type Telling } from './oracle-histories.ts';

const hourMs = 3_600_000;
const dayHours = 24;
/** At a minute after each of these hours of a day the world looks at what was ordered since; the hours at which steps are ordered are among them. */
const lookHours = [0, 6, 8, 12, 18];
const iso = (moment: number) => new Date(moment).toISOString() as Instant;

interface Answer {
  readonly at: number;
  readonly give: (at: Instant) => void;
}

/**
 * One account under one law: the engine decides, the oracle hears every decision at the moment at which it is made, and the world
 * prints, mails, posts, closes and answers, as a list of moods says. Mood 0 is the promptest answer each time.
 */
export class OracleWorld {
  readonly oracle: Oracle;
  readonly decided: Decided[] = [];
  readonly #simulation: Simulation;
  readonly #moods: readonly number[];
  readonly #looks: readonly number[];
  #answers: Answer[] = [];
  #moodsUsed = 0;
  #told = 0;
  #lookedThrough = 0;
  #looksAhead: number[] = [];

  constructor(law: Law, plain: PlainLaw, moods: readonly number[]) {
    this.oracle = new Oracle(accountId, plain);
    this.#moods = moods;
    this.#looks = [...new Set([...lookHours, plain.dispatchHour])].sort((first, second) => first - second);
    this.#simulation = new Simulation({ law, feeds: [], onDecided: (decided) => this.#hear(decided) });
  }

  /** Tells a history with everything that the world answers to it, to its end. */
  live(tellings: readonly Telling[], byHand: readonly ByHand[], end: string): this {
    const happenings = [
      ...tellings.map((telling) => ({ at: telling.knownAt, happens: () => this.#learn(telling) })),
      ...byHand.map((deed) => ({ at: deed.at, happens: () => this.#byHand(deed) })),
    ].sort((first, second) => (first.at < second.at ? -1 : first.at > second.at ? 1 : 0));
    for (const { at, happens } of happenings) {
      this.#passTo(momentOfText(at));
      happens();
    }
    this.#passTo(momentOfText(end));
    return this;
  }

  #passTo(moment: number): void {
    if (this.#lookedThrough === 0) {
      this.#simulation.runTo(iso(moment));
      this.#lookedThrough = moment;
    }
    while (this.#lookedThrough < moment) {
      const until = Math.min(moment, this.#nextLook(), this.#answers[0]?.at ?? Infinity);
      this.#simulation.runTo(iso(until));
      this.#lookedThrough = Math.max(this.#lookedThrough, until);
      while (this.#answers[0] && this.#answers[0].at <= until) {
        const answer = this.#answers.shift() as Answer;
        answer.give(iso(until));
      }
    }
  }

  #nextLook(): number {
    while ((this.#looksAhead[0] ?? Infinity) <= this.#lookedThrough) this.#looksAhead.shift();
    if (this.#looksAhead.length === 0) {
      const { calendar } = this.oracle;
      const today = calendar.dayOf(this.#lookedThrough);
      const looks = Array.from({ length: 8 }, (_unused, days) => this.#looks.map((hour) => calendar.momentOf(today + days, hour) + 60_000)).flat();
      this.#looksAhead = looks.filter((at) => at > this.#lookedThrough);
    }
    return this.#looksAhead[0] as number;
  }

  #learn({ knownAt, fact }: Telling): void {
    this.oracle.learn(fact, knownAt);
    this.#simulation.take({ kind: 'fact', accountId, event: { ...fact, recordedAt: knownAt } as unknown as AccountEvent });
  }

  #tell(type: string, data: object, effectiveAt: Instant, knownAt = effectiveAt): void {
    this.#told += 1;
    this.#learn({ knownAt, fact: { id: `/world#${this.#told}`, type, effectiveAt, data } });
  }

  #byHand(deed: ByHand): void {
    if (deed.kind === 'place-hold') this.#intervene(deed.at, { type: 'PlaceHold', reason: 'a person holds it', ...(deed.untilOn ? { untilOn: deed.untilOn as never } : {}) });
    if (deed.kind === 'put-off') this.#intervene(deed.at, { type: 'RescheduleShutOff', reason: 'a person puts it off', notBeforeOn: deed.notBeforeOn as never });
    if (deed.kind !== 'release-holds' || !this.#simulation.accounts.get(accountId)) return;
    for (const { kind, evidence } of this.oracle.known.holdsAt(momentOfText(deed.at))) {
      if (kind === 'manual') this.#intervene(deed.at, { type: 'ReleaseHold', reason: 'a person releases it', holdId: evidence });
    }
  }

  #intervene(at: string, intervention: Intervention): void {
    this.#told += 1;
    this.#simulation.take({ kind: 'intervention', at: at as Instant, accountId, intervention, who: { by: 's-1', as: 'supervisor', interventionId: `i${this.#told}` } });
  }

  #hear(decided: Decided): void {
    if (decided.accountId !== accountId) return;
    this.decided.push(decided);
    const { at, decision } = decided;
    this.oracle.hear(decision.type, at, decision.data);
    const moment = momentOfText(at);
    const workOrderId = (decision.data as { workOrderId?: string }).workOrderId as string;
    switch (decision.type) {
      case 'NoticeOrdered':
        return this.#mail(moment, decision.data.noticeId);
      case 'DoorTagOrdered':
        return this.#post(moment, workOrderId);
      case 'ShutOffOrdered':
        return this.#after(Math.max(moment, momentOfText(decision.data.windowFromAt)), 0.5, () => this.#visit(workOrderId));
      case 'WorkOrderRecalled':
        if (this.#mood(3) < 2) this.#after(moment, this.#mood(2) * 4 + 0.3, (now) => this.#tell('RecallAcknowledged', { workOrderId, crewId: 'crew-7' }, now));
        return;
      case 'RestorationOrdered':
        return this.#after(moment, 2, (now) => this.#tell('WorkOrderCompleted', { workOrderId, crewId: 'crew-7', result: 'on' }, now));
      case 'ReviewNeeded':
        return this.#after(moment, dayHours, (now) => this.#intervene(now, { type: 'FinishReview', reason: 'answered' }));
      case 'ApprovalRequested':
        if (this.#mood(3) < 2) this.#after(moment, 1 + this.#mood(3) * 30, (now) => this.#intervene(now, { type: 'ApproveShutOff', reason: 'talked with them' }));
        return;
      default:
        return;
    }
  }

  /** Mailed two hours later; or the next day, with a proof that comes late, or that cannot be true, or none; and some come back. */
  #mail(moment: number, noticeId: string): void {
    const { calendar } = this.oracle;
    const proof = (mailedAt: number) => ({ noticeId, mailedOn: dayText(calendar.dayOf(mailedAt)), proof: 'proof' });
    const mailed = (mailedAt: number) => (now: Instant) => {
      // What was taken back has left the outgoing post.
      if (this.oracle.deeds.notice?.id === noticeId) this.#tell('NoticeMailed', proof(mailedAt), now);
    };
    const mood = this.#mood(10);
    if (mood === 9) return;
    if (mood === 8) return this.#after(moment, 5, mailed(moment - 3 * dayHours * hourMs));
    if (mood === 7) return this.#after(moment, 5 * dayHours, mailed(moment + 2 * hourMs));
    const hours = mood >= 5 ? dayHours : 2;
    this.#after(moment, hours, mailed(moment + hours * hourMs));
    if (this.#mood(9) === 8) this.#after(moment, 6 * dayHours, (now) => this.#tell('NoticeReturned', { noticeId, reason: 'moved' }, now));
  }

  /** Posted four hours later, with photo and name; or nobody could, or nothing proves it, or the proof comes two days late. */
  #post(moment: number, workOrderId: string): void {
    const crew = { workOrderId, crewId: 'crew-7' };
    const proof = { workOrderId, photo: 'photo', postedBy: 'crew-7' };
    const mood = this.#mood(10);
    this.#after(moment, 4, (now) => {
      if (mood === 9) return this.#tell('WorkOrderNotCompleted', { ...crew, result: 'no-access' }, now);
      if (mood < 7) this.#tell('NoticePosted', proof, now);
      this.#tell('WorkOrderCompleted', { ...crew, result: 'posted' }, now);
    });
    if (mood === 8) this.#after(moment, 2 * dayHours + 4, (now) => this.#tell('NoticePosted', proof, iso(moment + 4 * hourMs), now));
    if (mood === 7) this.#after(moment, 3 * dayHours, (now) => this.#intervene(now, { type: 'SkipStep', reason: 'nothing proves the posting' }));
    if (mood === 7) this.#after(moment, 3 * dayHours + 1, (now) => this.#intervene(now, { type: 'AccountForCrew', reason: 'they are back', workOrderId }));
  }

  /** A crew at the door: it asks, and closes when cleared; now and then it closes without asking, or finds something else. */
  #visit(workOrderId: string): void {
    const results = ['off', 'off', 'off', 'off', 'off', 'off', 'off', 'off', 'without-asking', 'no-access', 'no-access', 'medical', 'child-alone', 'paid-at-door', 'vacant', 'already-off'];
    const result = results[this.#mood(results.length)] as string;
    const crew = { workOrderId, crewId: 'crew-7' };
    const now = iso(this.#lookedThrough);
    const close = (more: object) => this.#tell('WorkOrderCompleted', { ...crew, result: 'off', meterSerial: 'M-1', ...more }, now);
    if (result === 'without-asking') return close({});
    if (result !== 'off') return this.#tell('WorkOrderNotCompleted', { ...crew, result }, now);
    const clearanceId = `c${this.decided.length}`;
    const state = this.#simulation.accounts.get(accountId)?.state ?? null;
    const answer = decideClearance({ workOrderId, meterSerial: 'M-1', clearanceId, askedBy: 'crew-7' }, state, this.#simulation.contextFor(accountId));
    this.#simulation.take({ kind: 'clearance', accountId, event: { ...answer.event, at: this.#simulation.now } as CaseEvent });
    if (answer.granted) close({ clearanceId });
  }

  #after(moment: number, hours: number, give: Answer['give']): void {
    this.#answers = [...this.#answers, { at: moment + hours * hourMs, give }].sort((first, second) => first.at - second.at);
  }

  #mood(of: number): number {
    this.#moodsUsed += 1;
    return (this.#moods[this.#moodsUsed % Math.max(1, this.#moods.length)] ?? 0) % of;
  }
}
