import { interestCents, previewDeposits } from '../../libs/account/deposits.ts';
import { plusDays } from '../../libs/calendar/days.ts';
import { localDate } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { Story, type StoryOptions } from '../support/story.ts';

type Pack = Law['pack'];
type Deposits = NonNullable<Pack['deposits']>;
type Period = NonNullable<Pack['lapsing']>['values'][string]['periods'][number];

const period = (from: string, through: string, basisPoints: number): Period => ({ validFrom: localDate(from), validThrough: localDate(through), basisPoints, source: 'the county' });
const rates =
  (...periods: Period[]) =>
  (pack: Pack): Pack => ({ ...pack, lapsing: { warnDaysAhead: 90, rule: 'GEN-CAL', values: { 'deposit-interest': { says: 'The rate', rule: 'OP-DEPOSIT', periods } } } });
const terms =
  (change: (deposits: Deposits) => Deposits) =>
  (pack: Pack): Pack => ({ ...pack, deposits: change(pack.deposits as Deposits) });

/** $200.00 held from 2026-02-02 on. */
const held = (options: StoryOptions = {}, cents = 20_000) => new Story(options).given('2026-02-02 10:00', 'DepositReceived', { depositId: 'DP1', amountCents: cents });
const interest = (story: Story) => story.decided.flatMap(({ on, decision }) => (decision.type === 'DepositInterestCredited' ? [`${on} ${decision.data.throughOn} ${decision.data.amountCents}`] : []));
const refunds = (story: Story) => story.decided.flatMap(({ on, decision }) => (decision.type === 'DepositRefundDue' ? [`${on} ${decision.data.amountCents}`] : []));
const preview = (story: Story) => previewDeposits(story.account, story.law, story.simulation.now)[0];

describe('A deposit (OP-DEPOSIT)', () => {
  describe('bears interest', () => {
    it('of a year at 3 % on $200.00, credited on the day after, and asked of billing until it acknowledges', () => {
      const story = held().until('2027-02-03');
      expect(interest(story)).toEqual(['2027-02-03 2027-02-02 600']);
      expect(story.balanceCents).toBe(-600);
      expect(story.account.unacknowledged).toContain('DP1/interest/2027-02-02');
      expect(story.rulesOf('DepositInterestCredited')).toEqual(['OP-DEPOSIT']);
    });

    it('at each rate for its days, rounded once: a half cent up, a little less down', () => {
      // 150 days at 3 % and 215 at 2 % of $200.00: 24657.53… and 23561.64… hundredths of a cent.
      const story = held({ pack: rates(period('2026-01-01', '2026-07-02', 300), period('2026-07-03', '2028-12-31', 200)) }).until('2027-02-03');
      expect(interest(story)).toEqual(['2027-02-03 2027-02-02 482']);
      const half = (cents: number) => interest(held({}, cents).until('2027-02-03'));
      // 3 % of 50 cents is one and a half, of 49 cents a little less.
      expect([half(50), half(49)]).toEqual([['2027-02-03 2027-02-02 2'], ['2027-02-03 2027-02-02 1']]);
    });

    it('the first day left out and the last counted (GEN-COUNT)', () => {
      const { pack, calendar, ...law } = loadLaw('OH-COUNTY@1');
      const deposit = { ...(held().account.deposits[0] as NonNullable<Story['account']['deposits'][0]>), amountCents: 36_500_00 };
      const of = (through: string) => interestCents(deposit, pack.deposits as Deposits, { ...law, pack, calendar }, localDate('2026-02-02'), localDate(through));
      // $3 a day.
      expect([of('2026-02-02'), of('2026-02-03'), of('2026-03-02')]).toEqual([0, 300, 28 * 300]);
    });

    it('a leap year counts its 366 days only where the pack says so', () => {
      const leap = (dayCount: Deposits['interest']['dayCount']) => {
        const law = loadLaw('OH-COUNTY@1');
        const pack = terms((deposits) => ({ ...deposits, interest: { ...deposits.interest, dayCount } }))(law.pack);
        const deposit = { depositId: 'D', amountCents: 1_000_000, receivedAt: '2027-12-31T15:00:00.000Z' as never, takenOut: [], interest: {}, refundAsked: false };
        return interestCents(deposit, pack.deposits as Deposits, { ...law, pack }, localDate('2027-12-31'), localDate('2028-12-31'));
      };
      expect([leap('actual/365'), leap('actual/actual')]).toEqual([30_082, 30_000]);
    });

    it('agrees with a plain count, day by day in fractions, for deposits that are taken out in parts', () => {
      const story = held({}, 98_765).given('2026-05-11 10:00', 'DepositRefunded', { depositId: 'DP1', refundId: 'R1', amountCents: 12_345 }).until('2027-02-03');
      let exact = 0;
      for (let on = localDate('2026-02-03'); on <= '2027-02-02'; on = plusDays(on, 1)) exact += ((on <= '2026-05-11' ? 98_765 : 86_420) * 0.03) / 365;
      expect(interest(story)).toEqual([`2027-02-03 2027-02-02 ${Math.round(exact)}`]);
    });

    it('when all of it went out, through that day', () => {
      const story = held().given('2026-04-13 10:00', 'DepositRefunded', { depositId: 'DP1', refundId: 'R1', amountCents: 20_000 }).until('2028-02-10');
      expect(interest(story)).toEqual(['2026-04-14 2026-04-13 115']);
      expect(refunds(story)).toEqual([]);
    });

    it('of years ago only from where billing stopped: what billing credited is not credited again', () => {
      const credited = (interestCreditedThroughOn?: string) => {
        const since = interestCreditedThroughOn === undefined ? {} : { interestCreditedThroughOn: localDate(interestCreditedThroughOn) };
        const years = rates(period('2020-01-01', '2028-12-31', 300));
        return interest(new Story({ pack: years }).given('2024-02-02 10:00', 'DepositReceived', { depositId: 'DP1', amountCents: 20_000, ...since }).until('2027-02-03'));
      };
      expect(credited().map((line) => line.slice(11))).toEqual(['2025-02-02 602', '2026-02-02 600', '2027-02-02 600']);
      expect(credited('2026-02-02').map((line) => line.slice(11))).toEqual(['2027-02-02 600']);
      // A day less, and that day bears interest: two cents.
      expect(credited('2026-02-01').map((line) => line.slice(11))).toEqual(['2026-02-02 2', '2027-02-02 600']);
      expect(credited('2026-07-02').map((line) => line.slice(11))).toEqual(['2027-02-02 353']);
    });

    it('and of one that was gone by then, none', () => {
      const gone = new Story().given('2026-02-02 10:00', 'DepositReceived', { depositId: 'DP1', amountCents: 20_000, interestCreditedThroughOn: localDate('2026-04-13') });
      expect(interest(gone.given('2026-04-13 10:00', 'DepositRefunded', { depositId: 'DP1', refundId: 'R1', amountCents: 20_000 }).until('2027-02-10'))).toEqual([]);
    });

    it('what is learnt late is corrected by what differs', () => {
      const story = held().until('2027-02-03').given('2026-08-03 10:00', 'DepositRefunded', { depositId: 'DP1', refundId: 'R1', amountCents: 10_000 }).until('2027-02-05');
      expect(interest(story)).toEqual(['2027-02-03 2027-02-02 600', '2027-02-04 2027-02-02 -150']);
      expect(story.balanceCents).toBe(-450);
    });

    it('and a period that never was, since all had gone out before, is taken back and the shorter one credited', () => {
      const story = held().until('2027-02-03').given('2026-08-03 10:00', 'DepositRefunded', { depositId: 'DP1', refundId: 'R1', amountCents: 20_000 }).until('2027-02-05');
      expect(interest(story).slice(1)).toEqual(['2027-02-04 2027-02-02 -600', '2027-02-04 2026-08-03 299']);
      expect(story.balanceCents).toBe(-299);
    });

    it('waits where the rate has lapsed, and for that alone; nothing where it is 0 %', () => {
      expect(interest(held({ pack: rates(period('2026-01-01', '2027-02-01', 300)) }).until('2027-03-01'))).toEqual([]);
      expect(refunds(held({ pack: rates(period('2026-01-01', '2027-02-01', 300)) }).until('2027-03-01'))).toHaveLength(1);
      expect(interest(held({ under: 'CA-998@2' }).until('2027-03-01'))).toEqual([]);
    });

    it('credited by billing where the pack says so: Arrears posts none', () => {
      expect(interest(held({ pack: terms((deposits) => ({ ...deposits, postedBy: 'billing' })) }).until('2027-03-01'))).toEqual([]);
    });
  });

  describe('goes back', () => {
    it('after twelve months, asked of billing once, and not a day before', () => {
      expect(refunds(held().until('2027-02-01'))).toEqual([]);
      expect(refunds(held().until('2027-03-31'))).toEqual(['2027-02-02 20000']);
    });

    it.each(['OH-COUNTY@1', 'OH-COUNTY@2', 'CA-998@1', 'CA-998@2', 'CA-998-CITY@1', 'CA-998-MUTUAL@1'])('under %s after twelve months, and after a second late payment twelve months later', (under) => {
      const billed = (story: Story, month: string) => story.bill(`2026-${month}-02`, `2026-${month}-23`, 4_000).pays(`2026-${month}-28 10:00`, 4_400);
      expect(preview(held({ under }).at('2026-12-01 12:00'))?.refundableOn).toBe('2027-02-02');
      expect(preview(billed(held({ under }), '04').at('2026-12-01 12:00'))?.refundableOn).toBe('2027-02-02');
      expect(preview(billed(billed(held({ under }), '04'), '06').at('2026-12-01 12:00'))?.refundableOn).toBe('2027-04-24');
    });

    it.each(['OH-COUNTY@1', 'OH-COUNTY@2'])('under %s with its interest, once a year of 365 days', (under) => {
      expect(interest(held({ under }).until('2028-02-29'))).toEqual(['2027-02-03 2027-02-02 600', '2028-02-03 2028-02-02 600']);
    });

    it('told by the preview: what is held, what it bore, and from when', () => {
      const story = held().at('2026-08-03 12:00');
      expect(preview(story)).toEqual({ depositId: 'DP1', heldCents: 20_000, accruedCents: 299, refundableOn: '2027-02-02', sentence: 'It goes back on 2027-02-02, after 12 months of good payment since it was paid on 2026-02-02.' });
    });

    const late = (story: Story, month: string) => story.bill(`2026-${month}-02`, `2026-${month}-23`, 5_000).pays(`2026-${month}-28 10:00`, 5_500);

    it('one late payment is forgiven, the second begins the months anew, two days after that bill was due', () => {
      expect(refunds(late(held(), '04').until('2027-02-02'))).toEqual(['2027-02-02 20000']);
      const twice = late(late(held(), '04'), '06');
      // Of the two the earlier one counts: the later is forgiven.
      expect(refunds(twice.until('2027-04-23'))).toEqual([]);
      expect(refunds(twice.until('2027-04-24'))).toEqual(['2027-04-24 20000']);
    });

    it('a payment that was returned begins them anew', () => {
      const story = held().bill('2026-04-02', '2026-04-23', 5_000).pays('2026-04-10 10:00', 5_000, 'P1', 'check').given('2026-04-14 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' }).pays('2026-04-15 10:00', 8_000);
      expect(refunds(story.until('2027-04-13'))).toEqual([]);
      expect(refunds(story.until('2027-04-14'))).toEqual(['2027-04-14 20000']);
    });

    it('while something is past due it waits for the payment', () => {
      const story = held().bill('2027-01-04', '2027-01-25', 5_000, 'B1').until('2027-02-10');
      expect(refunds(story)).toEqual([]);
      expect(preview(story)?.sentence).toBe('It goes back when nothing is past due.');
      expect(refunds(story.pays('2027-02-11 10:00', 5_500).until('2027-02-12'))).toEqual(['2027-02-11 20000']);
    });
  });

  describe('under a stay (BK-SETOFF)', () => {
    /** $200.00 owed from before the petition of 2026-06-01. */
    const filed = () => held().bill('2026-04-02', '2026-04-23', 20_000, 'B1').given('2026-06-01 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });
    const applied = (story: Story, when: string) => story.given(when, 'DepositApplied', { depositId: 'DP1', applicationId: 'DA1', amountCents: 20_000 });

    it('is never set off against debt of before the petition: what billing applies waits in suspense', () => {
      const story = applied(filed(), '2026-06-10 10:00').at('2026-06-11 12:00');
      // With what it bore until then.
      expect(story.buckets.suspense).toBe(-20_000 - 210);
      expect(story.openCharges[0]).toBe('B1 water $200.00');
    });

    it('just beside: without a petition it pays what is owed, and after one what came later', () => {
      const free = applied(held().bill('2026-04-02', '2026-04-23', 20_000, 'B1'), '2026-04-10 10:00').at('2026-06-11 12:00');
      expect(free.openCharges).toEqual([]);
      const later = applied(filed().bill('2026-07-01', '2026-07-22', 12_000, 'B2'), '2026-07-02 10:00').at('2026-07-03 12:00');
      expect(later.openCharges[0]).toBe('B1 water $200.00');
      expect(later.buckets.suspense).toBe(-8_000 - 247);
    });

    it('does not go back either, and the preview says why', () => {
      const story = filed().at('2027-08-02 12:00');
      expect(refunds(story)).toEqual([]);
      expect(preview(story)?.sentence).toContain('neither given back nor set off (BK-SETOFF)');
    });
  });
});
