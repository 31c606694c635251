import { ohioDays, owing } from '../support/roll-bills.ts';
import { SeasonStory } from '../support/season-story.ts';

const certified = (): SeasonStory => new SeasonStory(owing('2027', [{ service: 'sewer', amountCents: 40_000 }])).toTheList(ohioDays('2027'));

/** Filed Monday 2027-08-30; the notice comes on Friday 2027-09-03, after the file went out on Thursday. */
function crossed(): SeasonStory {
  const season = certified();
  season.story.at('2027-09-03 10:00').given('2027-08-30 14:00', 'PetitionFiled', { docket: '27-31555', chapter: '13', accountIds: ['A1'] });
  return season.look('2027-09-03 10:01');
}

describe('18. Certification file crosses a petition', () => {
  it('the list was extracted on Wednesday 2027-09-01 and delivered on Thursday 2027-09-02', () => {
    expect(certified().told.slice(-4)).toEqual(['2027-09-02 OwnershipChecked', '2027-09-02 OwnerTold', '2027-09-02 LineCertified', '2027-09-02 RollFiled']);
    expect(certified().story.buckets).toMatchObject({ certified: 44_000, arrears: 0, penalty: 0 });
  });

  it('the line is marked as a post-petition act, and a withdrawal goes out on the day of the notice (BK-CERT)', () => {
    const season = crossed();
    expect(season.told.at(-1)).toBe('2027-09-03 WithdrawalSent');
    expect(season.last('WithdrawalSent')?.data).toMatchObject({ postPetition: true, amountCents: 44_000 });
    expect(season.rulesOf('WithdrawalSent')).toEqual(['BK-CERT']);
  });

  it('the amount is restored to the pre-petition hold without penalty', () => {
    const { story } = crossed();
    expect(story.buckets).toMatchObject({ certified: 0, 'pre-petition': 44_000, penalty: 0, arrears: 0 });
    expect(story.decided.filter(({ decision, at }) => decision.type === 'PenaltyAssessed' && at > '2027-09-01')).toEqual([]);
  });

  it('closing it asks for the auditor\'s acknowledgement, and it is raised every day until then', () => {
    const season = crossed().look('2027-09-07 12:00');
    expect(season.told.filter((line) => line.includes('Escalated'))).toEqual(['2027-09-04 AnswerEscalated', '2027-09-05 AnswerEscalated', '2027-09-06 AnswerEscalated', '2027-09-07 AnswerEscalated']);
    expect(season.last('AnswerEscalated')?.data).toMatchObject({ nth: 4, about: 'county-auditor.2027/A1/withdrawal' });
    season.does('2027-09-07 15:00', { type: 'AcknowledgeWithdrawal', lineId: 'A1', on: '2027-09-07' as never }).look('2027-12-31 12:00');
    expect(season.told.at(-1)).toBe('2027-09-07 WithdrawalAcknowledged');
    expect(season.register('2027-12-31 12:00').total).toMatchObject({ certifiedCents: 44_000, withdrawnCents: 44_000, openCents: 0 });
  });

  it('the season is not closed before it is acknowledged', () => {
    expect(crossed().refused('2028-10-02 12:00', { type: 'CloseSeason' })).toBe('OH-CERT-RECON: Line A1 waits for an answer: see to it first.');
  });

  it('next year\'s extraction leaves it out while the stay holds', () => {
    const { story } = crossed();
    const next = new SeasonStory(story, 'county-auditor.2028').owners('2028-07-14 08:00').drawUp('2028-07-14 09:00');
    expect(next.told.slice(-2)).toEqual(['2028-07-14 LineExcluded', '2028-07-14 CandidatesDrawnUp']);
    expect(next.last('LineExcluded')?.data).toMatchObject({ reason: 'stay', amountCents: 44_000 });
    expect(next.rulesOf('LineExcluded')).toEqual(['BK-CERT', 'BK-STAY']);
  });

  it('just beside: a notice that comes between the extraction and the file leaves the line out of the file', () => {
    const season = new SeasonStory(owing('2027', [{ service: 'sewer', amountCents: 40_000 }])).owners('2027-07-15 08:00').drawUp('2027-07-15 09:00').noticed('2027-07-20');
    season.owners('2027-09-01 08:00').freeze('2027-09-01 09:00').approved('2027-09-01 10:00').owners('2027-09-02 08:00');
    season.story.given('2027-08-30 14:00', 'PetitionFiled', { docket: '27-31555', chapter: '13', accountIds: ['A1'] });
    expect(season.certify('2027-09-02 11:00').told.slice(-2)).toEqual(['2027-09-02 LineExcluded', '2027-09-02 RollFiled']);
    expect(season.story.buckets).toMatchObject({ certified: 0, 'pre-petition': 44_000 });
  });

  it('another just beside: a petition that was dismissed before anybody here learnt of it withdraws nothing', () => {
    const season = certified();
    season.story.given('2027-08-30 14:00', 'PetitionFiled', { docket: '27-31555', chapter: '13', accountIds: ['A1'] }).given('2027-09-01 14:00', 'BankruptcyDismissed', { docket: '27-31555', accountIds: ['A1'] });
    expect(season.look('2027-09-03 12:00').told.at(-1)).toBe('2027-09-02 RollFiled');
  });
});
