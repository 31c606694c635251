import type { AccountEventData } from '../../libs/account/account.events.ts';
import { equalInstalments, arrangementRefusal } from '../../libs/account/arrangement.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { noticeMailed, shutOff, shutOffPlanned } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

type Terms = AccountEventData<'ArrangementAgreed'>;
const dates = ['2027-04-23', '2027-05-21', '2027-06-18'].map(localDate);

/** $220.00: 25 % down and three equal instalments of $55.00. The last is due on a day on which the office is shut: it rolls to Monday. */
const terms = (more: Partial<Terms> = {}): Terms => ({
  arrangementId: 'AR1',
  downPaymentCents: 5_500,
  instalments: [...equalInstalments(22_000, 5_500, dates)],
  agreedBy: 'specialist-1',
  ...more,
});
const agreed = (story: Story = noticeMailed(), more: Partial<Terms> = {}) => story.given('2027-03-24 10:00', 'ArrangementAgreed', terms(more));
const withDown = () => agreed().pays('2027-03-24 11:00', 5_500);

describe('Arrangements of equal instalments', () => {
  it('split the rest evenly; the first parts carry the odd cents', () => {
    expect(equalInstalments(22_001, 5_500, dates).map((part) => part.amountCents)).toEqual([5_501, 5_500, 5_500]);
  });

  it('agreed: collection is held, and the debt has its own bucket', () => {
    const story = agreed();
    expect(story.since('2027-03-24')).toEqual(['2027-03-24 CollectionHeld']);
    expect(story.last('CollectionHeld')?.data.holds).toEqual([{ kind: 'arrangement', evidence: 'AR1' }]);
    expect(story.buckets).toMatchObject({ arranged: 22_000, arrears: 0, penalty: 0 });
  });

  it('kept to the end: the notice lapses meanwhile, the arrangement is fulfilled, and the case is closed', () => {
    const story = withDown().pays('2027-04-23 23:00', 5_500, 'P2').pays('2027-05-20 10:00', 5_500, 'P3').pays('2027-06-21 10:00', 5_500, 'P4').until('2027-06-30');
    expect(story.since('2027-03-24')).toEqual([
      '2027-03-24 CollectionHeld',
      '2027-05-22 NoticeWithdrawn',
      '2027-06-21 ArrangementFulfilled',
      '2027-06-21 CollectionResumed',
      '2027-06-21 CaseClosed',
    ]);
  });

  it('paid ahead: fulfilled early', () => {
    const story = withDown().pays('2027-04-05 10:00', 16_500, 'P2');
    expect(story.since('2027-04-05')).toEqual(['2027-04-05 ArrangementFulfilled', '2027-04-05 CollectionResumed', '2027-04-05 CaseClosed']);
  });

  describe('An instalment', () => {
    it('due on a closed day may be paid on the next open one (GEN-ROLL-OH)', () => {
      const kept = withDown().pays('2027-04-23 10:00', 5_500, 'P2').pays('2027-05-20 10:00', 5_500, 'P3').until('2027-06-20');
      expect(kept.told.filter((line) => line.includes('Missed'))).toEqual([]);
    });

    it('not paid on its day: missed, and still held through the cure period of five business days', () => {
      const story = withDown().until('2027-04-29');
      expect(story.since('2027-04-01')).toEqual(['2027-04-24 ArrangementMissed']);
      expect(story.last('ArrangementMissed')?.data).toEqual({ arrangementId: 'AR1', missedOn: '2027-04-23', cureThroughOn: '2027-04-30' });
      expect(story.rulesOf('ArrangementMissed')).toEqual(['AUTHORITY']);
    });

    it('paid in the last minute of the cure period: cured', () => {
      const story = withDown().pays('2027-04-30 23:59', 5_500, 'P2').until('2027-05-10');
      expect(story.since('2027-04-01')).toEqual(['2027-04-24 ArrangementMissed', '2027-04-30 ArrangementCured']);
    });

    it('paid a minute after it: broken; the notice of before is spent and a fresh one goes out', () => {
      const story = withDown().pays('2027-05-01 00:01', 5_500, 'P2').until('2027-05-10');
      expect(story.since('2027-04-01')).toEqual([
        '2027-04-24 ArrangementMissed',
        '2027-05-01 ArrangementBroken',
        '2027-05-01 NoticeWithdrawn',
        '2027-05-01 CollectionResumed',
        '2027-05-01 NoticeOrdered',
      ]);
      expect(story.last('CollectionResumed')?.data).toMatchObject({ resumeAt: 'notice', afterDismissal: false });
    });

    it('short by a cent is not paid', () => {
      expect(withDown().pays('2027-04-23 10:00', 5_499, 'P2').until('2027-04-24').told.at(-1)).toBe('2027-04-24 ArrangementMissed');
    });

    it('whose payment is returned was not paid', () => {
      const story = withDown().pays('2027-04-23 10:00', 5_500, 'P2', 'check').given('2027-04-28 10:00', 'PaymentReturned', { paymentId: 'P2', reason: 'R01' });
      expect(story.since('2027-04-01').filter((line) => line.includes('Arrangement'))).toEqual(['2027-04-28 ArrangementMissed']);
    });

    it('missed, and the down payment too: what was paid counts for the oldest part first', () => {
      const story = agreed().pays('2027-03-30 10:00', 5_500, 'P1').until('2027-04-24');
      expect(story.since('2027-03-25')).toEqual(['2027-03-25 ArrangementMissed', '2027-03-30 ArrangementCured', '2027-04-24 ArrangementMissed']);
    });
  });

  describe('A payment that proves a broken arrangement kept', () => {
    it('learnt late: cured, and collection is held again', () => {
      const story = withDown().until('2027-05-03').pays('2027-04-23 10:00', 5_500, 'P2');
      expect(story.since('2027-05-02')).toEqual(['2027-05-04 ArrangementCured', '2027-05-04 NoticeWithdrawn', '2027-05-04 CollectionHeld']);
    });
  });

  describe('The limits of a specialist', () => {
    const law = loadLaw('OH-COUNTY@1');
    it.each([
      ['three instalments, 25 % down: agreed', terms(), null],
      ['a cent less down: a supervisor', terms({ downPaymentCents: 5_499 }), 'AUTHORITY'],
      ['four instalments: a supervisor', terms({ instalments: equalInstalments(22_000, 5_500, [...dates, localDate('2027-07-16')]) as never }), 'AUTHORITY'],
    ])('%s', (_name, offer, rule) => {
      expect(arrangementRefusal(offer, law)?.because.rule ?? null).toBe(rule);
    });

    const over = { downPaymentCents: 1_000 };

    it('over them it is a hold that awaits a supervisor, and nothing is missed meanwhile', () => {
      const story = agreed(noticeMailed(), over).until('2027-05-10');
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 CollectionHeld']);
      expect(story.sentencesOf('CollectionHeld')).toEqual(['Arrangement AR1 awaits a supervisor: $10.00 down; less than $43.75 needs a supervisor.']);
    });

    it('agreed with a supervisor it is like any other', () => {
      const story = agreed(noticeMailed(), { ...over, approvedBy: 'supervisor-1' }).until('2027-03-25');
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 CollectionHeld', '2027-03-25 ArrangementMissed']);
    });

    const approvedLater = () => agreed(noticeMailed(), over).pays('2027-03-25 10:00', 1_000, 'P0').given('2027-03-26 10:00', 'ArrangementAgreed', terms({ ...over, approvedBy: 'supervisor-1' }));

    it('agreed again with a supervisor later, it replaces what awaited one', () => {
      const story = approvedLater().pays('2027-03-26 11:00', 21_000);
      expect(story.since('2027-03-26')).toEqual(['2027-03-26 ArrangementFulfilled', '2027-03-26 CollectionResumed', '2027-03-26 CaseClosed']);
    });

    it('held while it awaited a supervisor: a bill that fell due then has no penalty, whatever is agreed later', () => {
      const story = agreed(noticeMailed().bill('2027-03-05', '2027-03-26', 10_000, 'B2'), over)
        .given('2027-03-29 10:00', 'ArrangementAgreed', terms({ ...over, approvedBy: 'supervisor-1' }))
        .pays('2027-03-29 11:00', 32_000)
        .until('2027-04-30');
      expect(story.since('2027-03-25').filter((line) => line.includes('Penalty'))).toEqual(['2027-03-27 PenaltyWithheld']);
      expect(story.balanceCents).toBe(0);
    });

    it('what was paid while it awaited a supervisor counts', () => {
      const story = approvedLater().until('2027-04-24');
      expect(story.since('2027-03-26')).toEqual(['2027-04-24 ArrangementMissed']);
    });
  });

  describe('While the water is off', () => {
    it('an arrangement brings it back, and its breach needs a fresh notice', () => {
      const story = shutOff()
        .given('2027-04-01 12:00', 'ArrangementAgreed', { arrangementId: 'AR1', downPaymentCents: 7_000, instalments: [{ dueOn: dates[0] as never, amountCents: 19_500 }], agreedBy: 'specialist-1' })
        .pays('2027-04-01 12:10', 7_000)
        .crewReports('2027-04-01 15:00', 'A1.1.w3', 'on')
        .until('2027-05-01');
      expect(story.since('2027-04-01').slice(5)).toEqual([
        '2027-04-01 CollectionHeld',
        '2027-04-01 RestorationOrdered',
        '2027-04-01 ServiceRestored',
        '2027-04-24 ArrangementMissed',
        '2027-05-01 ArrangementBroken',
        '2027-05-01 CollectionResumed',
        '2027-05-01 NoticeOrdered',
      ]);
    });

    const beyond = (more: Partial<Terms> = {}) => ({ arrangementId: 'AR1', downPaymentCents: 1_000, instalments: [{ dueOn: dates[0] as never, amountCents: 25_500 }], agreedBy: 'specialist-1', ...more });
    const awaiting = () => shutOff().given('2027-04-01 12:00', 'ArrangementAgreed', beyond());
    const orders = (story: Story) => story.since('2027-04-01').filter((line) => line.includes('Restoration'));

    it('one beyond the limits brings nothing back while it awaits a supervisor, whatever is paid down', () => {
      expect(orders(awaiting().pays('2027-04-01 12:10', 1_000).until('2027-04-20'))).toEqual([]);
    });

    it('approved, it brings the water back from that moment', () => {
      const story = awaiting().given('2027-04-02 10:00', 'ArrangementAgreed', beyond({ approvedBy: 'supervisor-1' }));
      expect(orders(story)).toEqual(['2027-04-02 RestorationOrdered']);
      expect(story.last('RestorationOrdered')?.data.onDay).toBe('2027-04-02');
    });

    it('refused, the water stays off, and payment in full brings it back as ever', () => {
      const story = awaiting().entered('2027-04-02 10:00', 'ArrangementRefused', { arrangementId: 'AR1', reason: 'too little down', refusedBy: 'supervisor-1' }).until('2027-04-05');
      expect(orders(story)).toEqual([]);
      expect(orders(story.pays('2027-04-06 10:00', 26_500))).toEqual(['2027-04-06 RestorationOrdered']);
    });

    it('another hold that restores still does beside it', () => {
      expect(orders(awaiting().given('2027-04-01 13:00', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['A1'] }))).toEqual(['2027-04-01 RestorationOrdered']);
    });

    it('a shut-off that is only planned waits for the answer', () => {
      const story = agreed(shutOffPlanned(), { downPaymentCents: 1_000, agreedBy: 'specialist-1' });
      expect(story.until('2027-04-08').all('ShutOffOrdered')).toEqual([]);
    });
  });
});
