import { ohioDays, owing } from '../support/roll-bills.ts';
import { SeasonStory } from '../support/season-story.ts';

/** $612.40 certified on Friday 2026-09-04 and listed; the owner pays $200.00 at the counter on Friday 2026-10-02. */
function paid(cents = 20_000, when = '2026-10-02 11:00'): SeasonStory {
  const season = new SeasonStory(owing('2026', [{ service: 'sewer', amountCents: 55_673 }]), 'county-auditor.2026').toTheList({ ...ohioDays('2026'), certified: '2026-09-04', accepted: '2026-09-21' });
  season.story.given(when, 'PaymentReceived', { paymentId: 'P1', amountCents: cents, tender: 'cash', channel: 'counter', forCertified: true });
  return season.look(when);
}

const acknowledged = (on = '2026-10-15'): SeasonStory => paid().does(`${on} 14:00`, { type: 'AcknowledgeAmendment', lineId: 'A1', amendmentId: 'county-auditor.2026/A1/amendment/1', on: on as never });

describe('19. Certified amount partly paid before the tax bill', () => {
  it('the payment goes to suspense, with a receipt that says so', () => {
    const season = paid();
    expect(season.story.buckets).toMatchObject({ certified: 61_240, suspense: -20_000 });
    expect(season.last('PaymentSuspended')?.data).toMatchObject({ amountCents: 20_000, receipt: '$200.00 is held in suspense: $612.40 is certified to the county auditor, who has to take it off first.' });
  });

  it('an amendment to $412.40 is sent on the same day', () => {
    expect(paid().told.slice(-2)).toEqual(['2026-10-02 PaymentSuspended', '2026-10-02 AmendmentSent']);
    expect(paid().last('AmendmentSent')?.data).toMatchObject({ fromCents: 61_240, toCents: 41_240, on: '2026-10-02' });
    expect(paid().rulesOf('AmendmentSent')).toEqual(['OH-CERT-RECON']);
  });

  it('acknowledged by 2026-10-15, $200.00 is posted against the certified sub-ledger', () => {
    const season = acknowledged();
    expect(season.story.buckets).toMatchObject({ certified: 41_240, suspense: 0, arrears: 0, penalty: 0 });
    expect(season.story.balanceCents).toBe(41_240);
  });

  it('at settlement certified 612.40 = amended 200.00 + remitted 412.40, and the lien is released', () => {
    const season = acknowledged().does('2027-03-20 10:00', { type: 'SettleLine', lineId: 'A1', settlementId: 'S1', collectedCents: 41_240, remittedCents: 41_240, on: '2027-03-15' as never }).look('2027-03-20 10:01');
    expect(season.register('2027-03-21 12:00').total).toEqual({ broughtCents: 0, certifiedCents: 61_240, amendedCents: 20_000, withdrawnCents: 0, collectedCents: 41_240, remittedCents: 41_240, openCents: 0 });
    expect(season.told.at(-1)).toBe('2027-03-20 LienReleased');
    expect(season.story.balanceCents).toBe(0);
  });

  it('not acknowledged: the amendment lapses after the auditor\'s last day, and the balance is not reduced', () => {
    const season = paid().look('2026-10-16 09:00');
    expect(season.told.at(-1)).toBe('2026-10-16 AmendmentLapsed');
    expect(season.story.buckets).toMatchObject({ certified: 61_240, suspense: -20_000 });
    expect(season.refused('2026-10-16 10:00', { type: 'AcknowledgeAmendment', lineId: 'A1', amendmentId: 'county-auditor.2026/A1/amendment/1', on: '2026-10-16' as never })).toMatch(/^OH-CERT-RECON: No amendment/);
  });

  it.each(['payer', 'treasurer'] as const)('it is then refunded or forwarded by a person (%s), never set off', (to) => {
    const season = paid().look('2026-10-16 09:00').does('2026-10-19 10:00', { type: 'AnswerSuspense', lineId: 'A1', amountCents: 20_000, to });
    expect(season.story.buckets).toMatchObject({ certified: 61_240, suspense: 0 });
    expect(season.line.suspendedCents).toBe(0);
  });

  it('while the amendment waits nothing is given back; and a penny more than is in suspense never', () => {
    expect(paid().refused('2026-10-09 10:00', { type: 'AnswerSuspense', lineId: 'A1', amountCents: 20_000, to: 'payer' })).toMatch(/until then the payment stays in suspense/);
    expect(paid().look('2026-10-16 09:00').refused('2026-10-19 10:00', { type: 'AnswerSuspense', lineId: 'A1', amountCents: 20_001, to: 'payer' })).toBe('OH-CERT-RECON: $200.00 is in suspense.');
  });

  it('an acknowledgement that the auditor dates after his last day is for counsel (OH-CERT-DATE)', () => {
    expect(paid().refused('2026-10-15 17:00', { type: 'AcknowledgeAmendment', lineId: 'A1', amendmentId: 'county-auditor.2026/A1/amendment/1', on: '2026-10-16' as never })).toMatch(/^OH-CERT-DATE:/);
  });

  it('paid after that day: suspense, and no amendment any more', () => {
    expect(paid(20_000, '2026-10-16 11:00').told.at(-1)).toBe('2026-10-16 PaymentSuspended');
  });

  it('paid in full before the list: amended to nothing, and released (OH-CERT-LIEN)', () => {
    const season = paid(61_240).does('2026-10-12 14:00', { type: 'AcknowledgeAmendment', lineId: 'A1', amendmentId: 'county-auditor.2026/A1/amendment/1', on: '2026-10-12' as never }).look('2026-10-12 14:01');
    expect(season.told.at(-1)).toBe('2026-10-12 LienReleased');
    expect(season.story.balanceCents).toBe(0);
  });

  it('no penalty of the utility is added to what is listed (OH-CERT-AFTER)', () => {
    const { story } = acknowledged();
    expect(story.until('2027-12-31').decided.filter(({ decision, at }) => decision.type === 'PenaltyAssessed' && at > '2026-09-04')).toEqual([]);
  });
});
