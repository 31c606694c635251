import { advance } from '../../libs/case/advance.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { law } from '../support/play.ts';
import { doorTagOrdered, noticeMailed, pastDue, restored, restoring, shutOff, shutOffOrdered } from '../support/stages.ts';
import { Story } from '../support/story.ts';

const order = 'A1.1.w2';
const acknowledged = (story: Story, when: string) => story.given(when, 'RecallAcknowledged', { workOrderId: order, crewId: 'crew-7' });
const filed = (story: Story, when: string) => story.given(when, 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });
const fees = (story: Story) => story.told.filter((line) => line.includes('Fee')).map((line) => line.slice(11));
const restoration = (story: Story) => story.last('RestorationOrdered');
/** What a second look at the same moment decides. */
const secondLook = (story: Story) => advance({ law, now: story.simulation.now, feeds: [], account: story.account, state: story.case }, true).decisions.map(({ type }) => type);

/** The water is on its way back, once, and the closing costs nothing. */
const undone = (story: Story) => {
  expect(story.all('RestorationOrdered')).toHaveLength(1);
  expect(story.rulesOf('RestorationOrdered')).toEqual(['GEN-EXEC']);
  expect(story.case?.status).toBe('restoring');
  expect(story.openCharges.filter((charge) => charge.includes('fee'))).toEqual([]);
  expect(secondLook(story)).toEqual([]);
  return story;
};

describe('A valve that was closed wrongly (GEN-EXEC): an incident, undone at once, and it costs the customer nothing', () => {
  describe('On whatever order', () => {
    it('on an order that was recalled and acknowledged, after the case was paid and closed: an episode is opened for it', () => {
      const paid = acknowledged(shutOffOrdered().pays('2027-04-01 08:05', 22_000), '2027-04-01 08:15');
      expect(paid.case?.status).toBe('closed');
      const story = undone(paid.crewReports('2027-04-01 08:40', order, 'off'));
      expect(story.told.slice(-7)).toEqual([
        '2027-04-01 ClosingJudged',
        '2027-04-01 CaseOpened',
        '2027-04-01 ServiceShutOff',
        '2027-04-01 IncidentOpened',
        '2027-04-01 IncidentOpened',
        '2027-04-01 IncidentOpened',
        '2027-04-01 RestorationOrdered',
      ]);
      expect(story.incidents).toEqual(['shut-off-not-owed', 'shut-off-after-recall', 'shut-off-without-clearance']);
      expect(restoration(story)?.data).toMatchObject({ workOrderId: 'A1.2.w1', onDay: '2027-04-01', emergency: false });
      story.crewReports('2027-04-01 10:00', 'A1.2.w1', 'on').until('2027-05-31');
      expect(story.told.slice(-2)).toEqual(['2027-04-01 ServiceRestored', '2027-04-01 CaseClosed']);
      expect(fees(story)).toEqual([]);
      expect(story.balanceCents).toBe(0);
    });

    it('on the order of the door tag', () => {
      const story = undone(doorTagOrdered().crewReports('2027-03-29 14:00', 'A1.1.w1', 'off'));
      expect(story.incidents).toEqual(['shut-off-without-order']);
      expect(story.case?.doorTag).toBeNull();
      expect(fees(story.crewReports('2027-03-29 16:00', 'A1.1.w2', 'on').pays('2027-03-30 10:00', 22_000))).toEqual([]);
      expect(story.told.at(-1)).toBe('2027-03-30 CaseClosed');
      expect(story.account.valve).toBe('on');
    });

    it('on an order of nobody: whoever else is out is called back', () => {
      const story = undone(shutOffOrdered().crewReports('2027-04-01 09:00', 'X-17', 'off'));
      expect(story.incidents).toEqual(['shut-off-without-order']);
      expect(story.last('WorkOrderRecalled')?.data.workOrderId).toBe(order);
    });

    it('on an order of nobody, without any case', () => {
      const story = undone(new Story().crewReports('2027-04-01 09:00', 'X-17', 'off'));
      expect(story.incidents).toEqual(['shut-off-not-owed', 'shut-off-without-order']);
      expect(story.crewReports('2027-04-01 11:00', 'A1.1.w1', 'on').told.slice(-2)).toEqual(['2027-04-01 ServiceRestored', '2027-04-01 CaseClosed']);
    });

    it('on the order of an earlier episode: judged anew, and the episode that runs sees to it', () => {
      const story = restored().bill('2027-04-02', '2027-04-23', 20_000, 'B2').until('2027-04-25');
      expect(story.case).toMatchObject({ episode: 2, status: 'past-due' });
      story.crewReports('2027-04-26 09:00', order, 'off');
      expect(story.last('RestorationOrdered')?.data.workOrderId).toBe('A1.2.w1');
      expect(story.case?.status).toBe('restoring');
      expect(story.incidents).toEqual(['shut-off-without-order']);
      expect(story.balanceCents).toBe(22_000);
    });

    it('told twice: once', () => {
      const story = shutOffOrdered().crewReports('2027-04-01 09:00', 'X-17', 'off');
      const known = story.told.length;
      story.crewReports('2027-04-01 09:03', 'X-17', 'off');
      expect(story.told).toHaveLength(known);
    });

    it('while the water is off rightly: an incident for a person to look at, and the debt is not let off', () => {
      const story = shutOff().crewReports('2027-04-01 10:00', 'X-17', 'off').until('2027-04-10');
      expect(story.since('2027-04-01').slice(5)).toEqual(['2027-04-01 ClosingJudged', '2027-04-01 IncidentOpened']);
      expect(story.balanceCents).toBe(26_500);
      expect(story.pays('2027-04-12 10:00', 26_500).told.at(-1)).toBe('2027-04-12 RestorationOrdered');
    });

    it('at a meter that was not the one of the order: that valve is opened again', () => {
      const story = shutOffOrdered();
      story.asksClearance('2027-04-01 09:00', order);
      const at = { workOrderId: order, result: 'off', crewId: 'crew-7', meterSerial: 'M-OTHER', clearanceId: `c-${order}` } as const;
      undone(story.given('2027-04-01 09:01', 'WorkOrderCompleted', at));
      expect(story.incidents).toEqual(['shut-off-at-wrong-meter']);
      expect(restoration(story)?.data.meterSerial).toBe('M-OTHER');
    });
  });

  describe('When it was not owed', () => {
    it('paid in full and recalled, closed all the same', () => {
      const story = undone(shutOffOrdered().pays('2027-04-01 08:05', 22_000).crewReports('2027-04-01 08:20', order, 'off'));
      expect(story.incidents).toEqual(['shut-off-not-owed', 'shut-off-after-recall', 'shut-off-without-clearance']);
      expect(fees(story)).toEqual([]);
    });

    it('paid before the closing, and told after: the fee is taken back', () => {
      const story = undone(shutOff().at('2027-04-01 10:00').pays('2027-04-01 08:30', 22_000));
      expect(story.since('2027-04-01').slice(5)).toEqual(['2027-04-01 ClosingJudged', '2027-04-01 IncidentOpened', '2027-04-01 FeeReversed', '2027-04-01 RestorationOrdered']);
      expect(story.incidents).toEqual(['shut-off-not-owed']);
      expect(story.rulesOf('FeeReversed')).toEqual(['GEN-EXEC']);
      expect(story.balanceCents).toBe(0);
    });

    it.each([
      ['a cent less than the threshold was past due: wrong', 14_001, ['shut-off-not-owed']],
      ['just beside, the threshold was past due: right, and the fee stands', 14_000, []],
    ])('%s', (_name, paidCents, incidents) => {
      const story = shutOff().at('2027-04-01 10:00').pays('2027-04-01 08:30', paidCents);
      expect(story.incidents).toEqual(incidents);
      expect(story.all('RestorationOrdered')).toHaveLength(incidents.length);
      expect(fees(story)).toEqual(incidents.length > 0 ? ['FeeAssessed', 'FeeReversed'] : ['FeeAssessed']);
    });

    it('paid after the closing: right', () => {
      expect(shutOff().pays('2027-04-01 09:01', 22_000).incidents).toEqual([]);
    });

    it('paid by a check that comes back later: it was wrong then, and still costs nothing but the check', () => {
      const story = shutOffOrdered().pays('2027-04-01 08:05', 22_000, 'P1', 'check').crewReports('2027-04-01 08:20', order, 'off').crewReports('2027-04-01 11:00', 'A1.1.w3', 'on');
      story.given('2027-04-08 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
      expect(story.openCharges.filter((charge) => charge.includes('fee'))).toEqual(['fee $30.00']);
    });
  });

  describe('Under a hold that stood at that moment, whenever it came to be known', () => {
    const holds: [string, (story: Story, when: string) => Story][] = [
      ['a review', (story, when) => story.given(when, 'ReviewRequested', { reviewId: 'R1' })],
      ['a dispute', (story, when) => story.given(when, 'DisputeOpened', { disputeId: 'DI1' })],
      ['a reported payment', (story, when) => story.given(when, 'PaymentReported', { reportId: 'RP1', confirmation: 'C1', channel: 'online', amountCents: 22_000 })],
      ['a medical certificate', (story, when) => story.given(when, 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate('2027-04-30') })],
    ];

    it.each(holds)('%s, known before: the water comes back, although the debt stands', (_name, held) => {
      const story = undone(held(shutOffOrdered(), '2027-04-01 08:10').crewReports('2027-04-01 08:20', order, 'off'));
      expect(story.incidents).toEqual(['shut-off-under-hold', 'shut-off-after-recall', 'shut-off-without-clearance']);
      expect(story.balanceCents).toBe(22_000);
    });

    it.each(holds)('%s, told after the closing: an incident, the fee back, the water back', (_name, held) => {
      const story = undone(held(shutOff().at('2027-04-01 10:00'), '2027-04-01 08:10'));
      expect(story.incidents).toEqual(['shut-off-under-hold']);
      expect(fees(story)).toEqual(['FeeAssessed', 'FeeReversed']);
    });

    it.each(holds)('%s, just beside: after the closing, it was right', (_name, held) => {
      const story = held(shutOff().at('2027-04-01 10:00'), '2027-04-01 09:01');
      expect(story.incidents).toEqual([]);
      expect(fees(story)).toEqual(['FeeAssessed']);
    });

    it('a certificate that was valid through that day, when the closing is told the day after', () => {
      const story = shutOffOrdered();
      story.given('2027-04-01 09:10', 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate('2027-04-01') }).at('2027-04-02 10:00');
      undone(story.crewReports('2027-04-01 09:20', order, 'off'));
      expect(story.incidents).toContain('shut-off-under-hold');
    });

    it('illness at the door, and closed after it on the same order', () => {
      const story = undone(shutOffOrdered().crewCannot('2027-04-01 09:00', order, 'medical').crewReports('2027-04-01 09:30', order, 'off'));
      expect(story.incidents).toEqual(['shut-off-under-hold', 'shut-off-without-clearance']);
    });

    it('a petition that comes to be known when all is over: recorded on the case that has ended, without a new one', () => {
      const story = filed(restored().at('2027-04-05 10:00'), '2027-04-01 08:00').until('2027-04-30');
      expect(story.since('2027-04-05')).toEqual(['2027-04-05 ClosingJudged', '2027-04-05 IncidentOpened', '2027-04-05 FeeReversed']);
      expect(story.incidents).toEqual(['shut-off-under-stay']);
      expect(story.case).toMatchObject({ caseId: 'A1.1', status: 'closed', incidents: [`shut-off-under-stay:${order}`] });
      expect(secondLook(story)).toEqual([]);
    });
  });

  describe('The hour of its undoing', () => {
    it.each([
      ['before 16:00: the same day, in the usual hours', '2027-04-01 15:59', '2027-04-01', '2027-04-01T21:00:00.000Z', false],
      ['at 16:00: the same day all the same, as an emergency', '2027-04-01 16:00', '2027-04-01', '2027-04-02T04:00:00.000Z', true],
      ['on a Saturday: at once, as an emergency', '2027-04-03 10:00', '2027-04-03', '2027-04-04T04:00:00.000Z', true],
    ])('known %s', (_name, when, onDay, windowToAt, emergency) => {
      const story = undone(shutOff().at(when).given('2027-04-01 08:10', 'ReviewRequested', { reviewId: 'R1' }));
      expect(restoration(story)?.data).toMatchObject({ onDay, windowToAt, emergency });
    });

    it('known when a crew is to come on Monday, for what was paid on Friday evening: one is sent at once, and the other called off', () => {
      const story = shutOff().pays('2027-04-09 18:00', 26_500);
      expect(restoration(story)?.data).toMatchObject({ onDay: '2027-04-12', emergency: false });
      story.at('2027-04-10 10:00').given('2027-04-01 08:10', 'ReviewRequested', { reviewId: 'R1' });
      expect(story.since('2027-04-10').slice(-2)).toEqual(['2027-04-10 WorkOrderRecalled', '2027-04-10 RestorationOrdered']);
      expect(restoration(story)?.data).toMatchObject({ workOrderId: 'A1.1.w4', onDay: '2027-04-10', emergency: true });
      expect(secondLook(story)).toEqual([]);
      story.given('2027-04-10 10:20', 'RecallAcknowledged', { workOrderId: 'A1.1.w3', crewId: 'crew-7' }).crewReports('2027-04-10 12:00', 'A1.1.w4', 'on');
      expect(story.told.slice(-2)).toEqual(['2027-04-10 ServiceRestored', '2027-04-10 CaseClosed']);
    });

    it('known on Saturday by a petition: the same', () => {
      const story = filed(shutOff().pays('2027-04-09 18:00', 26_500), '2027-04-10 10:00');
      expect(restoration(story)?.data).toMatchObject({ workOrderId: 'A1.1.w4', onDay: '2027-04-10', emergency: true });
      expect(story.crewCannot('2027-04-12 09:00', 'A1.1.w3', 'no-access').case?.status).toBe('restoring');
    });

    it('a crew that cannot open it is sent again', () => {
      const story = shutOff().at('2027-04-01 10:00').pays('2027-04-01 08:30', 22_000).crewCannot('2027-04-01 12:00', 'A1.1.w3', 'no-access');
      expect(story.told.slice(-2)).toEqual(['2027-04-01 FieldVisitEnded', '2027-04-01 RestorationOrdered']);
    });
  });

  it('one that lacks nothing but a clearance is an incident, and stands', () => {
    const story = shutOffOrdered().crewReports('2027-04-01 09:00', order, 'off').until('2027-04-10');
    expect(story.incidents).toEqual(['shut-off-without-clearance']);
    expect(story.case?.status).toBe('shut-off');
    expect(fees(story)).toEqual(['FeeAssessed']);
  });

  it('after its undoing the debt is pursued anew, from a fresh notice', () => {
    const story = shutOffOrdered().given('2027-04-01 08:10', 'ReviewRequested', { reviewId: 'R1' }).crewReports('2027-04-01 08:20', order, 'off').crewReports('2027-04-01 11:00', 'A1.1.w3', 'on');
    story.given('2027-04-12 10:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'the bill stands' });
    expect(story.since('2027-04-12')).toEqual(['2027-04-12 CollectionResumed', '2027-04-12 NoticeOrdered']);
  });

  it('what another crew meets at the door meanwhile is asked about when the water runs again', () => {
    const story = shutOffOrdered().given('2027-04-01 08:10', 'DisputeOpened', { disputeId: 'DI1' }).crewReports('2027-04-01 08:30', 'X-17', 'off').crewCannot('2027-04-01 08:40', order, 'medical');
    expect(story.case?.status).toBe('restoring');
    expect(story.crewReports('2027-04-01 11:00', 'A1.1.w3', 'on').case).toMatchObject({ status: 'review', reviewOf: `The crew reported "medical" on ${order}. What now?` });
  });

  it('a crew on its way to open the valve that reports it closed is sent again, and nothing is charged', () => {
    const story = restoring().crewReports('2027-04-01 15:00', 'A1.1.w3', 'off');
    expect(story.told.at(-1)).toBe('2027-04-01 RestorationOrdered');
    expect(story.incidents).toEqual(['shut-off-not-owed', 'shut-off-without-order']);
    expect(story.balanceCents).toBe(0);
  });

  it('a second crew that finds it closed leaves it to be undone: who paid gets the water back', () => {
    const story = shutOffOrdered()
      .person('2027-04-01 09:00', { type: 'RewindCase', reason: 'asked for by counsel', to: 'door-tag' })
      .person('2027-04-01 09:10', { type: 'AccountForCrew', reason: 'seen at the yard', workOrderId: 'A1.1.w2' })
      .at('2027-04-02 12:00')
      .tagged('2027-04-02 14:00', 'A1.1.w3')
      .at('2027-04-06 08:00');
    story.crewReports('2027-04-06 08:10', 'A1.1.w2', 'off').crewCannot('2027-04-06 09:10', 'A1.1.w4', 'already-off');
    expect(story.case?.status).toBe('restoring');
    story.crewCannot('2027-04-06 10:10', 'A1.1.w5', 'no-access').pays('2027-04-06 11:00', 40_000).at('2027-04-06 12:00');
    expect(story.case?.status).toBe('restoring');
    expect(story.crewReports('2027-04-06 13:00', 'A1.1.w6', 'on').case).toMatchObject({ status: 'closed', closedBy: 'paid', shutOff: null });
  });

  it('nothing of this touches an account whose crew only looked', () => {
    expect(noticeMailed().crewCannot('2027-03-23 09:00', 'X-17', 'no-access').since('2027-03-23')).toEqual([]);
    expect(pastDue().crewReports('2027-03-10 13:00', 'X-17', 'on').since('2027-03-10')).toEqual([]);
  });
});
