import { officeClosedOn, openDayFrom, type BusinessCalendar } from '../../../libs/calendar/business-calendar.ts';
import { instantAt, plusDays, startOfDay } from '../../../libs/calendar/days.ts';
import { laterOf, localDate, type Instant, type LocalDate, type LocalTime } from '../../../libs/kernel/time.ts';
import { loadLaw } from '../../../libs/policy/load.ts';
import type { Pack } from '../../../libs/policy/pack.ts';
import { rollSeasonOf, type RollSeason } from './roll-season.ts';
import { pacedBy, states, type State } from './states.ts';

export interface CountyOptions {
  readonly utilityId: string;
  readonly seed: number;
  /** Under which state's law; Ohio unless told. */
  readonly state?: State;
  /** How many accounts; 2,000 unless told. */
  readonly accounts?: number;
  /** The first business day, `YYYY-MM-DD`; the accounts are told as it begins. */
  readonly startOn?: string;
  readonly days?: number;
  /** Whether the county goes on through a season of the tax roll; without one it ends with its plan. */
  readonly season?: boolean;
}

/** The sample county: who, when and where, with everything that was left open filled in. */
export interface County {
  readonly utilityId: string;
  readonly seed: number;
  readonly state: State;
  readonly accounts: number;
  readonly startOn: LocalDate;
  /** The first day on which nothing is billed any more. */
  readonly endOn: LocalDate;
  readonly calendar: BusinessCalendar;
  readonly pack: Pack;
  /** Days after a due date at the pace of the pack. */
  readonly paced: (afterDue: number) => number;
  /** Null when none is played. */
  readonly season: RollSeason | null;
}

export const defaults = { state: 'OH', seed: 7, accounts: 2_000, startOn: '2027-01-04', days: 184 } as const;

export function countyOf(options: CountyOptions): County {
  const state = options.state ?? defaults.state;
  const { pack, calendar } = loadLaw(states[state].pack);
  const startOn = localDate(options.startOn ?? defaults.startOn);
  return {
    utilityId: options.utilityId,
    seed: options.seed,
    state,
    accounts: options.accounts ?? defaults.accounts,
    startOn,
    endOn: plusDays(startOn, options.days ?? defaults.days),
    calendar,
    pack,
    paced: pacedBy(pack),
    season: options.season === true ? rollSeasonOf(pack, calendar, startOn) : null,
  };
}

/** A wall time in the county. */
export function momentOf(county: County, on: LocalDate, time: string): Instant {
  return instantAt(on, time as LocalTime, county.calendar.zone);
}

/** When the county begins to speak; a sandbox clock may start here. */
export function countyStartAt(county: County): Instant {
  return startOfDay(county.startOn, county.calendar.zone);
}

/** When the last bill of the plan is behind. */
export function countyEndAt(county: County): Instant {
  return startOfDay(county.endOn, county.calendar.zone);
}

/** When the county falls silent: with its plan, or with the end of its season. */
export function countyClosesAt(county: County): Instant {
  const last = county.season?.occasions.at(-1);
  const endAt = countyEndAt(county);
  return last === undefined ? endAt : laterOf(endAt, startOfDay(plusDays(last.on, 1), county.calendar.zone));
}

/** The first day from this one on which offices are open. */
export function openDay(county: County, from: LocalDate): LocalDate {
  return officeClosedOn(county.calendar, from) === null ? from : openDayFrom(county.calendar, from);
}
