import { Story } from '../support/story.ts';

describe('9. A check is returned after restoration, California variant', () => {
  /** Arrears of $310.00 shut off on 2027-04-06; check accepted on 2027-04-07, restored, returned on 2027-04-14. */
  function returned(): Story {
    const story = new Story({ under: 'CA-998@2' });
    story.bill('2027-01-11', '2027-02-01', 31_000).mailed('2027-03-12 10:00', 'A1.1.n1').at('2027-04-02 09:00').tagged('2027-04-03 10:00', 'A1.1.w1');
    story.shutsOff('2027-04-06 09:00', 'A1.1.w2').pays('2027-04-07 10:00', 36_000, 'CHECK-1', 'check').at('2027-04-07 11:00');
    story.crewReports('2027-04-07 12:00', story.last('RestorationOrdered')?.data.workOrderId as string, 'on');
    return story.given('2027-04-14 11:00', 'PaymentReturned', { paymentId: 'CHECK-1', reason: 'R01' });
  }

  it('keeps the age of the debt, and asks for a new contact: a new notice is ordered on 2027-04-15', () => {
    const story = returned().at('2027-04-15 09:00');
    expect(story.last('CaseOpened')?.data).toMatchObject({ episode: 2, oldestDueOn: '2027-02-01' });
    expect(story.atOf('NoticeOrdered')).toBe('2027-04-15 06:00');
    expect(story.all('ShutOffOrdered')).toHaveLength(1);
  });

  it('mailed 2027-04-15: seven business days end Monday 2027-04-26, fifteen days and the shut-off are Friday 2027-04-30', () => {
    const story = returned().at('2027-04-15 09:00').mailed('2027-04-15 10:00', 'A1.2.n1').at('2027-04-28 09:00');
    expect(story.atOf('DoorTagOrdered')).toBe('2027-04-27 08:00');
    story.tagged('2027-04-28 08:00', 'A1.2.w1');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-04-30');
    expect(story.sentencesOf('ShutOffPlanned').join(' ')).toMatch(/15 days later is 2027-04-30.*7 business days end 2027-04-26/);
    expect(story.at('2027-04-30 09:00').atOf('ShutOffOrdered')).toBe('2027-04-30 08:00');
  });

  it('from now on the water comes back for guaranteed funds alone', () => {
    const story = returned().at('2027-04-15 09:00').mailed('2027-04-15 10:00', 'A1.2.n1').at('2027-04-28 07:00').tagged('2027-04-28 08:00', 'A1.2.w1');
    story.shutsOff('2027-04-30 09:00', 'A1.2.w2').pays('2027-04-30 10:00', 60_000, 'CHECK-2', 'check');
    expect(story.all('RestorationOrdered')).toHaveLength(1);
    expect(story.whatHolds('restoration').join(' ')).toMatch(/OP-NSF: A payment was returned on 2027-04-14/);
  });
});
