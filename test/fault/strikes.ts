import { setTimeout as delay } from 'node:timers/promises';
import { momentOf } from '../../infra/local/county/county.ts';
import type { CountyPlan } from '../../infra/local/county/generator.ts';
import { Random } from '../../infra/local/county/random.ts';
import type { WorldProgress } from '../../infra/local/county/simulated-world.ts';
import { daysBetween, plusDays } from '../../libs/calendar/days.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import type { CountyRun } from './county-run.ts';

export const victims = ['ingest', 'worker', 'relay', 'broker', 'Temporal', 'PostgreSQL'] as const;
export type Victim = (typeof victims)[number];

/** When somebody is killed: once the county's clock shows that time, and a moment later, in the middle of what that time brings. */
export interface Strike {
  readonly victim: Victim;
  readonly at: Instant;
  readonly afterMs: number;
}

/** Of the county's time: before, there is little to lose; after, nothing to go on with. */
const span = { from: 0.25, to: 0.96 };
const longestMomentMs = 400;

/** Each victim once, in an order and at times that the seed says. */
export function strikesOf(seed: number, { county }: Pick<CountyPlan, 'county'>): readonly Strike[] {
  const random = new Random(`strikes/${seed}`);
  const days = daysBetween(county.startOn, county.endOn);
  const turn = ((span.to - span.from) * days) / victims.length;
  return inRandomOrder(victims, random).map((victim, index) => {
    const day = Math.floor(span.from * days + index * turn + random.share() * turn * 0.8);
    const at = momentOf(county, plusDays(county.startOn, day), random.pick(busyTimes));
    return { victim, at, afterMs: random.between(0, longestMomentMs) };
  });
}

/** When the clock stands and something happens: files come, deadlines fall due, crews stand at doors. */
const busyTimes = ['00:00', '05:30', '06:00', '07:00', '08:00', '08:30', '09:00', '10:30', '12:00', '14:30'] as const;

function inRandomOrder<T>(items: readonly T[], random: Random): T[] {
  return items.map((item) => ({ item, rank: random.share() })).sort((first, second) => first.rank - second.rank).map(({ item }) => item);
}

/** Kills each victim when its time has come, and starts it again; one after the other. */
export class Striker {
  readonly done: string[] = [];
  readonly #run: CountyRun;
  readonly #left: Strike[];
  #striking: Promise<void> = Promise.resolve();

  constructor(run: CountyRun, strikes: readonly Strike[]) {
    this.#run = run;
    this.#left = [...strikes];
  }

  look({ now }: WorldProgress): void {
    while (this.#left[0] && this.#left[0].at <= now) {
      const strike = this.#left.shift() as Strike;
      this.#striking = this.#striking.then(() => this.#strike(strike, now));
      // Told in `settled`; until then a failure is nobody's.
      this.#striking.catch(() => undefined);
    }
  }

  /** @throws when somebody could not be killed or did not come back */
  async settled(): Promise<void> {
    await this.#striking;
    if (this.#left.length > 0) throw new Error(`Not killed, since their time never came: ${this.#left.map(({ victim }) => victim).join(', ')}`);
  }

  async #strike({ victim, afterMs }: Strike, now: Instant): Promise<void> {
    await delay(afterMs);
    const beganMs = performance.now();
    await kill(this.#run, victim);
    this.done.push(`${victim} at ${now}, back after ${Math.round(performance.now() - beganMs)} ms`);
  }
}

async function kill({ stack, system }: CountyRun, victim: Victim): Promise<void> {
  switch (victim) {
    case 'ingest':
    case 'worker':
    case 'relay':
      // Whoever keeps it alive starts it again.
      return system.app(victim).kill9();
    case 'broker':
      await stack.kafka.kill9();
      return stack.kafka.restart();
    case 'Temporal':
      await stack.temporal.kill9();
      return stack.temporal.restart();
    case 'PostgreSQL':
      await stack.postgres.kill9();
      return stack.postgres.restart();
  }
}
