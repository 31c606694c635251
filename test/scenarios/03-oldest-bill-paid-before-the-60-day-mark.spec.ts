import { Story } from '../support/story.ts';

describe('3. Oldest bill paid one day before the 60-day mark', () => {
  /** Bill A due 2027-02-01, bill B due 2027-03-01; the notice for A was mailed on 2027-03-12, and A is paid on 2027-04-01. */
  function paidA(): Story {
    const story = new Story({ under: 'CA-998@2' });
    story.bill('2027-01-11', '2027-02-01', 8_000, 'A').bill('2027-02-08', '2027-03-01', 8_500, 'B');
    return story.mailed('2027-03-12 10:00', 'A1.1.n1').pays('2027-04-01 11:00', 8_000);
  }

  it('A clears, B controls, and the notice for A supports nothing any more', () => {
    const story = paidA();
    expect(story.openCharges).toEqual(['B water $85.00']);
    expect(story.since('2027-04-01')).toContain('2027-04-01 NoticeWithdrawn');
    expect(story.rulesOf('NoticeWithdrawn')).toEqual(['CA-998-60D']);
    expect(story.sentencesOf('NoticeWithdrawn')).toEqual(['The notice was for bill A; the oldest unpaid bill is B now, and needs a notice of its own.']);
  });

  it('a new notice, mailed 2027-04-05, leads to Monday 2027-05-03', () => {
    const story = paidA().at('2027-04-05 09:00');
    expect(story.atOf('NoticeOrdered')).toBe('2027-04-05 08:00');
    story.mailed('2027-04-05 10:00', 'A1.1.n2').at('2027-04-30 12:00');
    expect(story.atOf('DoorTagOrdered')).toBe('2027-04-30 08:00');
    story.tagged('2027-04-30 13:00', story.last('DoorTagOrdered')?.data.workOrderId as string);
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-05-03');
    const sentences = story.sentencesOf('ShutOffPlanned').join(' ');
    expect(sentences).toMatch(/15 days later is 2027-04-20.*61 days later is 2027-05-01.*7 business days end 2027-04-14/);
  });

  it('paid a day later, before the shut-off day of A, it is the same; unpaid, A leads to 2027-04-05', () => {
    const story = new Story({ under: 'CA-998@2' });
    story.bill('2027-01-11', '2027-02-01', 8_000, 'A').bill('2027-02-08', '2027-03-01', 8_500, 'B').mailed('2027-03-12 10:00', 'A1.1.n1').at('2027-04-02 12:00');
    story.tagged('2027-04-02 13:00', 'A1.1.w1');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-04-05');
  });
});
