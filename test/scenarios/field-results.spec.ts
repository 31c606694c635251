import { doorTagOrdered, restoring, shutOffOrdered } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

/** The second visit: a fresh tag on Friday 2027-04-02 allows Monday 2027-04-05. */
const secondVisit = (story: Story) => story.tagged('2027-04-02 14:00', 'A1.1.w3').at('2027-04-05 07:30');

describe('What a crew reports at the door, and what follows', () => {
  describe('Shut-off', () => {
    it.each(['no-access', 'unsafe'] as const)('%s: the visit is planned again, with a fresh tag', (result) => {
      const story = secondVisit(shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', result));
      expect(story.since('2027-04-01').slice(1)).toEqual([
        '2027-04-01 FieldVisitEnded',
        '2027-04-02 DoorTagOrdered',
        '2027-04-02 DoorTagConfirmed',
        '2027-04-02 ShutOffPlanned',
        '2027-04-05 ShutOffOrdered',
      ]);
      expect(story.last('FieldVisitEnded')?.data).toEqual({ workOrderId: 'A1.1.w2', work: 'shut-off', result, next: 'plan-again' });
      expect(story.rulesOf('FieldVisitEnded')).toEqual(['GEN-EXEC']);
    });

    it('two closed doors: a person decides', () => {
      const story = secondVisit(shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'no-access')).crewCannot('2027-04-05 09:00', 'A1.1.w4', 'no-access');
      expect(story.told.slice(-2)).toEqual(['2027-04-05 FieldVisitEnded', '2027-04-05 ReviewNeeded']);
      expect(story.last('FieldVisitEnded')?.data.next).toBe('review');
      expect(story.until('2027-04-30').told.slice(-1)).toEqual(['2027-04-05 ReviewNeeded']);
    });

    it.each(['wrong-serial', 'still-flowing', 'vacant'] as const)('%s: a person decides at once', (result) => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', result).until('2027-04-30');
      expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 FieldVisitEnded', '2027-04-01 ReviewNeeded']);
      expect(story.case?.reviewOf).toBe(`The crew reported "${result}" on A1.1.w2. What now?`);
    });

    it('already-off: nothing is left to shut off', () => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'already-off').until('2027-05-15');
      expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 FieldVisitEnded']);
      expect(story.case?.status).toBe('already-off');
      expect(story.account.valve).toBe('off');
    });

    it('already-off, and paid later: the case is closed', () => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'already-off').pays('2027-04-12 10:00', 22_000);
      expect(story.told.slice(-1)).toEqual(['2027-04-12 CaseClosed']);
    });

    it.each(['medical', 'child-alone'] as const)('%s: held for five business days, and a person looks before anybody comes again', (result) => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', result).until('2027-04-12');
      expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 FieldVisitEnded', '2027-04-01 ReviewNeeded', '2027-04-01 CollectionHeld', '2027-04-09 CollectionResumed']);
      expect(story.case).toMatchObject({ status: 'review', reviewOf: `The crew reported "${result}" on A1.1.w2. What now?` });
      story.person('2027-04-13 10:00', { type: 'FinishReview', reason: 'a daughter looks after her' }).until('2027-04-16');
      expect(story.since('2027-04-13')).toEqual(['2027-04-13 ReviewDone', '2027-04-16 DoorTagOrdered']);
      expect(story.last('CollectionHeld')?.data.holds).toEqual([{ kind: 'field', evidence: 'A1.1.w2' }]);
      expect(story.told.filter((line) => line.includes('Fee'))).toEqual([]);
    });

    it('medical, and looked at while it is held: the fresh tag waits for the end of the hold', () => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'medical').person('2027-04-02 10:00', { type: 'FinishReview', reason: 'seen' }).until('2027-04-30');
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 ReviewDone', '2027-04-09 CollectionResumed', '2027-04-09 DoorTagOrdered']);
    });

    it('paid-at-door: the trip fee, and the payment is waited for', () => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'paid-at-door').until('2027-04-06');
      expect(story.since('2027-04-01').slice(1)).toEqual([
        '2027-04-01 FeeAssessed',
        '2027-04-01 FieldVisitEnded',
        '2027-04-01 CollectionHeld',
        '2027-04-06 CollectionResumed',
      ]);
      expect(story.last('CollectionHeld')?.data.holds).toEqual([{ kind: 'reported-payment', evidence: 'A1.1.w2' }]);
      expect(story.balanceCents).toBe(24_500);
    });

    it('paid-at-door, and the payment arrives with the trip fee: the case is closed', () => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'paid-at-door').pays('2027-04-01 17:00', 24_500);
      expect(story.told.at(-1)).toBe('2027-04-01 CaseClosed');
    });
  });

  describe('Door tag', () => {
    it.each(['no-access', 'unsafe'] as const)('%s: a tag is ordered again for the next day that is in time', (result) => {
      const story = doorTagOrdered().crewCannot('2027-03-29 14:00', 'A1.1.w1', result).until('2027-04-02');
      expect(story.since('2027-03-29').slice(1)).toEqual(['2027-03-29 FieldVisitEnded', '2027-04-02 DoorTagOrdered']);
    });

    it('said to be posted before it was ordered proves nothing: a person is asked, and a fresh tag follows', () => {
      const story = doorTagOrdered().given('2027-03-26 14:00', 'NoticePosted', { workOrderId: 'A1.1.w1', photo: 'photo-1', postedBy: 'crew-7' }).until('2027-04-30');
      expect(story.since('2027-03-29')).toEqual(['2027-03-29 DoorTagOrdered', '2027-03-29 FieldVisitEnded', '2027-03-29 ReviewNeeded']);
      story.person('2027-05-03 10:00', { type: 'FinishReview', reason: 'the clock of the device was wrong' });
      expect(story.since('2027-05-01')).toEqual(['2027-05-03 ReviewDone', '2027-05-03 DoorTagOrdered']);
    });

    it('that is never answered: the case waits and does not shut off', () => {
      expect(doorTagOrdered().until('2027-05-20').since('2027-03-30')).toEqual([]);
    });
  });

  describe('Restoration', () => {
    it.each(['no-access', 'unsafe'] as const)('%s: the water is ordered back again at once', (result) => {
      const story = restoring().crewCannot('2027-04-01 15:00', 'A1.1.w3', result);
      expect(story.told.slice(-2)).toEqual(['2027-04-01 FieldVisitEnded', '2027-04-01 RestorationOrdered']);
      expect(story.last('RestorationOrdered')?.data.workOrderId).toBe('A1.1.w4');
      expect(story.crewReports('2027-04-01 16:00', 'A1.1.w4', 'on').told.slice(-2)).toEqual(['2027-04-01 ServiceRestored', '2027-04-01 CaseClosed']);
    });
  });

  it('a report about an order that is over changes nothing', () => {
    const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'no-access');
    const known = story.told.length;
    story.crewCannot('2027-04-01 09:05', 'A1.1.w2', 'no-access');
    expect(story.told).toHaveLength(known);
  });

  it('a report about an order of nobody changes nothing', () => {
    const story = shutOffOrdered();
    const known = story.told.length;
    story.crewCannot('2027-04-01 09:05', 'A9.1.w2', 'no-access');
    expect(story.told).toHaveLength(known);
  });
});
