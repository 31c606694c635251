import type { BusinessCalendar } from '../../libs/calendar/business-calendar.ts';
import { localDate, type LocalTime } from '../../libs/kernel/time.ts';
import { shutOff } from '../support/stages.ts';

// The office closes at noon on Monday 2027-04-05; the county promises the same day to whoever pays by 16:00.
const closesAtNoon = (calendar: BusinessCalendar): BusinessCalendar => ({
  ...calendar,
  earlyClosings: [{ on: localDate('2027-04-05'), name: 'Inventory', closesAt: '12:00' as LocalTime }],
});
const paidAt = (when: string, calendar?: (calendar: BusinessCalendar) => BusinessCalendar) => shutOff(calendar ? { calendar } : {}).pays(when, 26_500).last('RestorationOrdered')?.data;

describe('A day on which the office closes early', () => {
  it('the crew that restores has until then', () => {
    expect(paidAt('2027-04-05 10:00', closesAtNoon)).toMatchObject({ onDay: '2027-04-05', windowToAt: '2027-04-05T16:00:00.000Z', emergency: false });
    expect(paidAt('2027-04-05 10:00')).toMatchObject({ onDay: '2027-04-05', windowToAt: '2027-04-05T21:00:00.000Z', emergency: false });
  });

  it('paid after it, and still in time for the promise of the same day: at once, in an empty office or not', () => {
    expect(paidAt('2027-04-05 13:00', closesAtNoon)).toMatchObject({ onDay: '2027-04-05', windowToAt: '2027-04-06T04:00:00.000Z', emergency: true });
    expect(paidAt('2027-04-05 13:00')).toMatchObject({ onDay: '2027-04-05', windowToAt: '2027-04-05T21:00:00.000Z', emergency: false });
  });

  it('just beside, the day after: the usual hours', () => {
    expect(paidAt('2027-04-06 13:00', closesAtNoon)).toMatchObject({ onDay: '2027-04-06', windowToAt: '2027-04-06T21:00:00.000Z', emergency: false });
  });
});
