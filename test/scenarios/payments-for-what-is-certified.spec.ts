import { bill, ohioDays, owing } from '../support/roll-bills.ts';
import { SeasonStory } from '../support/season-story.ts';

/** What the county charges for a check that comes back. */
const returnFeeCents = 3_000;
const amendment = (nth: number) => `county-auditor.2027/A1/amendment/${nth}`;

/** $220.00 certified and listed. */
function listed(): SeasonStory {
  return new SeasonStory(owing('2027', [{ service: 'sewer', amountCents: 20_000 }])).toTheList({ ...ohioDays('2027'), accepted: '2027-09-20' });
}

function pays(season: SeasonStory, when: string, amountCents: number, paymentId = 'P1'): SeasonStory {
  season.story.given(when, 'PaymentReceived', { paymentId, amountCents, tender: 'check', channel: 'counter', forCertified: true });
  return season.look(when);
}

function comesBack(season: SeasonStory, when: string, paymentId = 'P1'): SeasonStory {
  season.story.given(when, 'PaymentReturned', { paymentId, reason: 'nsf' });
  return season.look(when);
}

/** The check of 24 September comes back on the 28th; the auditor has not answered the amendment yet. */
const bounced = () => comesBack(pays(listed(), '2027-09-24 10:00', 10_000), '2027-09-28 10:00');
const keeps = (season: SeasonStory, nth = 1) => season.does('2027-09-29 15:00', { type: 'KeepLine', lineId: 'A1', amendmentId: amendment(nth), on: '2027-09-29' as never }).look('2027-09-29 15:01');
const amends = (season: SeasonStory, nth = 1) => season.does('2027-09-29 15:00', { type: 'AcknowledgeAmendment', lineId: 'A1', amendmentId: amendment(nth), on: '2027-09-29' as never }).look('2027-09-29 15:01');

describe('A payment for what is certified that comes back while its amendment waits (OH-CERT-RECON, OP-NSF)', () => {
  it('has the amendment recalled on the same day: nothing lies in suspense, and the roll is not reduced', () => {
    const season = bounced();
    expect(season.told.at(-1)).toBe('2027-09-28 AmendmentRecalled');
    expect(season.last('AmendmentRecalled')).toMatchObject({ data: { amendmentId: amendment(1) }, because: [{ rule: 'OH-CERT-RECON', sentence: '$100.00 of what was paid came back: the county auditor is asked to leave $220.00 on the roll, and not to amend it to $120.00.' }] });
    expect(season.line.suspendedCents).toBe(0);
    expect(season.story.buckets).toMatchObject({ certified: 22_000, suspense: 0 });
  });

  it('the auditor leaves the line as it was: nothing waits any more', () => {
    const season = keeps(bounced());
    expect(season.line).toMatchObject({ status: 'accepted', suspendedCents: 0 });
    expect(season.register('2027-10-01 12:00').total).toMatchObject({ certifiedCents: 22_000, amendedCents: 0, openCents: 22_000 });
    expect(season.look('2027-10-20 12:00').told.at(-1)).toBe('2027-09-29 AmendmentKept');
  });

  it('the auditor had amended already: the account owes that part again, and the county the rest', () => {
    const season = amends(bounced());
    expect(season.story.buckets).toMatchObject({ certified: 12_000, suspense: 0 });
    expect(season.story.balanceCents).toBe(22_000 + returnFeeCents);
    expect(season.register('2027-10-01 12:00').total).toMatchObject({ certifiedCents: 22_000, amendedCents: 10_000, openCents: 12_000 });
  });

  it('it is asked for until it is answered, every day, and is over after the auditor\'s last day', () => {
    const season = bounced().look('2027-10-16 09:00');
    expect(season.told.filter((told) => told.includes('Escalated')).at(-1)).toBe('2027-10-15 AnswerEscalated');
    expect(season.told.at(-1)).toBe('2027-10-16 AmendmentLapsed');
    expect(season.story.buckets).toMatchObject({ certified: 22_000, suspense: 0 });
  });

  it('of two payments one comes back: the other is amended once the auditor has said what stands on his roll', () => {
    const both = pays(pays(listed(), '2027-09-24 10:00', 10_000), '2027-09-25 08:00', 4_000, 'P2');
    const season = comesBack(both, '2027-09-25 08:30', 'P1');
    expect(season.told.slice(-2)).toEqual(['2027-09-25 AmendmentRecalled', '2027-09-25 AmendmentRecalled']);
    expect(season.story.buckets).toMatchObject({ certified: 22_000, suspense: -4_000 });
    expect(season.refused('2027-09-25 09:30', { type: 'AnswerSuspense', lineId: 'A1', amountCents: 4_000, to: 'payer' })).toMatch(/until then the payment stays in suspense/);
    keeps(keeps(season, 2), 1);
    expect(season.last('AmendmentSent')?.data).toMatchObject({ amendmentId: amendment(3), fromCents: 22_000, toCents: 18_000 });
    amends(season, 3);
    expect(season.story.buckets).toMatchObject({ certified: 18_000, suspense: 0 });
  });

  it('of two payments one comes back, and the auditor had amended both: what stayed pays what is owed again', () => {
    const season = comesBack(pays(pays(listed(), '2027-09-24 10:00', 10_000), '2027-09-25 08:00', 4_000, 'P2'), '2027-09-25 08:30', 'P1');
    amends(amends(season, 1), 2);
    expect(season.story.buckets).toMatchObject({ certified: 8_000, suspense: 0 });
    expect(season.story.balanceCents).toBe(18_000 + returnFeeCents);
    expect(season.line.suspendedCents).toBe(0);
  });

  it('nobody says that a line was kept of which no amendment was recalled', () => {
    expect(pays(listed(), '2027-09-24 10:00', 10_000).refused('2027-09-25 10:00', { type: 'KeepLine', lineId: 'A1', amendmentId: amendment(1), on: '2027-09-25' as never })).toMatch(/^OH-CERT-RECON: .* no amendment .* was recalled/);
  });

  it('one that came too late for an amendment is in suspense no longer, and nothing is left to give back', () => {
    const season = comesBack(pays(listed(), '2027-10-18 10:00', 10_000), '2027-10-20 10:00');
    expect(season.told.slice(-2)).toEqual(['2027-10-18 PaymentSuspended', '2027-10-20 SuspenseGone']);
    expect(season.refused('2027-10-21 10:00', { type: 'AnswerSuspense', lineId: 'A1', amountCents: 10_000, to: 'payer' })).toBe('OH-CERT-RECON: $0.00 is in suspense.');
  });
});

describe('A petition while an amendment waits (BK-CERT)', () => {
  /** Filed before the file, told while $100.00 is to be amended. */
  function withdrawn(): SeasonStory {
    const season = pays(listed(), '2027-09-24 10:00', 10_000);
    season.story.at('2027-09-25 08:00').given('2027-08-30 14:00', 'PetitionFiled', { docket: '27-9', chapter: '13', accountIds: ['A1'] });
    return season.look('2027-09-25 08:01');
  }

  it('takes the whole line off; the amendment waits for nobody any more', () => {
    const season = withdrawn();
    expect(season.last('WithdrawalSent')?.data).toMatchObject({ amountCents: 22_000 });
    expect(season.line.suspendedCents).toBe(0);
    season.does('2027-09-25 15:00', { type: 'AcknowledgeWithdrawal', lineId: 'A1', on: '2027-09-25' as never });
    expect(season.look('2027-10-20 12:00').told.at(-1)).toBe('2027-09-25 WithdrawalAcknowledged');
  });

  it('an answer to the amendment that crosses it is written down, and takes nothing off twice', () => {
    const season = withdrawn().does('2027-09-25 15:00', { type: 'AcknowledgeAmendment', lineId: 'A1', amendmentId: amendment(1), on: '2027-09-25' as never });
    expect(season.register('2027-09-26 12:00').total).toEqual({ broughtCents: 0, certifiedCents: 22_000, amendedCents: 0, withdrawnCents: 22_000, collectedCents: 0, remittedCents: 0, openCents: 0 });
    expect(season.story.buckets).toMatchObject({ certified: 0 });
  });
});

describe('Two seasons over one account (OH-CERT-RECON)', () => {
  /** The first season's $220.00 are still open at the county when the next one certifies a bill of its own. */
  function both(): { first: SeasonStory; second: SeasonStory } {
    const first = listed();
    bill(first.story, '2028-03-01', '2028-03-22', [{ service: 'sewer', amountCents: 30_000 }], 'B2');
    first.story.until('2028-04-15');
    const second = new SeasonStory(first.story, 'county-auditor.2028').toTheList({ candidates: '2028-07-14', noticed: '2028-07-20', frozen: '2028-09-01', certified: '2028-09-05', accepted: '2028-09-20' });
    return { first, second };
  }

  it('certifies each cent once: the second takes nothing that lies on the first', () => {
    const { first, second } = both();
    expect([first.line.certifiedCents, second.line.certifiedCents]).toEqual([22_000, 33_000]);
    expect(second.story.buckets).toMatchObject({ certified: 55_000, arrears: 0, penalty: 0 });
  });

  it('a payment is one line\'s: the oldest that is open, then the next', () => {
    const { first, second } = both();
    first.story.given('2028-09-25 10:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 30_000, tender: 'cash', channel: 'counter', forCertified: true });
    first.look('2028-09-25 10:01');
    second.look('2028-09-25 10:01');
    expect([first.line.suspendedCents, second.line.suspendedCents]).toEqual([22_000, 8_000]);
    // The first season's last day for amendments is long over; the second's is not.
    expect(first.last('AmendmentSent')).toBeUndefined();
    expect(second.last('AmendmentSent')?.data).toMatchObject({ fromCents: 33_000, toCents: 25_000 });
  });

  it('what the county collects on the older meanwhile frees the payment for the newer', () => {
    const { first, second } = both();
    first.story.given('2028-09-25 10:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 20_000, tender: 'cash', channel: 'counter', forCertified: true });
    first.look('2028-09-25 10:01').does('2028-09-26 10:00', { type: 'SettleLine', lineId: 'A1', settlementId: 'S1', collectedCents: 22_000, remittedCents: 22_000, on: '2028-09-25' as never });
    first.look('2028-09-26 10:01');
    second.look('2028-09-26 10:01');
    expect(first.told.slice(-2)).toEqual(['2028-09-26 SuspenseGone', '2028-09-26 LienReleased']);
    expect(second.last('AmendmentSent')?.data).toMatchObject({ fromCents: 33_000, toCents: 13_000 });
  });
});
