import { ohioDays, owing } from '../support/roll-bills.ts';
import { mayBeNoticed, payoffOf } from '../../libs/tax-roll/index.ts';
import { SeasonStory } from '../support/season-story.ts';
import { Story } from '../support/story.ts';

const sewer = [{ service: 'sewer', amountCents: 20_000 }] as const;
const owner = { contract: 'owner-occupant', parcelId: 'P-1' } as const;
const statusOf = (season: SeasonStory) => [season.line.status, ...season.line.exclusions.map(({ reason }) => reason)];

describe('A petition of years ago (BK-CERT)', () => {
  /** Chapter 7 of 2026; the bill of 2027 is of after it. */
  function oncebankrupt(then: (story: Story) => unknown): SeasonStory {
    const story = new Story({ account: owner }).given('2027-02-01 10:00', 'PetitionFiled', { docket: '27-1', chapter: '7', accountIds: ['A1'] });
    then(story);
    story.given('2027-03-01 08:00', 'BillIssued', { billId: 'B1', billedOn: '2027-03-01' as never, dueOn: '2027-03-22' as never, lines: [...sewer] }).until('2027-04-15');
    return new SeasonStory(story).toTheList(ohioDays('2027')).look('2027-09-03 09:00');
  }

  it('takes nothing off the roll that was charged after its discharge', () => {
    const season = oncebankrupt((story) => story.given('2027-02-20 10:00', 'BankruptcyDischarged', { docket: '27-1', accountIds: ['A1'] }));
    expect(season.last('WithdrawalSent')).toBeUndefined();
    expect(season.line.status).toBe('certified');
  });

  it('while its stay stands nothing is certified at all', () => {
    const story = new Story({ account: owner }).given('2027-02-01 10:00', 'PetitionFiled', { docket: '27-1', chapter: '7', accountIds: ['A1'] });
    story.given('2027-03-01 08:00', 'BillIssued', { billId: 'B1', billedOn: '2027-03-01' as never, dueOn: '2027-03-22' as never, lines: [...sewer] }).until('2027-04-15');
    expect(statusOf(new SeasonStory(story).owners('2027-07-15 08:00').drawUp('2027-07-15 09:00'))).toEqual(['excluded', 'stay']);
  });

  const relieved = (acts: ('certification' | 'shut-off')[]) => {
    const season = new SeasonStory(owing('2027', [...sewer]));
    season.story.given('2027-05-01 10:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] }).given('2027-05-20 10:00', 'StayReliefGranted', { docket: '27-1', accountIds: ['A1'], acts, waitWaived: true });
    return season;
  };

  it('what a court freed for the certification stays on the roll, and nothing else does (BK-RELIEF)', () => {
    const season = relieved(['certification']).toTheList(ohioDays('2027')).look('2027-09-03 09:00');
    expect([season.line.status, season.last('WithdrawalSent')]).toEqual(['certified', undefined]);
    expect(statusOf(relieved(['shut-off']).owners('2027-07-15 08:00').drawUp('2027-07-15 09:00'))).toEqual(['excluded', 'stay']);
  });

  it('one of before the certification that is told after it withdraws the line', () => {
    const season = new SeasonStory(owing('2027', [...sewer])).toTheList(ohioDays('2027'));
    season.story.at('2027-09-03 08:00').given('2027-08-30 14:00', 'PetitionFiled', { docket: '27-9', chapter: '13', accountIds: ['A1'] });
    expect(season.look('2027-09-03 08:01').last('WithdrawalSent')?.data).toMatchObject({ postPetition: true, amountCents: 22_000 });
  });
});

describe('A notice to the owner (OH-CERT-NOTICE)', () => {
  const listed = () => new SeasonStory(owing('2027', [...sewer])).owners('2027-07-15 08:00').drawUp('2027-07-15 09:00');
  const proof = (mailedOn: string, more = 'p-1') => ({ type: 'RecordNotice', lineId: 'A1', mailedOn: mailedOn as never, proof: more }) as const;
  const back = { type: 'RecordReturnedNotice', lineId: 'A1', reason: 'moved' } as const;
  const frozen = (season: SeasonStory) => statusOf(season.owners('2027-09-01 08:00').freeze('2027-09-01 09:00'));

  it('that came back stays so when its proof is taken in once more; one that was mailed after it counts', () => {
    const returned = () => listed().noticed('2027-07-20').does('2027-07-28 09:00', back);
    expect(frozen(returned().does('2027-07-30 09:00', proof('2027-07-20')))).toEqual(['excluded', 'notice-missing']);
    expect(frozen(returned().does('2027-07-31 09:00', proof('2027-07-30', 'p-2')))).toEqual(['frozen']);
  });

  it('does not come back before it is known to have been mailed, so that its proof is not taken for another\'s', () => {
    expect(listed().refused('2027-07-28 09:00', back)).toMatch(/^OH-CERT-NOTICE: The mailing of the notice for line A1 is not proven yet/);
  });

  it('was not mailed before the season began: a year that was mistyped proves nothing', () => {
    expect(listed().refused('2027-07-20 15:00', proof('2026-07-20'))).toMatch(/^OH-CERT-NOTICE: The notices of county-auditor.2027 go out from 2027-07-15 on/);
    expect(listed().refused('2027-07-15 15:00', proof('2027-07-15'))).toBeNull();
  });

  it('went to the owner of the parcel on which the account was thought to lie: once it lies elsewhere, neither parcel has a lien', () => {
    const moved = listed().noticed('2027-07-20');
    moved.story.given('2027-08-01 09:00', 'AccountChanged', { parcelId: 'P-9' });
    expect(frozen(moved)).toEqual(['excluded', 'transferred-parcel']);
  });

  it('is not mailed any more once a petition stays the debt (BK-STAY)', () => {
    const season = listed();
    expect(mayBeNoticed(season.context('2027-07-16 09:00'), season.story.account)).toBe(true);
    season.story.given('2027-07-16 10:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
    expect(mayBeNoticed(season.context('2027-07-16 11:00'), season.story.account)).toBe(false);
  });
});

describe('A bona fide interest in the parcel (CA-TAXROLL-BFP)', () => {
  const district = () => new SeasonStory(owing('2027', [{ service: 'water', amountCents: 20_000 }], { under: 'CA-998@2' }), 'county-assessor.2027');
  const drawnUp = (sinceOn: string) => statusOf(district().owners('2027-07-01 08:00', 'buyer', { sinceOn, bonaFide: true }).drawUp('2027-07-01 09:00'));

  it('of a buyer within the year before the roll keeps the lien off; of one a day before that year it does not', () => {
    expect(drawnUp('2026-08-10')).toEqual(['excluded', 'bona-fide-buyer']);
    expect(drawnUp('2026-08-09')).toEqual(['candidate']);
  });

  it('of a lender keeps it off too, though the owner is who it was', () => {
    const season = district().owners('2027-07-01 08:00').drawUp('2027-07-01 09:00').noticed('2027-07-02');
    season.does('2027-07-08 09:00', { type: 'PublishReport', on: '2027-07-08' as never, proof: 'p' }).does('2027-07-15 09:00', { type: 'PublishReport', on: '2027-07-15' as never, proof: 'p' });
    season.does('2027-08-03 19:00', { type: 'HoldHearing', on: '2027-08-03' as never, minutes: 'm-12' });
    expect(statusOf(season.owners('2027-08-04 08:00', 'owner-1', { sinceOn: '2027-07-20', bonaFide: true }).freeze('2027-08-04 09:00'))).toEqual(['excluded', 'bona-fide-buyer']);
  });
});

describe('An amendment of what the county has collected (OH-CERT-RECON)', () => {
  const paid = () => {
    const season = new SeasonStory(owing('2027', [...sewer])).toTheList({ ...ohioDays('2027'), accepted: '2027-09-20' });
    season.story.given('2027-09-24 10:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 10_000, tender: 'cash', channel: 'counter', forCertified: true });
    return season.look('2027-09-24 10:01');
  };
  const collects = (season: SeasonStory, cents: number) => season.does('2027-09-27 09:00', { type: 'SettleLine', lineId: 'A1', settlementId: 'S1', collectedCents: cents, remittedCents: cents, on: '2027-09-26' as never });
  const amended = { type: 'AcknowledgeAmendment', lineId: 'A1', amendmentId: 'county-auditor.2027/A1/amendment/1', on: '2027-09-28' as never } as const;

  it('takes off what is open, and not a cent that was collected', () => {
    expect(collects(paid(), 12_000).does('2027-09-28 09:00', amended).story.buckets).toMatchObject({ certified: 0, suspense: 0 });
    expect(collects(paid(), 12_001).refused('2027-09-28 09:00', amended)).toMatch(/^OH-CERT-RECON: \$100.00 cannot be taken off line A1, which has \$99.99 open/);
  });
});

describe('An objection that came in time and is heard once the line is certified (OH-CERT-NOTICE)', () => {
  const objected = () => new SeasonStory(owing('2027', [...sewer])).toTheList({ ...ohioDays('2027'), accepted: '2027-09-20' }).does('2027-09-21 09:00', { type: 'ReceiveObjection', lineId: 'A1', objectionId: 'O1', receivedOn: '2027-08-19' as never, words: 'found in the mail room' });
  const heard = (outcome: 'dismissed' | 'upheld') => objected().does('2027-09-22 09:00', { type: 'HearObjection', lineId: 'A1', objectionId: 'O1', outcome, reason: 'heard by the board' }).look('2027-09-22 09:01');

  it('takes the line off when it is upheld, and leaves it when it is dismissed', () => {
    expect(heard('upheld').last('WithdrawalSent')).toMatchObject({ data: { amountCents: 22_000, postPetition: false }, because: [{ rule: 'OH-CERT-NOTICE' }] });
    expect(heard('upheld').story.buckets).toMatchObject({ certified: 0, arrears: 20_000, penalty: 2_000 });
    expect(heard('dismissed').line.status).toBe('accepted');
  });

  it('does not say of a line on the roll that it is lower than it stands there', () => {
    expect(objected().refused('2027-09-22 09:00', { type: 'HearObjection', lineId: 'A1', objectionId: 'O1', outcome: 'reduced', toCents: 10_000, reason: 'half of it' })).toMatch(/^OH-CERT-NOTICE: Line A1 is certified, and no objection lowers it any more/);
  });
});

describe('A payoff of whom counsel let a stay go (BK-STAY)', () => {
  it('asks for what was charged after the petition, and for nothing of before it', () => {
    const season = new SeasonStory(owing('2027', [...sewer]));
    const asks = (when: string) => payoffOf(season.context(when), season.story.account).toUtilityCents;
    expect(asks('2027-05-01 09:00')).toBe(22_000);
    season.story.given('2027-05-01 10:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
    expect(asks('2027-05-02 09:00')).toBe(0);
    season.story.entered('2027-06-01 10:00', 'StayReleased', { docket: '27-1', reason: 'the estate let it go', releasedBy: 'counsel-1' });
    expect(asks('2027-06-02 09:00')).toBe(0);
    season.story.given('2027-06-03 08:00', 'BillIssued', { billId: 'B2', billedOn: '2027-06-03' as never, dueOn: '2027-06-24' as never, lines: [{ service: 'sewer', amountCents: 5_000 }] });
    expect(asks('2027-06-04 09:00')).toBe(5_000);
  });
});
