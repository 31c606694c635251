import { plusMonths } from '../calendar/days.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Law } from './facts.ts';

/** So many months later, by the reading that the pack states where the last month has no such day; the month's end unless it states one (ORC 1.45). */
export function monthsLater({ pack }: Pick<Law, 'pack'>, on: LocalDate, months: number): LocalDate {
  return plusMonths(on, months, pack.months?.reading);
}
