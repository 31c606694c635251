import { localDate } from '../../libs/kernel/time.ts';
import { billed, doorTagOrdered, noticeMailed, noticeOrdered, pastDue, shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const disputed = (story: Story, when: string) => story.given(when, 'DisputeOpened', { disputeId: 'DI1' });
const settled = (story: Story, when: string) => story.given(when, 'DisputeSettled', { disputeId: 'DI1', outcome: 'the bill stands' });
const acknowledged = (story: Story, when: string, workOrderId: string) => story.given(when, 'RecallAcknowledged', { workOrderId, crewId: 'crew-7' });

describe('Holds', () => {
  describe('Each kind begins with its fact and ends with its fact; collection goes on where the kind says', () => {
    const kinds: [string, (story: Story) => Story, (story: Story) => Story, 'notice' | 'door-tag', string, string][] = [
      [
        'bankruptcy',
        (story) => story.given('2027-03-24 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] }),
        (story) => story.given('2027-04-20 10:00', 'BankruptcyDismissed', { docket: 'D1', accountIds: ['A1'] }),
        'notice',
        'BK-STAY',
        'BK-DISMISS',
      ],
      [
        'medical',
        (story) => story.given('2027-03-24 10:00', 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate('2027-06-30') }),
        (story) => story.given('2027-04-20 10:00', 'MedicalCertificateExpired', { certificateId: 'M1' }),
        'door-tag',
        'GEN-HOLDS',
        'OP-DOORTAG',
      ],
      ['dispute', (story) => disputed(story, '2027-03-24 10:00'), (story) => settled(story, '2027-04-20 10:00'), 'door-tag', 'GEN-CRAFT', 'OP-DOORTAG'],
      [
        'review',
        (story) => story.given('2027-03-24 10:00', 'ReviewRequested', { reviewId: 'R1' }),
        (story) => story.given('2027-04-20 10:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'the bill stands' }),
        'door-tag',
        'GEN-CRAFT',
        'OP-DOORTAG',
      ],
      [
        'extension',
        (story) => story.given('2027-03-24 10:00', 'ExtensionGranted', { extensionId: 'E1', untilOn: localDate('2027-04-19') }),
        (story) => story.until('2027-04-20'),
        'door-tag',
        'GEN-HOLDS',
        'OP-DOORTAG',
      ],
      [
        'manual',
        (story) => story.person('2027-03-24 10:00', { type: 'PlaceHold', reason: 'the owner died' }),
        (story) => story.person('2027-04-20 10:00', { type: 'ReleaseHold', reason: 'the estate answered', holdId: story.case?.heldBy[0]?.evidence ?? '' }),
        'door-tag',
        'GEN-HOLDS',
        'OP-DOORTAG',
      ],
    ];

    it.each(kinds)('%s', (kind, begin, end, resumeAt, rule, resumeRule) => {
      const story = begin(noticeMailed());
      expect(story.rulesOf('CollectionHeld')).toEqual([rule]);
      expect(story.last('CollectionHeld')?.data.holds.map((hold) => hold.kind)).toEqual([kind]);
      story.until('2027-04-19');
      expect(story.since('2027-03-25')).toEqual([]);
      end(story);
      const resumed = story.last('CollectionResumed');
      expect(resumed?.at.slice(0, 10)).toBe('2027-04-20');
      expect(resumed?.data).toMatchObject({ resumeAt, afterDismissal: kind === 'bankruptcy' });
      expect(story.rulesOf('CollectionResumed')).toEqual([resumeRule]);
      const next = story.until('2027-04-30').since('2027-04-20').filter((line) => line.includes('Ordered'));
      expect(next).toEqual([resumeAt === 'notice' ? '2027-04-20 NoticeOrdered' : '2027-04-23 DoorTagOrdered']);
    });

    it('a promise is no hold: the case goes on as if nothing was said', () => {
      const story = pastDue()
        .given('2027-03-18 10:00', 'ContactLogged', { contactId: 'K1', channel: 'phone', outcome: 'will pay', promise: { amountCents: 22_000, on: localDate('2027-04-15') } })
        .until('2027-03-20');
      expect(story.since('2027-03-18')).toEqual(['2027-03-20 NoticeOrdered']);
    });
  });

  describe('What stands when a hold begins is taken back in the same decision, and what follows when it ends', () => {
    it('past due: nothing to take back; the notice that was due goes out at the end', () => {
      const story = settled(disputed(pastDue(), '2027-03-11 10:00'), '2027-03-25 10:00');
      expect(story.since('2027-03-11')).toEqual(['2027-03-11 CollectionHeld', '2027-03-25 CollectionResumed', '2027-03-25 NoticeOrdered']);
    });

    it('notice ordered: the letter is stopped, and a fresh one goes out at the end', () => {
      const story = settled(disputed(noticeOrdered(), '2027-03-21 13:00'), '2027-03-25 10:00');
      expect(story.since('2027-03-21')).toEqual([
        '2027-03-21 NoticeWithdrawn',
        '2027-03-21 CollectionHeld',
        '2027-03-25 CollectionResumed',
        '2027-03-25 NoticeOrdered',
      ]);
    });

    it('notice ordered: the letter that was mailed all the same is not the one that counts, and a person sees to it first', () => {
      const story = disputed(noticeOrdered(), '2027-03-21 13:00').mailed('2027-03-22 10:00', 'A1.1.n1');
      settled(story, '2027-03-25 10:00').person('2027-03-26 10:00', { type: 'FinishReview', reason: 'told the household' }).until('2027-05-31');
      expect(story.since('2027-03-22')).toEqual([
        '2027-03-22 IncidentOpened',
        '2027-03-22 ReviewNeeded',
        '2027-03-25 CollectionResumed',
        '2027-03-26 ReviewDone',
        '2027-03-26 NoticeOrdered',
      ]);
    });

    it('door tag ordered: the crew is recalled; a fresh tag is ordered once it has acknowledged', () => {
      const story = disputed(doorTagOrdered(), '2027-03-29 11:00');
      acknowledged(story, '2027-03-29 11:20', 'A1.1.w1');
      settled(story, '2027-03-31 10:00').until('2027-04-05');
      expect(story.since('2027-03-29').slice(1)).toEqual([
        '2027-03-29 WorkOrderRecalled',
        '2027-03-29 ShutOffWithdrawn',
        '2027-03-29 CollectionHeld',
        '2027-03-29 RecallConfirmed',
        '2027-03-31 CollectionResumed',
        '2027-04-02 DoorTagOrdered',
      ]);
    });

    it('planned: the plan is withdrawn, and the tag that was posted does not count again', () => {
      const story = settled(disputed(shutOffPlanned(), '2027-03-30 10:00'), '2027-03-31 10:00').until('2027-04-02');
      expect(story.since('2027-03-30')).toEqual(['2027-03-30 ShutOffWithdrawn', '2027-03-30 CollectionHeld', '2027-03-31 CollectionResumed', '2027-04-02 DoorTagOrdered']);
    });

    it('crew out: recalled in the same decision, each with the hold as its reason', () => {
      const story = disputed(shutOffOrdered(), '2027-04-01 08:10');
      expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 ShutOffWithdrawn', '2027-04-01 CollectionHeld']);
      expect(story.rulesOf('WorkOrderRecalled')).toEqual(['GEN-EXEC', 'GEN-HOLDS']);
    });

    it('water off: a dispute does not bring it back', () => {
      const story = disputed(shutOff(), '2027-04-01 12:00').until('2027-04-10');
      expect(story.since('2027-04-01').slice(5)).toEqual(['2027-04-01 CollectionHeld']);
    });

    it('water off: a medical certificate does, and the debt waits for a fresh notice after it', () => {
      const story = shutOff()
        .given('2027-04-01 12:00', 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate('2027-04-30') })
        .crewReports('2027-04-01 15:00', 'A1.1.w3', 'on')
        .until('2027-05-01');
      expect(story.since('2027-04-01').slice(5)).toEqual([
        '2027-04-01 CollectionHeld',
        '2027-04-01 RestorationOrdered',
        '2027-04-01 ServiceRestored',
        '2027-05-01 CollectionResumed',
        '2027-05-01 NoticeOrdered',
      ]);
      expect(story.last('RestorationOrdered')?.data.emergency).toBe(false);
    });
  });

  describe('Holds add up (GEN-HOLDS)', () => {
    it('the end of one is not the end of the other', () => {
      const story = disputed(noticeMailed(), '2027-03-24 10:00').given('2027-03-25 10:00', 'ReviewRequested', { reviewId: 'R1' });
      settled(story, '2027-03-26 10:00').until('2027-04-30');
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 CollectionHeld', '2027-03-25 CollectionHeld', '2027-03-26 CollectionHeld']);
      expect(story.last('CollectionHeld')?.data.holds).toEqual([{ kind: 'review', evidence: 'R1' }]);
    });

    it('the strictest of those that stood decides where collection goes on', () => {
      const story = noticeMailed()
        .given('2027-03-24 10:00', 'ReviewRequested', { reviewId: 'R1' })
        .given('2027-03-25 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] })
        .given('2027-04-05 10:00', 'BankruptcyDismissed', { docket: 'D1', accountIds: ['A1'] })
        .given('2027-04-12 10:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'the bill stands' });
      expect(story.last('CollectionResumed')?.data).toMatchObject({ resumeAt: 'notice', afterDismissal: true });
      expect(story.since('2027-04-12')).toEqual(['2027-04-12 CollectionResumed', '2027-04-12 NoticeOrdered']);
    });

    it('no case is opened while one stands', () => {
      const story = settled(disputed(billed(), '2027-03-01 10:00'), '2027-03-16 10:00').until('2027-03-31');
      expect(story.told).toEqual(['2027-03-06 PenaltyWithheld', '2027-03-17 CaseOpened', '2027-03-20 NoticeOrdered']);
    });
  });

  describe('The day on which collection goes on', () => {
    const settledAt = (when: string) => settled(disputed(noticeMailed(), '2027-03-24 10:00'), when).until('2027-04-09');

    it('during office hours of a day that is in time for a tag: the tag goes out that day', () => {
      expect(settledAt('2027-04-02 16:59').since('2027-04-02')).toEqual(['2027-04-02 CollectionResumed', '2027-04-02 DoorTagOrdered']);
    });

    it('after the office closed: no crew gets an order for hours that are over', () => {
      expect(settledAt('2027-04-02 17:00').since('2027-04-02')).toEqual(['2027-04-02 CollectionResumed', '2027-04-05 DoorTagOrdered']);
    });
  });

  describe('Review', () => {
    it('requested on the day of the shut-off, before the crew closed the valve, it stops the clock', () => {
      const story = shutOffOrdered().given('2027-04-01 08:30', 'ReviewRequested', { reviewId: 'R1' });
      expect(story.told.slice(-3)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 ShutOffWithdrawn', '2027-04-01 CollectionHeld']);
      expect(story.asksClearance('2027-04-01 08:31', 'A1.1.w2')).toEqual(['GEN-HOLDS', 'OP-DOORTAG', 'GEN-EXEC']);
    });
  });

  describe('Extension', () => {
    const extended = (untilOn: string) => noticeMailed().given('2027-03-24 10:00', 'ExtensionGranted', { extensionId: 'E1', untilOn: localDate(untilOn) }).until('2027-06-30');

    it('ends the day after the day granted', () => {
      expect(extended('2027-04-06').last('CollectionResumed')?.at).toBe('2027-04-07T04:00:00.000Z');
    });

    it('stands as long as it was granted, however long: a promise to a customer is kept', () => {
      expect(extended('2027-06-20').last('CollectionResumed')?.at).toBe('2027-06-21T04:00:00.000Z');
      expect(extended('2028-04-24').last('CollectionResumed')).toBeUndefined();
    });
  });

  describe('Medical certificate', () => {
    it('ends by itself the day after its last day', () => {
      const story = noticeMailed().given('2027-03-24 10:00', 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate('2027-04-15') }).until('2027-04-16');
      expect(story.atOf('CollectionResumed')).toBe('2027-04-16 00:00');
    });

    it('that ran out before it came holds nothing', () => {
      const story = noticeMailed().given('2027-03-24 10:00', 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate('2027-03-23') });
      expect(story.since('2027-03-23')).toEqual([]);
    });
  });

  describe('A payment that the customer reports', () => {
    const reported = (when: string, channel: string, stage = shutOffPlanned) => stage().given(when, 'PaymentReported', { reportId: 'RP1', confirmation: 'C-77', channel, amountCents: 22_000 });

    it.each([
      ['online: the file of the next morning', 'online', '2027-04-01T10:00:00.000Z'],
      ['lockbox: the file of the next day at 14:00', 'lockbox', '2027-04-01T18:00:00.000Z'],
      ['counter: the file of the next day at 18:00', 'counter', '2027-04-01T22:00:00.000Z'],
      ['a channel without a file: two business days', 'kiosk', '2027-04-03T04:00:00.000Z'],
    ])('%s', (_name, channel, untilAt) => {
      const story = reported('2027-03-31 15:00', channel);
      expect(story.since('2027-03-31')).toEqual(['2027-03-31 ShutOffWithdrawn', '2027-03-31 CollectionHeld']);
      expect(story.rulesOf('CollectionHeld')).toEqual(['OP-RECEIPT']);
      expect(story.until('2027-04-05').last('CollectionResumed')?.at).toBe(untilAt);
    });

    it('over a week-end: the file of Monday, and never longer than two business days', () => {
      expect(reported('2027-03-26 15:00', 'counter', noticeMailed).until('2027-04-05').last('CollectionResumed')?.at).toBe('2027-03-29T22:00:00.000Z');
      expect(reported('2027-03-26 15:00', 'kiosk', noticeMailed).until('2027-04-05').last('CollectionResumed')?.at).toBe('2027-03-31T04:00:00.000Z');
      // What every object of the program answers to is no channel either.
      expect(reported('2027-03-26 15:00', '__proto__', noticeMailed).until('2027-04-05').last('CollectionResumed')?.at).toBe('2027-03-31T04:00:00.000Z');
    });

    it('arrives: the case is closed', () => {
      const story = reported('2027-03-31 15:00', 'online').given('2027-03-31 23:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 22_000, tender: 'ach', channel: 'online', confirmation: 'C-77' });
      expect(story.since('2027-03-31').slice(2)).toEqual(['2027-03-31 CollectionResumed', '2027-03-31 CaseClosed']);
    });

    it('arrives, and is too little: collection goes on with a fresh tag', () => {
      const story = reported('2027-03-31 15:00', 'online')
        .given('2027-03-31 23:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 2_200, tender: 'ach', channel: 'online', confirmation: 'C-77' })
        .until('2027-04-02');
      expect(story.since('2027-03-31').slice(2)).toEqual(['2027-03-31 CollectionResumed', '2027-04-02 DoorTagOrdered']);
    });

    it('never arrives: collection goes on with a fresh tag', () => {
      const story = reported('2027-03-31 15:00', 'online').until('2027-04-02');
      expect(story.since('2027-03-31').slice(2)).toEqual(['2027-04-01 CollectionResumed', '2027-04-02 DoorTagOrdered']);
    });

    it('another payment than the one reported does not end the wait', () => {
      const story = reported('2027-03-31 15:00', 'online').given('2027-03-31 23:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 1_000, tender: 'ach', channel: 'online', confirmation: 'C-78' });
      expect(story.since('2027-03-31').slice(2)).toEqual([]);
    });
  });
});
