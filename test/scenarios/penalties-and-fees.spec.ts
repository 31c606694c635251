import { bucketNames } from '../../libs/account/buckets.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { billed, noticeMailed, pastDue, restored, shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import { Story } from '../support/story.ts';

const penalties = (story: Story) => story.told.filter((line) => line.includes('Penalty'));
const disputed = (story: Story, when: string) => story.given(when, 'DisputeOpened', { disputeId: 'DI1' });
const settled = (story: Story, when: string) => story.given(when, 'DisputeSettled', { disputeId: 'DI1', outcome: 'the bill stands' });

describe('The penalty of 10 % on what was unpaid when a bill fell due (OH-MC-BILL)', () => {
  it.each([
    ['nothing paid', 0, 2_000],
    ['half paid in time', 10_000, 1_000],
    ['a cent left: a tenth of a cent rounds to nothing', 19_999, 0],
    ['five cents left: half a cent rounds up', 19_995, 1],
    ['all paid in time', 20_000, 0],
    ['more than all', 25_000, 0],
  ])('%s', (_name, paidCents, penaltyCents) => {
    const story = billed();
    if (paidCents > 0) story.pays('2027-03-04 10:00', paidCents);
    expect(story.until('2027-03-31').balanceCents).toBe(20_000 - paidCents + penaltyCents);
  });

  it('that rounds to nothing is decided: the case does not wait for it, and its deadlines go on', () => {
    const story = billed().pays('2027-03-04 10:00', 19_996).bill('2027-03-05', '2027-03-26', 20_000, 'B2').until('2027-03-27');
    expect(story.told).toEqual(['2027-03-06 CaseOpened', '2027-03-27 PenaltyAssessed', '2027-03-27 NoticeOrdered']);
    expect(story.atOf('PenaltyAssessed')).toBe('2027-03-27 00:00');
  });

  it('is posted for a bill that was paid a day late', () => {
    const story = billed().pays('2027-03-06 10:00', 20_000).until('2027-03-31');
    expect(penalties(story)).toEqual(['2027-03-06 PenaltyAssessed']);
    expect(story.balanceCents).toBe(2_000);
  });

  it('is posted once for each bill, on its own lines alone', () => {
    const story = billed().bill('2027-03-12', '2027-04-02', 10_000, 'B2').until('2027-04-30');
    expect(penalties(story)).toEqual(['2027-03-06 PenaltyAssessed', '2027-04-03 PenaltyAssessed']);
    expect(story.balanceCents).toBe(33_000);
  });

  it('is not posted on penalties and fees', () => {
    const story = new Story().pays('2027-03-01 10:00', 5_000, 'P1', 'check').given('2027-03-05 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' }).until('2027-04-30');
    expect(story.told).toEqual(['2027-03-05 FeeAssessed', '2027-03-06 CaseOpened']);
    expect(story.balanceCents).toBe(3_000);
  });

  describe('Holds', () => {
    it('on the day it would be posted: withheld, and not made up for later', () => {
      const story = settled(disputed(billed(), '2027-03-05 10:00'), '2027-03-09 10:00').until('2027-04-30');
      expect(penalties(story)).toEqual(['2027-03-06 PenaltyWithheld']);
      expect(story.rulesOf('PenaltyWithheld')).toEqual(['GEN-CRAFT']);
    });

    it('that ended the day before: posted', () => {
      expect(penalties(settled(disputed(billed(), '2027-03-01 10:00'), '2027-03-05 10:00').until('2027-04-30'))).toEqual(['2027-03-06 PenaltyAssessed']);
    });

    it('that began the day after: it stays', () => {
      expect(penalties(settled(disputed(billed(), '2027-03-07 10:00'), '2027-03-09 10:00').until('2027-04-30'))).toEqual(['2027-03-06 PenaltyAssessed']);
    });

    it.each(['OH-COUNTY@1', 'OH-COUNTY@2'])('under %s, a bill that comes to be known while a hold stands that began after it was due: put off to its end', (under) => {
      const story = disputed(new Story({ under }), '2027-03-10 10:00').bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-14');
      expect(story.told).toEqual([]);
      settled(story, '2027-03-15 10:00').until('2027-03-16');
      expect(story.told).toEqual(['2027-03-15 PenaltyAssessed', '2027-03-16 CaseOpened']);
    });

    it('the same under a stay: withheld for good', () => {
      const story = new Story().given('2027-03-10 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] }).bill('2027-02-12', '2027-03-05', 20_000);
      story.given('2027-05-10 10:00', 'BankruptcyDismissed', { docket: 'D1', accountIds: ['A1'] }).until('2027-05-31');
      expect(penalties(story)).toEqual(['2027-03-10 PenaltyWithheld']);
    });

    it('learnt late, it takes the penalty back; learnt to have been none, the penalty is posted after all', () => {
      const story = disputed(pastDue(), '2027-03-05 10:00');
      expect(story.since('2027-03-10')).toEqual(['2027-03-10 PenaltyReversed', '2027-03-10 CollectionHeld']);
      settled(story.at('2027-03-12 10:00'), '2027-03-05 11:00');
      expect(story.since('2027-03-11')).toEqual(['2027-03-12 PenaltyAssessed', '2027-03-12 CollectionResumed']);
    });
  });

  describe('What comes late corrects it: recorded decisions stand, and corrections are appended', () => {
    it('a payment made in time reverses it, and names what it corrects', () => {
      const story = pastDue().pays('2027-03-05 10:00', 20_000);
      expect(story.since('2027-03-10')).toEqual(['2027-03-10 PenaltyReversed', '2027-03-10 CaseClosed']);
      expect(story.entry('PenaltyReversed')?.data).toEqual({ requestId: 'B2027-02-12/penalty/2/reversal', billId: 'B2027-02-12', amountCents: 2_000, corrects: 'arrears#B2027-02-12/penalty/1' });
      expect(story.balanceCents).toBe(0);
    });

    it('a payment made in time of a part makes it smaller', () => {
      const story = pastDue().pays('2027-03-05 10:00', 10_000);
      expect(story.since('2027-03-10')).toEqual(['2027-03-10 PenaltyReversed', '2027-03-10 PenaltyAssessed']);
      expect(story.balanceCents).toBe(11_000);
    });

    it('a payment made in time that is returned brings it back', () => {
      const story = billed().pays('2027-03-05 10:00', 20_000, 'P1', 'check').given('2027-03-12 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
      expect(story.told).toEqual(['2027-03-12 PenaltyAssessed', '2027-03-12 FeeAssessed']);
    });

    it('a payment moved to this account counts from its original time', () => {
      const story = pastDue();
      const moved = { paymentId: 'P9', fromAccountId: 'A2', toAccountId: 'A1', amountCents: 20_000, tender: 'cash', originalEffectiveAt: '2027-03-04T15:00:00.000Z' as never } as const;
      story.given('2027-03-04 10:00', 'PaymentMoved', moved);
      expect(story.since('2027-03-10')).toEqual(['2027-03-10 PenaltyReversed', '2027-03-10 CaseClosed']);
    });

    it('a payment moved away counts as never made here, without a fee', () => {
      const story = billed().pays('2027-03-04 10:00', 20_000, 'P1').until('2027-03-10');
      const moved = { paymentId: 'P1', fromAccountId: 'A1', toAccountId: 'A2', amountCents: 20_000, tender: 'cash', originalEffectiveAt: '2027-03-04T15:00:00.000Z' as never } as const;
      story.given('2027-03-11 10:00', 'PaymentMoved', moved).until('2027-03-12');
      expect(story.told).toEqual(['2027-03-11 PenaltyAssessed', '2027-03-12 CaseOpened']);
      expect(story.balanceCents).toBe(22_000);
    });

    describe('a due date printed earlier than the pack allows', () => {
      it.each(['2026-03-05', '2027-02-12', '2027-03-04'])('%s: the customer has the days of every bill, and the reason says so', (dueOn) => {
        const story = new Story().bill('2027-02-12', dueOn, 20_000).until('2027-03-20');
        expect(story.told).toEqual(['2027-03-06 PenaltyAssessed', '2027-03-06 CaseOpened', '2027-03-20 NoticeOrdered']);
        expect(story.rulesOf('PenaltyAssessed').slice(0, 2)).toEqual(['OH-MC-BILL', 'OH-MC-BILL']);
        expect(story.sentencesOf('PenaltyAssessed')[1]).toBe(`Printed due date ${dueOn}: earlier than 21 days after 2027-02-12, the day of the bill.`);
      });

      it('by a correction: the same', () => {
        const story = billed().given('2027-02-15 10:00', 'BillCorrected', { billId: 'B2027-02-12', lines: [{ service: 'water', amountCents: 20_000 }], dueOn: localDate('2027-02-20'), reason: 'misread' });
        expect(story.until('2027-03-06').told).toEqual(['2027-03-06 PenaltyAssessed', '2027-03-06 CaseOpened']);
      });

      it('does not let the bill be paid before older ones', () => {
        const story = billed().bill('2027-02-19', '2026-03-12', 10_000, 'B2').pays('2027-02-20 10:00', 20_000);
        expect(story.openCharges).toEqual(['B2 water $100.00']);
      });

      it('just beside: a later one governs', () => {
        expect(new Story().bill('2027-02-12', '2027-03-08', 20_000).until('2027-03-09').told).toEqual(['2027-03-09 PenaltyAssessed', '2027-03-09 CaseOpened']);
      });
    });

    it('that billing posts itself is not posted a second time', () => {
      const story = billed({ pack: (pack) => ({ ...pack, penalty: { ...pack.penalty, postedBy: 'billing' } }) }).until('2027-03-20');
      expect(story.told).toEqual(['2027-03-06 CaseOpened', '2027-03-20 NoticeOrdered']);
    });

    describe('a payment of which a part is moved away', () => {
      const moved = (story: Story, when: string, amountCents: number) =>
        story.given(when, 'PaymentMoved', { paymentId: 'P1', fromAccountId: 'A1', toAccountId: 'A2', amountCents, tender: 'check', originalEffectiveAt: '2027-03-04T15:00:00.000Z' as never });
      const paid = () => billed().pays('2027-03-04 10:00', 20_000, 'P1', 'check').until('2027-03-10');

      it('keeps the rest where it was: the penalty is that of the part', () => {
        const story = moved(paid(), '2027-03-11 10:00', 5_000);
        expect(story.openCharges).toEqual(['B2027-02-12 water $50.00', 'B2027-02-12 penalty $5.00']);
      });

      it('moved in two parts, or more than there was: as if it was never made here', () => {
        expect(moved(moved(paid(), '2027-03-11 10:00', 5_000), '2027-03-11 11:00', 15_000).balanceCents).toBe(22_000);
        expect(moved(paid(), '2027-03-11 10:00', 50_000).balanceCents).toBe(22_000);
      });

      it('comes back: the rest is owed again, with one fee', () => {
        const story = moved(paid(), '2027-03-11 10:00', 5_000).given('2027-03-12 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
        expect(story.balanceCents).toBe(22_000 + 3_000);
      });

      it('wholly, and comes back: the account that it left owes no fee for it and does not answer for it', () => {
        const story = moved(paid(), '2027-03-11 10:00', 20_000).given('2027-03-12 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
        expect(story.balanceCents).toBe(22_000);
        expect(story.account.lastReturnAt).toBeNull();
      });
    });

    it('a bill corrected to less: a smaller penalty', () => {
      const story = pastDue().given('2027-03-11 10:00', 'BillCorrected', { billId: 'B2027-02-12', lines: [{ service: 'water', amountCents: 12_000 }], reason: 'misread' });
      expect(story.since('2027-03-11')).toEqual(['2027-03-11 PenaltyReversed', '2027-03-11 PenaltyAssessed']);
      expect(story.balanceCents).toBe(13_200);
    });

    it('a bill corrected to a later due date: none until then', () => {
      const story = pastDue().given('2027-03-11 10:00', 'BillCorrected', { billId: 'B2027-02-12', lines: [{ service: 'water', amountCents: 20_000 }], dueOn: '2027-03-26' as never, reason: 'mailed late' });
      expect(story.since('2027-03-11')).toEqual(['2027-03-11 PenaltyReversed', '2027-03-11 CaseClosed']);
      expect(story.until('2027-03-27').since('2027-03-12')).toEqual(['2027-03-27 PenaltyAssessed', '2027-03-27 CaseOpened']);
    });

    it('a payment made in time that is learnt after the crew left calls it back', () => {
      const story = shutOffOrdered().pays('2027-03-04 10:00', 20_000);
      expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 PenaltyReversed', '2027-04-01 WorkOrderRecalled', '2027-04-01 ShutOffWithdrawn']);
    });

    it('an adjustment that credits the account closes the case; one that charges it is due at once', () => {
      const credited = pastDue().given('2027-03-11 10:00', 'AdjustmentPosted', { adjustmentId: 'AD1', amountCents: -22_000, reason: 'leak' });
      expect(credited.since('2027-03-11')).toEqual(['2027-03-11 CaseClosed']);
      const charged = restored().given('2027-04-05 10:00', 'AdjustmentPosted', { adjustmentId: 'AD1', amountCents: 9_000, reason: 'meter lost' }).until('2027-04-06');
      expect(charged.since('2027-04-02')).toEqual(['2027-04-06 CaseOpened']);
    });

    it('a credit transferred in pays, one transferred out is owed', () => {
      const transfer = (fromAccountId: string, toAccountId: string) => ({ transferId: 'T1', fromAccountId, toAccountId, amountCents: 22_000 });
      expect(pastDue().given('2027-03-11 10:00', 'CreditTransferred', transfer('A2', 'A1')).balanceCents).toBe(0);
      expect(pastDue().given('2027-03-11 10:00', 'CreditTransferred', transfer('A1', 'A2')).balanceCents).toBe(44_000);
    });
  });
});

describe('Fees', () => {
  it('for a returned payment: once, however often it is told', () => {
    const story = noticeMailed().pays('2027-03-23 10:00', 5_000, 'P1', 'check');
    story.given('2027-03-26 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' }).given('2027-03-27 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
    expect(story.balanceCents).toBe(25_000);
  });

  it('for a return of a payment that nobody knows: none', () => {
    expect(noticeMailed().given('2027-03-26 10:00', 'PaymentReturned', { paymentId: 'P9', reason: 'R01' }).balanceCents).toBe(22_000);
  });

  it('reconnection: when the valve is closed', () => {
    expect(shutOff().balanceCents).toBe(26_500);
  });

  it('trip: when the crew was paid at the door', () => {
    expect(shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'paid-at-door').balanceCents).toBe(24_500);
  });

  it('under a hold: none', () => {
    const story = disputed(noticeMailed().pays('2027-03-23 10:00', 5_000, 'P1', 'check'), '2027-03-24 10:00').given('2027-03-26 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
    expect(settled(story, '2027-03-30 10:00').balanceCents).toBe(22_000);
  });

  it('under a stay that becomes known later: reversed, naming what it corrects', () => {
    const story = noticeMailed()
      .pays('2027-03-23 10:00', 5_000, 'P1', 'check')
      .given('2027-03-26 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' })
      .at('2027-03-28 10:00')
      .given('2027-03-25 10:00', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['A1'] });
    expect(story.since('2027-03-28')[0]).toBe('2027-03-28 FeeReversed');
    expect(story.entry('FeeReversed')?.data).toEqual({ requestId: 'P1/returnedPayment/reversal', cause: 'P1', amountCents: 3_000, corrects: 'P1/returnedPayment' });
    expect(story.rulesOf('FeeReversed')).toEqual(['BK-STAY']);
    expect(story.balanceCents).toBe(22_000);
  });

  it('whose cause arose before a hold, and that a parked message put off: posted after both', () => {
    const story = noticeMailed().pays('2027-03-23 10:00', 5_000, 'P1', 'check').parks('2027-03-25 10:00', 'dead-1').given('2027-03-26 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
    disputed(story, '2027-03-27 10:00').repairs('2027-03-28 10:00', 'dead-1');
    expect(story.told.filter((line) => line.includes('Fee'))).toEqual([]);
    settled(story, '2027-03-30 10:00');
    expect(story.told.filter((line) => line.includes('Fee'))).toEqual(['2027-03-30 FeeAssessed']);
  });
});

describe('Every open cent is in one bucket (I9)', () => {
  const sum = (story: Story) => Object.values(story.buckets).reduce((total, cents) => total + cents, 0);

  it.each([
    ['not due yet: current', () => billed().until('2027-03-01'), { current: 20_000 }],
    ['past due: arrears and penalty', () => pastDue(), { arrears: 20_000, penalty: 2_000 }],
    ['a fee', () => shutOff(), { arrears: 20_000, penalty: 6_500 }],
    ['paid too much: suspense', () => billed().pays('2027-03-01 10:00', 25_000), { suspense: -5_000 }],
    ['a bill in dispute', () => shutOffPlanned().given('2027-03-30 10:00', 'DisputeOpened', { disputeId: 'DI1', billId: 'B2027-02-12' }), { disputed: 22_000 }],
  ] as const)('%s', (_name, make, expected) => {
    const story = make();
    expect(story.buckets).toEqual({ ...Object.fromEntries(bucketNames.map((name) => [name, 0])), ...expected });
    expect(sum(story)).toBe(story.balanceCents);
  });

  it('payments pay the oldest bill first, and within a bill sewer, water, penalty; fees by their day', () => {
    const story = new Story().given('2027-02-12 08:00', 'BillIssued', {
      billId: 'B1',
      billedOn: '2027-02-12' as never,
      dueOn: '2027-03-05' as never,
      lines: [
        { service: 'water', amountCents: 10_000 },
        { service: 'sewer', amountCents: 5_000 },
      ],
    });
    story.bill('2027-03-01', '2027-03-22', 4_000, 'B2').until('2027-03-10');
    expect(story.openCharges).toEqual(['B1 sewer $50.00', 'B1 water $100.00', 'B1 penalty $15.00', 'B2 water $40.00']);
    story.pays('2027-03-11 10:00', 6_000);
    expect(story.openCharges).toEqual(['B1 water $90.00', 'B1 penalty $15.00', 'B2 water $40.00']);
  });
});
