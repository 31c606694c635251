import { localDate } from '../../libs/kernel/time.ts';
import { noticeMailed, pastDue, shutOffPlanned } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const extended = (story: Story, when: string, extensionId: string, untilOn: string, more: { grantedAs?: 'specialist' | 'supervisor' } = {}) =>
  story.given(when, 'ExtensionGranted', { extensionId, untilOn: localDate(untilOn), ...more });
const beyond = (story: Story) => story.told.filter((line) => line.includes('GrantBeyondLimits'));
const answered = (story: Story, when: string, answer: 'approved' | 'refused', grant: 'extension' | 'reported-payment' = 'extension', grantId = 'E3') =>
  story.entered(when, 'GrantAnswered', { grant, grantId, answer, reason: 'looked at', answeredBy: 'supervisor-1' });

describe('Limits of a pack for more time, reported payments and promises (AUTHORITY)', () => {
  it('thirty days are within the limits of a specialist; one more asks a supervisor, and holds all the same (GEN-PROTECT)', () => {
    expect(beyond(extended(noticeMailed(), '2027-03-24 10:00', 'E1', '2027-04-23'))).toEqual([]);
    const story = extended(noticeMailed(), '2027-03-24 10:00', 'E1', '2027-04-24');
    expect(beyond(story)).toEqual(['2027-03-24 GrantBeyondLimits']);
    expect([story.rulesOf('GrantBeyondLimits'), story.sentencesOf('GrantBeyondLimits')]).toEqual([['AUTHORITY'], ['It runs through 2027-04-24; more than 30 days need a supervisor.']]);
    expect(story.whatHolds('shut-off')[0]).toContain('It is beyond the limits and awaits a supervisor.');
    expect(story.until('2027-04-24').all('CollectionResumed')).toEqual([]);
    expect(story.until('2027-04-25').all('CollectionResumed')).toHaveLength(1);
  });

  it('a supervisor grants sixty', () => {
    expect(beyond(extended(noticeMailed(), '2027-03-24 10:00', 'E1', '2027-05-23', { grantedAs: 'supervisor' }))).toEqual([]);
    const story = extended(noticeMailed(), '2027-03-24 10:00', 'E1', '2027-05-24', { grantedAs: 'supervisor' });
    expect(story.sentencesOf('GrantBeyondLimits')).toEqual(['It runs through 2027-05-24; more than 60 days are granted by nobody.']);
  });

  const twice = () => extended(extended(pastDue(), '2027-03-10 12:00', 'E1', '2027-03-12'), '2027-03-13 10:00', 'E2', '2027-03-15');

  it('a third in twelve months asks a supervisor; when the first is a year old, it is the second', () => {
    expect(extended(twice(), '2027-03-16 10:00', 'E3', '2027-03-18').sentencesOf('GrantBeyondLimits')).toEqual(['2 extensions in 12 months before this one; more than 2 need a supervisor.']);
    expect(beyond(extended(twice(), '2028-03-09 10:00', 'E3', '2028-03-18'))).toEqual(['2028-03-09 GrantBeyondLimits']);
    expect(beyond(extended(twice(), '2028-03-10 10:00', 'E3', '2028-03-18'))).toEqual([]);
  });

  it('refused, it held until then; approved, it holds as granted', () => {
    const third = () => extended(twice(), '2027-03-16 10:00', 'E3', '2027-04-14');
    const refused = answered(third(), '2027-03-18 10:00', 'refused');
    expect(refused.atOf('CollectionResumed')).toBe('2027-03-18 10:00');
    const approved = answered(third(), '2027-03-18 10:00', 'approved');
    expect(approved.whatHolds('notice')[0]).not.toContain('awaits a supervisor');
    expect(approved.until('2027-04-14').since('2027-03-18')).toEqual([]);
  });

  it('told once, whatever comes after it', () => {
    expect(beyond(extended(twice(), '2027-03-16 10:00', 'E3', '2027-04-14').pays('2027-03-17 10:00', 100).until('2027-04-20'))).toEqual(['2027-03-16 GrantBeyondLimits']);
  });

  const reported = (story: Story, when: string, reportId: string) => story.given(when, 'PaymentReported', { reportId, confirmation: `K-${reportId}`, channel: 'online', amountCents: 22_000 });

  it('a fourth payment that is only reported waits for its file like the others, and a supervisor is asked', () => {
    const thrice = () => reported(reported(reported(pastDue(), '2027-03-10 13:00', 'R1'), '2027-03-11 13:00', 'R2'), '2027-03-12 13:00', 'R3');
    expect(beyond(thrice())).toEqual([]);
    const story = reported(thrice(), '2027-03-15 13:00', 'R4');
    expect(beyond(story)).toEqual(['2027-03-15 GrantBeyondLimits']);
    expect(story.whatHolds('notice')[0]).toContain('R4');
    expect(answered(story, '2027-03-15 15:00', 'refused', 'reported-payment', 'R4').atOf('CollectionResumed')).toBe('2027-03-15 15:00');
  });

  it('a promise holds nothing, within the limits or beyond', () => {
    const promised = (on: string) => shutOffPlanned().given('2027-03-30 10:00', 'ContactLogged', { contactId: 'C1', channel: 'phone', outcome: 'promised', promise: { amountCents: 22_000, on: localDate(on) } }).until('2027-04-01');
    expect(promised('2027-04-29').since('2027-03-30')).toEqual(['2027-04-01 ShutOffOrdered']);
    expect(promised('2027-04-30').since('2027-03-30')).toEqual(['2027-03-30 GrantBeyondLimits', '2027-04-01 ShutOffOrdered']);
  });

  it('a pack that sets no limits asks nobody', () => {
    const { limits: _none, ...without } = noticeMailed().law.pack;
    expect(beyond(extended(noticeMailed({ pack: () => without }), '2027-03-24 10:00', 'E1', '2027-12-24'))).toEqual([]);
  });
});
