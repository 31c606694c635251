import type { Law } from '../facts.ts';
import { error, type Finding } from './fault.ts';

/** A last day that moves as a court's does needs a calendar that knows the court's holidays (GEN-ROLL-FED). */
export function courtHolidays({ pack, calendar }: Law): Finding[] {
  if (pack.bill.rolls !== 'federal' || calendar.courtHolidays !== undefined) return [];
  return [error(['bill', 'rolls'], `Last days move as those of a federal court, but ${calendar.id} version ${calendar.version} lists no "courtHolidays".`, 'Name a calendar that lists them, such as OH-COUNTY-OFFICE@2.')];
}
