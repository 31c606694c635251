import type { AccountEventData } from '../../libs/account/account.events.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

type Lines = AccountEventData<'BillIssued'>['lines'];

/** The quarter of 91 days from 2027-07-01 to 2027-09-29, billed on the day after. */
const quarter = (story: Story, lines: Lines = [{ service: 'water', amountCents: 18_200 }], period = ['2027-07-01', '2027-09-29'], billId = 'B1') =>
  story.given('2027-09-30 08:00', 'BillIssued', {
    billId,
    billedOn: localDate('2027-09-30'),
    dueOn: localDate('2027-10-21'),
    periodFrom: localDate(period[0] as string),
    periodTo: localDate(period[1] as string),
    lines,
  });
const filed = (story: Story, when = '2027-08-20 14:00') => story.given(when, 'PetitionFiled', { docket: '27-31200', chapter: '13', accountIds: ['A1'] });
const read = (story: Story, when: string, unitsThroughPetition: number) => story.given(when, 'PetitionDayRead', { billId: 'B1', docket: '27-31200', unitsThroughPetition, units: 26 });
const pursued = (story: Story, when: string) => story.entered(when, 'PostPetitionDebtPursued', { docket: '27-31200', reason: 'counsel allows it', allowedBy: 'counsel-1' });
const parts = (story: Story) => story.entry('BillSplit')?.data.parts.map(({ part, fromOn, throughOn, amountCents }) => `${part} ${fromOn} ${throughOn} ${amountCents}`);

describe('Scenario 11: splitting a quarterly bill at the petition date', () => {
  it('51 days before and with the day of the petition are $102.00, 40 days after it $80.00, together the bill to the cent', () => {
    const story = quarter(filed(new Story()));
    expect(story.since('2027-08-20')).toEqual(['2027-09-30 BillSplit']);
    expect(parts(story)).toEqual(['pre-petition 2027-07-01 2027-08-20 10200', 'post-petition 2027-08-21 2027-09-29 8000']);
    expect(story.buckets).toMatchObject({ 'pre-petition': 10_200, current: 8_000 });
    expect(story.balanceCents).toBe(18_200);
    expect(story.rulesOf('BillSplit')).toEqual(['BK-SPLIT']);
  });

  it('is the same when the petition is learnt after the bill', () => {
    const story = filed(quarter(new Story()).at('2027-10-05 09:00'));
    expect(story.since('2027-09-30')).toEqual(['2027-10-05 BillSplit']);
    expect(story.buckets).toMatchObject({ 'pre-petition': 10_200, current: 8_000 });
  });

  it('divides each line, so that lines and parts both sum to the cent', () => {
    const story = quarter(filed(new Story()), [{ service: 'sewer', amountCents: 9_999 }, { service: 'water', amountCents: 8_202 }]);
    const [before, after] = story.entry('BillSplit')?.data.parts ?? [];
    expect([before?.amountCents, after?.amountCents]).toEqual([10_201, 8_000]);
    expect(before?.lines.map((cents, line) => cents + (after?.lines[line] ?? 0))).toEqual([9_999, 8_202]);
    expect(before?.lines.reduce((sum, cents) => sum + cents, 0)).toBe(10_201);
  });

  it.each([
    ['on the last day of the period: all of it is from before', '2027-09-29 14:00', { 'pre-petition': 18_200, current: 0 }],
    ['on the first day: one day of it is', '2027-07-01 09:00', { 'pre-petition': 200, current: 18_000 }],
    ['on the day before it: none is', '2027-06-30 14:00', { 'pre-petition': 0, current: 18_200 }],
  ])('filed %s', (_when, when, buckets) => {
    expect(quarter(filed(new Story(), when)).buckets).toMatchObject(buckets);
  });

  it('a bill that names no period counts whole, by the day on which it was issued', () => {
    const story = filed(new Story()).bill('2027-09-30', '2027-10-21', 18_200, 'B1');
    expect(story.told).toEqual([]);
    expect(story.buckets).toMatchObject({ 'pre-petition': 0, current: 18_200 });
  });

  describe('the penalty', () => {
    it('is posted on no part while the docket holds', () => {
      const story = quarter(filed(new Story())).until('2027-12-31');
      expect(story.since('2027-10-01')).toEqual(['2027-10-22 PenaltyWithheld']);
      expect(story.balanceCents).toBe(18_200);
    });

    it('where counsel lets debt of after the petition be pursued (BK-POSTDEFAULT), is ten percent of $80.00 and not of the bill', () => {
      const story = pursued(quarter(filed(new Story())), '2027-10-01 10:00').until('2027-10-31');
      expect(story.entry('PenaltyAssessed')?.data.amountCents).toBe(800);
      expect(story.buckets).toMatchObject({ 'pre-petition': 10_200 });
    });
  });

  describe('when an actual read arrives later', () => {
    const redone = () => read(quarter(filed(new Story())), '2027-10-04 10:00', 13);

    it('the split is reversed and done again by use: 13 of 26 units are half of it', () => {
      const story = redone();
      expect(story.since('2027-09-30')).toEqual(['2027-09-30 BillSplit', '2027-10-04 BillSplitReversed', '2027-10-04 BillSplit']);
      expect(story.entry('BillSplitReversed')?.data).toEqual({ splitId: 'B1/split/1/reversal', billId: 'B1', corrects: 'B1/split/1' });
      expect(story.entry('BillSplit')?.data).toMatchObject({ splitId: 'B1/split/2', basis: 'reading' });
      expect(story.buckets).toMatchObject({ 'pre-petition': 9_100, current: 9_100 });
      expect(story.balanceCents).toBe(18_200);
    });

    it('told twice it changes nothing more', () => {
      expect(read(redone(), '2027-10-05 10:00', 13).since('2027-10-05')).toEqual([]);
    });

    it('just beside: a reading for another docket does not divide this one', () => {
      const story = quarter(filed(new Story())).given('2027-10-04 10:00', 'PetitionDayRead', { billId: 'B1', docket: 'another', unitsThroughPetition: 13, units: 26 });
      expect(story.since('2027-10-01')).toEqual([]);
    });
  });

  it('a corrected bill is divided anew', () => {
    const story = quarter(filed(new Story())).given('2027-10-04 10:00', 'BillCorrected', { billId: 'B1', lines: [{ service: 'water', amountCents: 9_100 }], reason: 'leak' });
    expect(story.since('2027-10-01')).toEqual(['2027-10-04 BillSplitReversed', '2027-10-04 BillSplit']);
    expect(story.buckets).toMatchObject({ 'pre-petition': 5_100, current: 4_000 });
  });

  describe('payments after the filing (BK-PAYMENTS)', () => {
    it('go to what was charged after it first, and never to what was charged before', () => {
      const story = quarter(filed(new Story().bill('2027-06-01', '2027-06-22', 5_000, 'B0'))).pays('2027-10-02 10:00', 9_000);
      expect(story.buckets).toMatchObject({ 'pre-petition': 15_700, current: 0, suspense: -1_000 });
    });

    it('just beside: a payment of before the filing paid the oldest bill', () => {
      const story = filed(new Story().bill('2027-06-01', '2027-06-22', 5_000, 'B0').pays('2027-08-19 10:00', 5_000));
      expect(story.buckets).toMatchObject({ 'pre-petition': 500, suspense: 0 });
    });

    it("a trustee's distribution pays the claim alone, whatever else is open (BK-PLANPAY)", () => {
      const story = quarter(filed(new Story())).given('2027-12-01 10:00', 'PaymentReceived', { paymentId: 'T1', amountCents: 3_000, tender: 'check', channel: 'lockbox', forDocket: '27-31200' });
      expect(story.buckets).toMatchObject({ 'pre-petition': 7_200, suspense: 0 });
    });

    it('after the case is dismissed what waited pays the oldest debt again', () => {
      const story = quarter(filed(new Story())).pays('2027-10-02 10:00', 9_000).given('2027-11-01 10:00', 'BankruptcyDismissed', { docket: '27-31200', accountIds: ['A1'] });
      expect(story.buckets).toMatchObject({ 'pre-petition': 0, arrears: 9_200, suspense: 0 });
    });
  });
});
