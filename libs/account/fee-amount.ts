import { at, dayOf, officeClosedOn, officeClosesOn, type BusinessCalendar } from '../calendar/business-calendar.ts';
import { plusDays, plusMonths } from '../calendar/days.ts';
import type { Because } from '../kernel/because.ts';
import { dollars, type Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { evaluateGuard } from '../policy/evaluate.ts';
import type { Facts, Law } from '../policy/facts.ts';
import { centsOn } from '../policy/lapsing-values.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { AccountState } from './account.state.ts';
import type { FeeCause } from './fee-causes.ts';
import { inabilityOf } from './protection.ts';

export interface FeeAmount {
  readonly cents: Cents;
  readonly sentence: string;
  /** What besides the tariff it rests on: that a cap is in force, with its source. */
  readonly because: readonly Because[];
}

/**
 * What a fee comes to: the tariff of the hour at which the water was asked for, and for a household of low income no more than the
 * cap of that year or the actual cost (CA-998-FEE). Null while the cap of the year is not known: the fee waits.
 */
export function feeAmount(state: AccountState, cause: FeeCause, law: Law): FeeAmount | null {
  const own = inForceAt(law, cause.at);
  const { cents, afterHoursCents = cents, lowIncomeCaps } = own.pack.fees[cause.fee];
  const request = cause.fee === 'reconnection' ? state.restorationRequests.find((asked) => asked.at >= cause.at) : undefined;
  const askedAt = request?.at ?? cause.at;
  const afterHours = request !== undefined && isAfterHours(request.at, own.calendar);
  const tariffCents = afterHours ? afterHoursCents : cents;
  const plain = { cents: tariffCents, sentence: `The fee is ${dollars(tariffCents)}.`, because: [] };
  if (lowIncomeCaps === undefined || inabilityOf(state, own, askedAt) === null) return plain;
  const askedOn = dayOf(own.calendar, askedAt);
  const verdicts = (lowIncomeCaps.guards ?? []).map((guard) => evaluateGuard(guard, { today: askedOn, now: askedAt } as Facts, own));
  const capCents = centsOn(own, afterHours ? lowIncomeCaps.afterHours : lowIncomeCaps.inHours, askedOn);
  if (capCents === null || verdicts.some((verdict) => !verdict.holds)) return null;
  const actualCents = request?.actualCostCents ?? null;
  const least = Math.min(tariffCents, capCents, actualCents ?? capCents);
  const hours = afterHours ? 'after hours' : 'in office hours';
  const cost = actualCents === null ? '' : `, the actual cost ${dollars(actualCents)}`;
  return { cents: least, sentence: `The household's income is low: the fee ${hours} is ${dollars(tariffCents)}, the cap ${dollars(capCents)}${cost}; it pays ${dollars(least)}.`, because: verdicts.map((verdict) => verdict.because) };
}

function isAfterHours(moment: Instant, calendar: BusinessCalendar): boolean {
  const on = dayOf(calendar, moment);
  return officeClosedOn(calendar, on) !== null || moment < at(calendar, on, calendar.officeOpensAt) || moment >= at(calendar, on, officeClosesOn(calendar, on));
}

/**
 * From which day interest may be waived (again), or null where the pack knows no waiver. Twelve months after the last one, and when
 * that day does not exist, by the pack's reading: the last day of the month, or the day after it when the full year has elapsed.
 */
export function interestWaiverFrom(lastOn: LocalDate | null, { pack }: Pick<Law, 'pack'>): LocalDate | null {
  if (pack.interestWaiver === undefined) return null;
  if (lastOn === null) return pack.effectiveFrom;
  const { months, monthEnd } = pack.interestWaiver;
  const on = plusMonths(lastOn, months);
  return monthEnd === 'full-year-elapsed' && on.slice(8) < lastOn.slice(8) ? plusDays(on, 1) : on;
}

/** Whether interest on delinquent bills is to be waived for this household on that day, and if not, why not. */
export function interestWaiver(state: AccountState, law: Law, now: Instant): { readonly available: boolean; readonly sentence: string } {
  const last = state.interestWaivers.filter((waiver) => waiver.at <= now).at(-1);
  const from = interestWaiverFrom(last ? dayOf(law.calendar, last.at) : null, law);
  if (from === null) return { available: false, sentence: 'The pack knows no waiver of interest.' };
  if (inabilityOf(state, law, now) === null) return { available: false, sentence: 'Nothing shows that the income of the household is low.' };
  const available = dayOf(law.calendar, now) >= from;
  return { available, sentence: last ? `Interest was waived ${dayOf(law.calendar, last.at)}; it ${available ? 'may be waived again since' : 'may be waived again from'} ${from}.` : 'Interest was not waived before.' };
}
