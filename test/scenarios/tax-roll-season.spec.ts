import { contextOf } from '../../libs/case/context.ts';
import { certifyLine, isWaiting } from '../../libs/tax-roll/index.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { ohioDays, owing } from '../support/roll-bills.ts';
import { SeasonStory } from '../support/season-story.ts';
import type { StoryOptions } from '../support/story.ts';

const sewer = [{ service: 'sewer', amountCents: 20_000 }] as const;
const owes = (options: StoryOptions = {}) => new SeasonStory(owing('2027', [...sewer], options));
const listed = (options: StoryOptions = {}) => owes(options).owners('2027-07-15 08:00').drawUp('2027-07-15 09:00');
const noticed = (mailedOn = '2027-07-20') => listed().noticed(mailedOn);
const frozen = (season = noticed()) => season.owners('2027-09-01 08:00').freeze('2027-09-01 09:00');
const approved = () => frozen().approved('2027-09-01 10:00').owners('2027-09-02 08:00');
const reasonOf = (season: SeasonStory) => season.line.exclusions.map(({ reason }) => reason);

describe('A season of the tax roll in Ohio', () => {
  it('goes from candidates to the list in its own order', () => {
    expect(owes().toTheList({ ...ohioDays('2027'), accepted: '2027-09-20' }).told.filter((line) => !/Owner/.test(line))).toEqual([
      '2027-07-15 CandidateListed',
      '2027-07-15 CandidatesDrawnUp',
      '2027-09-01 LineFrozen',
      '2027-09-01 SeasonFrozen',
      '2027-09-01 RollApproved',
      '2027-09-01 RollApproved',
      '2027-09-02 LineCertified',
      '2027-09-02 RollFiled',
      '2027-09-20 LineAccepted',
    ]);
  });

  describe('Days of the authority (OH-CERT-DATE)', () => {
    it('candidates are drawn up from the day of the pack on, and not the day before', () => {
      expect(() => owes().owners('2027-07-14 08:00').drawUp('2027-07-14 09:00')).toThrow('OH-CERT-DATE: The season of the county auditor begins on 2027-07-15.');
      expect(listed().line.amountCents).toBe(22_000);
    });

    it('the list is extracted on its day, and not before', () => {
      expect(() => noticed().owners('2027-08-31 08:00').freeze('2027-08-31 09:00')).toThrow(/OH-CERT-DATE: The list is extracted on 2027-09-01/);
      expect(frozen().line.status).toBe('frozen');
    });

    it('files are taken until the last day, and not after', () => {
      expect(approved().owners('2027-09-13 08:00').certify('2027-09-13 09:00').line.status).toBe('certified');
      expect(() => approved().owners('2027-09-14 08:00').certify('2027-09-14 09:00')).toThrow(/OH-CERT-DATE: the county auditor took files until 2027-09-13/);
    });
  });

  describe('A message about an account that could not be read (MESSAGE-PARKED)', () => {
    const season = approved();
    const context = season.context('2027-09-02 11:00');
    const { account, law, simulation } = season.story;
    const { facts } = contextOf(account, null, law, simulation.now, []);
    const decided = (parkedMessages: readonly string[]) => certifyLine(context, season.line, { account, facts: { ...facts, parkedMessages } }, 'run-1');
    const typesOf = (decision: ReturnType<typeof decided>) => (isWaiting(decision) ? ['it waits'] : decision.events.map(({ type, because }) => `${type} ${because[0]?.rule ?? ''}`));

    it('keeps its own line off the roll, so that nobody else has to wait for its repair (I6)', () => {
      expect(typesOf(decided(['m-1']))).toEqual(['LineExcluded MESSAGE-PARKED']);
      expect(typesOf(decided([]))).toEqual(['LineCertified OH-CERT-SEWER']);
    });
  });

  describe('Owners', () => {
    it('are checked on the day of the extraction, and again on the day of the file', () => {
      expect(() => noticed().freeze('2027-09-01 09:00')).toThrow(/The owners were last checked on 2027-07-15; they have to be on the day itself/);
      expect(() => frozen().approved('2027-09-01 10:00').certify('2027-09-02 09:00')).toThrow(/they have to be on the day itself, 2027-09-02/);
    });

    it('who sold the parcel after the notice is left out: the new owner had none', () => {
      const sold = noticed().owners('2027-09-01 08:00', 'owner-2', { sinceOn: '2027-08-10' }).freeze('2027-09-01 09:00');
      expect(reasonOf(sold)).toEqual(['transferred-parcel']);
    });

    it('who sold it between the extraction and the file, too', () => {
      const sold = frozen().approved('2027-09-01 10:00').owners('2027-09-02 08:00', 'owner-2', { sinceOn: '2027-09-01' }).certify('2027-09-02 09:00');
      expect([sold.line.status, ...reasonOf(sold)]).toEqual(['excluded', 'transferred-parcel']);
    });
  });

  describe('Owner\'s notice (OH-CERT-NOTICE)', () => {
    it('mailed 30 days before the extraction is in time; a day later is not', () => {
      expect(frozen(noticed('2027-08-02')).line.status).toBe('frozen');
      expect(reasonOf(frozen(noticed('2027-08-03')))).toEqual(['notice-missing']);
    });

    it('without proof of mailing, or one that came back, is none', () => {
      expect(reasonOf(frozen(listed()))).toEqual(['notice-missing']);
      expect(reasonOf(frozen(noticed().does('2027-08-01 09:00', { type: 'RecordReturnedNotice', lineId: 'A1', reason: 'moved' })))).toEqual(['notice-missing']);
    });

    const objecting = () => noticed().does('2027-08-10 09:00', { type: 'ReceiveObjection', lineId: 'A1', objectionId: 'O1', receivedOn: '2027-08-10' as never, words: 'The meter is broken.' });
    it.each([
      ['nobody heard', null, 'excluded', 22_000],
      ['was dismissed', { outcome: 'dismissed' }, 'frozen', 22_000],
      ['was upheld', { outcome: 'upheld' }, 'excluded', 22_000],
      ['lowered the line', { outcome: 'reduced', toCents: 15_000 }, 'frozen', 15_000],
    ] as const)('an objection that %s', (_name, heard, status, cents) => {
      const season = objecting();
      if (heard) season.does('2027-08-20 09:00', { type: 'HearObjection', lineId: 'A1', objectionId: 'O1', reason: 'heard by the board', ...heard });
      expect(frozen(season).line).toMatchObject({ status, amountCents: cents });
    });

    it('objections come within the 30 days, and not a day later', () => {
      const objection = (on: string) => ({ type: 'ReceiveObjection', lineId: 'A1', objectionId: 'O1', receivedOn: on as never, words: '' }) as const;
      expect(noticed().refused('2027-08-20 09:00', objection('2027-08-19'))).toBeNull();
      expect(noticed().refused('2027-08-20 09:00', objection('2027-08-20'))).toBe('OH-CERT-NOTICE: The owner had 30 days to object, until 2027-08-19.');
    });
  });

  it('two people approve the list, and nobody twice (AUTHORITY)', () => {
    const once = frozen().does('2027-09-01 10:00', { type: 'ApproveRoll', reason: 'looked at each line' }, 'clerk');
    expect(once.refused('2027-09-01 10:01', { type: 'ApproveRoll', reason: 'once more' }, 'clerk')).toBe('AUTHORITY: clerk approved it already; it needs 2 different people.');
    expect(() => once.owners('2027-09-02 08:00').certify('2027-09-02 09:00')).toThrow('AUTHORITY: 2 people have to approve the list; 1 did.');
  });

  it.each([
    ['an account without a parcel', (season: SeasonStory) => season, { parcelId: undefined }, 'missing-parcel'],
    ['a dispute', (season: SeasonStory) => (season.story.given('2027-07-01 09:00', 'DisputeOpened', { disputeId: 'D1', billId: 'B1' }), season), {}, 'dispute'],
    ['a manual review', (season: SeasonStory) => (season.story.given('2027-07-01 09:00', 'ReviewRequested', { reviewId: 'R1' }), season), {}, 'hold'],
    ['an arrangement that is kept', (season: SeasonStory) => (season.story.given('2027-07-01 09:00', 'ArrangementAgreed', { arrangementId: 'G1', downPaymentCents: 0, instalments: [{ dueOn: '2027-12-01' as never, amountCents: 22_000 }], agreedBy: 'clerk', approvedBy: 'supervisor' }), season), {}, 'arrangement-kept'],
    ['a petition', (season: SeasonStory) => (season.story.given('2027-07-01 09:00', 'PetitionFiled', { docket: 'D', chapter: '7', accountIds: ['A1'] }), season), {}, 'stay'],
    ['a parcel of a land bank', (season: SeasonStory) => season, { landBankSinceOn: '2027-05-01' as never }, 'land-bank'],
  ] as const)('%s keeps an account off the list', (_name, given, account, reason) => {
    const season = given(owes({ account: account as never })).owners('2027-07-15 08:00').drawUp('2027-07-15 09:00');
    expect([season.line.status, ...reasonOf(season)]).toEqual(['excluded', reason]);
  });

  it('each line says by which choice it is pursued, and each service by which lien (OH-CERT-CHOICE, OH-CERT-SEWER)', () => {
    expect(listed().rulesOf('CandidateListed')).toEqual(['OH-CERT-CHOICE']);
    expect(approved().certify('2027-09-02 09:00').rulesOf('LineCertified')).toEqual(['OH-CERT-SEWER']);
  });

  it('what comes to less than $25.00 is not worth a line; just that is (OH-CERT-CHOICE)', () => {
    const of = (cents: number) => new SeasonStory(owing('2027', [{ service: 'sewer', amountCents: cents }])).owners('2027-07-15 08:00').drawUp('2027-07-15 09:00');
    expect(reasonOf(of(2_272))).toEqual(['below-minimum']);
    expect(of(2_273).line.amountCents).toBe(2_500);
  });

  it('what was paid since the notice is taken off, and what was billed since is not added', () => {
    const season = noticed();
    season.story.pays('2027-08-05 10:00', 5_000).given('2027-05-20 08:00', 'AdjustmentPosted', { adjustmentId: 'X', amountCents: -100, reason: 'error' });
    expect(frozen(season).line.amountCents).toBe(22_000 - 5_000 - 100);
  });

  it('a rejected line is mended and listed, or given up', () => {
    const rejected = () => approved().certify('2027-09-02 09:00').does('2027-09-15 09:00', { type: 'RejectLine', lineId: 'A1', on: '2027-09-15' as never, code: '12', words: 'no such parcel' });
    const mended = rejected().does('2027-09-16 09:00', { type: 'MendLine', lineId: 'A1', parcelId: 'P-2' }).accepted('2027-09-20 09:00');
    expect(mended.register('2027-09-30 12:00').rows).toMatchObject([{ parcelId: 'P-2', openCents: 22_000 }]);
    const givenUp = rejected().does('2027-09-16 09:00', { type: 'GiveUpLine', lineId: 'A1', reason: 'the parcel was merged' });
    expect(givenUp.register('2027-09-30 12:00').total).toMatchObject({ withdrawnCents: 22_000, openCents: 0 });
    expect(givenUp.story.buckets).toMatchObject({ certified: 0, arrears: 20_000, penalty: 2_000 });
    expect(rejected().refused('2027-10-16 09:00', { type: 'MendLine', lineId: 'A1', parcelId: 'P-2' })).toMatch(/OH-CERT-DATE: the county auditor took corrections until 2027-10-15/);
  });

  describe('Settlements (OH-CERT-RECON)', () => {
    const onTheList = () => owes().toTheList({ ...ohioDays('2027'), accepted: '2027-09-20' });
    const settle = (settlementId: string, collectedCents: number, remittedCents = collectedCents) => ({ type: 'SettleLine', lineId: 'A1', settlementId, collectedCents, remittedCents, on: '2028-03-15' as never }) as const;

    it('the first half\'s part leaves the rest open, and the register of any past day stays what it was', () => {
      const season = onTheList().does('2028-03-20 09:00', settle('S1', 11_000, 10_890));
      expect(season.register('2028-03-20 12:00').total).toEqual({ broughtCents: 0, certifiedCents: 22_000, amendedCents: 0, withdrawnCents: 0, collectedCents: 11_000, remittedCents: 10_890, openCents: 11_000 });
      expect(season.register('2028-03-19 12:00').total).toMatchObject({ collectedCents: 0, openCents: 22_000 });
      expect(season.story.buckets.certified).toBe(11_000);
    });

    it('more than is open, the same settlement twice, or more remitted than collected is refused', () => {
      const half = onTheList().does('2028-03-20 09:00', settle('S1', 11_000));
      expect(half.refused('2028-09-20 09:00', settle('S2', 11_001))).toBe('OH-CERT-RECON: $110.01 is more than the $110.00 that line A1 has open.');
      expect(half.refused('2028-09-20 09:00', settle('S1', 11_000))).toMatch(/Settlement S1 was posted on line A1 already/);
      expect(half.refused('2028-09-20 09:00', settle('S2', 100, 101))).toMatch(/was remitted of/);
    });

    it('what is still open when the season is closed is followed in the next one', () => {
      const season = onTheList().does('2028-03-20 09:00', settle('S1', 11_000));
      expect(season.refused('2028-09-28 09:00', { type: 'CloseSeason' })).toMatch(/OH-CERT-DATE: The last settlement of the county auditor should be in by 2028-09-29/);
      season.does('2028-09-29 09:00', { type: 'CloseSeason' });
      expect(season.last('LineCarriedOver')?.data).toEqual({ lineId: 'A1', openCents: 11_000, to: 'county-auditor.2028' });
    });

    it('its files have the forms of the version under which it began, until a person takes those in force', () => {
      const season = onTheList();
      season.does('2027-10-01 09:00', { type: 'TakeForms', reason: 'the auditor has a new system' }, 'director');
      expect(season.last('FormsTaken')?.data).toEqual({ pack: 'OH-COUNTY@1', reason: 'the auditor has a new system', by: 'director' });
      expect(season.refused('2027-10-01 10:00', { type: 'TakeForms', reason: 'once more' })).toBe('OH-CERT-CHOICE: The files of county-auditor.2027 have the forms of OH-COUNTY@1 already.');
    });

    it('nothing is carried over into a season that the law does not know', () => {
      const story = owing('2028', [...sewer]);
      const season = new SeasonStory(story, 'county-auditor.2028').toTheList({ candidates: '2028-07-14', noticed: '2028-07-20', frozen: '2028-09-01', certified: '2028-09-05', accepted: '2028-09-20' });
      expect(season.refused('2029-09-28 09:00', { type: 'CloseSeason' })).toMatch(/OH-CERT-DATE: 1 lines are still to be collected, and the law knows no season after county-auditor.2028/);
      season.does('2029-09-27 09:00', { type: 'SettleLine', lineId: 'A1', settlementId: 'S1', collectedCents: 22_000, remittedCents: 22_000, on: '2029-09-20' as never });
      expect(season.refused('2029-09-28 09:00', { type: 'CloseSeason' })).toBeNull();
    });
  });
});

describe('A season of the tax roll in California', () => {
  const district = (options: StoryOptions = {}) => {
    const story = owing('2027', [{ service: 'water', amountCents: 20_000 }], { under: 'CA-998@2', ...options });
    return new SeasonStory(story, 'county-assessor.2027');
  };
  const onTheReport = (options: StoryOptions = {}) => district(options).owners('2027-07-01 08:00').drawUp('2027-07-01 09:00').noticed('2027-07-02');
  const published = (season = onTheReport()) => season.does('2027-07-08 09:00', { type: 'PublishReport', on: '2027-07-08' as never, proof: 'p' }).does('2027-07-15 09:00', { type: 'PublishReport', on: '2027-07-15' as never, proof: 'p' });
  const heard = (season = published()) => season.does('2027-08-03 19:00', { type: 'HoldHearing', on: '2027-08-03' as never, minutes: 'm-12' });
  const extracted = (season = heard(), ...owner: [string?, { sinceOn: string; bonaFide: boolean }?]) => season.owners('2027-08-04 08:00', ...owner).freeze('2027-08-04 09:00');

  it('the report is published twice, two weeks before a hearing that was held (CA-TAXROLL)', () => {
    expect(() => extracted(onTheReport())).toThrow('CA-TAXROLL: The report has to be published 2 times; it was 0 times.');
    expect(() => extracted(published())).toThrow(/CA-TAXROLL: The governing body has not heard the report yet; its hearing is on 2027-08-03/);
    expect(extracted().line.status).toBe('frozen');
  });

  it('a report that came late before the hearing does not count', () => {
    const late = onTheReport().does('2027-07-21 09:00', { type: 'PublishReport', on: '2027-07-21' as never, proof: 'p' }).does('2027-07-28 09:00', { type: 'PublishReport', on: '2027-07-28' as never, proof: 'p' });
    expect(() => extracted(heard(late))).toThrow(/first published on 2027-07-21, less than 14 days before the hearing of 2027-08-03/);
  });

  it('the roll takes it by August 10', () => {
    expect(extracted().approved('2027-08-05 09:00').owners('2027-08-10 08:00').certify('2027-08-10 09:00').line.status).toBe('certified');
    expect(() => extracted().approved('2027-08-05 09:00').owners('2027-08-11 08:00').certify('2027-08-11 09:00')).toThrow(/took files until 2027-08-10/);
  });

  it('what was not yet unpaid for 60 days on July 1 is left out', () => {
    const season = district();
    season.story.given('2027-04-12 08:00', 'BillIssued', { billId: 'B2', billedOn: '2027-04-12' as never, dueOn: '2027-05-03' as never, lines: [{ service: 'water', amountCents: 7_000 }] });
    season.story.given('2027-04-11 08:00', 'BillIssued', { billId: 'B3', billedOn: '2027-04-11' as never, dueOn: '2027-05-02' as never, lines: [{ service: 'water', amountCents: 300 }] });
    expect(season.owners('2027-07-01 08:00').drawUp('2027-07-01 09:00').line.services.map(({ principalCents }) => principalCents)).toEqual([20_300]);
  });

  it.each([
    ['a tenant\'s contract', { contract: 'tenant' } as const, 'excluded'],
    ['a tenant\'s behind the owner\'s master meter', { contract: 'tenant', tenancy: { dwelling: 'master-meter', units: ['1', '2'] } } as const, 'candidate'],
    ['the owner\'s', { contract: 'owner' } as const, 'candidate'],
  ])('%s', (_name, account, status) => {
    const season = district({ account: account as never }).owners('2027-07-01 08:00').drawUp('2027-07-01 09:00');
    expect(season.line.status).toBe(status);
  });

  it('a bona fide buyer within the year takes the parcel free of it; the debt goes to the unsecured roll (CA-TAXROLL-BFP)', () => {
    const sold = extracted(heard(), 'owner-2', { sinceOn: '2027-07-20', bonaFide: true });
    expect(sold.line.exclusions).toMatchObject([{ reason: 'bona-fide-buyer', sentence: expect.stringContaining('goes to the unsecured roll') }]);
  });

  const filed = () => extracted().approved('2027-08-05 09:00').owners('2027-08-06 08:00').certify('2027-08-06 09:00').accepted('2027-08-20 09:00');
  it('one who comes before the first instalment is delinquent has the lien given up; one who comes the day after does not (CA-TAXROLL-BFP)', () => {
    const bought = (sinceOn: string) => filed().owners('2027-12-20 08:00', 'owner-2', { sinceOn, bonaFide: true }).look('2027-12-20 09:00');
    expect(bought('2027-12-10').rulesOf('WithdrawalSent')).toEqual(['CA-TAXROLL-BFP']);
    expect(bought('2027-12-11').last('WithdrawalSent')).toBeUndefined();
  });

  describe('The unsecured roll (CA-TAXROLL-BFP)', () => {
    const sold = () => extracted(heard(), 'owner-2', { sinceOn: '2027-07-20', bonaFide: true });
    const sheds = (season: SeasonStory) => season.line.exclusions[0]?.amountCents;

    it('bills what the parcel sheds to who owned it when the notice went out, before the list and after it', () => {
      const before = sold();
      expect(before.unsecured('2027-08-05 09:00')).toEqual({ ownerKey: 'owner-1', parcelId: 'P-1', lineId: 'A1', amountCents: sheds(before) });
      const after = filed().owners('2027-12-09 08:00', 'owner-2', { sinceOn: '2027-12-08', bonaFide: true }).look('2027-12-09 09:00');
      expect(after.unsecured('2027-12-10 09:00')).toEqual({ ownerKey: 'owner-1', parcelId: 'P-1', lineId: 'A1', amountCents: after.line.certifiedCents });
    });

    it('bills no more than is owed still, and nothing that was paid', () => {
      const paid = (amountCents: number) => {
        const season = sold();
        season.story.given('2027-08-05 09:00', 'PaymentReceived', { paymentId: 'P1', amountCents, tender: 'cash', channel: 'counter' });
        return season.unsecured('2027-08-06 09:00')?.amountCents;
      };
      const owed = paid(1) as number;
      expect(paid(5_000)).toBe(owed - 4_999);
      expect(paid(owed + 1)).toBeUndefined();
    });

    it('bills nobody under a stay, nor what was left out for another reason', () => {
      const stayed = sold();
      stayed.story.given('2027-08-05 09:00', 'PetitionFiled', { docket: '27-9', chapter: '13', accountIds: ['A1'] });
      expect(stayed.unsecured('2027-08-06 09:00')).toBeNull();
      expect(extracted(heard(), 'owner-2', { sinceOn: '2027-07-20', bonaFide: false }).unsecured('2027-08-05 09:00')).toBeNull();
      expect(filed().unsecured('2027-08-20 10:00')).toBeNull();
    });
  });

  it('a recorded lien is released by a person, within 30 days of the payment', () => {
    const cents = filed().line.certifiedCents;
    const paid = filed().does('2028-01-20 09:00', { type: 'SettleLine', lineId: 'A1', settlementId: 'S1', collectedCents: cents, remittedCents: cents, on: '2028-01-15' as never }).look('2028-01-21 09:00');
    expect(paid.line.status).toBe('accepted');
    expect(paid.does('2028-01-25 09:00', { type: 'RecordRelease', lineId: 'A1' }).last('LienReleased')?.data).toMatchObject({ on: '2028-01-25', dueBy: '2028-02-14' });
    expect(filed().refused('2028-01-25 09:00', { type: 'RecordRelease', lineId: 'A1' })).toMatch(/its lien stands/);
  });

  it('a release that is late is raised every day from the thirty-first on', () => {
    const cents = filed().line.certifiedCents;
    const paid = () => filed().does('2028-01-20 09:00', { type: 'SettleLine', lineId: 'A1', settlementId: 'S1', collectedCents: cents, remittedCents: cents, on: '2028-01-15' as never });
    expect(paid().look('2028-02-14 12:00').last('AnswerEscalated')).toBeUndefined();
    expect(paid().look('2028-02-16 12:00').told.slice(-2)).toEqual(['2028-02-15 AnswerEscalated', '2028-02-16 AnswerEscalated']);
    expect(paid().does('2028-02-14 09:00', { type: 'RecordRelease', lineId: 'A1' }).look('2028-03-01 12:00').last('AnswerEscalated')).toBeUndefined();
  });

  it('each rule that counsel has not confirmed says so', () => {
    const law: Law = district().story.law;
    expect([law.pack.rules['CA-TAXROLL']?.status, law.pack.rules['CA-TAXROLL-BFP']?.status, law.pack.rules['BK-CERT']?.status]).toEqual(['needs-counsel', 'needs-counsel', 'needs-counsel']);
  });
});
