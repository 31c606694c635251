import { noticeMailed, noticeOrdered, pastDue, shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';

const trip = 'CASCADE-BREAKER: The breaker for shut-offs tripped at 2027-03-31T16:00:00.000Z: One too many. Two people have to reset it.';

describe('A tripped breaker holds every order of its kind (M41)', () => {
  it('the notice waits, says for what, and goes out when the breaker is reset', () => {
    const story = pastDue().breakers('2027-03-15 12:00', 'notices').until('2027-03-24');
    expect(story.since('2027-03-15')).toEqual([]);
    expect(story.whatHolds('notice')).toEqual([
      'CASCADE-BREAKER: The breaker for notices and postings tripped at 2027-03-15T16:00:00.000Z: One too many. Two people have to reset it.',
    ]);
    expect(story.breakers('2027-03-25 10:00').since('2027-03-15')).toEqual(['2027-03-25 NoticeOrdered']);
  });

  it('a reset before the notice is due changes nothing: it goes out on its day', () => {
    const story = pastDue().breakers('2027-03-15 12:00', 'notices').breakers('2027-03-16 12:00').until('2027-03-24');
    expect(story.since('2027-03-15')).toEqual(['2027-03-20 NoticeOrdered']);
  });

  it('one for shut-offs leaves notices alone', () => {
    expect(pastDue().breakers('2027-03-15 12:00', 'shut-offs').until('2027-03-20').since('2027-03-15')).toEqual(['2027-03-20 NoticeOrdered']);
  });

  it('a letter that was ordered before it goes its way', () => {
    expect(noticeOrdered().breakers('2027-03-21 13:00', 'notices').mailed('2027-03-22 10:00', 'A1.1.n1').since('2027-03-21')).toEqual(['2027-03-22 NoticeConfirmed']);
  });

  it('the door tag waits, for a day on which it is in time again', () => {
    const story = noticeMailed().breakers('2027-03-26 12:00', 'notices').until('2027-03-30');
    expect(story.since('2027-03-23')).toEqual([]);
    expect(story.breakers('2027-03-31 09:00').until('2027-04-03').since('2027-03-23')).toEqual(['2027-04-02 DoorTagOrdered']);
  });

  it('the shut-off waits, its day goes by, and each later one', () => {
    const story = shutOffPlanned().breakers('2027-03-31 12:00', 'shut-offs').at('2027-04-01 09:00');
    expect(story.whatHolds('shut-off')).toEqual([trip]);
    expect(story.until('2027-04-01').since('2027-03-31')).toEqual(['2027-04-01 ShutOffPlanned']);
    expect(story.until('2027-04-05').all('ShutOffOrdered')).toEqual([]);
  });

  it('reset while the window is open, the shut-off is ordered then', () => {
    const story = shutOffPlanned().breakers('2027-03-31 12:00', 'shut-offs').breakers('2027-04-01 09:30');
    expect(story.atOf('ShutOffOrdered')).toBe('2027-04-01 09:30');
    expect(story.rulesOf('ShutOffOrdered')).toContain('CASCADE-BREAKER');
  });

  it('the crew that is out gets no clearance, is not recalled, and gets one after the reset', () => {
    const story = shutOffOrdered().breakers('2027-04-01 08:00', 'shut-offs');
    expect(story.asksClearance('2027-04-01 08:30', 'A1.1.w2')).toEqual(['CASCADE-BREAKER']);
    expect(story.since('2027-04-01').filter((line) => line.includes('Recalled'))).toEqual([]);
    story.breakers('2027-04-01 09:00');
    expect(story.asksClearance('2027-04-01 09:30', 'A1.1.w2')).toBeNull();
  });

  it('what protects does not wait: a petition recalls the crew, a payment brings the water back', () => {
    const story = shutOffOrdered().breakers('2027-04-01 08:00', 'shut-offs', 'notices').given('2027-04-01 08:10', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['A1'] });
    expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 NoticeWithdrawn', '2027-04-01 CollectionHeld']);
    const off = shutOff().breakers('2027-04-01 10:00', 'shut-offs', 'notices').pays('2027-04-01 11:00', 26_500);
    expect(off.since('2027-04-01').at(-1)).toBe('2027-04-01 RestorationOrdered');
  });
});
