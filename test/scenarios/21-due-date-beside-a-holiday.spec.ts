import type { BusinessCalendar } from '../../libs/calendar/business-calendar.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

const friday = localDate('2026-07-03');
const openOnFriday = (calendar: BusinessCalendar): BusinessCalendar => ({ ...calendar, closures: calendar.closures.filter((day) => day.on !== friday) });

describe('Scenario 21: a due date beside a holiday on a Saturday', () => {
  const billed = (calendar?: (calendar: BusinessCalendar) => BusinessCalendar) =>
    new Story(calendar ? { calendar } : {}).bill('2026-06-12', friday, 10_000);

  describe('given a bill due Friday 2026-07-03 on which the office is closed all day, July 4 being Saturday', () => {
    it('then a payment on Monday 2026-07-06, 16:30, is on time', () => {
      const story = billed().pays('2026-07-06 16:30', 10_000).until('2026-07-31');
      expect(story.told).toEqual([]);
      expect(story.balanceCents).toBe(0);
    });

    it('then without it the penalty is posted on 2026-07-07, and says which days were skipped', () => {
      const story = billed().until('2026-07-07');
      expect(story.told).toEqual(['2026-07-07 PenaltyAssessed', '2026-07-07 CaseOpened']);
      expect(story.rulesOf('PenaltyAssessed')).toEqual(expect.arrayContaining(['OH-MC-BILL', 'GEN-ROLL-OH']));
      expect(story.sentencesOf('PenaltyAssessed')).toContain(
        'Printed due date 2026-07-03: Independence Day observed (2026-07-03) skipped, Independence Day (2026-07-04) skipped, Sunday 2026-07-05 skipped.',
      );
      expect(story.balanceCents).toBe(11_000);
    });

    it('just beside: a payment in the first minute of 2026-07-07 is late', () => {
      expect(billed().pays('2026-07-07 00:01', 10_000).until('2026-07-07').told).toEqual(['2026-07-07 PenaltyAssessed', '2026-07-07 CaseOpened']);
    });
  });

  describe('given the same bill, and an office that is open on July 3', () => {
    it('then the payment of 2026-07-06 is late: the penalty was posted on 2026-07-04', () => {
      const story = billed(openOnFriday).pays('2026-07-06 16:30', 10_000).until('2026-07-06');
      expect(story.told[0]).toBe('2026-07-04 PenaltyAssessed');
      expect(story.rulesOf('PenaltyAssessed')).not.toContain('GEN-ROLL-OH');
      expect(story.balanceCents).toBe(1_000);
    });

    it('then a payment on July 3 itself is on time', () => {
      expect(billed(openOnFriday).pays('2026-07-03 16:30', 10_000).until('2026-07-31').told).toEqual([]);
    });
  });
});
