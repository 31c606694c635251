import { payoffOf } from '../../libs/tax-roll/index.ts';
import { bill, ohioDays, owing } from '../support/roll-bills.ts';
import { SeasonStory } from '../support/season-story.ts';

/** $540.00 on the tax list since September 2026, $88.00 of a later bill beside it; chapter 7 filed 2027-02-15. */
function filedWithALien(): SeasonStory {
  const story = owing('2026', [{ service: 'sewer', amountCents: 49_091 }]);
  const season = new SeasonStory(story, 'county-auditor.2026').toTheList({ ...ohioDays('2026'), certified: '2026-09-10', accepted: '2026-09-25' });
  bill(story, '2026-11-02', '2026-11-23', [{ service: 'water', amountCents: 8_000 }], 'B2').until('2026-12-31');
  story.given('2027-02-15 10:00', 'PetitionFiled', { docket: '27-30123', chapter: '7', accountIds: ['A1'] });
  return season.look('2027-05-31 12:00');
}

const discharged = (): SeasonStory => {
  const season = filedWithALien();
  season.story.given('2027-06-01 09:00', 'BankruptcyDischarged', { docket: '27-30123', accountIds: ['A1'] });
  return season.look('2027-12-31 12:00');
};

describe('17. Discharge with a lien already on the tax list', () => {
  it('before the discharge $88.00 is pre-petition, and $540.00 lies on the roll', () => {
    expect(filedWithALien().story.buckets).toMatchObject({ 'pre-petition': 8_800, certified: 54_000 });
  });

  it('$88.00 is written off, and no more', () => {
    const { story } = discharged();
    expect(story.decided.filter(({ decision }) => decision.type === 'PrePetitionDebtDischarged').map(({ decision }) => decision.data)).toEqual([{ docket: '27-30123', amountCents: 8_800 }]);
    expect(story.buckets).toMatchObject({ 'pre-petition': 0, arrears: 0, penalty: 0, certified: 54_000 });
  });

  it('$540.00 stays tracked in rem at the county: nothing is withdrawn, and it is open in the register', () => {
    const season = discharged();
    expect(season.told.filter((line) => line.includes('Withdrawal'))).toEqual([]);
    expect(season.register('2027-12-31 12:00').rows).toEqual([
      { parcelId: 'P-1', lines: [{ lineId: 'A1', status: 'accepted' }], broughtCents: 0, certifiedCents: 54_000, amendedCents: 0, withdrawnCents: 0, collectedCents: 0, remittedCents: 0, openCents: 54_000 },
    ]);
  });

  it('no letter asks the debtor to pay; who asks is told that the treasurer takes payment (OH-CERT-LIEN)', () => {
    const season = discharged();
    expect(season.story.told.filter((line) => /(Notice|DoorTag|ShutOff)Ordered/.test(line) && line > '2027-02-15')).toEqual([]);
    const payoff = payoffOf(season.context('2027-12-31 12:00'), season.story.account);
    expect(payoff).toMatchObject({ toUtilityCents: 0, certifiedCents: 54_000, expiresOn: '2028-01-10' });
    expect(payoff.because[0]).toMatchObject({ rule: 'OH-CERT-LIEN', sentence: 'As of 2027-12-31, $0.00 is payable to the utility and $540.00, which is certified, to the county treasurer alone; good through 2028-01-10.' });
  });

  it('the county goes on collecting, and what it remits closes the lien, not a debt of the person', () => {
    const season = discharged().does('2028-01-20 10:00', { type: 'SettleLine', lineId: 'A1', settlementId: 'S1', collectedCents: 54_000, remittedCents: 54_000, on: '2028-01-15' as never }).look('2028-01-31 12:00');
    expect(season.told.slice(-2)).toEqual(['2028-01-20 SettlementPosted', '2028-01-20 LienReleased']);
    expect(season.story.buckets.certified).toBe(0);
  });

  it('just beside: a petition that was filed before the auditor listed the line withdraws it (BK-CERT)', () => {
    const story = owing('2026', [{ service: 'sewer', amountCents: 49_091 }]);
    const season = new SeasonStory(story, 'county-auditor.2026').toTheList({ ...ohioDays('2026'), certified: '2026-09-10' });
    story.given('2026-09-15 10:00', 'PetitionFiled', { docket: '26-30123', chapter: '7', accountIds: ['A1'] });
    season.look('2026-09-15 10:05');
    expect(season.last('WithdrawalSent')?.data).toMatchObject({ amountCents: 54_000, postPetition: false, on: '2026-09-15' });
    expect(story.buckets).toMatchObject({ 'pre-petition': 54_000, certified: 0 });
  });
});
