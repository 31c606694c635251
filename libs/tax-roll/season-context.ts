import { dayOf } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { Because, Refusal } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { Pack, RollAuthority, RollSeasonDays } from '../policy/pack.ts';
import type { RollDraft, RollEventData, RollEventType } from './roll.events.ts';
import type { SeasonState } from './season.state.ts';

/** Everything a decision about a season may look at, beside the accounts. Time comes in with it. */
export interface SeasonContext {
  readonly law: Law;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly state: SeasonState;
  readonly rules: NonNullable<Pack['certification']>;
  readonly authority: RollAuthority;
  readonly days: RollSeasonDays;
}

/** The pack in force knows no such authority, or not its days of that season. */
export class NoSuchSeason extends Error {
  constructor(law: Law, seasonId: string) {
    const known = Object.entries(law.pack.certification?.authorities ?? {}).flatMap(([authority, { seasons }]) => Object.keys(seasons).map((season) => `${authority}.${season}`));
    super(`${law.pack.id}@${law.pack.version} has no season "${seasonId}" of a tax roll; it has ${known.join(', ') || 'none'}. Enter the authority's days under "certification.authorities"`);
    this.name = 'NoSuchSeason';
  }
}

/** Names come from outside: what every object answers to is none of them. */
const own = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined => (table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined);

/** @throws NoSuchSeason */
export function seasonContext(state: SeasonState, law: Law, now: Instant): SeasonContext {
  const current = inForceAt(law, now);
  const rules = current.pack.certification;
  const authority = own(rules?.authorities, state.authority);
  const days = own(authority?.seasons, state.season);
  if (rules === undefined || authority === undefined || days === undefined) throw new NoSuchSeason(current, state.seasonId);
  return { law: current, now, today: dayOf(current.calendar, now), state, rules, authority, days };
}

export function draft<T extends RollEventType>(type: T, data: RollEventData<T>, ...reasons: readonly Because[]): RollDraft {
  return { type, data, because: reasons } as unknown as RollDraft;
}

export function why({ law }: Pick<SeasonContext, 'law'>, rule: string, sentence: string, facts: Because['facts'] = {}): Because {
  return because(law, rule, sentence, facts);
}

export function no(context: Pick<SeasonContext, 'law'>, rule: string, sentence: string, notBefore: string | null = null): Refusal {
  return { refused: true, because: why(context, rule, sentence), notBefore };
}

/** The first day on which the objections to a notice that was mailed then are over. */
export function objectionsEndOn({ rules }: Pick<SeasonContext, 'rules'>, mailedOn: LocalDate): LocalDate {
  return plusDays(mailedOn, rules.ownerNoticeDays);
}
