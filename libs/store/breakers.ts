import { dayOf, notBusinessDay } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { countedByBreaker, type CaseEvent } from '../case/case.events.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { boundOf, breakerKinds, tripSentence, type BreakerBound, type BreakerKind, type DayBound, type OpenBreaker } from '../policy/breaker.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { Sql } from './database.ts';
import { instantText } from './read/sql-times.ts';

/** Who is counted, by which law, when. */
export interface Counting {
  readonly utilityId: string;
  readonly law: Law;
  readonly now: Instant;
}

/**
 * The utility's breakers as one transaction sees them. Each counts what its day has brought, by asking the case streams, and what
 * this transaction decided itself. Transactions do not wait for each other to count: several at the same time may together pass
 * a bound, each by no more than it decides itself, before all of them see the breaker open.
 */
export class Breakers {
  readonly #em: Sql;
  readonly #utility: Counting;
  readonly #counts = new Map<BreakerKind, number>();
  #open: readonly OpenBreaker[];

  private constructor(em: Sql, utility: Counting, open: readonly OpenBreaker[]) {
    this.#em = em;
    this.#utility = utility;
    this.#open = open;
  }

  /**
   * @param known those that were open a moment ago. They are asked for again and locked, shared: a reset waits for every
   * transaction that was refused by one, so that it finds all cases that wait, and a transaction after it sees it done.
   */
  static async begin(em: Sql, utility: Counting, known: readonly OpenBreaker[]): Promise<Breakers> {
    return new Breakers(em, utility, known.length === 0 ? known : await openAndLocked(em, utility.utilityId));
  }

  get open(): readonly OpenBreaker[] {
    return this.#open;
  }

  /** Counts what is about to be decided. @returns true when that would pass a bound: a breaker tripped now, and it is to be decided anew */
  async tripOver(events: readonly CaseEvent[]): Promise<boolean> {
    for (const kind of breakerKinds) {
      const count = events.filter(({ type }) => countedByBreaker[kind].includes(type)).length;
      if (count > 0 && !this.#open.some((open) => open.kind === kind) && (await this.#passes(kind, count))) return true;
    }
    return false;
  }

  /** The same for one more line of a tax roll, which no case certifies. */
  async tripOverCertification(): Promise<boolean> {
    return !this.#open.some((open) => open.kind === 'certifications') && this.#passes('certifications', 1);
  }

  async #passes(kind: BreakerKind, count: number): Promise<boolean> {
    const { breaker } = inForceAt(this.#utility.law, this.#utility.now).pack;
    const bound = breaker?.bounds[kind];
    if (breaker === undefined || bound === undefined) return false;
    const counted = this.#counts.get(kind) ?? (await countedToday(this.#em, this.#utility, kind));
    if (counted + count > Math.min(bound.atLeast, bound.atMost)) {
      const day = await boundToday(this.#em, this.#utility, kind, bound, breaker.usualDays);
      if (counted + count > day.atMost) return this.#trip(kind, counted, day);
    }
    this.#counts.set(kind, counted + count);
    return false;
  }

  /** Once, whoever comes first: another transaction may trip it at the same time, and have it reset before this one sees it. */
  async #trip(kind: BreakerKind, counted: number, day: DayBound): Promise<true> {
    const { utilityId, now } = this.#utility;
    await this.#em.execute(
      `insert into breaker_trip (utility_id, kind, tripped_at, counted, bound, usual, bound_from, sentence) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (utility_id, kind) where reset_at is null do nothing`,
      [utilityId, kind, now, counted, day.atMost, day.usual, day.from, tripSentence(kind, counted, day)],
    );
    this.#open = await openAndLocked(this.#em, utilityId);
    this.#counts.delete(kind);
    return true;
  }
}

async function openAndLocked(em: Sql, utilityId: string): Promise<OpenBreaker[]> {
  return em.execute<OpenBreaker[]>(
    `select kind, ${instantText('tripped_at')} as "trippedAt", sentence from breaker_trip where utility_id = ? and reset_at is null order by kind for share`,
    [utilityId],
  );
}

/** What today brought since it began, or since the breaker was reset. */
export async function countedToday(em: Sql, utility: Counting, kind: BreakerKind): Promise<number> {
  const { utilityId } = utility;
  const since = todaySince(utility);
  const [row] = await em.execute<{ counted: number }[]>(
    `select (select count(*)::int from case_event where utility_id = ? and type = any(?::text[]) and at >= ?)
          + (select count(*)::int from roll_event where utility_id = ? and type = 'LineCertified' and at >= ? and ?::boolean)
          - (select coalesce(max(counted_at_reset), 0) from breaker_trip where utility_id = ? and kind = ? and reset_at >= ?) as counted`,
    [utilityId, [...countedByBreaker[kind]], since, utilityId, since, kind === 'certifications', utilityId, kind, since],
  );
  return row?.counted ?? 0;
}

/** All that today brought, whatever was reset. */
export async function broughtToday(em: Sql, utility: Counting, kind: BreakerKind): Promise<number> {
  const [row] = await em.execute<{ brought: number }[]>(
    `select (select count(*)::int from case_event where utility_id = ? and type = any(?::text[]) and at >= ?)
          + (select count(*)::int from roll_event where utility_id = ? and type = 'LineCertified' and at >= ? and ?::boolean) as brought`,
    [utility.utilityId, [...countedByBreaker[kind]], todaySince(utility), utility.utilityId, todaySince(utility), kind === 'certifications'],
  );
  return row?.brought ?? 0;
}

/** The bound of today, by what the business days before it brought. */
export async function boundToday(em: Sql, utility: Counting, kind: BreakerKind, bound: BreakerBound, usualDays: number): Promise<DayBound> {
  const law = inForceAt(utility.law, utility.now);
  const { zone } = law.calendar;
  const days = businessDaysBefore(law, dayOf(law.calendar, utility.now), usualDays);
  const rows = await em.execute<{ on: LocalDate; count: number }[]>(
    `select (at at time zone ?)::date::text as on, count(*)::int as count from case_event
     where utility_id = ? and type = any(?::text[]) and at >= ? and at < ? group by 1`,
    [zone, utility.utilityId, [...countedByBreaker[kind]], startOfDay(days.at(-1) ?? dayOf(law.calendar, utility.now), zone), todaySince(utility)],
  );
  const counts = new Map(rows.map(({ on, count }) => [on, count]));
  return boundOf(days.map((on) => counts.get(on) ?? 0), bound);
}

function todaySince({ law, now }: Counting): Instant {
  const { calendar } = inForceAt(law, now);
  return startOfDay(dayOf(calendar, now), calendar.zone);
}

/** The latest first; fewer where the calendar begins. */
function businessDaysBefore({ calendar }: Law, today: LocalDate, count: number): LocalDate[] {
  const days: LocalDate[] = [];
  for (let on = plusDays(today, -1); days.length < count && on >= calendar.knownFrom; on = plusDays(on, -1)) if (notBusinessDay(calendar, on) === null) days.push(on);
  return days;
}

/** How often a breaker of the utility ever tripped. */
export async function tripsEver(em: Sql, utilityId: string): Promise<number> {
  const [row] = await em.execute<{ trips: number }[]>('select count(*)::int as trips from breaker_trip where utility_id = ?', [utilityId]);
  return row?.trips ?? 0;
}
