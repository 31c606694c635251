import { Story } from '../support/story.ts';

describe('Scenario 10: a petition arrives after the crew left', () => {
  /** The shut-off is ordered for Tuesday 2027-09-14 and dispatched at 07:45. */
  const dispatched = () =>
    new Story()
      .bill('2027-07-16', '2027-08-06', 20_000)
      .mailed('2027-09-03 10:00', 'A1.1.n1')
      .tagged('2027-09-11 12:00', 'A1.1.w1')
      .given('2027-09-14 07:45', 'WorkOrderDispatched', { workOrderId: 'A1.1.w2', crewId: 'crew-7' });
  /** The docket says 08:10; Arrears learns of it from the customer's call at 09:05. */
  const petitionLearnt = (story: Story) =>
    story
      .given('2027-09-14 09:05', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'says that a petition was filed' })
      .at('2027-09-14 09:06')
      .given('2027-09-14 08:10', 'PetitionFiled', { docket: '27-30412', chapter: '13', accountIds: ['A1'] });

  describe('given a crew that is out, a petition filed at 08:10, a call at 09:05', () => {
    it('then at 09:06 the crew is recalled, the notice withdrawn and collection held, in one decision', () => {
      const story = petitionLearnt(dispatched());
      expect(story.since('2027-09-14')).toEqual([
        '2027-09-14 ShutOffOrdered',
        '2027-09-14 WorkOrderRecalled',
        '2027-09-14 NoticeWithdrawn',
        '2027-09-14 CollectionHeld',
      ]);
      expect(story.atOf('WorkOrderRecalled')).toBe('2027-09-14 09:06');
      expect(story.rulesOf('WorkOrderRecalled')).toEqual(['GEN-EXEC', 'BK-STAY']);
      expect(story.rulesOf('CollectionHeld')).toEqual(['BK-STAY']);
    });
  });

  describe('when the recall is not acknowledged, the valve is closed at 09:20 and the completion is reported', () => {
    const closed = () => petitionLearnt(dispatched()).crewReports('2027-09-14 09:20', 'A1.1.w2', 'off');

    it('then the shut-off is flagged post-petition, after a recall and without clearance', () => {
      const story = closed();
      expect(story.since('2027-09-14').slice(4)).toEqual([
        '2027-09-14 ClosingJudged',
        '2027-09-14 ServiceShutOff',
        '2027-09-14 IncidentOpened',
        '2027-09-14 IncidentOpened',
        '2027-09-14 IncidentOpened',
        '2027-09-14 RestorationOrdered',
      ]);
      expect(story.incidents).toEqual(['shut-off-under-stay', 'shut-off-after-recall', 'shut-off-without-clearance']);
      expect(story.rulesOf('IncidentOpened')).toEqual(['GEN-EXEC']);
    });

    it('then the incident holds call log, recall attempt and times', () => {
      const incident = closed().all('IncidentOpened')[0];
      expect(incident?.because[0]).toMatchObject({
        rule: 'BK-STAY',
        facts: {
          orderedAt: '2027-09-14T11:00:00.000Z',
          dispatchedAt: '2027-09-14T11:45:00.000Z',
          recalledAt: '2027-09-14T13:06:00.000Z',
          recallAcknowledgedAt: null,
          closedAt: '2027-09-14T13:20:00.000Z',
          contacts: 'phone call-1 at 2027-09-14T13:05:00.000Z',
        },
      });
    });

    it('then an emergency restoration is ordered for the same day, outside the normal window', () => {
      const order = closed().last('RestorationOrdered');
      expect(order?.data).toMatchObject({
        emergency: true,
        onDay: '2027-09-14',
        windowFromAt: '2027-09-14T13:20:00.000Z',
        windowToAt: '2027-09-15T04:00:00.000Z',
      });
      expect(order?.because.map((because) => because.rule)).toEqual(['BK-RESTORE']);
    });

    it('then trip and reconnection fees are blocked, now and after the water runs again', () => {
      const story = closed().crewReports('2027-09-14 11:00', 'A1.1.w3', 'on').until('2027-10-31');
      expect(story.told.filter((line) => line.includes('Fee'))).toEqual([]);
      expect(story.balanceCents).toBe(22_000);
    });

    it('then the same report, sent twice, changes nothing', () => {
      const story = closed();
      const before = story.told.length;
      story.given('2027-09-14 09:21', 'WorkOrderCompleted', { workOrderId: 'A1.1.w2', result: 'off', crewId: 'crew-7' });
      expect(story.told).toHaveLength(before);
    });
  });

  describe('variant: the valve was closed at 08:00, before the filing', () => {
    const closedBefore = () => petitionLearnt(dispatched().shutsOff('2027-09-14 08:00', 'A1.1.w2'));

    it('then there is no incident, yet the water comes back promptly under 366', () => {
      const story = closedBefore();
      expect(story.since('2027-09-14')).toEqual([
        '2027-09-14 ShutOffOrdered',
        '2027-09-14 ClearanceGranted',
        '2027-09-14 ClosingJudged',
        '2027-09-14 ServiceShutOff',
        '2027-09-14 FeeAssessed',
        '2027-09-14 NoticeWithdrawn',
        '2027-09-14 CollectionHeld',
        '2027-09-14 RestorationOrdered',
      ]);
      expect(story.incidents).toEqual([]);
      expect(story.last('RestorationOrdered')?.data).toMatchObject({ emergency: true, onDay: '2027-09-14' });
      expect(story.rulesOf('RestorationOrdered')).toEqual(['BK-RESTORE']);
    });

    it('then it is the same when the closing is reported only after the petition is known, but no fee follows the fence', () => {
      const story = dispatched();
      expect(story.asksClearance('2027-09-14 08:00', 'A1.1.w2')).toBeNull();
      petitionLearnt(story).at('2027-09-14 09:20').crewReports('2027-09-14 08:00', 'A1.1.w2', 'off', 'c-A1.1.w2');
      expect(story.since('2027-09-14').slice(2)).toEqual([
        '2027-09-14 WorkOrderRecalled',
        '2027-09-14 NoticeWithdrawn',
        '2027-09-14 CollectionHeld',
        '2027-09-14 ClosingJudged',
        '2027-09-14 ServiceShutOff',
        '2027-09-14 RestorationOrdered',
      ]);
      expect(story.incidents).toEqual([]);
    });
  });

  describe('just beside: the recall is acknowledged in time', () => {
    it('then the crew turns back and there is neither shut-off nor incident', () => {
      const story = petitionLearnt(dispatched()).given('2027-09-14 09:12', 'RecallAcknowledged', { workOrderId: 'A1.1.w2', crewId: 'crew-7' }).until('2027-09-30');
      expect(story.since('2027-09-14').slice(4)).toEqual(['2027-09-14 RecallConfirmed']);
      expect(story.incidents).toEqual([]);
    });
  });
});
