import type { Law } from '../../libs/policy/facts.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import type { PlainLaw } from './oracle/plain-law.ts';

type Args = Record<string, unknown>;
type Guards = Record<string, Args>[];
interface Editable {
  guards: Guards;
}

const time = (hour: number) => `${String(Math.floor(hour)).padStart(2, '0')}:${hour % 1 === 0 ? '00' : '30'}`;

/** A loaded pack with the numbers of the plain law written into it. What the plain law leaves as it is stays as loaded. */
export function lawWith(plain: PlainLaw, usual: PlainLaw): Law {
  const law = loadLaw(plain.pack);
  if (plain === usual) return law;
  const pack = structuredClone(law.pack) as Law['pack'];
  const calendar = { ...law.calendar, holidays: [...law.calendar.holidays, ...plain.moreHolidays.map((on) => ({ on, name: 'A further holiday' }))] } as Law['calendar'];
  const { steps, shutOffWindow, bill, penalty, fees, holds, arrangement } = pack;
  bill.dueDays = plain.leastDaysToPay;
  bill.rolls = plain.lastDayRolls ? 'ohio' : 'none';
  penalty.basisPoints = plain.penaltyBasisPoints;
  fees.returnedPayment.cents = plain.feeCents.returned;
  fees.reconnection.cents = plain.feeCents.off;
  fees.trip.cents = plain.feeCents.trip;
  Object.assign(shutOffWindow, {
    weekdays: [...plain.windowWeekdays],
    from: time(plain.windowFromHour),
    to: time(plain.windowToHour),
    notOnHoliday: plain.notOnHolidays,
    notBeforeHoliday: plain.notBeforeHolidays,
  });
  steps['shut-off'].orderAt = time(plain.dispatchHour) as never;
  for (const [kind, anew] of Object.entries(plain.anewAfter)) (holds[kind as keyof typeof holds] as { resumeAt: string }).resumeAt = anew === 'notice' ? 'notice' : 'door-tag';
  holds['reported-payment'].maxBusinessDays = plain.reportedPaymentDays;
  holds.field.maxBusinessDays = plain.doorDays;
  Object.assign(arrangement, { maxInstalments: plain.instalments.most, downPaymentBasisPoints: plain.instalments.downBasisPoints, cureBusinessDays: plain.instalments.cureDays });
  const lists = [...Object.values(steps), ...(pack.paths ?? []).flatMap(({ guards }) => Object.values(guards ?? {}).map((list) => ({ guards: list })))] as unknown as Editable[];
  const change = (guards: Guards, name: string, args: Args) => {
    for (const guard of guards) if (guard[name]) guard[name] = { ...guard[name], ...args };
  };
  for (const { guards } of lists) {
    change(guards, 'past-due-at-least', { cents: plain.leastCents });
    change(guards, 'days-since-bill-at-least', { days: plain.noticeDaysAfterBill });
    change(guards, 'notice-mailed-days-before', { days: plain.mailedDays, validDays: plain.noticeGoodDays });
    change(guards, 'door-tag-hours-before', { hours: plain.postedHours });
    change(guards, 'warned-hours-before', { postedHours: plain.postedHours, contactHours: plain.warnedHours });
    change(guards, 'contacted-business-days-before', { businessDays: plain.residential?.businessDays, clearDays: plain.residential?.clearDays });
  }
  change(steps.notice.guards as Guards, 'days-past-due-at-least', { days: plain.noticeDaysPastDue });
  for (const path of pack.paths ?? []) for (const guards of Object.values(path.guards ?? {})) change(guards as Guards, 'days-past-due-at-least', { days: plain.residential?.daysPastDue });
  return { ...law, pack, calendar };
}
