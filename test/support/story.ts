import { Temporal } from '@js-temporal/polyfill';
import type { AccountEvent, AccountEventData, EntryType, FactType } from '../../libs/account/account.events.ts';
import { bucketsOf, type Bucket } from '../../libs/account/buckets.ts';
import { ledgerOf } from '../../libs/account/ledger.ts';
import type { BusinessCalendar } from '../../libs/calendar/business-calendar.ts';
import { instantAt, plusDays, startOfDay } from '../../libs/calendar/days.ts';
import { isCaseEvent } from '../../libs/case/advance.ts';
import type { CaseEvent, CaseEventType } from '../../libs/case/case.events.ts';
import type { CaseState } from '../../libs/case/case.state.ts';
import { decideClearance } from '../../libs/case/clearance.ts';
import type { Context } from '../../libs/case/context.ts';
import { intervene, type HoldRole, type Intervened, type Intervener, type Intervention } from '../../libs/case/interventions.ts';
import { proposalFor } from '../../libs/case/proposal.ts';
import { Simulation, type Decided } from '../../libs/case/simulation.ts';
import { cloudEvent, type CloudEvent, type CloudEventParts } from '../../libs/contracts/send-message.ts';
import { isRefusal, type Because, type Refusal } from '../../libs/kernel/because.ts';
import { dollars } from '../../libs/kernel/money.ts';
import { localDate, type Instant, type LocalTime } from '../../libs/kernel/time.ts';
import type { BreakerKind } from '../../libs/policy/breaker.ts';
import type { Moratorium } from '../../libs/policy/moratorium.ts';
import type { StepName } from '../../libs/policy/pack.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import type { Verdict } from '../../libs/policy/evaluate.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { lawOfBook } from '../../libs/policy/law-book.ts';
import { household } from './household.ts';

/** `2027-04-06 09:20` in New York, unless another zone is named → an instant. */
export function local(text: string, zone = 'America/New_York'): Instant {
  const [on, time] = text.split(' ');
  return instantAt(localDate(on as string), (time ?? '12:00') as LocalTime, zone);
}

const longBefore = '2000-01-01T00:00:00.000Z' as Instant;

export interface StoryOptions {
  /** `OH-COUNTY@1` unless another is named. */
  readonly under?: string;
  readonly account?: Partial<AccountEventData<'AccountOpened'>>;
  /** Days on which the office is shut although the pack's calendar has it open, or the other way round. */
  readonly calendar?: (calendar: BusinessCalendar) => BusinessCalendar;
  /** Another law than the pack's in some point. */
  readonly pack?: (pack: Law['pack']) => Law['pack'];
  /** Later versions of that law, each in force from the beginning of a day, as variations of the first. */
  readonly versions?: readonly { readonly from: string; readonly pack: (pack: Law['pack']) => Law['pack'] }[];
  readonly feeds?: readonly string[];
  /** Tell the story to this simulation instead; what it decides is then not kept here. */
  readonly simulation?: Simulation;
}

/** One account's story under a pack, told with local times; what was decided can be read back. */
export class Story {
  readonly decided: Decided[] = [];
  /** Letters, reminders and lists of acts that a docket brings beside the way of a case; kept apart, since each petition brings some. */
  readonly docketWork: Decided[] = [];
  /** What was given, as CloudEvents: with `arrears simulate` they tell the same story. */
  readonly cloudEvents: CloudEvent[] = [];
  readonly simulation: Simulation;
  readonly law: Law;
  #count = 0;

  constructor(options: StoryOptions = {}) {
    const law = loadLaw(options.under ?? 'OH-COUNTY@1');
    const first = options.calendar || options.pack ? { ...law, calendar: options.calendar?.(law.calendar) ?? law.calendar, pack: options.pack?.(law.pack) ?? law.pack } : law;
    const later = (options.versions ?? []).map(({ from, pack }) => ({ law: { ...first, pack: pack(first.pack) }, fromAt: startOfDay(localDate(from), first.calendar.zone) }));
    this.law = later.length === 0 ? first : lawOfBook([{ law: first, fromAt: longBefore }, ...later]);
    const feeds = (options.feeds ?? []).map((name) => ({ name, limitHours: 24 }));
    this.simulation = options.simulation ?? new Simulation({ law: this.law, feeds, onDecided: (decided) => (isDocketWork(decided) ? this.docketWork : this.decided).push(decided) });
    this.given('2026-01-05 09:00', 'AccountOpened', household(options.account));
  }

  #local(text: string): Instant {
    return local(text, this.law.calendar.zone);
  }

  /** Something happens, and Arrears learns of it at once. */
  given<T extends FactType>(when: string, type: T, data: AccountEventData<T>, id = `e${(this.#count += 1)}`): this {
    const event = { type, id: `story#${id}`, effectiveAt: this.#local(when), recordedAt: this.#local(when), data } as AccountEvent;
    this.cloudEvents.push(cloudEvent({ type, id, utility: 'story', account: 'A1', time: event.effectiveAt, data } as CloudEventParts<T>));
    this.simulation.take({ kind: 'fact', accountId: 'A1', event });
    return this;
  }

  /** A bill for water alone, with the due date that is printed on it. */
  bill(billedOn: string, dueOn: string, amountCents: number, billId = `B${billedOn}`): this {
    return this.given(`${billedOn} 08:00`, 'BillIssued', { billId, billedOn: localDate(billedOn), dueOn: localDate(dueOn), lines: [{ service: 'water', amountCents }] });
  }

  pays(when: string, amountCents: number, paymentId = `P${when}`, tender: AccountEventData<'PaymentReceived'>['tender'] = 'cash'): this {
    return this.given(when, 'PaymentReceived', { paymentId, amountCents, tender, channel: 'counter' });
  }

  mailed(when: string, noticeId: string): this {
    return this.given(when, 'NoticeMailed', { noticeId, mailedOn: localDate(when.slice(0, 10)), proof: `proof-${noticeId}` });
  }

  tagged(when: string, workOrderId: string): this {
    this.given(when, 'NoticePosted', { workOrderId, photo: 'photo-1', postedBy: 'crew-7' });
    return this.given(when, 'WorkOrderCompleted', { workOrderId, result: 'posted', crewId: 'crew-7' });
  }

  crewReports(when: string, workOrderId: string, result: 'off' | 'on', clearanceId?: string): this {
    return this.given(when, 'WorkOrderCompleted', { workOrderId, result, crewId: 'crew-7', meterSerial: 'M-1', ...(clearanceId ? { clearanceId } : {}) });
  }

  /** Breakers of the utility trip, or are reset: those that are open from now on. */
  breakers(when: string, ...kinds: BreakerKind[]): this {
    const trippedAt = this.#local(when);
    this.simulation.take({ kind: 'breakers', at: trippedAt, open: kinds.map((kind) => ({ kind, trippedAt, sentence: 'One too many.' })) });
    return this;
  }

  /** A moratorium is declared, extended or ended: as it stands from then on. `endsAt` is local, like every time of a story. */
  moratorium(when: string, moratoriumId: string, { endsAt = null, fromAt = when, ...more }: { endsAt?: string | null; fromAt?: string } & Partial<Pick<Moratorium, 'reason' | 'area'>> = {}): this {
    const moratorium: Moratorium = { moratoriumId, reason: 'weather', area: { all: true }, evidence: 'proclamation-7', ...more, fromAt: this.#local(fromAt), endsAt: endsAt === null ? null : this.#local(endsAt) };
    this.simulation.take({ kind: 'moratorium', at: this.#local(when), moratorium });
    return this;
  }

  /** The whole visit as it should be: cleared at the door, closed a minute later. */
  shutsOff(when: string, workOrderId: string): this {
    if (this.asksClearance(when, workOrderId) !== null) throw new Error(`No clearance for ${workOrderId} at ${when}`);
    return this.crewReports(when, workOrderId, 'off', `c-${workOrderId}`);
  }

  crewCannot(when: string, workOrderId: string, result: AccountEventData<'WorkOrderNotCompleted'>['result']): this {
    return this.given(when, 'WorkOrderNotCompleted', { workOrderId, result, crewId: 'crew-7' });
  }

  /** A person intervenes; the story ends here if the rules refuse it. */
  person(when: string, intervention: Intervention, as: HoldRole = 'supervisor'): this {
    const who = { by: `${as}-1`, as, interventionId: `i${(this.#count += 1)}` };
    const refusal = this.at(when).#refusalOf(intervention, who);
    if (refusal) throw new Error(`${intervention.type} was refused: ${refusal.sentence}`);
    this.simulation.take({ kind: 'intervention', at: this.#local(when), accountId: 'A1', intervention, who });
    return this;
  }

  /** Somebody asks for a second signature, or answers. @returns `rule: sentence` of the rule that refuses it, or null when it was done */
  decides(when: string, decide: (state: CaseState, context: Context) => Intervened | Refusal): string | null {
    if (this.at(when).case === null) throw new Error('There is no case to decide in');
    const outcome = decide(this.case as CaseState, this.simulation.contextFor('A1'));
    if (isRefusal(outcome)) return `${outcome.because.rule}: ${outcome.because.sentence}`;
    for (const draft of outcome.caseEvents) this.simulation.take({ kind: 'move', accountId: 'A1', event: { ...draft, at: this.#local(when) } as CaseEvent });
    return null;
  }

  /** What a person is told who tries this: `rule: sentence`, or null when it would be done. Nothing changes. */
  refused(when: string, intervention: Intervention, as: HoldRole = 'supervisor'): string | null {
    const refusal = this.at(when).#refusalOf(intervention, { by: `${as}-1`, as, interventionId: 'tried' });
    return refusal && `${refusal.rule}: ${refusal.sentence}`;
  }

  #refusalOf(intervention: Intervention, who: Intervener): Because | null {
    if (this.case === null) throw new Error('There is no case to intervene in');
    const outcome = intervene(intervention, who, this.case, this.simulation.contextFor('A1'));
    return isRefusal(outcome) ? outcome.because : null;
  }

  /** A crew asks at the door; `null` for a clearance, or the rules that refuse it. */
  asksClearance(when: string, workOrderId: string, meterSerial = 'M-1', clearanceId = `c-${workOrderId}`): string[] | null {
    const request = { workOrderId, meterSerial, clearanceId, askedBy: 'crew-7' };
    const answer = decideClearance(request, this.at(when).case, this.simulation.contextFor('A1'));
    const event = { ...answer.event, at: this.simulation.now } as CaseEvent;
    this.simulation.take({ kind: 'clearance', accountId: 'A1', event });
    return answer.granted ? null : event.because.map((because) => because.rule);
  }

  /** A feed says that it is complete, by its only source unless another is named: `payment/lockbox`. */
  complete(throughAt: string, ...names: string[]): this {
    for (const source of names) this.simulation.take({ kind: 'feed', name: source.split('/')[0] as string, source: `/${source}`, throughAt: this.#local(throughAt) });
    return this;
  }

  /** A message about the account could not be read. */
  parks(when: string, deadLetterId: string): this {
    return this.#entry(when, 'MessageParked', { deadLetterId, reason: 'wrong-schema' });
  }

  /** … and was sent again, mended. */
  repairs(when: string, deadLetterId: string): this {
    return this.#entry(when, 'MessageRepaired', { deadLetterId, replacedBy: `${deadLetterId}-mended` });
  }

  /** What a person put on the account at the API. */
  entered<T extends EntryType>(when: string, type: T, data: AccountEventData<T>): this {
    return this.at(when).#entry(when, type, data);
  }

  #entry<T extends EntryType>(when: string, type: T, data: AccountEventData<T>): this {
    const event = { type, id: `story#e${(this.#count += 1)}`, effectiveAt: this.#local(when), recordedAt: this.#local(when), data } as AccountEvent;
    this.simulation.take({ kind: 'fact', accountId: 'A1', event });
    return this;
  }

  /** Every day from the first to the last. */
  days(from: string, through: string): string[] {
    const days: string[] = [];
    for (let on = localDate(from); on <= through; on = plusDays(on, 1)) days.push(on);
    return days;
  }

  /** Time passes; whatever is given afterwards with an earlier time is learnt of late. */
  at(when: string): this {
    this.simulation.runTo(this.#local(when));
    return this;
  }

  until(on: string): this {
    this.simulation.runThrough(localDate(on));
    return this;
  }

  /** `2027-04-23 DoorTagOrdered` and so on, in order. */
  get told(): string[] {
    return this.decided.map(({ on, decision }) => `${on} ${decision.type}`);
  }

  since(on: string): string[] {
    return this.told.filter((line) => line.slice(0, 10) >= on);
  }

  /** `2027-03-01 letter assurance`, `2027-08-23 review claim-due`: what a docket brought beside, in order. */
  get docketTold(): string[] {
    return this.docketWork.map(({ on, decision }) => (decision.type === 'DocketLetterOrdered' ? `${on} letter ${decision.data.letter}` : `${on} review ${(decision.data as { review: string }).review}`));
  }

  /** The letters of dockets, in order. */
  get docketLetters(): Extract<AccountEvent, { type: 'DocketLetterOrdered' }>[] {
    return this.docketWork.flatMap(({ decision }) => (decision.type === 'DocketLetterOrdered' ? [decision] : []));
  }

  all<T extends CaseEventType>(type: T): Extract<CaseEvent, { type: T }>[] {
    const found = this.decided.map(({ decision }) => decision).filter((decision) => isCaseEvent(decision) && decision.type === type);
    return found as Extract<CaseEvent, { type: T }>[];
  }

  last<T extends CaseEventType>(type: T): Extract<CaseEvent, { type: T }> | undefined {
    return this.all(type).at(-1);
  }

  /** The last entry of that type that Arrears decided to post. */
  entry<T extends EntryType>(type: T): Extract<AccountEvent, { type: T }> | undefined {
    return this.decided.map(({ decision }) => decision).filter((decision) => decision.type === type).at(-1) as Extract<AccountEvent, { type: T }> | undefined;
  }

  /** The rules that the last decision of that type cites. */
  rulesOf(type: string): string[] {
    return this.#becauseOf(type).map((because) => because.rule);
  }

  sentencesOf(type: string): string[] {
    return this.#becauseOf(type).map((because) => because.sentence);
  }

  #becauseOf(type: string): readonly Because[] {
    return this.decided.filter(({ decision }) => decision.type === type).at(-1)?.decision.because ?? [];
  }

  /** `2027-09-14 09:06`: when the last decision of that type was made, where the utility is. */
  atOf(type: string): string {
    const decided = this.decided.filter(({ decision }) => decision.type === type).at(-1);
    if (!decided) throw new Error(`Nothing of type ${type} was decided`);
    return Temporal.Instant.from(decided.at).toZonedDateTimeISO(this.law.calendar.zone).toPlainDateTime().toString().replace('T', ' ').slice(0, 16);
  }

  /** What stands in the way of a step now, `rule: sentence`. */
  whatHolds(step: StepName): string[] {
    return this.verdicts(step).filter((verdict) => !verdict.holds).map(({ because }) => `${because.rule}: ${because.sentence}`);
  }

  /** What every guard of the step says now. */
  verdicts(step: StepName): readonly Verdict[] {
    return proposalFor(step, this.simulation.contextFor('A1')).verdicts;
  }

  get incidents(): string[] {
    return this.all('IncidentOpened').map((event) => event.data.incident);
  }

  /** What is unpaid, in the order in which a payment would pay it. */
  get openCharges(): string[] {
    const open = ledgerOf(this.account, this.law).charges.filter((charge) => charge.openCents > 0);
    return open.map((charge) => `${charge.billId === null ? '' : `${charge.billId} `}${charge.kind} ${dollars(charge.openCents)}`);
  }

  get account() {
    return this.simulation.accounts.get('A1')?.folded.state as NonNullable<ReturnType<Simulation['accounts']['get']>>['folded']['state'];
  }

  get case() {
    return this.simulation.accounts.get('A1')?.state ?? null;
  }

  get buckets(): Record<Bucket, number> {
    return bucketsOf(this.account, this.law, this.simulation.now);
  }

  get balanceCents(): number {
    return ledgerOf(this.account, this.law).balanceCents;
  }
}

const docketReviews: readonly string[] = ['late-notice', 'claim-due', 'claim-late'];

function isDocketWork({ decision }: Decided): boolean {
  return decision.type === 'DocketLetterOrdered' || (decision.type === 'BankruptcyReviewOpened' && docketReviews.includes(decision.data.review));
}
