import { Known, momentOfText, type Data, type ToldFact } from './known.ts';
import type { PlainLaw } from './plain-law.ts';
import { Deeds } from './deeds.ts';
import { isAdverse, rulesOf, type AdverseType, type View } from './rules.ts';
import { wallCalendar, type WallCalendar } from './wall-calendar.ts';

/** An adverse decision and every rule that forbade it at that moment. */
export interface Judged {
  readonly type: AdverseType;
  readonly at: string;
  readonly refusals: readonly string[];
}

/** Asks every rule in turn of one account under one law, by what was known at that moment. Slow, plain, and a stranger to the engine. */
export class Oracle {
  readonly calendar: WallCalendar;
  readonly known: Known;
  readonly deeds: Deeds;
  readonly judged: Judged[] = [];
  readonly law: PlainLaw;

  constructor(accountId: string, law: PlainLaw) {
    this.law = law;
    this.calendar = wallCalendar(law.office, law.moreHolidays);
    this.known = new Known(accountId, law, this.calendar);
    this.deeds = new Deeds(this.known, this.calendar);
  }

  /** A fact comes to be known. */
  learn(fact: ToldFact, knownAt: string): void {
    if (!this.known.learn(fact)) return;
    const now = momentOfText(knownAt);
    this.deeds.write(fact.type, fact.data as Data, now, this.calendar.dayOf(now));
    this.deeds.learnt(fact.type, fact.data as Data, momentOfText(fact.effectiveAt), now);
  }

  /** The utility does something; what presses the customer is judged before it is written down. */
  hear(type: string, at: string, data: object): void {
    const now = momentOfText(at);
    if (isAdverse(type)) this.judged.push({ type, at, refusals: this.refusals(type, now, data as Data) });
    this.deeds.write(type, data as Data, now, this.calendar.dayOf(now));
    if (type === 'HoldPlaced' || type === 'HoldReleased') {
      this.known.learn({ id: `heard ${type} ${JSON.stringify(data)}`, type, effectiveAt: at, data });
      this.deeds.learnt(type, data as Data, now, now);
    }
  }

  /** Why that may not be done at that moment: one sentence for each rule that forbids it. */
  refusals(type: AdverseType, now: number, data: Data = {}): string[] {
    const view: View = { law: this.law, calendar: this.calendar, known: this.known, deeds: this.deeds, now, today: this.calendar.dayOf(now), data };
    return rulesOf[type].flatMap((rule) => rule(view) ?? []);
  }
}
