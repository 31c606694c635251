import type { Facts, Law } from './facts.ts';
import { guardsOf } from './path.ts';
import { askedForOccupants, occupantsNoticedDaysBefore } from './predicates/occupants-noticed-days-before.ts';
import type { z } from 'zod';

/** Occupants who have to have a notice before the shut-off and have none: which units, how it reaches them, and for how many days they have it. */
export interface OccupantsOwed {
  readonly units: readonly string[];
  readonly onEachDoor: boolean;
  readonly days: number;
}

/** What the shut-off's own guard asks for the occupants of this account; null where it asks for nothing (CA-998-TENANT). */
export function occupantsOwed(facts: Pick<Facts, 'tenancy' | 'customerClass' | 'services'>, law: Law): OccupantsOwed | null {
  if (facts.tenancy === null) return null;
  const { name } = occupantsNoticedDaysBefore;
  const guard = guardsOf('shut-off', facts as Facts, law).find((known) => name in known);
  if (guard === undefined) return null;
  const { untold, onEachDoor, days } = askedForOccupants(guard[name] as unknown as z.infer<typeof occupantsNoticedDaysBefore.args>, facts.tenancy);
  return untold.length === 0 ? null : { units: untold, onEachDoor, days };
}
