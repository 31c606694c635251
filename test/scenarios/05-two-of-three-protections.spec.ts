import { localDate } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import type { ArrangementKind } from '../../libs/policy/pack.ts';
import { Story } from '../support/story.ts';

const throughYear = localDate('2027-12-31');
const plans = ['amortization', 'alternative-schedule', 'deferral'] as const;

/** Bill due 2027-01-25; a provider's certificate and WIC enrolment since 2027-02-20. */
function certified(): Story {
  const story = new Story({ under: 'CA-998@2' }).bill('2027-01-04', '2027-01-25', 24_000);
  story.given('2027-02-20 10:00', 'MedicalCertificateReceived', { certificateId: 'MC1', validThroughOn: throughYear });
  return story.given('2027-02-20 10:05', 'InabilityToPayShown', { inabilityId: 'I1', basis: { programme: 'WIC' }, evidence: 'scan-1', validThroughOn: throughYear });
}

function offered(story: Story, kinds: readonly ArrangementKind[]): Story {
  for (const kind of kinds) story.given('2027-05-04 10:00', 'ArrangementOffered', { offerId: `O-${kind}`, kind, evidence: 'call-1' });
  return story;
}

/** In the recorded call of 2027-05-04 the customer declines. */
function declined(story: Story, kinds: readonly ArrangementKind[] = plans): Story {
  for (const kind of kinds) story.given('2027-05-04 10:10', 'OfferRefused', { offerId: `O-${kind}`, evidence: 'call-1' });
  return story;
}

const pressedAfterRefusal = () => declined(offered(certified(), plans)).at('2027-05-05 09:00');

/** Notice mailed and 48-hour notice posted; the crew is sent on 2027-05-21. */
const crewSent = () => pressedAfterRefusal().mailed('2027-05-05 10:00', 'A1.1.n1').at('2027-05-18 09:00').tagged('2027-05-18 10:00', 'A1.1.w1').at('2027-05-21 11:00');

describe('5. Two of three protections', () => {
  it('certified, unable to pay and not known to be unwilling: the shut-off is barred', () => {
    const story = certified().until('2027-05-03');
    expect(story.since('2027-02-01')).toEqual(['2027-02-20 CollectionHeld']);
    expect(story.rulesOf('CollectionHeld')).toEqual(['CA-998-PROTECT']);
    expect(story.sentencesOf('CollectionHeld').join(' ')).toContain('it receives WIC, by scan-1');
  });

  it('every plan declined in a recorded call: the bar is absent because willingness is missing', () => {
    const story = pressedAfterRefusal();
    expect(story.since('2027-05-04')).toEqual(['2027-05-04 CollectionResumed', '2027-05-04 NoticeOrdered']);
    expect(story.whatHolds('shut-off').filter((line) => line.startsWith('CA-998-PROTECT'))).toEqual([]);
  });

  it('each shut-off says by which record the household was unwilling', () => {
    const story = crewSent();
    const sentences = story.sentencesOf('ShutOffOrdered').join(' ');
    expect(story.rulesOf('ShutOffOrdered')).toContain('CA-998-PROTECT');
    for (const kind of plans) expect(sentences).toContain(`O-${kind} (${kind}) in call-1`);
  });

  it.each([
    ['nothing was offered', () => certified()],
    ['the refusal is not on record', () => offered(certified(), plans)],
    ['one plan was never offered', () => declined(offered(certified(), plans.slice(1)), plans.slice(1))],
    ['one of the plans offered was not declined', () => declined(offered(certified(), plans), plans.slice(1))],
    ['a plan that was offered besides was not declined', () => declined(offered(certified(), [...plans, 'reduction']))],
  ])('without a stored record of each plan offered and its refusal the shut-off stays blocked: %s', (_name, story) => {
    expect(story().until('2027-06-30').since('2027-05-01')).toEqual([]);
    expect(story().at('2027-06-01 10:00').whatHolds('shut-off').map((line) => line.split(':')[0])).toContain('CA-998-PROTECT');
  });

  it('a later acceptance, before the shut-off is carried out, restores the bar: the crew is called back, and gets no clearance', () => {
    const story = crewSent().given('2027-05-21 11:30', 'OfferAccepted', { offerId: 'O-deferral', evidence: 'call-2' });
    expect(story.since('2027-05-21').slice(-3)).toEqual(['2027-05-21 WorkOrderRecalled', '2027-05-21 ShutOffWithdrawn', '2027-05-21 CollectionHeld']);
    expect(story.asksClearance('2027-05-21 11:45', 'A1.1.w2')).toEqual(expect.arrayContaining(['GEN-HOLDS', 'CA-998-PROTECT']));
  });

  it('the water that was turned off comes back when a plan is accepted', () => {
    const story = crewSent().shutsOff('2027-05-21 11:20', 'A1.1.w2').given('2027-05-21 14:00', 'OfferAccepted', { offerId: 'O-deferral', evidence: 'call-2' });
    expect(story.since('2027-05-21').at(-1)).toBe('2027-05-21 RestorationOrdered');
  });

  describe('Inability to pay (CA-998-INABILITY)', () => {
    type Basis = { programme: string } | { incomePercentOfPovertyLevel: number } | { annualIncomeCents: number; persons: number };
    const shown = (basis: Basis, validThroughOn = throughYear, pack = (own: Law['pack']) => own) => {
      const story = new Story({ under: 'CA-998@2', pack }).bill('2027-01-04', '2027-01-25', 24_000);
      story.given('2027-02-20 10:00', 'MedicalCertificateReceived', { certificateId: 'MC1', validThroughOn: throughYear });
      return story.given('2027-02-20 10:05', 'InabilityToPayShown', { inabilityId: 'I1', basis, evidence: 'scan-1', validThroughOn });
    };
    const holdsOn = (story: Story, on: string) => story.until(on).case?.heldBy.map((hold) => hold.kind);

    it.each([
      ['an income of 199 % of the poverty level', { incomePercentOfPovertyLevel: 199 }, ['medical']],
      ['an income of 200 %', { incomePercentOfPovertyLevel: 200 }, []],
      ['help from a programme that is not listed', { programme: 'a-club' }, []],
      ['Medi-Cal', { programme: 'Medi-Cal' }, ['medical']],
    ])('%s', (_name, basis, held) => expect(holdsOn(shown(basis), '2027-02-21')).toEqual(held));

    describe('by an income in dollars, beside the poverty level of the day on which it was declared', () => {
      // The guidelines of 2025, as if they stood in 2027: $15,650 and $5,500 for each further person; twice as much for three is $53,300.
      const stillInForce = (pack: Law['pack']): Law['pack'] => {
        const { lapsing } = pack;
        if (lapsing === undefined) throw new Error('CA-998@2 lists values that lapse');
        const longer = Object.entries(lapsing.values).map(([name, value]) => [name, { ...value, periods: value.periods.map((period) => (period.validThrough === '2026-01-12' ? { ...period, validThrough: localDate('2027-12-31') } : period)) }]);
        return { ...pack, lapsing: { ...lapsing, values: Object.fromEntries(longer) } };
      };

      it.each([
        ['one cent below twice the level of three persons', { annualIncomeCents: 5_329_999, persons: 3 }, ['medical']],
        ['twice the level', { annualIncomeCents: 5_330_000, persons: 3 }, []],
        ['the same income for four', { annualIncomeCents: 5_330_000, persons: 4 }, ['medical']],
        ['of one person, below', { annualIncomeCents: 3_129_999, persons: 1 }, ['medical']],
        ['of one person, twice the level', { annualIncomeCents: 3_130_000, persons: 1 }, []],
      ])('%s', (_name, basis, held) => expect(holdsOn(shown(basis, throughYear, stillInForce), '2027-02-21')).toEqual(held));

      it('while nobody has entered the level of the year it counts: what has lapsed presses nobody', () => {
        const story = shown({ annualIncomeCents: 90_000_000, persons: 1 });
        expect(holdsOn(story, '2027-02-21')).toEqual(['medical']);
        expect(story.sentencesOf('CollectionHeld').join(' ')).toBeTruthy();
      });
    });

    it('ends with its proof, and is renewed by another', () => {
      const story = shown({ programme: 'WIC' }, localDate('2027-02-28'));
      expect(holdsOn(story, '2027-02-28')).toEqual(['medical']);
      expect(holdsOn(story, '2027-03-01')).toEqual([]);
      story.given('2027-03-02 09:00', 'InabilityToPayShown', { inabilityId: 'I2', basis: { programme: 'WIC' }, evidence: 'scan-2', validThroughOn: throughYear });
      expect(holdsOn(story, '2027-03-02')).toEqual(['medical']);
    });

    it('ends when the household leaves the programme', () => {
      const story = shown({ programme: 'WIC' }).given('2027-03-01 10:00', 'InabilityToPayEnded', { inabilityId: 'I1', reason: 'left' });
      expect(holdsOn(story, '2027-03-01')).toEqual([]);
    });
  });
});
