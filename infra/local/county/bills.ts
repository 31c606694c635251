import { plusDays } from '../../../libs/calendar/days.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import type { AccountPlan } from './account-plan.ts';
import { openDay, type County } from './county.ts';
import type { Random } from './random.ts';
import { states } from './states.ts';
import type { BillPlan } from './story.ts';

const quarterDays = 91;
const daysBetweenCycles = 23;

/** Dollars of a quarterly bill for water and sewer together. */
const dollarsOf = {
  residential: [60, 260],
  commercial: [320, 2_400],
  'care-home': [1_100, 3_200],
  hospital: [4_000, 12_000],
} as const;
const sewerShare = 0.55;

/** An account's bills within the plan: one a quarter or a month, on its cycle's day. */
export function planBills(county: County, account: AccountPlan, random: Random): BillPlan[] {
  return billingDays(county, account.cycle)
    .filter((billedOn) => billedOn > account.openedOn)
    .map((billedOn, index) => {
      const lines = linesOf(county, account, random);
      const totalCents = lines.reduce((sum, line) => sum + line.amountCents, 0);
      return {
        billId: `${account.accountId}-b${index + 1}`,
        billedOn,
        dueOn: plusDays(billedOn, county.pack.bill.dueDays),
        lines,
        totalCents,
      };
    });
}

function billingDays(county: County, cycle: number): LocalDate[] {
  const days: LocalDate[] = [];
  const first = plusDays(county.startOn, 1 + cycle * daysBetweenCycles);
  for (let on = first; on < county.endOn; on = plusDays(on, states[county.state].billEveryDays)) days.push(openDay(county, on));
  return days;
}

function linesOf(county: County, account: AccountPlan, random: Random): BillPlan['lines'] {
  const { services, customerClass } = account.facts;
  const [least, most] = dollarsOf[customerClass];
  const ofQuarterCents = random.between(least * 100, most * 100);
  const bothCents = Math.round((ofQuarterCents * states[county.state].billEveryDays) / quarterDays);
  const sewerCents = Math.round(bothCents * sewerShare);
  const cents = { sewer: sewerCents, water: bothCents - sewerCents, 'fire-line': 0, other: 0 };
  return services.map((service) => ({ service, amountCents: cents[service] }));
}

/** The quarter or month that a bill is for. */
export function periodOf(county: County, bill: BillPlan): { periodFrom: LocalDate; periodTo: LocalDate } {
  return { periodFrom: plusDays(bill.billedOn, -states[county.state].billEveryDays), periodTo: plusDays(bill.billedOn, -1) };
}
