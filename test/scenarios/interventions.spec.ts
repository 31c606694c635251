import { localDate } from '../../libs/kernel/time.ts';
import { interventionSchema, type Intervention } from '../../libs/case/interventions.ts';
import { doorTagOrdered, noticeMailed, noticeOrdered, pastDue, restored, restoring, shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import { Story } from '../support/story.ts';

const reason = 'asked for by counsel';
const of = (type: Exclude<Intervention['type'], 'ReleaseHold' | 'RetryObligation' | 'AccountForCrew' | 'RescheduleShutOff' | 'RewindCase' | 'OverrideGuard'>): Intervention => ({ type, reason });
const after = (story: Story, known: number) => story.told.slice(known).map((line) => line.slice(11));
const filed = (story: Story, when: string) => story.given(when, 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });

describe('Interventions of people: typed, with a reason, by the same rules', () => {
  describe('PlaceHold', () => {
    it('is a fence like any other: the crew is recalled in the same decision', () => {
      const story = shutOffOrdered();
      const known = story.told.length;
      story.person('2027-04-01 08:00', of('PlaceHold'));
      expect(after(story, known)).toEqual(['HoldPlaced', 'WorkOrderRecalled', 'ShutOffWithdrawn', 'CollectionHeld']);
      expect(story.rulesOf('HoldPlaced')).toEqual(['AUTHORITY']);
    });

    it('with a last day ends by itself', () => {
      const story = noticeMailed().person('2027-03-24 10:00', { type: 'PlaceHold', reason, untilOn: localDate('2027-03-31') }).until('2027-04-01');
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 HoldPlaced', '2027-03-24 CollectionHeld', '2027-04-01 CollectionResumed']);
    });

    it('on a closed case keeps the next episode from opening', () => {
      const story = restored().person('2027-04-05 10:00', of('PlaceHold')).bill('2027-05-14', '2027-06-04', 20_000, 'B2').until('2027-06-30');
      expect(story.since('2027-04-05')).toEqual(['2027-04-05 HoldPlaced', '2027-06-05 PenaltyWithheld']);
    });
  });

  describe('RewindCase', () => {
    const back = (to: 'notice' | 'door-tag'): Intervention => ({ type: 'RewindCase', reason, to });

    it('takes a planned shut-off back to its notice: the first stays sent, another is sent, and all its waits run anew', () => {
      const story = shutOffPlanned();
      const known = story.told.length;
      story.person('2027-03-30 10:00', back('notice'));
      expect(after(story, known)).toEqual(['CaseRewound', 'NoticeOrdered']);
      expect(story.last('NoticeOrdered')?.data.noticeId).toBe('A1.1.n2');
      expect(story.account.notices.map(({ noticeId }) => noticeId)).toEqual(['A1.1.n1']);
      story.mailed('2027-03-31 10:00', 'A1.1.n2').until('2027-04-10');
      expect(story.since('2027-04-01').filter((line) => line.includes('ShutOff'))).toEqual([]);
    });

    it('takes it back to the posting, and never shuts off before the day that was planned', () => {
      const story = shutOffPlanned();
      const plannedOn = story.case?.plannedOn as string;
      story.person('2027-03-29 15:00', back('door-tag'));
      expect(story.case?.notBeforeOn).toBe(plannedOn);
      story.until('2027-04-03');
      const tag = story.last('DoorTagOrdered');
      expect(tag?.data.workOrderId).toBe('A1.1.w2');
      story.tagged(`${tag?.data.onDay} 14:00`, 'A1.1.w2');
      expect((story.case?.plannedOn as string) >= plannedOn).toBe(true);
    });

    it('and what warned the household before warns of nothing any more (CA-15D)', () => {
      const warned = new Story({ under: 'CA-998-CITY@1' }).bill('2027-02-08', '2027-03-01', 12_000).at('2027-04-20 12:00');
      warned.mailed('2027-04-20 15:00', 'A1.1.n1').given('2027-04-21 10:00', 'ContactLogged', { contactId: 'c-1', channel: 'visit', outcome: 'told', spokeWith: 'adult-resident', covered: ['shut-off-warning'] });
      const isWarned = () => warned.verdicts('shut-off').find(({ guard }) => guard === 'warned-hours-before')?.holds;
      expect([warned.at('2027-04-26 11:00').case?.status, isWarned()]).toEqual(['shut-off-planned', true]);
      expect(warned.person('2027-04-26 12:00', back('door-tag')).case?.plannedOn).toBeNull();
      expect(isWarned()).toBe(false);
    });

    it('calls the crew back that is out, in the same decision', () => {
      const story = shutOffOrdered();
      const known = story.told.length;
      story.person('2027-04-01 08:00', back('door-tag'));
      expect(after(story, known).slice(0, 2)).toEqual(['WorkOrderRecalled', 'CaseRewound']);
      expect(story.asksClearance('2027-04-01 08:05', 'A1.1.w2')).not.toBeNull();
    });

    it('is refused where nothing lies behind, and where the water is off', () => {
      expect(pastDue().refused('2027-03-10 10:00', back('notice'))).toBe('CASE-PATH: In "past-due" the step "notice" does not lie behind.');
      expect(noticeMailed().refused('2027-03-24 10:00', back('door-tag'))).toBe('CASE-PATH: In "notice-mailed" the step "door-tag" does not lie behind.');
      expect(noticeMailed().refused('2027-03-24 10:00', back('notice'))).toBeNull();
      expect(shutOff().refused('2027-04-01 12:00', back('notice'))).toBe('OP-RECONNECT: The water is off; what comes next is that it runs again.');
    });

    it('under a hold leaves the hold as it is: the step waits', () => {
      const story = shutOffPlanned().person('2027-03-29 16:00', of('PlaceHold'));
      expect(story.case?.heldBy.map(({ kind }) => kind)).toEqual(['manual']);
      const known = story.told.length;
      story.person('2027-03-30 10:00', back('notice')).until('2027-04-30');
      expect(after(story, known)).toEqual(['CaseRewound']);
    });
  });

  describe('OverrideGuard', () => {
    const over = (guard: string): Intervention => ({ type: 'OverrideGuard', reason, guard });

    it('sets no rule aside that protects the customer: the refusal is that rule', () => {
      const held = filed(shutOffPlanned(), '2027-03-29 16:00');
      expect(held.refused('2027-03-30 10:00', over('no-hold-stands'))).toMatch(/^GEN-HOLDS: No person may set this rule aside\. /);
      expect(pastDue().refused('2027-03-10 10:00', over('days-past-due-at-least'))).toMatch(/^OH-RULES: No person may set this rule aside\. /);
    });

    it('answers the one guard whose answer is a supervisor’s, where it is asked for', () => {
      const hospital = shutOffPlanned({ account: { customerClass: 'hospital' } }).at('2027-04-01 08:00');
      expect(hospital.case?.approvalRequested).toBe(true);
      const known = hospital.told.length;
      hospital.person('2027-04-01 09:00', over('critical-customer-approved'));
      expect(after(hospital, known)[0]).toBe('ApprovalGiven');
      // Taken back, the next lock-off is another one, and is approved anew.
      hospital.person('2027-04-01 09:05', { type: 'RewindCase', reason, to: 'door-tag' });
      expect(hospital.case).toMatchObject({ approvalRequested: false, approvedBy: null });
    });

    it('is refused for what does not stand in the way', () => {
      expect(shutOffPlanned().refused('2027-03-30 10:00', over('past-due-at-least'))).toBe('CASE-PATH: Nothing called "past-due-at-least" holds the next step back.');
      expect(shutOffPlanned().refused('2027-03-30 10:00', over('whatever'))).toBe('CASE-PATH: Nothing called "whatever" holds the next step back.');
    });
  });

  describe('ReleaseHold', () => {
    it('ends what a person began', () => {
      const story = noticeMailed().person('2027-03-24 10:00', of('PlaceHold'));
      const holdId = story.case?.heldBy[0]?.evidence ?? '';
      story.person('2027-03-25 10:00', { type: 'ReleaseHold', reason, holdId });
      expect(story.since('2027-03-25')).toEqual(['2027-03-25 HoldReleased', '2027-03-25 CollectionResumed']);
    });

    it.each([
      ['specialist', 'specialist', true],
      ['supervisor', 'specialist', true],
      ['counsel', 'supervisor', true],
      ['specialist', 'supervisor', false],
      ['specialist', 'counsel', false],
      ['supervisor', 'counsel', false],
    ] as const)('by a %s of what a %s placed: %s', (releases, placed, isAllowed) => {
      const story = noticeMailed().person('2027-03-24 10:00', of('PlaceHold'), placed);
      const release: Intervention = { type: 'ReleaseHold', reason, holdId: story.case?.heldBy[0]?.evidence ?? '' };
      const refused = isAllowed ? null : `AUTHORITY: A hold that ${placed} placed is released by ${placed} or above.`;
      expect(story.refused('2027-03-25 10:00', release, releases)).toBe(refused);
    });

    it('is refused for what a court began', () => {
      const story = filed(noticeMailed(), '2027-03-24 10:00');
      expect(story.refused('2027-03-25 10:00', { type: 'ReleaseHold', reason, holdId: 'D1' })).toBe(
        'BK-STAY: A bankruptcy hold ends by a fact, not by a person: A chapter 13 petition was filed on docket D1.',
      );
    });

    it('is refused for what a customer began', () => {
      const story = noticeMailed().given('2027-03-24 10:00', 'DisputeOpened', { disputeId: 'DI1' });
      expect(story.refused('2027-03-25 10:00', { type: 'ReleaseHold', reason, holdId: 'DI1' })).toMatch(/^GEN-CRAFT: A dispute hold ends by a fact/);
    });

    it('is refused when there is no such hold', () => {
      expect(noticeMailed().refused('2027-03-25 10:00', { type: 'ReleaseHold', reason, holdId: 'H9' })).toBe('GEN-HOLDS: No hold H9 stands.');
    });
  });

  describe('RetryObligation', () => {
    it.each([
      ['a letter', noticeOrdered, 'A1.1.n1', '2027-03-21 14:00'],
      ['a door tag', doorTagOrdered, 'A1.1.w1', '2027-03-29 14:00'],
      ['a shut-off', shutOffOrdered, 'A1.1.w2', '2027-04-01 07:45'],
      ['a restoration', restoring, 'A1.1.w3', '2027-04-01 14:00'],
    ] as const)('asks for %s again', (_name, stage, obligation, when) => {
      const story = stage().person(when, { type: 'RetryObligation', reason, obligation });
      expect(story.told.at(-1)).toBe(`${when.slice(0, 10)} ObligationRetried`);
    });

    it('asks for a recall again', () => {
      const story = filed(shutOffOrdered(), '2027-04-01 08:00').person('2027-04-01 08:05', { type: 'RetryObligation', reason, obligation: 'A1.1.w2/recall' });
      expect(story.told.at(-1)).toBe('2027-04-01 ObligationRetried');
    });

    it('is refused when nothing of that name is waited for', () => {
      const story = noticeMailed();
      expect(story.refused('2027-03-23 10:00', { type: 'RetryObligation', reason, obligation: 'A1.1.n1' })).toBe('CASE-PATH: Nothing called A1.1.n1 is waited for.');
    });
  });

  describe('SkipStep', () => {
    it('gives up a letter that nobody answers for: a fresh notice goes out', () => {
      const story = noticeOrdered();
      const known = story.told.length;
      story.person('2027-03-26 10:00', of('SkipStep'));
      expect(after(story, known)).toEqual(['StepSkipped', 'NoticeOrdered']);
      expect(story.last('NoticeOrdered')?.data.noticeId).toBe('A1.1.n2');
    });

    it.each([
      ['a door tag', doorTagOrdered, '2027-03-29 12:00'],
      ['a shut-off', shutOffOrdered, '2027-04-01 08:00'],
    ] as const)('gives up %s: the crew is recalled, and the case goes back before the tag', (_name, stage, when) => {
      const story = stage();
      const known = story.told.length;
      story.person(when, of('SkipStep'));
      expect(after(story, known)).toEqual(['WorkOrderRecalled', 'StepSkipped']);
      expect(story.case?.status).toBe('notice-mailed');
    });

    it('is refused for the waiting times of the law', () => {
      expect(noticeMailed().refused('2027-03-23 10:00', of('SkipStep'))).toBe('OH-RULES: The waiting times of notice and door tag cannot be skipped.');
      expect(shutOffPlanned().refused('2027-03-30 10:00', of('SkipStep'))).toBe('OH-RULES: The waiting times of notice and door tag cannot be skipped.');
    });

    it('is refused for a hold', () => {
      expect(filed(noticeMailed(), '2027-03-24 10:00').refused('2027-03-25 10:00', of('SkipStep'))).toMatch(/^BK-STAY: A hold cannot be skipped/);
    });

    it.each([
      ['past due', pastDue, '2027-03-11 10:00'],
      ['shut off', shutOff, '2027-04-01 10:00'],
    ] as const)('is refused where nothing is waited for: %s', (_name, stage, when) => {
      expect(stage().refused(when, of('SkipStep'))).toMatch(/^CASE-PATH: In ".*" nothing is waited for/);
    });
  });

  describe('AccountForCrew', () => {
    const accountFor = (workOrderId: string): Intervention => ({ type: 'AccountForCrew', reason, workOrderId });

    it('ends a recall that nobody acknowledged, so that a paid case closes', () => {
      const story = shutOffOrdered().pays('2027-04-01 08:05', 22_000).person('2027-04-02 10:00', accountFor('A1.1.w2'));
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 CrewAccountedFor', '2027-04-02 CaseClosed']);
      expect(story.last('CaseClosed')?.data.reason).toBe('paid');
      expect(story.rulesOf('CrewAccountedFor')).toEqual(['AUTHORITY']);
    });

    it('lets the next order go out', () => {
      const story = shutOffOrdered().person('2027-04-01 08:00', of('SkipStep')).at('2027-04-02 10:00').person('2027-04-02 10:00', accountFor('A1.1.w2'));
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 CrewAccountedFor', '2027-04-02 DoorTagOrdered']);
    });

    it('sends another crew to turn the water on', () => {
      const story = restoring().person('2027-04-02 09:00', accountFor('A1.1.w3'));
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 CrewAccountedFor', '2027-04-02 RestorationOrdered']);
      expect(story.last('RestorationOrdered')?.data.workOrderId).toBe('A1.1.w4');
    });

    it('is refused for a crew that was not called back and may close a valve', () => {
      expect(shutOffOrdered().refused('2027-04-01 08:00', accountFor('A1.1.w2'))).toMatch(/^GEN-EXEC: The crew of A1.1.w2 was not called back/);
    });

    it('is refused where no crew is out', () => {
      expect(noticeMailed().refused('2027-03-23 10:00', accountFor('A1.1.w1'))).toBe('CASE-PATH: No crew is out for A1.1.w1.');
    });
  });

  describe('RescheduleShutOff', () => {
    const notBefore = (on: string): Intervention => ({ type: 'RescheduleShutOff', reason, notBeforeOn: localDate(on) });

    it('moves the plan to the first shut-off day from then on', () => {
      const story = shutOffPlanned().person('2027-03-30 10:00', notBefore('2027-04-09')).until('2027-04-12');
      expect(story.since('2027-03-30')).toEqual(['2027-03-30 ShutOffRescheduled', '2027-03-30 ShutOffPlanned', '2027-04-12 ShutOffOrdered']);
    });

    it('before the tag: the tag waits with it', () => {
      const story = noticeMailed().person('2027-03-23 10:00', notBefore('2027-04-12')).until('2027-04-09');
      expect(story.since('2027-03-23')).toEqual(['2027-03-23 ShutOffRescheduled', '2027-04-09 DoorTagOrdered']);
    });

    it('never brings it before the notice is old enough', () => {
      const story = noticeMailed().person('2027-03-23 10:00', notBefore('2027-03-24')).until('2027-03-29');
      expect(story.since('2027-03-23')).toEqual(['2027-03-23 ShutOffRescheduled', '2027-03-29 DoorTagOrdered']);
    });

    it('to today is allowed, to yesterday refused', () => {
      expect(shutOffPlanned().refused('2027-03-30 10:00', notBefore('2027-03-30'))).toBeNull();
      expect(shutOffPlanned().refused('2027-03-30 10:00', notBefore('2027-03-29'))).toBe('CASE-PATH: 2027-03-29 is past.');
    });

    it('is refused while a crew is out', () => {
      expect(shutOffOrdered().refused('2027-04-01 08:00', notBefore('2027-04-12'))).toMatch(/^GEN-EXEC: A crew is out/);
    });

    it('is refused when the water is off', () => {
      expect(shutOff().refused('2027-04-01 10:00', notBefore('2027-04-12'))).toBe('CASE-PATH: The water is off already.');
    });
  });

  describe('AdvanceNow and RestartProcess', () => {
    it.each(['AdvanceNow', 'RestartProcess'] as const)('%s decides nothing that the rules do not', (type) => {
      const story = noticeMailed();
      const known = story.told.length;
      story.person('2027-03-23 10:00', of(type));
      expect(after(story, known)).toEqual([type === 'AdvanceNow' ? 'AdvanceRequested' : 'ProcessRestarted']);
      expect(story.case?.status).toBe('notice-mailed');
    });
  });

  describe('PostNotice', () => {
    it('sends somebody to the door before the last day that is in time', () => {
      const story = noticeMailed().person('2027-03-23 10:00', of('PostNotice'));
      expect(story.since('2027-03-23')).toEqual(['2027-03-23 DoorTagOrdered']);
      expect(story.last('DoorTagOrdered')?.data).toMatchObject({ noticeId: 'A1.1.n1', onDay: '2027-03-23' });
      expect(story.sentencesOf('DoorTagOrdered')[0]).toBe(`supervisor-1: ${reason}`);
    });

    it('with the paper that is posted, as on the day that the rules choose', () => {
      const early = noticeMailed().person('2027-03-23 10:00', of('PostNotice')).last('DoorTagOrdered')?.data.paper;
      expect(early).toEqual(doorTagOrdered().last('DoorTagOrdered')?.data.paper);
      expect(early).toMatchObject({ document: 'door-tag', shutOffOn: '2027-04-01' });
    });

    it('while somebody can be sent: before the office closes, and on a day on which it is open', () => {
      expect(noticeMailed().refused('2027-03-23 16:59', of('PostNotice'))).toBeNull();
      expect(noticeMailed().refused('2027-03-23 17:00', of('PostNotice'))).toMatch(/^CASE-PATH: Nobody is sent to post any more on 2027-03-23/);
      expect(noticeMailed().refused('2027-03-27 10:00', of('PostNotice'))).toMatch(/^CASE-PATH: Nobody is sent to post on 2027-03-27: /);
    });

    it('is refused by what refuses the posting itself', () => {
      const story = noticeMailed().given('2027-03-23 09:00', 'ReviewRequested', { reviewId: 'R1' });
      expect(story.refused('2027-03-23 10:00', of('PostNotice'))).toMatch(/^GEN-CRAFT: A review was asked for/);
    });

    it('is refused where no notice stands, and where a crew is out', () => {
      expect(shutOffOrdered().refused('2027-04-01 08:00', of('PostNotice'))).toBe('CASE-PATH: In "shut-off-ordered" no posting is due.');
    });
  });

  describe('ApproveShutOff', () => {
    it('is accepted when it was asked for, once', () => {
      const story = shutOffPlanned({ account: { customerClass: 'hospital' } }).person('2027-04-01 10:00', of('ApproveShutOff'));
      expect(story.told.slice(-2)).toEqual(['2027-04-01 ApprovalGiven', '2027-04-01 ShutOffOrdered']);
      expect(story.refused('2027-04-01 10:01', of('ApproveShutOff'))).toBe('CRITICAL-CUSTOMER: No approval is asked for in this case.');
    });

    it('is refused when nobody asked', () => {
      expect(shutOffPlanned().refused('2027-03-31 10:00', of('ApproveShutOff'))).toBe('CRITICAL-CUSTOMER: No approval is asked for in this case.');
    });
  });

  describe('FinishReview', () => {
    it('takes the case back before the tag, when its notice stands', () => {
      const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'vacant').person('2027-04-02 09:00', of('FinishReview'));
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 ReviewDone', '2027-04-02 DoorTagOrdered']);
    });

    it('under a hold waits for its end', () => {
      const story = filed(shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'vacant'), '2027-04-01 10:00').person('2027-04-02 09:00', of('FinishReview'));
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 ReviewDone']);
    });

    it('is still asked for when the crew that was called back answers late', () => {
      const story = shutOffOrdered().given('2027-04-01 08:00', 'NoticeReturned', { noticeId: 'A1.1.n1', reason: 'moved' }).crewCannot('2027-04-01 09:00', 'A1.1.w2', 'no-access');
      expect(story.case?.status).toBe('review');
    });

    it('is refused when no question waits', () => {
      expect(noticeMailed().refused('2027-03-23 10:00', of('FinishReview'))).toBe('CASE-PATH: No question of this case waits for a person.');
    });
  });

  describe('CloseCase', () => {
    it('ends the pursuit, and only new debt opens an episode again', () => {
      const story = noticeMailed().person('2027-03-23 10:00', of('CloseCase')).until('2027-05-31');
      expect(story.since('2027-03-23')).toEqual(['2027-03-23 CaseClosed']);
      expect(story.last('CaseClosed')?.data).toEqual({ reason: 'by-a-person', by: 'supervisor-1', note: reason });
      story.bill('2027-06-01', '2027-06-22', 9_000, 'B2').until('2027-06-23');
      expect(story.since('2027-06-01')).toEqual(['2027-06-23 PenaltyAssessed', '2027-06-23 CaseOpened', '2027-06-23 NoticeOrdered']);
    });

    it('is refused while the water is off', () => {
      expect(shutOff().refused('2027-04-01 10:00', of('CloseCase'))).toBe('OP-RECONNECT: The water is off; the case ends when it runs again.');
      expect(restoring().refused('2027-04-01 12:00', of('CloseCase'))).toBe('OP-RECONNECT: The water is off; the case ends when it runs again.');
    });

    it('is refused while a crew is out, and while its recall is not acknowledged', () => {
      expect(shutOffOrdered().refused('2027-04-01 08:00', of('CloseCase'))).toMatch(/^GEN-EXEC: A crew is out/);
      expect(filed(shutOffOrdered(), '2027-04-01 08:00').refused('2027-04-01 08:05', of('CloseCase'))).toMatch(/^GEN-EXEC: A crew is out/);
    });
  });

  describe('On a closed case', () => {
    it.each([
      of('SkipStep'),
      of('AdvanceNow'),
      of('PostNotice'),
      of('RestartProcess'),
      of('ApproveShutOff'),
      of('FinishReview'),
      of('CloseCase'),
      { type: 'RetryObligation', reason, obligation: 'A1.1.w3' },
      { type: 'AccountForCrew', reason, workOrderId: 'A1.1.w3' },
      { type: 'RescheduleShutOff', reason, notBeforeOn: localDate('2027-04-12') },
    ] as Intervention[])('$type is refused', (intervention) => {
      expect(restored().refused('2027-04-05 10:00', intervention)).toBe('CASE-PATH: Case A1.1 is closed.');
    });
  });

  it('a reason of two letters is no reason', () => {
    expect(interventionSchema.safeParse({ type: 'CloseCase', reason: 'ok' }).success).toBe(false);
    expect(interventionSchema.safeParse({ type: 'CloseCase', reason: 'yes' }).success).toBe(true);
  });
});
