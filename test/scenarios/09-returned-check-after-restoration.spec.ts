import { Story } from '../support/story.ts';

const arrearsCents = 31_000;
const reconnectionCents = 4_500;
const returnCents = 3_000;

describe('Scenario 9: a check is returned after the water was turned on again (Ohio)', () => {
  /** Shut off Tuesday 2027-04-06; the arrears of $310.00 are a bill of $281.82 and its penalty of $28.18. */
  const shutOff = () =>
    new Story()
      .bill('2027-02-12', '2027-03-05', 28_182)
      .mailed('2027-03-26 10:00', 'A1.1.n1')
      .tagged('2027-04-03 09:00', 'A1.1.w1')
      .shutsOff('2027-04-06 09:30', 'A1.1.w2');
  const restored = () =>
    shutOff()
      .pays('2027-04-07 10:00', arrearsCents + reconnectionCents, 'CHECK-1', 'check')
      .crewReports('2027-04-07 14:00', 'A1.1.w3', 'on');
  const returned = () => restored().given('2027-04-14 11:00', 'PaymentReturned', { paymentId: 'CHECK-1', reason: 'R01' });

  describe('given the shut-off of Tuesday 2027-04-06, and a check for $310.00 and the reconnection fee on Wednesday 2027-04-07', () => {
    it('then the way to the shut-off was notice, proof, tag, proof, plan, order, clearance', () => {
      expect(shutOff().told).toEqual([
        '2027-03-06 PenaltyAssessed',
        '2027-03-06 CaseOpened',
        '2027-03-20 NoticeOrdered',
        '2027-03-26 NoticeConfirmed',
        '2027-04-02 DoorTagOrdered',
        '2027-04-03 DoorTagConfirmed',
        '2027-04-03 ShutOffPlanned',
        '2027-04-06 ShutOffOrdered',
        '2027-04-06 ClearanceGranted',
        '2027-04-06 ClosingJudged',
        '2027-04-06 ServiceShutOff',
        '2027-04-06 FeeAssessed',
      ]);
    });

    it('then the water runs again the same day, nothing is owed and the case is closed', () => {
      const story = restored();
      expect(story.since('2027-04-07')).toEqual(['2027-04-07 RestorationOrdered', '2027-04-07 ServiceRestored', '2027-04-07 CaseClosed']);
      expect(story.last('RestorationOrdered')?.data).toMatchObject({ onDay: '2027-04-07', emergency: false });
      expect(story.balanceCents).toBe(0);
    });
  });

  describe('when the check is returned on Wednesday 2027-04-14', () => {
    it('then $310.00 and the reconnection fee are owed again, and one fee for the return is posted', () => {
      const story = returned();
      expect(story.since('2027-04-14')).toEqual(['2027-04-14 FeeAssessed']);
      expect(story.rulesOf('FeeAssessed')).toEqual(['OP-NSF']);
      expect(story.balanceCents).toBe(arrearsCents + reconnectionCents + returnCents);
      expect(story.openCharges).toEqual(['B2027-02-12 water $281.82', 'B2027-02-12 penalty $28.18', 'fee $45.00', 'fee $30.00']);
    });

    it('then a second message about the same return posts no second fee', () => {
      const story = returned().given('2027-04-14 15:00', 'PaymentReturned', { paymentId: 'CHECK-1', reason: 'R01' });
      expect(story.told.filter((line) => line === '2027-04-14 FeeAssessed')).toHaveLength(1);
      expect(story.balanceCents).toBe(arrearsCents + reconnectionCents + returnCents);
    });

    it('then the bill has its original due date and age, and the new episode asks for a new notice at once', () => {
      const story = returned().until('2027-04-15');
      expect(story.since('2027-04-15')).toEqual(['2027-04-15 CaseOpened', '2027-04-15 NoticeOrdered']);
      expect(story.last('CaseOpened')?.data).toMatchObject({ episode: 2, oldestDueOn: '2027-03-05', pastDueCents: 38_500 });
      expect(story.last('NoticeOrdered')?.data.noticeId).toBe('A1.2.n1');
    });

    it('then the old notice supports nothing: without proof of a new one there is no tag and no shut-off', () => {
      expect(returned().until('2027-05-31').since('2027-04-15')).toEqual(['2027-04-15 CaseOpened', '2027-04-15 NoticeOrdered']);
    });
  });

  describe('when the new notice is mailed on Thursday 2027-04-15 (it matures Sunday 2027-04-25)', () => {
    const noticed = () => returned().mailed('2027-04-15 12:00', 'A1.2.n1');

    it('then a tag posted with proof by Friday 2027-04-23 allows the shut-off in the window of Monday 2027-04-26', () => {
      const story = noticed().tagged('2027-04-23 14:00', 'A1.2.w1').until('2027-04-26');
      expect(story.since('2027-04-15')).toEqual([
        '2027-04-15 CaseOpened',
        '2027-04-15 NoticeOrdered',
        '2027-04-15 NoticeConfirmed',
        '2027-04-23 DoorTagOrdered',
        '2027-04-23 DoorTagConfirmed',
        '2027-04-23 ShutOffPlanned',
        '2027-04-26 ShutOffOrdered',
      ]);
      expect(story.last('ShutOffOrdered')?.because.map((because) => because.sentence)).toContain(
        'The notice was mailed 2027-04-15; 10 days later is 2027-04-25.',
      );
      expect(story.rulesOf('ShutOffOrdered')).toEqual(expect.arrayContaining(['OH-RULES', 'OP-DOORTAG', 'GEN-EXEC']));
    });

    it('then a tag posted only on Saturday 2027-04-24, 10:00, allows it in the next window after 48 hours, Tuesday 2027-04-27', () => {
      const story = noticed().tagged('2027-04-24 10:00', 'A1.2.w1').until('2027-04-27');
      expect(story.since('2027-04-24')).toEqual(['2027-04-24 DoorTagConfirmed', '2027-04-24 ShutOffPlanned', '2027-04-27 ShutOffOrdered']);
    });

    it('then a visit without photo and name starts no 48 hours', () => {
      const story = noticed().given('2027-04-23 14:00', 'WorkOrderCompleted', { workOrderId: 'A1.2.w1', result: 'posted', crewId: 'crew-7' }).until('2027-04-27');
      expect(story.since('2027-04-23').filter((line) => line.includes('ShutOff'))).toEqual([]);
    });
  });

  describe('when the water is off again after that return', () => {
    const offAgain = () =>
      returned().mailed('2027-04-15 12:00', 'A1.2.n1').tagged('2027-04-23 14:00', 'A1.2.w1').shutsOff('2027-04-26 09:00', 'A1.2.w2');

    it('then a check does not bring it back: from now on restoration needs guaranteed funds', () => {
      const story = offAgain().pays('2027-04-27 10:00', 43_000, 'CHECK-2', 'check').until('2027-04-29');
      expect(story.balanceCents).toBe(0);
      expect(story.since('2027-04-27')).toEqual([]);
    });

    it('then cash does', () => {
      const story = offAgain().pays('2027-04-27 10:00', 43_000, 'CASH-2', 'cash');
      expect(story.since('2027-04-27')).toEqual(['2027-04-27 RestorationOrdered']);
      expect(story.rulesOf('RestorationOrdered')).toContain('OP-NSF');
    });
  });
});
