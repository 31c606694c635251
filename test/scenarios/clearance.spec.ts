import { decideClearance } from '../../libs/case/clearance.ts';
import { shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import { Story } from '../support/story.ts';

const order = 'A1.1.w2';

describe('Clearance at the meter (GEN-EXEC)', () => {
  it('is granted when every guard holds: bound to order and meter, for ten minutes', () => {
    const story = shutOffOrdered();
    expect(story.asksClearance('2027-04-01 08:30', order)).toBeNull();
    expect(story.last('ClearanceGranted')?.data).toEqual({
      clearanceId: 'c-A1.1.w2',
      workOrderId: order,
      meterSerial: 'M-1',
      expiresAt: '2027-04-01T12:40:00.000Z',
      grantedTo: 'crew-7',
    });
  });

  it('says why: each guard with its rule', () => {
    const story = shutOffOrdered();
    story.asksClearance('2027-04-01 08:30', order);
    expect(story.rulesOf('ClearanceGranted')).toEqual(['GEN-HOLDS', 'MESSAGE-PARKED', 'FEED-FRESH', 'CASCADE-BREAKER', 'OH-RULES', 'NO-VALVE', 'VACANT-PREMISE', 'ESTIMATED-BILL', 'BILL-INVESTIGATION', 'OH-RULES', 'OP-DOORTAG', 'CRITICAL-CUSTOMER', 'OH-RULES', 'RELEASE-TURNS']);
  });

  it('may be asked for again while the order stands', () => {
    const story = shutOffOrdered();
    story.asksClearance('2027-04-01 08:30', order, 'M-1', 'c-1');
    expect(story.asksClearance('2027-04-01 08:50', order, 'M-1', 'c-2')).toBeNull();
    expect(story.crewReports('2027-04-01 08:55', order, 'off', 'c-2').incidents).toEqual([]);
  });

  describe('The hours of the order', () => {
    it.each([
      ['a minute before the window', '2027-04-01 07:59', ['GEN-EXEC']],
      ['in its first minute', '2027-04-01 08:00', null],
      ['in its last minute', '2027-04-01 13:59', null],
      ['when it closes', '2027-04-01 14:00', ['OH-RULES', 'GEN-EXEC']],
      ['the day after', '2027-04-02 09:00', ['OH-RULES', 'GEN-EXEC']],
    ])('%s', (_name, when, refused) => {
      expect(shutOffOrdered().asksClearance(when, order)).toEqual(refused);
    });
  });

  it('ends with the window of the order, at the latest', () => {
    const story = shutOffOrdered();
    expect(story.asksClearance('2027-04-01 13:59', order)).toBeNull();
    expect(story.last('ClearanceGranted')?.data.expiresAt).toBe('2027-04-01T18:00:00.000Z');
    expect(story.crewReports('2027-04-01 14:08', order, 'off', `c-${order}`).incidents).toEqual(['shut-off-without-clearance']);
  });

  it('fetched after the valve was closed does not cover the closing', () => {
    const story = shutOffOrdered();
    expect(story.asksClearance('2027-04-01 09:00', order)).toBeNull();
    expect(story.crewReports('2027-04-01 08:05', order, 'off', `c-${order}`).incidents).toEqual(['shut-off-without-clearance']);
  });

  describe('is refused', () => {
    const refusedAfter = (change: (story: Story) => Story) => change(shutOffOrdered()).asksClearance('2027-04-01 08:30', order);

    it('for another meter than the one of the order', () => {
      expect(shutOffOrdered().asksClearance('2027-04-01 08:30', order, 'M-2')).toEqual(['GEN-EXEC']);
    });

    it('for an order that does not exist, or is none for a shut-off', () => {
      expect(shutOffOrdered().asksClearance('2027-04-01 08:30', 'A1.1.w9')).toEqual(['GEN-EXEC']);
      expect(shutOffOrdered().asksClearance('2027-04-01 08:30', 'A1.1.w1')).toEqual(['GEN-EXEC']);
    });

    it('before anything was ordered', () => {
      expect(shutOffPlanned().asksClearance('2027-03-31 08:30', order)).toEqual(['GEN-EXEC']);
    });

    it('without a case', () => {
      const story = new Story();
      const answer = decideClearance({ workOrderId: order, meterSerial: 'M-1', clearanceId: 'c', askedBy: 'crew-7' }, null, story.simulation.contextFor('A1'));
      expect(answer.granted).toBe(false);
    });

    it('for an order that is done', () => {
      expect(shutOff().asksClearance('2027-04-01 09:30', order)).toEqual(['NO-VALVE', 'GEN-EXEC']);
    });

    it('when paid', () => {
      expect(refusedAfter((story) => story.pays('2027-04-01 08:29', 22_000))).toEqual(['OH-RULES', 'OP-DOORTAG', 'GEN-EXEC']);
    });

    it('when a petition was filed', () => {
      const story = shutOffOrdered().given('2027-04-01 08:29', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['A1'] });
      expect(story.asksClearance('2027-04-01 08:30', order)).toEqual(['GEN-HOLDS', 'OH-RULES', 'OP-DOORTAG', 'GEN-EXEC']);
    });

    it.each([
      ['a dispute', (story: Story) => story.given('2027-04-01 08:29', 'DisputeOpened', { disputeId: 'DI1' })],
      ['a review', (story: Story) => story.given('2027-04-01 08:29', 'ReviewRequested', { reviewId: 'R1' })],
      ['a medical certificate', (story: Story) => story.given('2027-04-01 08:29', 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: '2027-04-30' as never })],
      ['an extension', (story: Story) => story.given('2027-04-01 08:29', 'ExtensionGranted', { extensionId: 'E1', untilOn: '2027-04-02' as never })],
      ['a reported payment', (story: Story) => story.given('2027-04-01 08:29', 'PaymentReported', { reportId: 'RP1', confirmation: 'C1', channel: 'online', amountCents: 22_000 })],
      ['an arrangement', (story: Story) => story.given('2027-04-01 08:29', 'ArrangementAgreed', { arrangementId: 'AR1', downPaymentCents: 6_000, instalments: [{ dueOn: '2027-04-30' as never, amountCents: 16_000 }], agreedBy: 's' })],
      ['a hold of a person', (story: Story) => story.person('2027-04-01 08:29', { type: 'PlaceHold', reason: 'the owner died' })],
    ])('after %s: the hold, the tag that counts no more, and the recall', (_name, change) => {
      expect(refusedAfter(change)).toEqual(['GEN-HOLDS', 'OP-DOORTAG', 'GEN-EXEC']);
    });

    it('while a message about the account is parked', () => {
      expect(refusedAfter((story) => story.parks('2027-04-01 08:29', 'dead-1'))).toEqual(['MESSAGE-PARKED', 'OP-DOORTAG', 'GEN-EXEC']);
    });

    it('when a feed went stale since the order', () => {
      const story = shutOffOrdered({ feeds: [] });
      const stale = { name: 'payment', limitHours: 24, throughAt: null };
      const context = story.at('2027-04-01 08:30').simulation.contextFor('A1');
      const answer = decideClearance({ workOrderId: order, meterSerial: 'M-1', clearanceId: 'c', askedBy: 'crew-7' }, story.case, { ...context, facts: { ...context.facts, feeds: [stale] } });
      expect(answer.granted).toBe(false);
      expect(answer.event.because.map((because) => because.rule)).toEqual(['FEED-FRESH']);
    });

    it('when the water was turned off by somebody else', () => {
      expect(refusedAfter((story) => story.given('2027-04-01 08:29', 'AccountChanged', { valve: 'off' }))).toEqual(['NO-VALVE', 'OP-DOORTAG', 'GEN-EXEC']);
    });

    it('when the customer became a critical one since the order', () => {
      expect(refusedAfter((story) => story.given('2027-04-01 08:29', 'AccountChanged', { customerClass: 'care-home' }))).toEqual(['CRITICAL-CUSTOMER']);
    });

    it('and records who asked, for which meter, and why not', () => {
      const story = shutOffOrdered();
      story.asksClearance('2027-04-01 08:30', order, 'M-2');
      expect(story.last('ClearanceRefused')?.data).toEqual({ workOrderId: order, meterSerial: 'M-2', askedBy: 'crew-7' });
      expect(story.sentencesOf('ClearanceRefused')).toEqual(['The meter at the door is not the meter of the order.']);
    });
  });
});
