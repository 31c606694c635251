import { dayRefusal, windowRefusal } from '../../libs/policy/shut-off-window.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { noticeOrdered } from '../support/stages.ts';
import { local, Story } from '../support/story.ts';

const { pack, calendar } = loadLaw('OH-COUNTY@1');

describe('The days and hours of shut-offs', () => {
  it.each([
    ['Monday', '2027-03-22', null],
    ['Thursday', '2027-03-25', null],
    ['Friday', '2027-03-26', '2027-03-26 is not a weekday for shut-offs.'],
    ['Saturday', '2027-03-27', '2027-03-27 is not a weekday for shut-offs.'],
    ['Sunday', '2027-03-28', '2027-03-28 is not a weekday for shut-offs.'],
    ['a holiday', '2027-05-31', 'The office is closed: Memorial Day (2027-05-31).'],
    ['a day on which the office is shut', '2027-07-05', 'The office is closed: Independence Day observed (2027-07-05).'],
    ['the day before a holiday', '2027-11-10', '2027-11-10 is the day before Veterans Day.'],
    ['the day after a holiday', '2027-06-01', null],
  ])('%s', (_name, on, refusal) => {
    expect(dayRefusal(pack.shutOffWindow, calendar, localDate(on))).toBe(refusal);
  });

  it.each([
    ['before it opens an order may go out', '2027-03-22 07:00', null],
    ['in its last minute', '2027-03-22 13:59', null],
    ['when it closes', '2027-03-22 14:00', 'The shut-off window of 2027-03-22 closed at 14:00.'],
  ])('the window, %s', (_name, when, refusal) => {
    expect(windowRefusal(pack.shutOffWindow, calendar, localDate(when.slice(0, 10)), local(when))).toBe(refusal);
  });

  it('a notice that matures on a Friday: the tag and the plan wait for Monday', () => {
    const story = noticeOrdered().mailed('2027-03-23 10:00', 'A1.1.n1').tagged('2027-04-02 14:00', 'A1.1.w1').until('2027-04-05');
    expect(story.since('2027-03-24')).toEqual(['2027-04-02 DoorTagOrdered', '2027-04-02 DoorTagConfirmed', '2027-04-02 ShutOffPlanned', '2027-04-05 ShutOffOrdered']);
  });

  it('a notice that matures on the eve of a holiday: the day after it', () => {
    // Mailed 2027-10-31, mature Wednesday 2027-11-10, Veterans Day on Thursday: the next shut-off day is Monday 2027-11-15.
    const story = new Story().bill('2027-09-24', '2027-10-15', 20_000).mailed('2027-10-31 10:00', 'A1.1.n1').tagged('2027-11-12 14:00', 'A1.1.w1').until('2027-11-15');
    expect(story.since('2027-11-01')).toEqual(['2027-11-12 DoorTagOrdered', '2027-11-12 DoorTagConfirmed', '2027-11-12 ShutOffPlanned', '2027-11-15 ShutOffOrdered']);
  });

  it('a tag that hangs 48 hours only after the crew would leave: the next shut-off day', () => {
    const planned = (postedAt: string) => noticeOrdered().mailed('2027-03-22 10:00', 'A1.1.n1').tagged(postedAt, 'A1.1.w1').last('ShutOffPlanned')?.data.onDay;
    expect(planned('2027-03-30 07:00')).toBe('2027-04-01');
    expect(planned('2027-03-30 07:01')).toBe('2027-04-05');
  });

  it('an order that no crew took up stays open: nothing is ordered twice', () => {
    const story = noticeOrdered().mailed('2027-03-22 10:00', 'A1.1.n1').tagged('2027-03-29 14:00', 'A1.1.w1').until('2027-05-10');
    expect(story.told.filter((line) => line.includes('ShutOffOrdered'))).toHaveLength(1);
  });
});
