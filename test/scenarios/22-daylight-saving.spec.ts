import { at } from '../../libs/calendar/business-calendar.ts';
import { instantAt, localDateOf, plusDays, plusHours } from '../../libs/calendar/days.ts';
import { Simulation } from '../../libs/case/simulation.ts';
import { localDate, type Instant, type LocalDate, type LocalTime } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { local, Story } from '../support/story.ts';

const zone = 'America/New_York';
const time = (text: string) => text as LocalTime;

/** When a daily job at that time runs in the days from…through. */
function runs(jobAt: string, from: string, through: string): string[] {
  const found: string[] = [];
  for (let on = localDate(from); on <= through; on = plusDays(on, 1)) found.push(instantAt(on, time(jobAt), zone));
  return found;
}

describe('Scenario 22: clocks change on Sunday 2027-03-14 and again on Sunday 2027-11-07', () => {
  describe('given a job at 02:30 local time every day', () => {
    it('then on 2027-03-14 it runs exactly once, at the first valid instant, 03:00 EDT', () => {
      expect(runs('02:30', '2027-03-13', '2027-03-15')).toEqual(['2027-03-13T07:30:00.000Z', '2027-03-14T07:00:00.000Z', '2027-03-15T06:30:00.000Z']);
    });
  });

  describe('given a job at 01:30 local time every day', () => {
    it('then on 2027-11-07 it runs once, at the first 01:30, and not again an hour later', () => {
      expect(runs('01:30', '2027-11-06', '2027-11-08')).toEqual(['2027-11-06T05:30:00.000Z', '2027-11-07T05:30:00.000Z', '2027-11-08T06:30:00.000Z']);
    });
  });

  describe.each([
    ['02:30', '2027-03-14', '2027-03-14T07:00:00.000Z'],
    ['01:30', '2027-11-07', '2027-11-07T05:30:00.000Z'],
  ])('given a utility whose sweep runs at %s', (sweepAt, on, expectedAt) => {
    it(`then on ${on} it opens the case that is due once, at ${expectedAt}`, () => {
      const law = loadLaw('OH-COUNTY@1');
      const opened: Instant[] = [];
      const simulation = new Simulation({
        law: { ...law, pack: { ...law.pack, sweepAt: time(sweepAt) } },
        feeds: [],
        onDecided: ({ at: decidedAt, decision }) => decision.type === 'CaseOpened' && opened.push(decidedAt),
      });
      // A fee is due at once, so that the next sweep, on the day of the change, finds it.
      const story = new Story({ simulation });
      story.pays(`${plusDays(on as LocalDate, -2)} 10:00`, 5_000, 'P1', 'check');
      story.given(`${plusDays(on as LocalDate, -1)} 10:00`, 'PaymentReturned', { paymentId: 'P1', reason: 'R01' }).until(on);
      expect(opened).toEqual([expectedAt]);
    });
  });

  describe('given a tag posted on Friday 2027-03-12 at 10:00', () => {
    it('then 48 hours have elapsed on Sunday 2027-03-14 at 11:00 EDT', () => {
      const ready = plusHours(local('2027-03-12 10:00'), 48);
      expect(ready).toBe('2027-03-14T15:00:00.000Z');
      expect(ready).toBe(instantAt(localDate('2027-03-14'), time('11:00'), zone));
    });

    it('then 48 hours before the change of November end an hour earlier on the wall', () => {
      expect(plusHours(local('2027-11-05 10:00'), 48)).toBe(instantAt(localDate('2027-11-07'), time('09:00'), zone));
    });
  });

  describe('given a notice mailed on 2027-03-05 (10 days)', () => {
    const noticed = () => new Story().bill('2027-01-15', '2027-02-05', 20_000).mailed('2027-03-05 10:00', 'A1.1.n1');

    it('then it matures on 2027-03-15 regardless, and with a tag of 2027-03-12, 10:00, the shut-off is that Monday', () => {
      const story = noticed().tagged('2027-03-12 10:00', 'A1.1.w1').until('2027-03-15');
      expect(story.since('2027-03-05')).toEqual([
        '2027-03-05 NoticeConfirmed',
        '2027-03-12 DoorTagOrdered',
        '2027-03-12 DoorTagConfirmed',
        '2027-03-12 ShutOffPlanned',
        '2027-03-15 ShutOffOrdered',
      ]);
      expect(story.sentencesOf('ShutOffOrdered')).toContain('The notice was mailed 2027-03-05; 10 days later is 2027-03-15.');
      expect(story.sentencesOf('ShutOffOrdered')).toContain(
        'The door tag was posted 2027-03-12T15:00:00.000Z; 48 hours later is 2027-03-14T15:00:00.000Z.',
      );
    });

    it('just beside: at noon on Sunday the tag is old enough and the notice is not', () => {
      const law = loadLaw('OH-COUNTY@1');
      const noon = at(law.calendar, localDate('2027-03-14'), time('12:00'));
      expect(localDateOf(noon, zone) < '2027-03-15').toBe(true);
      expect(noticed().tagged('2027-03-12 10:00', 'A1.1.w1').until('2027-03-14').told.at(-1)).toBe('2027-03-12 ShutOffPlanned');
    });
  });
});
