import { z } from 'zod';
import { plusDays, startOfDay } from '../../calendar/days.ts';
import { laterOf } from '../../kernel/time.ts';
import type { Tenancy } from '../facts.ts';
import { predicate, type Finding } from './predicate.ts';

const args = z.strictObject({
  days: z.int().positive(),
  /** Where a single family lives. */
  singleFamilyDays: z.int().positive().optional(),
  /** Where one meter serves several units: other days, and each door posted. */
  masterMeter: z.strictObject({ days: z.int().positive(), postedOnEachDoor: z.boolean() }).optional(),
  rule: z.string(),
});

/** What this guard asks for a tenancy: for how many days, whether on each door, and which units had nothing of the kind yet. */
export function askedForOccupants({ days, singleFamilyDays = days, masterMeter }: z.infer<typeof args>, { dwelling, units }: Tenancy) {
  const master = dwelling === 'master-meter' ? masterMeter : undefined;
  const onEachDoor = master?.postedOnEachDoor ?? false;
  const untold = units.filter((unit) => unit.noticedOn === null || (onEachDoor && !unit.postedOnDoor)).map(({ unitId }) => unitId);
  return { days: master?.days ?? (dwelling === 'single-family' ? singleFamilyDays : days), onEachDoor, untold };
}

/** The occupants of every unit behind a landlord's account have had the notice, with proof, for so many days (CA-998-TENANT). */
export const occupantsNoticedDaysBefore = predicate({
  name: 'occupants-noticed-days-before',
  isWait: true,
  args,
  says: ({ days, singleFamilyDays, masterMeter }) =>
    `Where the customer is an owner or manager, the occupants of each unit have had the notice, with proof, for ${days} days${singleFamilyDays === undefined ? '' : `, in a single-family home for ${singleFamilyDays}`}${
      masterMeter === undefined ? '' : `, behind a master meter for ${masterMeter.days}${masterMeter.postedOnEachDoor ? ' and posted on each door' : ''}`
    }.`,
  evaluate: (asked, { tenancy, today }, { calendar }): Finding => {
    if (tenancy === null) return { holds: true, sentence: 'The customer lives there.', facts: {}, notBefore: null };
    const { units } = tenancy;
    const { days, onEachDoor, untold } = askedForOccupants(asked, tenancy);
    if (untold.length > 0) {
      const sentence = `No notice with proof was delivered ${onEachDoor ? 'on the door ' : ''}to the occupants of ${untold.join(', ')}.`;
      return { holds: false, sentence, facts: { units: units.length, untold: untold.length }, notBefore: null };
    }
    const deliveredOn = units.map((unit) => unit.noticedOn).filter((on) => on !== null).reduce(laterOf);
    const earliestOn = plusDays(deliveredOn, days);
    return {
      holds: today >= earliestOn,
      sentence: `The occupants of the last unit had the notice on ${deliveredOn}; ${days} days later is ${earliestOn}.`,
      facts: { deliveredOn, earliestOn, units: units.length },
      notBefore: startOfDay(earliestOn, calendar.zone),
    };
  },
});
