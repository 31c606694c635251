import type { StepName } from '../../libs/policy/pack.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { Story, type StoryOptions } from '../support/story.ts';

const tenancy = { dwelling: 'master-meter', units: ['unit-1'], monthlyCostCents: 9_000 } as const;

describe.each(['CA-998@1', 'CA-998@2', 'CA-998-MUTUAL@1', 'CA-998-CITY@1'])('Under %s', (under) => {
  const mailed = (options: StoryOptions = {}) =>
    new Story({ under, account: { tenancy: { ...tenancy, units: [...tenancy.units] } }, ...options }).bill('2027-04-14', '2027-05-05', 20_000, 'B1').until('2027-06-09').mailed('2027-06-10 10:00', 'A1.1.n1');
  const holds = (story: Story, step: StepName, guard: string) => story.verdicts(step).filter((verdict) => verdict.guard === guard).map((verdict) => verdict.holds);

  describe('the notice to the occupants waits (CA-998-TENANT)', () => {
    it.each<[guard: string, story: () => Story]>([
      ['no-hold-stands', () => mailed().given('2027-06-10 11:00', 'DisputeOpened', { disputeId: 'D1' })],
      ['no-message-is-parked', () => mailed().parks('2027-06-10 11:00', 'DL1')],
      ['breaker-is-closed', () => mailed().breakers('2027-06-10 11:00', 'notices')],
      ['past-due-at-least', () => mailed().pays('2027-06-10 11:00', 15_001)],
      ['premise-has-a-valve', () => mailed().given('2027-06-10 11:00', 'AccountChanged', { valve: 'none' })],
    ])('while %s fails', (guard, story) => expect(holds(story(), 'occupant-notice', guard)).toEqual([false]));

    it('for a feed that has not said that it is complete, and goes out once it has', () => {
      const story = new Story({ under, feeds: ['payment'], account: { tenancy: { ...tenancy, units: [...tenancy.units] } } });
      story.bill('2027-04-14', '2027-05-05', 20_000, 'B1').complete('2027-05-06 06:00', 'payment').complete('2027-06-09 08:00', 'payment').mailed('2027-06-12 10:00', 'A1.1.n1');
      expect([holds(story, 'occupant-notice', 'feeds-are-complete'), story.all('OccupantNoticesOrdered')]).toEqual([[false], []]);
      expect(story.complete('2027-06-12 11:00', 'payment').all('OccupantNoticesOrdered')).toHaveLength(1);
    });

    it('for none of it otherwise, and not for a debt of just as much as is pursued', () => {
      for (const story of [mailed(), mailed().pays('2027-06-10 11:00', 15_000)]) expect(story.verdicts('occupant-notice').filter((verdict) => !verdict.holds)).toEqual([]);
    });

    it('for a document that says what it has to', () => {
      expect(holds(mailed({ pack: withPaper('occupant-notice', 'door-tag') }), 'occupant-notice', 'paper-contains')).toEqual([false]);
      expect(holds(mailed(), 'occupant-notice', 'paper-contains')).toEqual([true]);
    });
  });

  it.each<[step: StepName, paper: 'shut-off' | 'final-notice', rule: string]>([
    ['shut-off', 'shut-off', 'CA-998-RECONNECT-INFO'],
    ['clearance', 'shut-off', 'CA-998-RECONNECT-INFO'],
    ['door-tag', 'final-notice', 'CA-998-BREACH'],
  ])('%s asks that the paper of %s says what the law lists (%s)', (step, paper, rule) => {
    const asked = (story: Story) => story.verdicts(step).filter((verdict) => verdict.guard === 'paper-contains').map((verdict) => [verdict.because.rule, verdict.holds]);
    expect(asked(mailed())).toEqual([[rule, true]]);
    expect(asked(mailed({ pack: withPaper(paper, 'door-tag') }))).toEqual([[rule, false]]);
  });
});

/** Another document than the one that says it. */
function withPaper(paper: 'occupant-notice' | 'shut-off' | 'final-notice', document: string) {
  return (pack: Law['pack']): Law['pack'] => {
    if (pack.documents === undefined) throw new Error(`${pack.id} names no documents`);
    return { ...pack, documents: { ...pack.documents, steps: { ...pack.documents.steps, [paper]: document } } };
  };
}
