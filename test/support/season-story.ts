import type { AccountEvent } from '../../libs/account/account.events.ts';
import { contextOf } from '../../libs/case/context.ts';
import { isRefusal, type Refusal } from '../../libs/kernel/because.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import {
  certifyLine,
  decide,
  draft,
  evolveSeason,
  freezeLine,
  isOnRoll,
  isWaiting,
  listCandidate,
  lookAtLine,
  mayCertify,
  mayDrawUp,
  mayFreeze,
  nextLookAt,
  registerOf,
  seasonContext,
  unlisted,
  unopenedSeason,
  unsecuredCharge,
  type LineChange,
  type Register,
  type RollCommand,
  type RollDraft,
  type RollEvent,
  type RollLine,
  type SeasonContext,
  type SeasonState,
} from '../../libs/tax-roll/index.ts';
import { local, type Story } from './story.ts';

/** What an account's story goes through in one season of a tax roll; the account is `A1`. */
export class SeasonStory {
  readonly story: Story;
  readonly events: RollEvent[] = [];
  #state: SeasonState;

  constructor(story: Story, seasonId = 'county-auditor.2027') {
    this.story = story;
    this.#state = unopenedSeason(seasonId);
  }

  get line(): RollLine {
    return this.#state.lines['A1'] ?? unlisted('A1');
  }

  /** `2027-09-03 WithdrawalSent`, by the local day. */
  get told(): string[] {
    return this.events.map(({ type, at }) => `${new Date(at).toLocaleDateString('sv', { timeZone: this.story.law.calendar.zone })} ${type}`);
  }

  last(type: RollEvent['type']): RollEvent | undefined {
    return this.events.findLast((event) => event.type === type);
  }

  rulesOf(type: RollEvent['type']): string[] {
    return this.last(type)?.because.map(({ rule }) => rule) ?? [];
  }

  register(asOf: string): Register {
    return registerOf(this.#state.seasonId, this.events, this.#local(asOf));
  }

  /** The county's file of owners of that day. */
  owners(when: string, ownerKey = 'owner-1', more: { readonly sinceOn?: string; readonly bonaFide?: boolean } = {}): this {
    const context = this.context(when);
    const { sinceOn = '2015-06-01', bonaFide = false } = more;
    return this.#append(when, { events: [draft('OwnershipChecked', { on: context.today, fileHash: `owners-${context.today}`, parcels: 1, by: 'clerk' }), draft('OwnerTold', { lineId: 'A1', ownerKey, sinceOn: sinceOn as never, bonaFide })], entries: [] });
  }

  drawUp(when: string): this {
    const context = this.context(when);
    this.#mustBe(mayDrawUp(context));
    this.#append(when, listCandidate(context, this.line, this.#facts()));
    return this.#append(when, { events: [draft('CandidatesDrawnUp', { on: context.today, listed: 1, excluded: 0 })], entries: [] });
  }

  noticed(mailedOn: string): this {
    return this.does(`${mailedOn} 15:00`, { type: 'RecordNotice', lineId: 'A1', mailedOn: mailedOn as never, proof: 'p-1' });
  }

  freeze(when: string): this {
    const context = this.context(when);
    this.#mustBe(mayFreeze(context));
    if (this.line.status === 'candidate' && this.line.notice) this.#append(when, freezeLine(context, this.line, this.#facts()));
    return this.#append(when, { events: [draft('SeasonFrozen', { on: context.today, lines: 1, totalCents: this.line.amountCents })], entries: [] });
  }

  approved(when: string): this {
    this.does(when, { type: 'ApproveRoll', reason: 'looked at each line' }, 'clerk');
    return this.does(when, { type: 'ApproveRoll', reason: 'sampled and found right' }, 'director');
  }

  certify(when: string): this {
    const context = this.context(when);
    this.#mustBe(mayCertify(context));
    const decision = certifyLine(context, this.line, this.#facts(), 'run-1');
    if (isWaiting(decision)) throw new Error(`It waits: ${decision.waits.sentence}`);
    this.#append(when, decision);
    return this.#append(when, { events: [draft('RollFiled', { on: context.today, fileName: 'roll.csv', sha256: 'x', lines: 1, totalCents: this.line.certifiedCents, by: 'clerk' })], entries: [] });
  }

  accepted(when: string): this {
    return this.does(when, { type: 'AcceptLine', lineId: 'A1', on: when.slice(0, 10) as never }, 'import');
  }

  /** From candidates to the tax list, as it should be. */
  toTheList({ candidates, noticed, frozen, certified, accepted }: { readonly candidates: string; readonly noticed: string; readonly frozen: string; readonly certified: string; readonly accepted?: string }): this {
    this.owners(`${candidates} 08:00`).drawUp(`${candidates} 09:00`).noticed(noticed).owners(`${frozen} 08:00`).freeze(`${frozen} 09:00`).approved(`${frozen} 10:00`);
    if (certified !== frozen) this.owners(`${certified} 08:00`);
    this.certify(`${certified} 11:00`);
    return accepted === undefined ? this : this.accepted(`${accepted} 12:00`);
  }

  does(when: string, command: RollCommand, by = 'clerk'): this {
    const outcome = decide(command, this.context(when), by);
    if (isRefusal(outcome)) throw new Error(`${command.type} was refused: ${outcome.because.rule}: ${outcome.because.sentence}`);
    return this.#append(when, outcome);
  }

  /** `rule: sentence` of the refusal, or null when it would be done. */
  refused(when: string, command: RollCommand, by = 'clerk'): string | null {
    const outcome = decide(command, this.context(when), by);
    return isRefusal(outcome) ? `${outcome.because.rule}: ${outcome.because.sentence}` : null;
  }

  /** What goes to the unsecured roll now. */
  unsecured(when: string): ReturnType<typeof unsecuredCharge> {
    return unsecuredCharge(this.context(when), this.line, this.story.account);
  }

  /** Looks at the line until nothing follows, then and at each time that the line itself names until then. */
  look(when: string): this {
    const until = this.#local(when);
    let moment = this.story.simulation.now;
    for (;;) {
      const context = this.#at(moment);
      const change = isOnRoll(this.line) || this.line.withdrawal !== null || this.line.brought.length > 0 ? lookAtLine(context, this.line, this.story.account) : { events: [], entries: [] };
      if (change.events.length > 0) {
        this.#appendAt(moment, change);
        continue;
      }
      if (moment >= until) return this;
      const next = nextLookAt(context, this.line);
      moment = next === null || next > until ? until : next;
      this.story.simulation.runTo(moment);
    }
  }

  context(when: string): SeasonContext {
    this.story.at(when);
    return this.#at(this.#local(when));
  }

  #at(now: Instant): SeasonContext {
    return seasonContext(this.#state, this.story.law, now);
  }

  #facts() {
    const { account, law, simulation } = this.story;
    return { account, facts: contextOf(account, null, law, simulation.now, []).facts };
  }

  #local(when: string): Instant {
    return local(when, this.story.law.calendar.zone);
  }

  #append(when: string, change: LineChange): this {
    return this.#appendAt(this.#local(when), change);
  }

  #appendAt(at: Instant, { events, entries }: LineChange): this {
    for (const event of events.map((each: RollDraft) => ({ ...each, at }) as RollEvent)) {
      this.#state = evolveSeason(this.#state, event);
      this.events.push(event);
    }
    for (const entry of entries) this.story.simulation.take({ kind: 'fact', accountId: 'A1', event: { ...entry, effectiveAt: at, recordedAt: at } as AccountEvent });
    return this;
  }

  #mustBe(refusal: Refusal | null): void {
    if (refusal) throw new Error(`${refusal.because.rule}: ${refusal.because.sentence}`);
  }
}
