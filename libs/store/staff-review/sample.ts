import { sha256 } from '../../kernel/chain.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { ActType } from './act-types.ts';

/** Something that a person did. */
export interface Act {
  readonly eventId: string;
  readonly accountId: string;
  readonly type: ActType;
  readonly at: Instant;
  readonly person: string;
}

/** The acts of one person of one kind, and which of them a supervisor looks at. */
export interface SampledGroup {
  readonly person: string;
  readonly type: ActType;
  readonly acts: number;
  readonly sample: readonly Act[];
}

/**
 * Draws a sample of a week: of each person and each kind so many in a hundred, and one at least. Whoever draws it again draws the same: what
 * decides is the hash of the utility, the week and the event, which nobody who acts can know how to steer.
 * @param percent from 1 to 100
 */
export function sampleOf(utilityId: string, week: LocalDate, acts: readonly Act[], percent: number): SampledGroup[] {
  const groups = Map.groupBy(acts, ({ person, type }) => `${person}\u0001${type}`);
  const drawn = [...groups.values()].map((own): SampledGroup => {
    const { person, type } = own[0] as Act;
    const byLot = own.map((act) => ({ act, lot: sha256(`${utilityId}/${week}/${act.accountId}/${act.eventId}`) })).sort((first, second) => (first.lot < second.lot ? -1 : 1));
    return { person, type, acts: own.length, sample: byLot.slice(0, Math.ceil((own.length * percent) / 100)).map(({ act }) => act) };
  });
  return drawn.sort((first, second) => (`${first.person}\u0001${first.type}` < `${second.person}\u0001${second.type}` ? -1 : 1));
}
