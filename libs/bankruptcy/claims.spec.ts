import { localDate } from '../kernel/time.ts';
import { Story, local } from '../../test/support/story.ts';
import { claimDeadline, mattersOf, NoPetition, proofOfClaim, proofOfClaimSchema, suitDeadline } from './index.ts';

type Chapter = '7' | '13';
const filed = (story: Story, chapter: Chapter = '13', when = '2026-11-02 10:00') => story.given(when, 'PetitionFiled', { docket: '26-7', chapter, accountIds: ['A1'] });
const matterOf = (story: Story) => mattersOf([story.account])[0] as ReturnType<typeof mattersOf>[number];
const deadline = (story: Story) => claimDeadline(matterOf(story).petition, story.law);

describe('Claims (BK-POC)', () => {
  it('scenario 15: a conversion to chapter 7 on 2027-04-15 gives a governmental unit until Tuesday 2027-10-12, subject to asset notice', () => {
    const story = filed(new Story()).given('2027-04-15 10:00', 'BankruptcyConverted', { docket: '26-7', accountIds: ['A1'], chapter: '7' });
    expect(deadline(story)).toMatchObject({ lastDayOn: '2027-10-12', subjectToAssetNotice: true });
    expect(deadline(story)?.because.map(({ rule }) => rule)).toEqual(['BK-POC', 'BK-CONVERT']);
  });

  it('without the conversion: 180 days from 2026-11-02 are Saturday 2027-05-01, and so Monday', () => {
    expect(deadline(filed(new Story()))).toMatchObject({ lastDayOn: '2027-05-03', subjectToAssetNotice: false });
  });

  it.each([
    ['a voluntary case: 70 days', {}, '2027-01-11'],
    // 90 days from 2026-11-02 are Sunday 2027-01-31.
    ['an involuntary case: 90 days', { involuntary: true }, '2027-02-01'],
  ])('a private water company has less: %s', (_words, more, lastDayOn) => {
    const story = new Story({ under: 'CA-998-MUTUAL@1' }).given('2026-11-02 10:00', 'PetitionFiled', { docket: '26-7', chapter: '13', accountIds: ['A1'], ...more });
    expect(deadline(story)?.lastDayOn).toBe(lastDayOn);
  });

  it('a notice of assets gives ninety days at least', () => {
    const story = filed(new Story({ under: 'CA-998-MUTUAL@1' }), '7').given('2027-03-01 10:00', 'AssetsNoticed', { docket: '26-7', accountIds: ['A1'] });
    expect(deadline(story)).toMatchObject({ lastDayOn: '2027-06-01', subjectToAssetNotice: false });
  });

  it('a docket whose petition nobody knows has no deadline, and no claim can be made of it', () => {
    const story = new Story().given('2027-06-01 10:00', 'BankruptcyDischarged', { docket: '26-7', accountIds: ['A1'] });
    expect(deadline(story)).toBeNull();
    expect(() => proofOfClaim(matterOf(story), story.law, local('2027-06-02'))).toThrow(NoPetition);
  });

  describe('the data of Official Form 410', () => {
    const quarter = (story: Story) =>
      story.given('2026-12-31 08:00', 'BillIssued', { billId: 'B2', billedOn: localDate('2026-12-31'), dueOn: localDate('2027-01-21'), periodFrom: localDate('2026-10-01'), periodTo: localDate('2026-12-30'), lines: [{ service: 'water', amountCents: 18_200 }] });
    const owing = () => quarter(filed(new Story().bill('2026-09-01', '2026-09-22', 20_000, 'B1').pays('2026-10-01 10:00', 5_000)));
    const claim = (story: Story) => proofOfClaim(matterOf(story), story.law, local('2027-06-02'));

    it('claims what was charged through the petition, item by item, to the cent', () => {
      const form = proofOfClaimSchema.parse(claim(owing()));
      expect(form.itemisation.map(({ billId, kind, chargedCents, paidCents, claimedCents }) => [billId, kind, chargedCents, paidCents, claimedCents])).toEqual([
        ['B1', 'water', 20_000, 5_000, 15_000],
        ['B1', 'penalty', 2_000, 0, 2_000],
        // 33 of 91 days: 2026-10-01 through 2026-11-02.
        ['B2', 'water', 6_600, 0, 6_600],
      ]);
      expect(form).toMatchObject({ docket: '26-7', chapter: '13', claim: { asOf: '2026-11-02', cents: 23_600, chargesCents: 2_000 }, secured: { isSecured: false }, fileBy: { lastDayOn: '2027-05-03' } });
    });

    it('a discharge takes nothing from it, and a distribution does', () => {
      const story = owing().given('2027-05-10 10:00', 'BankruptcyDischarged', { docket: '26-7', accountIds: ['A1'] });
      expect(claim(story).claim.cents).toBe(23_600);
      story.given('2027-06-01 10:00', 'PaymentReceived', { paymentId: 'T1', amountCents: 3_600, tender: 'check', channel: 'lockbox', forDocket: '26-7' });
      expect(claim(story).claim.cents).toBe(20_000);
      expect(story.entry('PrePetitionDebtDischarged')?.data.amountCents).toBe(-3_600);
      expect(story.buckets).toMatchObject({ 'pre-petition': 0, suspense: 0 });
    });

    it('says that a deposit of before the petition is kept, which nobody takes without leave (BK-SETOFF); just beside, one of after it is none', () => {
      const deposited = (story: Story, when: string) => story.given(when, 'DepositReceived', { depositId: 'K1', amountCents: 5_000 });
      expect(claim(filed(deposited(new Story().bill('2026-09-01', '2026-09-22', 20_000, 'B1'), '2026-10-05 10:00')))).toMatchObject({ setOff: { isSubject: true }, claim: { cents: 22_000 } });
      expect(claim(deposited(owing(), '2027-01-05 10:00')).setOff.isSubject).toBe(false);
    });

    it('names no customer', () => {
      expect(JSON.stringify(claim(owing()))).not.toContain('A. Customer');
    });
  });
});

describe('Suits after a dismissal (BK-108C)', () => {
  const dismissed = () => filed(new Story()).given('2027-06-03 10:00', 'BankruptcyDismissed', { docket: '26-7', accountIds: ['A1'] });
  const through = (story: Story, ordinaryEndOn: string) => suitDeadline(matterOf(story).petition, localDate(ordinaryEndOn), local('2027-06-10 09:00'), story.law);

  it('time that ran out during the case: thirty days after the notice of 2027-06-10, which end on a Saturday', () => {
    expect(through(dismissed(), '2027-03-01')?.lastDayOn).toBe('2027-07-12');
  });

  it('just beside: time that ends after those days is not made longer', () => {
    expect(through(dismissed(), '2027-07-11')?.lastDayOn).toBe('2027-07-11');
  });

  it('while the stay runs nobody knows the day; after a discharge nobody may sue', () => {
    expect(through(filed(new Story()), '2027-03-01')).toBeNull();
    expect(through(filed(new Story()).given('2027-06-03 10:00', 'BankruptcyDischarged', { docket: '26-7', accountIds: ['A1'] }), '2027-03-01')).toBeNull();
  });
});
