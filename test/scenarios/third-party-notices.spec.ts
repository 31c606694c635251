import { lettersToVoid, openObligations } from '../../libs/case/obligations.ts';
import type { CaseState } from '../../libs/case/case.state.ts';
import { Story } from '../support/story.ts';

const names = (story: Story, when: string, thirdPartyId = 'TP1', language?: string) =>
  story.given(when, 'ThirdPartyNamed', { thirdPartyId, basis: 'age-65', contact: { name: 'Sun Daughter', mailingAddress: '7 Side St' }, ...(language === undefined ? {} : { language }) });

/** $200.00 due 2027-01-25; the notice is ordered on Monday 2027-03-01 and mailed on the next day. */
const billed = (under = 'CA-998@2') => new Story({ under }).bill('2027-01-04', '2027-01-25', 20_000, 'B1');
const ordered = (under?: string) => names(billed(under), '2027-02-01 10:00').until('2027-03-01');
const mailed = (story: Story, when: string, noticeId: string) => story.mailed(when, noticeId);
const guard = (story: Story) => story.verdicts('shut-off').find((verdict) => verdict.guard === 'third-parties-noticed-days-before');
const letters = (story: Story) => openObligations(story.case as CaseState, story.law).map(({ key }) => key);
const toVoid = (story: Story) => lettersToVoid(story.case as CaseState, story.account, story.law).map(({ key }) => key);

describe('Whom an elderly customer named is told before a shut-off (CA-15D)', () => {
  it.each(['CA-998@1', 'CA-998@2', 'CA-998-CITY@1'])('under %s: a copy is ordered with the notice, over the same amount, and says what the law asks for', (under) => {
    const story = ordered(under);
    expect(story.since('2027-03-01')).toEqual(['2027-03-01 NoticeOrdered', '2027-03-01 ThirdPartyNoticesOrdered']);
    const notice = story.last('NoticeOrdered')?.data;
    expect(story.last('ThirdPartyNoticesOrdered')?.data).toMatchObject({
      of: 'A1.1.n1',
      notices: [{ noticeId: 'A1.1.t1', thirdPartyId: 'TP1' }],
      pastDueCents: notice?.pastDueCents,
      payByOn: notice?.payByOn,
      document: 'third-party-notice',
      languages: ['en'],
      contains: expect.arrayContaining(['third-party-role', 'amount-past-due', 'pay-by-date']),
    });
    expect(story.rulesOf('ThirdPartyNoticesOrdered')).toContain('CA-15D');
    expect(JSON.stringify(story.last('ThirdPartyNoticesOrdered'))).not.toContain('Daughter');
    expect(letters(story)).toEqual(['A1.1.n1', 'A1.1.t1']);
  });

  it('nobody named: no copy, and nothing waits for one', () => {
    const story = mailed(billed().until('2027-03-01'), '2027-03-02 10:00', 'A1.1.n1').until('2027-03-20');
    expect(story.all('ThirdPartyNoticesOrdered')).toEqual([]);
    expect(guard(story)?.holds).toBe(true);
  });

  it.each(['OH-COUNTY@1', 'CA-998-MUTUAL@1'])('under %s, which has no such rule, no copy is ordered', (under) => {
    const story = names(billed(under), '2027-02-01 10:00').until('2027-03-30');
    expect(story.all('NoticeOrdered')).toHaveLength(1);
    expect(story.all('ThirdPartyNoticesOrdered')).toEqual([]);
  });

  it('in the language of each, one order a language', () => {
    const story = names(names(names(billed(), '2027-02-01 10:00'), '2027-02-02 10:00', 'TP2', 'ko'), '2027-02-03 10:00', 'TP3').until('2027-03-01');
    expect(story.all('ThirdPartyNoticesOrdered').map(({ data }) => `${data.notices.map(({ noticeId, thirdPartyId }) => `${noticeId} ${thirdPartyId}`).join(', ')}: ${data.languages?.join(' ')}`)).toEqual([
      'A1.1.t1 TP1, A1.1.t2 TP3: en',
      'A1.1.t3 TP2: en ko',
    ]);
  });

  describe('before the shut-off', () => {
    it('waits until every copy has been mailed for the days of the notice, one day less and it is refused', () => {
      const story = mailed(mailed(ordered(), '2027-03-02 10:00', 'A1.1.n1'), '2027-03-05 10:00', 'A1.1.t1');
      expect(story.last('ThirdPartyNoticeConfirmed')?.data).toMatchObject({ noticeId: 'A1.1.t1', mailedOn: '2027-03-05' });
      expect(guard(story.at('2027-03-19 12:00'))?.holds).toBe(false);
      expect(guard(story.at('2027-03-20 12:00'))?.holds).toBe(true);
    });

    it('without proof of the copy nothing is posted or planned, however old the notice is', () => {
      const story = mailed(ordered(), '2027-03-02 10:00', 'A1.1.n1').until('2027-05-10');
      expect(story.since('2027-03-02')).toEqual(['2027-03-02 NoticeConfirmed']);
      expect(guard(story)?.because.sentence).toBe('No copy of the notice, with proof, went to TP1.');
      expect(mailed(story, '2027-05-11 10:00', 'A1.1.t1').until('2027-05-25').since('2027-05-11')).toEqual(['2027-05-11 ThirdPartyNoticeConfirmed', '2027-05-21 DoorTagOrdered']);
    });

    it('a proof of before the order proves nothing', () => {
      const story = ordered().given('2027-03-02 10:00', 'NoticeMailed', { noticeId: 'A1.1.t1', mailedOn: '2027-02-27' as never, proof: 'p' });
      expect(story.all('ThirdPartyNoticeConfirmed')).toEqual([]);
    });

    describe('a copy that came back', () => {
      const back = (when = '2027-03-10 10:00') => mailed(mailed(ordered(), '2027-03-02 10:00', 'A1.1.n1'), '2027-03-02 10:00', 'A1.1.t1').given(when, 'NoticeReturned', { noticeId: 'A1.1.t1', reason: 'moved' });

      it('does not count, and a person looks for the address: a fresh one goes to the address named anew', () => {
        const story = back();
        expect(story.since('2027-03-10')).toEqual(['2027-03-10 ThirdPartyNoticesWithdrawn', '2027-03-10 ReviewNeeded']);
        expect(story.last('ReviewNeeded')?.data.question).toBe('A copy of the notice came back: A1.1.t1 to TP1. Name the address anew, or withdraw the name, before the case goes on.');
        expect(story.rulesOf('ReviewNeeded')).toContain('CA-15D');
        expect(guard(story)?.because.sentence).toContain('it came back');
        names(story, '2027-03-20 13:00').person('2027-03-20 14:00', { type: 'FinishReview', reason: 'the daughter moved' });
        expect(story.since('2027-03-20')).toEqual(['2027-03-20 ReviewDone', '2027-03-20 ThirdPartyNoticesOrdered']);
        expect(story.last('ThirdPartyNoticesOrdered')?.data.notices).toEqual([{ noticeId: 'A1.1.t2', thirdPartyId: 'TP1' }]);
        expect(guard(story)?.holds).toBe(false);
      });

      it('calls the crew back that is on its way to post the tag', () => {
        const story = mailed(mailed(ordered(), '2027-03-02 10:00', 'A1.1.n1'), '2027-03-02 10:00', 'A1.1.t1').until('2027-03-26');
        expect(story.case?.status).toBe('door-tag-ordered');
        story.given('2027-03-27 10:00', 'NoticeReturned', { noticeId: 'A1.1.t1', reason: 'moved' });
        expect(story.since('2027-03-27')).toEqual(['2027-03-27 WorkOrderRecalled', '2027-03-27 ThirdPartyNoticesWithdrawn', '2027-03-27 ReviewNeeded']);
      });

      it('to somebody whom the customer does not name any more stops nothing', () => {
        const story = mailed(mailed(ordered(), '2027-03-02 10:00', 'A1.1.n1'), '2027-03-02 10:00', 'A1.1.t1').given('2027-03-09 10:00', 'ThirdPartyWithdrawn', { thirdPartyId: 'TP1' });
        story.given('2027-03-10 10:00', 'NoticeReturned', { noticeId: 'A1.1.t1', reason: 'moved' });
        expect(story.since('2027-03-09')).toEqual([]);
        expect(guard(story)?.holds).toBe(true);
      });
    });

    it('somebody named while the posting is out is told first', () => {
      const story = names(mailed(billed().until('2027-03-01'), '2027-03-02 10:00', 'A1.1.n1'), '2027-03-24 10:00');
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 ThirdPartyNoticesOrdered']);
      expect(guard(story)?.holds).toBe(false);
    });

    it('the name withdrawn, nothing waits for a copy, and one that is not mailed is taken back', () => {
      const story = mailed(ordered(), '2027-03-02 10:00', 'A1.1.n1').given('2027-03-03 10:00', 'ThirdPartyWithdrawn', { thirdPartyId: 'TP1' });
      expect(story.since('2027-03-03')).toEqual(['2027-03-03 ThirdPartyNoticesWithdrawn']);
      expect([letters(story), toVoid(story)]).toEqual([[], ['A1.1.t1']]);
      expect(guard(story)?.holds).toBe(true);
    });
  });

  it('who is named late is given the days of the notice from then: no copy names a day that is over, or before the shut-off may follow', () => {
    const story = names(mailed(billed().until('2027-03-01'), '2027-03-02 10:00', 'A1.1.n1'), '2027-04-05 10:00');
    expect(story.last('NoticeOrdered')?.data.payByOn).toBe('2027-03-27');
    expect(story.last('ThirdPartyNoticesOrdered')?.data).toMatchObject({ of: 'A1.1.n1', payByOn: '2027-04-20' });
  });

  it('what protects the household takes the copy back, and the next notice has one of its own', () => {
    const story = mailed(ordered(), '2027-03-02 10:00', 'A1.1.n1').given('2027-03-03 10:00', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['A1'] });
    expect(toVoid(story)).toEqual(['A1.1.t1']);
    story.given('2027-06-01 10:00', 'BankruptcyDismissed', { docket: 'D1', accountIds: ['A1'] }).until('2027-06-02');
    expect(story.last('ThirdPartyNoticesOrdered')?.data).toMatchObject({ of: 'A1.1.n2', notices: [{ noticeId: 'A1.1.t2', thirdPartyId: 'TP1' }] });
  });

  it('a case that ends takes the copy back', () => {
    expect(toVoid(ordered().pays('2027-03-01 15:00', 20_000))).toEqual(['A1.1.n1', 'A1.1.t1']);
  });
});
