import { plusHours } from '../../../libs/calendar/days.ts';
import type { Random } from './random.ts';
import type { Told } from './story.ts';

export const lateShare = 0.03;
export const overtakenShare = 0.01;
export const duplicateShare = 0.02;

const hoursInDay = 24;

/** One message as it will go out. `behind` counts how many others of the same instant it lets pass. */
export interface Outgoing {
  readonly told: Told;
  readonly sendAt: Told['sendAt'];
  readonly behind: number;
}

/** What goes wrong between the county's systems and the broker: messages late, overtaken by the next, or sent twice. */
export function withMishaps(told: readonly Told[], random: Random): Outgoing[] {
  const inOrder = [...told].sort((first, second) =>
    first.sendAt < second.sendAt ? -1 : first.sendAt > second.sendAt ? 1 : 0,
  );
  return inOrder.flatMap((one, index) => {
    const next = inOrder[index + 1];
    const first = delayed(one, next, random);
    if (!random.chance(duplicateShare)) return [first];
    return [
      first,
      { told: one, sendAt: plusHours(first.sendAt, random.between(0, 2) * hoursInDay), behind: first.behind + 2 },
    ];
  });
}

function delayed(told: Told, next: Told | undefined, random: Random): Outgoing {
  if (opensBeforePlan(told)) return { told, sendAt: told.sendAt, behind: 0 };
  if (random.chance(lateShare))
    return { told, sendAt: plusHours(told.sendAt, random.between(1, 3) * hoursInDay), behind: 0 };
  if (next && canBeOvertaken(told, next) && random.chance(told.type === 'AccountOpened' ? 1 : overtakenShare))
    return { told, sendAt: next.sendAt, behind: 1 };
  return { told, sendAt: told.sendAt, behind: 0 };
}

/** The county introduces itself in order; only who moves in later may be billed before the opening is told. */
function opensBeforePlan(told: Told): boolean {
  return told.type === 'AccountOpened' && told.sendAt > plusHours(told.effectiveAt, hoursInDay);
}

function canBeOvertaken(told: Told, next: Told): boolean {
  const days = told.type === 'AccountOpened' ? 45 : 10;
  return next.sendAt < plusHours(told.sendAt, days * hoursInDay);
}
