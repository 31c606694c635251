import { noticeMailed, noticeOrdered, shutOffOrdered } from '../support/stages.ts';
import { Story } from '../support/story.ts';

/** A county whose payment file comes every night at 02:00, and says through when it is complete. */
const county = () => new Story({ feeds: ['payment'] });
const files = (story: Story, from: string, through: string) => {
  for (const on of story.days(from, through)) story.complete(`${on} 02:00`, 'payment');
  return story;
};

describe('Stale feeds hold every adverse decision (I11)', () => {
  const billedWith = (through: string) => files(county().bill('2027-02-12', '2027-03-05', 20_000), '2027-03-01', through);

  it('penalty and case wait for the file, and come with it', () => {
    const story = billedWith('2027-03-04').until('2027-03-09');
    expect(story.told).toEqual([]);
    story.complete('2027-03-10 02:00', 'payment');
    expect(story.told).toEqual(['2027-03-10 PenaltyAssessed', '2027-03-10 CaseOpened']);
  });

  it('the file may bring the payment that makes them wrong', () => {
    const story = billedWith('2027-03-04').until('2027-03-09').pays('2027-03-05 15:00', 20_000).complete('2027-03-10 02:00', 'payment');
    expect(story.until('2027-03-10').told).toEqual([]);
  });

  it('at the limit of 24 hours it is still fresh, a minute after it not', () => {
    const at = (through: string) => billedWith('2027-03-05').complete(through, 'payment').until('2027-03-06').told;
    expect(at('2027-03-05 06:00')).toEqual(['2027-03-06 PenaltyAssessed', '2027-03-06 CaseOpened']);
    expect(at('2027-03-05 05:59')).toEqual([]);
  });

  it('a feed of several sources is complete as far as the slowest of them', () => {
    const story = billedWith('2027-03-04').complete('2027-03-04 02:00', 'payment/lockbox').complete('2027-03-09 02:00', 'payment', 'payment/online').until('2027-03-09');
    expect(story.told).toEqual([]);
    story.complete('2027-03-10 02:00', 'payment', 'payment/online', 'payment/lockbox');
    expect(story.told).toEqual(['2027-03-10 PenaltyAssessed', '2027-03-10 CaseOpened']);
  });

  it('the notice waits', () => {
    const story = billedWith('2027-03-18').until('2027-03-22');
    expect(story.since('2027-03-07')).toEqual([]);
    expect(story.complete('2027-03-23 02:00', 'payment').since('2027-03-07')).toEqual(['2027-03-23 NoticeOrdered']);
  });

  it('the tag waits, for a day on which it is in time again', () => {
    const story = billedWith('2027-03-22').mailed('2027-03-22 10:00', 'A1.1.n1').until('2027-03-30');
    expect(story.since('2027-03-23')).toEqual([]);
    expect(files(story, '2027-03-31', '2027-04-02').until('2027-04-02').since('2027-03-23')).toEqual(['2027-04-02 DoorTagOrdered']);
  });

  it('the shut-off waits, and its day goes by', () => {
    const story = billedWith('2027-03-22').mailed('2027-03-22 10:00', 'A1.1.n1');
    files(story, '2027-03-23', '2027-03-29').tagged('2027-03-29 14:00', 'A1.1.w1').until('2027-04-01');
    expect(story.since('2027-03-30')).toEqual([]);
    expect(files(story, '2027-04-02', '2027-04-05').until('2027-04-05').since('2027-04-02')).toEqual(['2027-04-02 ShutOffPlanned', '2027-04-05 ShutOffOrdered']);
  });

  it('the shut-off is ordered late in the morning, when the file comes while the window is open', () => {
    const story = billedWith('2027-03-22').mailed('2027-03-22 10:00', 'A1.1.n1');
    files(story, '2027-03-23', '2027-03-29').tagged('2027-03-29 14:00', 'A1.1.w1').complete('2027-04-01 11:00', 'payment');
    expect(story.atOf('ShutOffOrdered')).toBe('2027-04-01 11:00');
  });

  it('what protects does not wait: holds, recalls and restorations need no feed', () => {
    const story = billedWith('2027-03-22').mailed('2027-03-22 10:00', 'A1.1.n1');
    files(story, '2027-03-23', '2027-04-01').tagged('2027-03-29 14:00', 'A1.1.w1');
    files(story, '2027-03-30', '2027-04-01').until('2027-04-01').given('2027-04-09 10:00', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['A1'] });
    expect(story.since('2027-04-09')).toEqual(['2027-04-09 WorkOrderRecalled', '2027-04-09 NoticeWithdrawn', '2027-04-09 CollectionHeld']);
  });
});

describe('A parked message holds adverse decisions on its account (I6)', () => {
  it('the penalty waits, and is posted when the message was repaired', () => {
    const story = new Story().bill('2027-02-12', '2027-03-05', 20_000).parks('2027-03-01 10:00', 'dead-1').until('2027-03-10');
    expect(story.told).toEqual([]);
    story.repairs('2027-03-11 10:00', 'dead-1').until('2027-03-12');
    expect(story.told).toEqual(['2027-03-11 PenaltyAssessed', '2027-03-12 CaseOpened']);
  });

  it('the notice is not ordered', () => {
    const story = new Story().bill('2027-02-12', '2027-03-05', 20_000).parks('2027-03-10 10:00', 'dead-1').until('2027-03-24');
    expect(story.since('2027-03-07')).toEqual([]);
    expect(story.repairs('2027-03-25 10:00', 'dead-1').since('2027-03-07')).toEqual(['2027-03-25 NoticeOrdered']);
  });

  it('a letter that was ordered is stopped', () => {
    const story = noticeOrdered().parks('2027-03-21 14:00', 'dead-1');
    expect(story.since('2027-03-21')).toEqual(['2027-03-21 NoticeWithdrawn']);
    expect(story.rulesOf('NoticeWithdrawn')).toEqual(['MESSAGE-PARKED']);
  });

  it('a crew that is out is recalled', () => {
    const story = shutOffOrdered().parks('2027-04-01 08:10', 'dead-1');
    expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 ShutOffWithdrawn']);
    expect(story.rulesOf('ShutOffWithdrawn')).toEqual(['MESSAGE-PARKED']);
  });

  it('two of them: the first repair is not enough', () => {
    const story = noticeMailed().parks('2027-03-24 10:00', 'dead-1').parks('2027-03-24 11:00', 'dead-2').repairs('2027-03-25 10:00', 'dead-1').until('2027-03-29');
    expect(story.since('2027-03-24')).toEqual([]);
    expect(story.repairs('2027-03-30 10:00', 'dead-2').until('2027-04-02').since('2027-03-24')).toEqual(['2027-04-02 DoorTagOrdered']);
  });

  it('what protects does not wait for the repair', () => {
    const story = noticeMailed().parks('2027-03-24 10:00', 'dead-1').given('2027-03-25 10:00', 'DisputeOpened', { disputeId: 'DI1' }).pays('2027-03-26 10:00', 22_000);
    expect(story.since('2027-03-24')).toEqual(['2027-03-25 CollectionHeld', '2027-03-26 CaseClosed']);
  });
});
