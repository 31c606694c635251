import type { BusinessCalendar } from '../../libs/calendar/business-calendar.ts';
import { localDate, type LocalTime } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { windowRefusal } from '../../libs/policy/shut-off-window.ts';
import { shutOff, shutOffOrdered } from '../support/stages.ts';
import { local } from '../support/story.ts';

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

describe('Shut-offs on a day on which the office closes early (CA-CLOSED)', () => {
  const { pack, calendar } = loadLaw('OH-COUNTY@1');
  const closesAt = (hour: string): BusinessCalendar => ({ ...calendar, earlyClosings: [{ on: localDate('2027-04-01'), name: 'Inventory', closesAt: hour as LocalTime }] });
  const refusal = (when: string, hour: string) => windowRefusal(pack.shutOffWindow, closesAt(hour), localDate(when.slice(0, 10)), local(when));

  it.each([
    ['in the last minute before it closes', '2027-04-01 11:59', '12:00', null],
    ['when it has closed', '2027-04-01 12:00', '12:00', 'The shut-off window of 2027-04-01 closed at 12:00.'],
    ['a day that ends before the window opens is none', '2027-04-01 07:00', '07:30', 'The office closes at 07:30 on 2027-04-01, before the shut-off window opens.'],
    ['it closes early, but after the window', '2027-04-01 13:59', '15:00', null],
    ['just beside, another day', '2027-03-31 13:59', '12:00', null],
  ])('%s', (_name, when, hour, said) => {
    expect(refusal(when, hour)).toBe(said);
  });

  it('the crew is told to be done by then, and gets no clearance after it', () => {
    const early = { calendar: () => closesAt('12:00') };
    const story = shutOffOrdered(early);
    expect(story.last('ShutOffOrdered')?.data.windowToAt).toBe(local('2027-04-01 12:00'));
    expect(story.asksClearance('2027-04-01 12:01', 'A1.1.w2')).toContain('OH-RULES');
    expect(shutOffOrdered(early).asksClearance('2027-04-01 11:59', 'A1.1.w2')).toBeNull();
  });
});
