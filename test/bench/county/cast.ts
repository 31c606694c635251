import { isOpen } from '../../../libs/case/advance.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/index.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { renamed, type Copy } from './copies.ts';
import type { CountyWorld } from './county-world.ts';
import { castOf, type NextFact } from './courses.ts';

/** Copies with an open case, and what comes next for each of them. */
export interface Cast {
  readonly copies: readonly Copy[];
  /** One event of each copy after the other, then the second of each, and so on: as they come in life. */
  readonly eventsAt: (nowAt: Instant) => CloudEvent[];
}

export function castWithOpenCases(world: CountyWorld, utilityId: string, events: number): Cast {
  const playing = castOf(world, events).map(({ sourceId, course }, index) => ({ course, copy: { sourceId, accountId: `K${100_001 + index}` } }));
  return {
    copies: playing.map(({ copy }) => copy),
    eventsAt: (nowAt) => {
      const scripts = playing.map(({ copy, course }) => {
        const source = world.simulation.accounts.get(copy.sourceId)!;
        const [account, state] = renamed([source.folded.state, source.state] as const, copy);
        return course.facts(state!, account, nowAt).map((fact, turn) => eventOf(utilityId, copy.accountId, fact, turn, nowAt));
      });
      const turns = Math.max(...scripts.map((script) => script.length));
      return Array.from({ length: turns }, (_, turn) => scripts.flatMap((script) => script[turn] ?? [])).flat();
    },
  };
}

export function eventOf(utility: string, accountId: string, { type, data }: NextFact, turn: number, time: Instant): CloudEvent {
  const isCourt = 'docket' in data;
  return cloudEvent({ type, id: `${accountId}-next-${turn}`, utility, time, data, ...(!isCourt && { account: accountId }) } as never);
}

/** Copies without an open case, of every kind of payer. */
export function copiesWithoutCases(world: CountyWorld, count: number): Copy[] {
  const sources = [...world.simulation.accounts.values()].filter(({ state, events }) => !isOpen(state) && events.length > 2);
  return Array.from({ length: count }, (_, index) => ({ sourceId: sources[(index * 7) % sources.length]!.accountId, accountId: `Q${100_001 + index}` }));
}
