import { localDate } from '../../libs/kernel/time.ts';
import { standingHolds } from '../../libs/account/holds.ts';
import { billed, noticeMailed } from '../support/stages.ts';
import { local, type Story } from '../support/story.ts';

const filed = (story: Story, when: string) => story.given(when, 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });
const dismissed = (story: Story, when: string) => story.given(when, 'BankruptcyDismissed', { docket: 'D1', accountIds: ['A1'] });
const discharged = (story: Story, when: string) => story.given(when, 'BankruptcyDischarged', { docket: 'D1', accountIds: ['A1'] });
const certified = (story: Story, when: string, throughOn: string) =>
  story.given(when, 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate(throughOn) });
const holdsAt = (story: Story, when: string) => standingHolds(story.account, story.law, local(when)).map((hold) => `${hold.kind} ${hold.evidence}`);

describe('What was over and is told again under its id stands again', () => {
  const kinds: [string, (story: Story, when: string) => Story, (story: Story, when: string) => Story][] = [
    ['petition (BK-REOPEN)', filed, dismissed],
    ['certificate', (story, when) => certified(story, when, '2027-05-30'), (story, when) => story.given(when, 'MedicalCertificateExpired', { certificateId: 'M1' })],
    ['dispute', (story, when) => story.given(when, 'DisputeOpened', { disputeId: 'DI1' }), (story, when) => story.given(when, 'DisputeSettled', { disputeId: 'DI1', outcome: 'stands' })],
    ['review', (story, when) => story.given(when, 'ReviewRequested', { reviewId: 'R1' }), (story, when) => story.given(when, 'ReviewAnswered', { reviewId: 'R1', outcome: 'stands' })],
  ];

  it.each(kinds)('%s: nothing is ordered any more', (_kind, begin, end) => {
    const story = begin(end(begin(noticeMailed(), '2027-03-23 10:00'), '2027-03-24 10:00'), '2027-03-25 10:00').until('2027-05-15');
    expect(story.since('2027-03-25').filter((line) => line.includes('Ordered'))).toEqual([]);
    expect(story.case?.heldBy).toHaveLength(1);
  });

  it.each(kinds)('%s: however late any of it is told, the same holds stood on the same days', (_kind, begin, end) => {
    const told = [begin, end, begin].map((tell, index) => (story: Story) => tell(story, `2027-03-${23 + index} 10:00`));
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]]) {
      const story = order.reduce((so, index) => (told[index] as (story: Story) => Story)(so), noticeMailed().at('2027-03-26 10:00'));
      const days = ['2027-03-22', '2027-03-23', '2027-03-24', '2027-03-25', '2027-03-26'];
      expect(days.map((day) => holdsAt(story, `${day} 12:00`).length)).toEqual([0, 1, 0, 1, 1]);
    }
  });

  it.each(kinds)('%s: ended once more, collection goes on', (_kind, begin, end) => {
    const story = end(begin(end(begin(noticeMailed(), '2027-03-23 10:00'), '2027-03-24 10:00'), '2027-03-25 10:00'), '2027-04-05 10:00');
    expect(story.since('2027-04-05')[0]).toBe('2027-04-05 CollectionResumed');
  });

  it('told twice while it stands: it stands once, and one ending ends it', () => {
    const story = filed(filed(noticeMailed(), '2027-03-23 10:00'), '2027-03-24 10:00');
    expect(story.case?.heldBy).toHaveLength(1);
    expect(dismissed(story, '2027-03-25 10:00').since('2027-03-25')).toEqual(['2027-03-25 CollectionResumed', '2027-03-25 NoticeOrdered']);
  });

  it('a certificate that ran out and is renewed protects from its renewal', () => {
    const story = certified(certified(noticeMailed(), '2027-03-23 10:00', '2027-03-25'), '2027-03-26 10:00', '2027-04-30').until('2027-04-30');
    expect(story.since('2027-03-26')).toEqual(['2027-03-26 CollectionResumed', '2027-03-26 CollectionHeld']);
    expect(story.until('2027-05-01').since('2027-05-01')[0]).toBe('2027-05-01 CollectionResumed');
  });

  it('a certificate exchanged at the very moment at which the old one ends leaves no gap', () => {
    const story = certified(noticeMailed(), '2027-03-23 10:00', '2027-05-30');
    certified(story, '2027-03-26 10:00', '2027-05-15').given('2027-03-26 10:00', 'MedicalCertificateExpired', { certificateId: 'M1' });
    expect(story.until('2027-05-15').since('2027-03-24')).toEqual([]);
  });

  it('a certificate that is renewed before it ends still stood when a bill fell due before: no penalty', () => {
    const story = certified(certified(billed(), '2027-03-01 10:00', '2027-03-31'), '2027-03-20 10:00', '2027-04-30').until('2027-06-30');
    expect(story.told.filter((line) => line.includes('Penalty'))).toEqual(['2027-03-06 PenaltyWithheld']);
  });

  it('an extension granted anew may be shorter or longer: the last word counts', () => {
    const granted = (story: Story, when: string, untilOn: string) => story.given(when, 'ExtensionGranted', { extensionId: 'E1', untilOn: localDate(untilOn) });
    const story = granted(granted(noticeMailed(), '2027-03-24 10:00', '2027-04-23'), '2027-03-25 10:00', '2027-04-10').until('2027-06-30');
    expect(story.atOf('CollectionResumed')).toBe('2027-04-11 00:00');
  });

  describe('Docket', () => {
    it('the first filing stays the line: what was billed between dismissal and reopening is debt of after the petition', () => {
      const story = dismissed(filed(noticeMailed(), '2027-03-23 10:00'), '2027-04-06 10:00').bill('2027-04-12', '2027-05-03', 5_000, 'B2');
      filed(story, '2027-04-20 10:00');
      expect(story.buckets).toMatchObject({ 'pre-petition': 22_000, current: 5_000 });
      discharged(story, '2027-07-01 10:00');
      expect(story.balanceCents).toBe(5_000);
    });

    it('reopened after its discharge: held again, and what was written off stays so', () => {
      const story = discharged(filed(noticeMailed(), '2027-03-23 10:00'), '2027-07-01 10:00').bill('2027-07-02', '2027-07-23', 9_000, 'B2');
      filed(story, '2027-07-05 10:00').until('2027-09-30');
      expect(story.balanceCents).toBe(9_000);
      expect(story.told.filter((line) => line.includes('CaseOpened'))).toEqual(['2027-03-06 CaseOpened']);
      dismissed(story, '2027-10-01 10:00').until('2027-10-02');
      expect(story.balanceCents).toBe(9_000);
      expect(story.since('2027-09-01')).toEqual(['2027-10-02 CaseOpened', '2027-10-02 NoticeOrdered']);
    });

    it('known by a discharge that came before any filing: its reopening writes nothing off until the first filing is told', () => {
      const story = filed(discharged(noticeMailed(), '2027-07-01 10:00'), '2027-07-05 10:00').until('2027-07-10');
      expect(story.balanceCents).toBe(22_000);
      filed(story, '2027-03-23 10:00');
      expect(story.balanceCents).toBe(0);
    });
  });
});
