import { doorTagOrdered, shutOff, shutOffOrdered } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const disputed = (story: Story, when: string) => story.given(when, 'DisputeOpened', { disputeId: 'DI1' });
const acknowledged = (story: Story, when: string, workOrderId = 'A1.1.w2') => story.given(when, 'RecallAcknowledged', { workOrderId, crewId: 'crew-7' });
const recalled = () => disputed(shutOffOrdered(), '2027-04-01 08:10');

describe('Recalls and incidents (GEN-EXEC)', () => {
  describe('A recall', () => {
    it('is acknowledged: the order is over and the case goes on', () => {
      const story = acknowledged(recalled(), '2027-04-01 08:20').until('2027-04-10');
      expect(story.told.slice(-1)).toEqual(['2027-04-01 RecallConfirmed']);
      expect(story.case?.workOrders.map((order) => order.status)).toEqual(['ended', 'ended']);
      expect(story.incidents).toEqual([]);
    });

    it('is acknowledged in the last minute of the hour: no incident', () => {
      expect(acknowledged(recalled(), '2027-04-01 09:10').until('2027-04-10').incidents).toEqual([]);
    });

    it('is not acknowledged within the hour: an incident, once', () => {
      const story = recalled().until('2027-04-10');
      expect(story.told.slice(-1)).toEqual(['2027-04-01 IncidentOpened']);
      expect(story.incidents).toEqual(['recall-not-acknowledged']);
      expect(story.atOf('IncidentOpened')).toBe('2027-04-01 09:10');
    });

    it('is acknowledged after the incident: confirmed all the same', () => {
      expect(acknowledged(recalled(), '2027-04-01 11:00').told.slice(-2)).toEqual(['2027-04-01 IncidentOpened', '2027-04-01 RecallConfirmed']);
    });

    it('is not asked for when nobody is out', () => {
      const story = disputed(shutOff(), '2027-04-01 12:00');
      expect(story.told.filter((line) => line.includes('Recalled'))).toEqual([]);
    });

    it('holds back the next order until the crew has answered', () => {
      const story = recalled().given('2027-04-02 10:00', 'DisputeSettled', { disputeId: 'DI1', outcome: 'the bill stands' }).until('2027-04-11');
      expect(story.told.filter((line) => line.includes('DoorTagOrdered'))).toHaveLength(1);
      acknowledged(story, '2027-04-12 09:00').until('2027-04-12');
      expect(story.since('2027-04-12')).toEqual(['2027-04-12 RecallConfirmed', '2027-04-12 DoorTagOrdered']);
    });
  });

  describe('A crew that never answers its recall', () => {
    it('stops no other deadline: the notice lapses on its day, and a fresh one goes out', () => {
      const story = recalled().given('2027-04-02 10:00', 'DisputeSettled', { disputeId: 'DI1', outcome: 'the bill stands' }).until('2027-05-22');
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 CollectionResumed', '2027-05-22 NoticeWithdrawn', '2027-05-22 NoticeOrdered']);
    });
  });

  describe('A crew that acts all the same', () => {
    it('hangs a tag that was recalled: it counts for nothing', () => {
      const story = disputed(doorTagOrdered(), '2027-03-29 11:00').tagged('2027-03-29 11:20', 'A1.1.w1');
      expect(story.since('2027-03-29').slice(-1)).toEqual(['2027-03-29 RecallConfirmed']);
      expect(story.case?.doorTag).toBeNull();
    });

    it('closes the valve after the recall: an incident for each rule that it broke', () => {
      const story = recalled().crewReports('2027-04-01 08:40', 'A1.1.w2', 'off').until('2027-04-10');
      expect(story.told.slice(-5)).toEqual(['2027-04-01 ServiceShutOff', '2027-04-01 IncidentOpened', '2027-04-01 IncidentOpened', '2027-04-01 IncidentOpened', '2027-04-01 RestorationOrdered']);
      expect(story.incidents).toEqual(['shut-off-under-hold', 'shut-off-after-recall', 'shut-off-without-clearance']);
      expect(story.told.filter((line) => line.includes('Fee'))).toEqual([]);
    });

    it('closes the valve without asking: an incident, and the closing is recorded', () => {
      const story = shutOffOrdered().crewReports('2027-04-01 08:40', 'A1.1.w2', 'off');
      expect(story.told.slice(-3)).toEqual(['2027-04-01 ServiceShutOff', '2027-04-01 IncidentOpened', '2027-04-01 FeeAssessed']);
      expect(story.incidents).toEqual(['shut-off-without-clearance']);
      expect(story.case?.status).toBe('shut-off');
    });

    it.each([
      ['in the last second of its clearance: none', '2027-04-01 08:40', []],
      ['a minute after its clearance ran out: an incident', '2027-04-01 08:41', ['shut-off-without-clearance']],
    ])('closes the valve %s', (_name, when, incidents) => {
      const story = shutOffOrdered();
      expect(story.asksClearance('2027-04-01 08:30', 'A1.1.w2')).toBeNull();
      expect(story.crewReports(when, 'A1.1.w2', 'off', 'c-A1.1.w2').incidents).toEqual(incidents);
    });

    it('names a clearance that was never given: an incident', () => {
      expect(shutOffOrdered().crewReports('2027-04-01 08:40', 'A1.1.w2', 'off', 'c-invented').incidents).toEqual(['shut-off-without-clearance']);
    });
  });

  describe('A stay that becomes known after the valve was closed', () => {
    const filed = (story: Story, when: string) => story.given(when, 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });

    it('and was filed before: an incident, the fee reversed, the water back at once', () => {
      const story = filed(shutOff().at('2027-04-03 10:00'), '2027-04-01 08:59');
      expect(story.since('2027-04-03')).toEqual([
        '2027-04-03 ClosingJudged',
        '2027-04-03 IncidentOpened',
        '2027-04-03 FeeReversed',
        '2027-04-03 NoticeWithdrawn',
        '2027-04-03 CollectionHeld',
        '2027-04-03 RestorationOrdered',
      ]);
      expect(story.incidents).toEqual(['shut-off-under-stay']);
      expect(story.balanceCents).toBe(22_000);
    });

    it('just beside: filed a minute after the closing, there is none, and the fee stands', () => {
      const story = filed(shutOff().at('2027-04-03 10:00'), '2027-04-01 09:01');
      expect(story.since('2027-04-03')).toEqual(['2027-04-03 NoticeWithdrawn', '2027-04-03 CollectionHeld', '2027-04-03 RestorationOrdered']);
      expect(story.balanceCents).toBe(26_500);
    });
  });
});
