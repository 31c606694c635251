import type { AccountEventData } from '../../libs/account/account.events.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { Story, type StoryOptions } from '../support/story.ts';

type Questioned = AccountEventData<'InvestigationOpened'>['questioned'];
type Closing = Partial<AccountEventData<'InvestigationClosed'>>;

/** $200.00 of B1 due 2027-03-22, in the tables of the county. */
const billed = (options: StoryOptions = {}) => new Story(options).bill('2027-03-01', '2027-03-22', 20_000, 'B1');

function opens(story: Story, when: string, questioned: Questioned, more: Partial<AccountEventData<'InvestigationOpened'>> = {}): Story {
  return story.given(when, 'InvestigationOpened', { investigationId: 'IN1', kind: 'high-bill', askedBy: 'customer', questioned, ...more });
}

function closes(story: Story, when: string, closing: Closing): Story {
  return story.given(when, 'InvestigationClosed', { investigationId: 'IN1', outcome: 'upheld', ...closing });
}

const pursued = (story: Story) => {
  const { pastDueCents, oldestDueOn } = story.simulation.contextFor('A1').facts;
  return `${pastDueCents} since ${oldestDueOn}`;
};
const guarded = (story: Story, step: 'shut-off' | 'door-tag' | 'clearance', guard: string) => story.verdicts(step).find((verdict) => verdict.guard === guard)?.holds;
const lessThirty: Closing = { outcome: 'adjusted', adjustments: [{ adjustmentId: 'J1', billId: 'B1', amountCents: 3_000 }] };

describe('A billing investigation (M43)', () => {
  describe('over part of a bill', () => {
    it('stops that part alone: the rest ages, has its penalty and its notice, which says what was left out', () => {
      const story = opens(billed(), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }]).at('2027-04-07 12:00');
      expect(story.since('2027-03-23')).toEqual(['2027-03-23 PenaltyAssessed', '2027-03-23 CaseOpened', '2027-04-06 NoticeOrdered']);
      expect(story.entry('PenaltyAssessed')?.data.amountCents).toBe(1_500);
      expect(story.last('NoticeOrdered')?.data.pastDueCents).toBe(16_500);
      expect(story.sentencesOf('NoticeOrdered')).toContain('Investigation IN1 (high bill) looks into $50.00 of bill B1.');
      expect(story.buckets).toMatchObject({ disputed: 5_000, arrears: 15_000, penalty: 1_500 });
    });

    it('under the county\'s next version, too', () => {
      const story = opens(billed({ under: 'OH-COUNTY@2' }), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }]).at('2027-04-07 12:00');
      expect(story.last('NoticeOrdered')?.data.pastDueCents).toBe(16_500);
    });

    it('that leaves less than is worth a notice brings none; a cent more brings it', () => {
      const noticesWithout = (amountCents: number) => opens(billed(), '2027-03-15 10:00', [{ billId: 'B1', amountCents }]).until('2027-04-30').all('NoticeOrdered').length;
      expect([noticesWithout(12_728), noticesWithout(12_727)]).toEqual([0, 1]);
    });

    it('upheld, the part is owed from its original date, and no penalty is made up for it', () => {
      const story = closes(opens(billed(), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }]), '2027-04-07 10:00', {});
      expect(pursued(story.at('2027-04-07 12:00'))).toBe('21500 since 2027-03-22');
    });

    it('under a law that does not part it, holds the whole account', () => {
      const whole = (pack: Law['pack']): Law['pack'] => ({ ...pack, holds: { ...pack.holds, investigation: { ...pack.holds.investigation, onlyTheQuestionedPart: false } } });
      const story = opens(billed({ pack: whole }), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }]).until('2027-04-30');
      expect(story.told).toEqual(['2027-03-23 PenaltyWithheld']);
      expect(story.simulation.contextFor('A1').holds.map(({ kind, evidence }) => `${kind} ${evidence}`)).toEqual(['investigation IN1']);
      expect(story.buckets.disputed).toBe(5_000);
    });
  });

  describe('over other parts', () => {
    const threeLines = () =>
      new Story().given('2027-03-01 08:00', 'BillIssued', {
        billId: 'B1',
        billedOn: '2027-03-01' as never,
        dueOn: '2027-03-22' as never,
        lines: [{ service: 'sewer', amountCents: 9_000 }, { service: 'water', amountCents: 11_000 }],
      });

    it('a single charge waits, and the other line is pursued', () => {
      expect(pursued(opens(threeLines(), '2027-03-15 10:00', [{ chargeId: 'B1/2' }]).at('2027-04-05 12:00'))).toBe('9900 since 2027-03-22');
    });

    it('an amount without a bill is taken off what was charged first, so that the clock starts as late as it can (GEN-PROTECT)', () => {
      const two = () => billed().bill('2027-04-01', '2027-04-22', 6_000, 'B2');
      const taken = (amountCents: number) => pursued(opens(two(), '2027-04-10 10:00', [{ amountCents }]).at('2027-05-05 12:00'));
      // B1 with its penalty of $20.00 comes before B2, which has one of $6.00 by then, of $5.99 where a cent of it is questioned.
      expect([taken(21_999), taken(22_000), taken(22_001)]).toEqual(['6601 since 2027-03-22', '6600 since 2027-04-22', '6599 since 2027-04-22']);
    });

    it('what is charged after it was opened is not taken off', () => {
      const story = opens(billed(), '2027-03-15 10:00', [{ amountCents: 90_000 }]).bill('2027-04-01', '2027-04-22', 6_000, 'B2');
      expect(pursued(story.at('2027-05-05 12:00'))).toBe('6600 since 2027-04-22');
    });

    it('all of what is past due: no case opens, and the sweep says why', () => {
      const story = opens(billed(), '2027-03-15 10:00', [{ billId: 'B1' }]).until('2027-04-30');
      expect(story.told).toEqual([]);
    });
  });

  it('two parts of one bill are adjusted once: the penalty is the one of a single part of the same size', () => {
    const penalty = (questioned: Questioned) => {
      const story = closes(opens(billed(), '2027-03-15 10:00', questioned), '2027-04-07 10:00', lessThirty).at('2027-04-08 12:00');
      return story.openCharges;
    };
    expect(penalty([{ billId: 'B1', amountCents: 5_000 }, { chargeId: 'B1/1', amountCents: 5_000 }])).toEqual(['B1 water $170.00', 'B1 penalty $10.00']);
    expect(penalty([{ billId: 'B1', amountCents: 2_000 }, { chargeId: 'B1/1', amountCents: 8_000 }])).toEqual(['B1 water $170.00', 'B1 penalty $10.00']);
    expect(penalty([{ billId: 'B1', amountCents: 10_000 }])).toEqual(['B1 water $170.00', 'B1 penalty $10.00']);
  });

  it('what one investigation takes off is not taken off the part of another', () => {
    const story = opens(opens(billed(), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }]), '2027-03-16 10:00', [{ billId: 'B1', amountCents: 5_000 }], { investigationId: 'IN2' });
    closes(closes(story, '2027-04-07 10:00', lessThirty), '2027-04-10 10:00', { investigationId: 'IN2' }).at('2027-04-11 12:00');
    expect(story.openCharges).toEqual(['B1 water $170.00', 'B1 penalty $10.00']);
  });

  it('a correction while two are open is taken off one of them alone: no cent of it counts twice', () => {
    const corrected = (amountCents: number) => {
      const story = opens(opens(billed(), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 3_000 }]), '2027-03-16 10:00', [{ billId: 'B1', amountCents: 5_000 }], { investigationId: 'IN2' });
      story.given('2027-04-01 10:00', 'BillCorrected', { billId: 'B1', lines: [{ service: 'water', amountCents }], reason: 'misread' });
      return closes(closes(story, '2027-04-07 10:00', {}), '2027-04-10 10:00', { investigationId: 'IN2' }).at('2027-04-11 12:00').openCharges;
    };
    // On the due date $120.00 were pursued, whichever of them the $30.00 answer; the penalty is a tenth of that.
    expect(corrected(17_000)).toEqual(['B1 water $170.00', 'B1 penalty $12.00']);
    // What is left over after the first answers the second.
    expect(corrected(16_000)).toEqual(['B1 water $160.00', 'B1 penalty $12.00']);
    // More than both of them question was never owed at all.
    expect(corrected(11_000)).toEqual(['B1 water $110.00', 'B1 penalty $11.00']);
  });

  it('a closing that is told twice, under two ids of the message, adjusts once; another adjustment counts', () => {
    const closed = () => closes(opens(billed(), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }]), '2027-03-17 10:00', lessThirty);
    expect(closes(closed(), '2027-03-17 11:00', lessThirty).balanceCents).toBe(17_000);
    const more: Closing = { outcome: 'adjusted', adjustments: [{ adjustmentId: 'J2', billId: 'B1', amountCents: 1_000 }] };
    expect(closes(closed(), '2027-03-17 11:00', more).balanceCents).toBe(16_000);
  });

  describe('while the case runs', () => {
    const noticed = () => billed().until('2027-04-05').mailed('2027-04-06 16:00', 'A1.1.n1').at('2027-04-12 12:00');

    it('over all that is past due ends the case as questioned; upheld, the bill opens another one with a fresh notice at once', () => {
      const story = opens(noticed(), '2027-04-13 10:00', [{ billId: 'B1' }]);
      expect(story.last('CaseClosed')?.data.reason).toBe('questioned');
      expect(story.sentencesOf('CaseClosed')).toEqual(['Nothing is past due but what is looked into.', 'Investigation IN1 (high bill) looks into bill B1.']);
      closes(story, '2027-05-10 10:00', {}).until('2027-05-12');
      expect(story.since('2027-05-10')).toEqual(['2027-05-11 CaseOpened', '2027-05-11 NoticeOrdered']);
      expect(story.last('CaseOpened')?.data.oldestDueOn).toBe('2027-03-22');
    });

    it('over a part leaves the notice standing', () => {
      const story = opens(noticed(), '2027-04-13 10:00', [{ billId: 'B1', amountCents: 5_000 }]);
      expect(story.since('2027-04-13')).toEqual([]);
    });

    it('adjusted, the notice named too much: it is withdrawn, a fresh one names what is owed, and the penalty follows', () => {
      const story = closes(opens(noticed(), '2027-04-13 10:00', [{ billId: 'B1', amountCents: 5_000 }]), '2027-04-14 10:00', lessThirty);
      expect(story.since('2027-04-14')).toEqual(['2027-04-14 PenaltyReversed', '2027-04-14 PenaltyAssessed', '2027-04-14 NoticeWithdrawn', '2027-04-14 NoticeOrdered']);
      expect(story.sentencesOf('NoticeWithdrawn')).toEqual(['The notice named $220.00; as the bills stand now, $187.00 was past due then.']);
      expect(story.last('NoticeOrdered')?.data.pastDueCents).toBe(18_700);
      expect(story.balanceCents).toBe(18_700);
    });

    it('upheld, or adjusted where the notice named less, the notice stands', () => {
      const upheld = closes(opens(noticed(), '2027-04-13 10:00', [{ billId: 'B1', amountCents: 5_000 }]), '2027-04-14 10:00', {});
      expect(upheld.since('2027-04-14')).toEqual([]);
      const part = opens(billed(), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }]).until('2027-04-05').mailed('2027-04-06 16:00', 'A1.1.n1');
      expect(closes(part, '2027-04-14 10:00', lessThirty).since('2027-04-14')).toEqual([]);
    });

    it('a payment since the notice does not make it a wrong one', () => {
      expect(noticed().pays('2027-04-13 10:00', 3_000).since('2027-04-13')).toEqual([]);
    });

    it('a bill that billing corrects to less spends the notice as well; one corrected to more does not', () => {
      const corrected = (amountCents: number) => noticed().given('2027-04-13 10:00', 'BillCorrected', { billId: 'B1', lines: [{ service: 'water', amountCents }], reason: 'misread' });
      expect(corrected(19_999).since('2027-04-13')).toContain('2027-04-13 NoticeWithdrawn');
      expect(corrected(20_001).since('2027-04-13')).not.toContain('2027-04-13 NoticeWithdrawn');
    });
  });

  describe('closed as re-billed', () => {
    const rebilled = () => closes(opens(billed(), '2027-03-15 10:00', [{ billId: 'B1' }], { kind: 'misread' }), '2027-04-07 10:00', { outcome: 're-billed' });
    const correct = (story: Story, when: string) => story.given(when, 'BillCorrected', { billId: 'B1', lines: [{ service: 'water', amountCents: 12_000 }], reason: 'misread' });

    it('goes on waiting until the corrected bill came, and says so', () => {
      const story = rebilled().at('2027-04-20 12:00');
      expect(pursued(story)).toBe('0 since null');
      expect(story.simulation.contextFor('A1').facts.investigations.map(({ sentence }) => sentence)).toEqual([
        'Investigation IN1 (misread) looks into bill B1; it was closed, and the corrected bill has not come.',
      ]);
      expect(pursued(correct(story, '2027-04-20 13:00').at('2027-04-21 12:00'))).toBe('12000 since 2027-03-22');
    });

    it('an adjustment by another investigation is not the correction that it waits for', () => {
      const story = opens(rebilled(), '2027-04-08 10:00', [{ billId: 'B1', amountCents: 5_000 }], { investigationId: 'IN2' });
      expect(pursued(closes(story, '2027-04-09 10:00', { ...lessThirty, investigationId: 'IN2' }).at('2027-04-10 12:00'))).toBe('0 since null');
      expect(pursued(correct(story, '2027-04-20 13:00').at('2027-04-21 12:00'))).toBe('9000 since 2027-03-22');
    });

    it('and corrected before it was closed, is pursued from the closing', () => {
      const story = correct(opens(billed(), '2027-03-15 10:00', [{ billId: 'B1' }]), '2027-04-01 10:00');
      expect(pursued(story.at('2027-04-06 12:00'))).toBe('0 since null');
      expect(pursued(closes(story, '2027-04-07 10:00', { outcome: 're-billed' }).at('2027-04-08 12:00'))).toBe('12000 since 2027-03-22');
    });
  });

  it('a reading that was ordered for it is told until it is answered', () => {
    const story = opens(billed(), '2027-03-15 10:00', [{ billId: 'B1' }]).given('2027-03-16 10:00', 'ReReadOrdered', { investigationId: 'IN1', readId: 'RD1' });
    const told = () => story.simulation.contextFor('A1').facts.investigations.map(({ sentence }) => sentence);
    expect(told()).toEqual(['Investigation IN1 (high bill) looks into bill B1; reading RD1 is not answered.']);
    story.given('2027-03-18 10:00', 'ReReadAnswered', { investigationId: 'IN1', readId: 'RD1', readOn: '2027-03-18' as never, reading: 412 });
    expect(told()).toEqual(['Investigation IN1 (high bill) looks into bill B1.']);
  });

  describe.each(['CA-998@1', 'CA-998@2', 'CA-998-CITY@1', 'CA-998-MUTUAL@1'])('under %s (CA-REVIEW)', (under) => {
    const lookedInto = (askedBy: 'customer' | 'adult-resident' | 'utility' | 'somebody-else') =>
      opens(new Story({ under }).bill('2027-03-01', '2027-03-22', 20_000, 'B1'), '2027-03-15 10:00', [{ billId: 'B1', amountCents: 5_000 }], { askedBy }).at('2027-05-05 12:00');

    it('the rest has its notice, and is not shut off while somebody of the household asked', () => {
      const story = lookedInto('customer');
      expect(story.last('NoticeOrdered')?.data.pastDueCents).toBe(15_000);
      const steps = ['door-tag', 'shut-off', 'clearance'] as const;
      expect(steps.map((step) => guarded(story, step, 'no-investigation-is-open'))).toEqual([false, false, false]);
      expect(guarded(lookedInto('adult-resident'), 'shut-off', 'no-investigation-is-open')).toBe(false);
    });

    it('what the utility looks into by itself stops its part alone', () => {
      expect(guarded(lookedInto('utility'), 'shut-off', 'no-investigation-is-open')).toBe(true);
      expect(guarded(lookedInto('somebody-else'), 'shut-off', 'no-investigation-is-open')).toBe(true);
    });

    it('closed, the rest may be shut off', () => {
      expect(guarded(closes(lookedInto('customer'), '2027-05-06 10:00', {}), 'shut-off', 'no-investigation-is-open')).toBe(true);
    });
  });

  it('in California a warning of before the investigation is as spent as one of before a hold (CA-15D)', () => {
    const warned = new Story({ under: 'CA-998@2', account: { customerClass: 'commercial' } }).bill('2027-01-04', '2027-01-25', 20_000, 'B1').until('2027-03-02').mailed('2027-03-03 16:00', 'A1.1.n1');
    const told = warned.given('2027-03-10 10:00', 'ContactLogged', { contactId: 'L1', channel: 'phone', outcome: 'warned', spokeWith: 'customer', covered: ['shut-off-warning'] });
    const warning = () => told.verdicts('shut-off').find((verdict) => verdict.guard === 'warned-hours-before')?.holds;
    expect([told.at('2027-03-12 12:00'), warning()][1]).toBe(true);
    closes(opens(told, '2027-03-12 13:00', [{ billId: 'B1', amountCents: 2_000 }]), '2027-03-15 10:00', {});
    expect([told.at('2027-03-17 12:00'), warning()][1]).toBe(false);
  });
});
