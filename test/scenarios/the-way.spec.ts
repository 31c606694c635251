import { billed, doorTagOrdered, noticeMailed, noticeOrdered, pastDue, restored, restoring, shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import { Story } from '../support/story.ts';

describe('The way of a case, one transition at a time', () => {
  it('bill → nothing, while it is not due', () => {
    expect(billed().until('2027-03-05').told).toEqual([]);
  });

  it('due and unpaid → penalty and case, at the sweep of the next day', () => {
    const story = billed().until('2027-03-06');
    expect(story.told).toEqual(['2027-03-06 PenaltyAssessed', '2027-03-06 CaseOpened']);
    expect(story.atOf('CaseOpened')).toBe('2027-03-06 06:00');
    expect(story.rulesOf('PenaltyAssessed')).toContain('OH-MC-BILL');
    expect(story.rulesOf('CaseOpened')).toEqual(['CASE-PATH']);
    expect(story.balanceCents).toBe(22_000);
  });

  it('due and paid → nothing', () => {
    expect(billed().pays('2027-03-05 23:59', 20_000).until('2027-04-30').told).toEqual([]);
  });

  it('past due → notice, 15 days after the due date', () => {
    const story = pastDue().until('2027-03-19');
    expect(story.case?.status).toBe('past-due');
    story.until('2027-03-20');
    expect(story.since('2027-03-07')).toEqual(['2027-03-20 NoticeOrdered']);
    expect(story.atOf('NoticeOrdered')).toBe('2027-03-20 08:00');
    const contains = expect.arrayContaining(['dispute-how', 'person-with-power-to-correct', 'pay-by-date']);
    expect(story.last('NoticeOrdered')?.data).toEqual({ noticeId: 'A1.1.n1', pastDueCents: 22_000, payByOn: '2027-03-30', document: 'disconnect-notice', oldestBillId: 'B2027-02-12', languages: ['en'], contains });
    expect(story.rulesOf('NoticeOrdered')).toEqual(['OH-RULES', 'GEN-HOLDS', 'MESSAGE-PARKED', 'FEED-FRESH', 'CASCADE-BREAKER', 'OH-RULES', 'OH-RULES', 'GEN-CRAFT']);
  });

  it('notice ordered → nothing, without proof of mailing', () => {
    expect(noticeOrdered().until('2027-05-31').since('2027-03-21')).toEqual([]);
  });

  it('notice ordered → mailed, with proof', () => {
    const story = noticeMailed();
    expect(story.since('2027-03-21')).toEqual(['2027-03-22 NoticeConfirmed']);
    expect(story.sentencesOf('NoticeConfirmed')).toEqual(['Proof of mailing for 2027-03-22; the notice matures 2027-04-01.']);
    expect(story.rulesOf('NoticeConfirmed')).toEqual(['GEN-COUNT']);
  });

  it('mailed → door tag, on the last office day that is in time for the first shut-off day', () => {
    const story = noticeMailed().until('2027-03-28');
    expect(story.case?.status).toBe('notice-mailed');
    story.at('2027-03-29 10:00');
    expect(story.since('2027-03-23')).toEqual(['2027-03-29 DoorTagOrdered']);
    expect(story.last('DoorTagOrdered')?.data).toMatchObject({ workOrderId: 'A1.1.w1', onDay: '2027-03-29', noticeId: 'A1.1.n1', meterSerial: 'M-1', district: 'north' });
    expect(story.rulesOf('DoorTagOrdered')).toEqual(['OP-DOORTAG', 'GEN-HOLDS', 'MESSAGE-PARKED', 'FEED-FRESH', 'CASCADE-BREAKER', 'OH-RULES', 'NO-VALVE', 'VACANT-PREMISE', 'ESTIMATED-BILL']);
  });

  it('door tag ordered → posted and planned, with photo and name', () => {
    const story = shutOffPlanned();
    expect(story.since('2027-03-29').slice(1)).toEqual(['2027-03-29 DoorTagConfirmed', '2027-03-29 ShutOffPlanned']);
    expect(story.last('ShutOffPlanned')?.data).toEqual({ onDay: '2027-04-01' });
  });

  it('planned → ordered, at 07:00 of the day, after every guard was asked again', () => {
    const story = shutOffPlanned().until('2027-03-31');
    expect(story.case?.status).toBe('shut-off-planned');
    story.at('2027-04-01 07:30');
    expect(story.since('2027-03-30')).toEqual(['2027-04-01 ShutOffOrdered']);
    expect(story.atOf('ShutOffOrdered')).toBe('2027-04-01 07:00');
    expect(story.rulesOf('ShutOffOrdered')).toEqual([
      'GEN-EXEC',
      'GEN-HOLDS',
      'MESSAGE-PARKED',
      'FEED-FRESH',
      'CASCADE-BREAKER',
      'OH-RULES',
      'NO-VALVE',
      'VACANT-PREMISE',
      'ESTIMATED-BILL',
      'BILL-INVESTIGATION',
      'OH-RULES',
      'OP-DOORTAG',
      'CRITICAL-CUSTOMER',
      'OH-RULES',
      'RELEASE-TURNS',
    ]);
    expect(story.last('ShutOffOrdered')?.data).toMatchObject({
      workOrderId: 'A1.1.w2',
      windowFromAt: '2027-04-01T12:00:00.000Z',
      windowToAt: '2027-04-01T18:00:00.000Z',
      pastDueCents: 22_000,
    });
  });

  it('ordered → shut off, cleared at the door, with the reconnection fee', () => {
    const story = shutOff();
    expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 ClearanceGranted', '2027-04-01 ClosingJudged', '2027-04-01 ServiceShutOff', '2027-04-01 FeeAssessed']);
    expect(story.rulesOf('FeeAssessed')).toEqual(['OH-MC-FEES']);
    expect(story.balanceCents).toBe(26_500);
    expect(story.incidents).toEqual([]);
  });

  it('shut off → paid, the water is ordered back the same day', () => {
    const story = restoring();
    expect(story.told.at(-1)).toBe('2027-04-01 RestorationOrdered');
    expect(story.rulesOf('RestorationOrdered')).toEqual(['OP-RECONNECT', 'OP-RECONNECT', 'OP-NSF']);
  });

  it('shut off → nothing, while a cent is owed', () => {
    const story = shutOff().pays('2027-04-01 11:00', 26_499).until('2027-04-05');
    expect(story.case?.status).toBe('shut-off');
  });

  it('restoring → restored and closed', () => {
    const story = restored();
    expect(story.told.slice(-2)).toEqual(['2027-04-01 ServiceRestored', '2027-04-01 CaseClosed']);
    expect(story.last('CaseClosed')?.data).toEqual({ reason: 'paid' });
    expect(story.rulesOf('CaseClosed')).toEqual(['OP-RECEIPT']);
    expect(story.balanceCents).toBe(0);
  });

  describe('Paid on the way → closed, and nothing more is sent', () => {
    it.each([
      ['past due', pastDue, '2027-03-11 10:00', []],
      ['notice ordered', noticeOrdered, '2027-03-21 14:00', ['NoticeWithdrawn']],
      ['notice mailed', noticeMailed, '2027-03-23 10:00', []],
      ['shut-off planned', shutOffPlanned, '2027-03-30 10:00', ['ShutOffWithdrawn']],
    ] as const)('from "%s"', (_stage, stage, when, before) => {
      const story = stage();
      const known = story.told.length;
      story.pays(when, 22_000).until('2027-06-30');
      const on = when.slice(0, 10);
      expect(story.told.slice(known)).toEqual([...before, 'CaseClosed'].map((type) => `${on} ${type}`));
    });

    it.each([
      ['door tag ordered', doorTagOrdered, '2027-03-29 11:00', 'A1.1.w1'],
      ['shut-off ordered', shutOffOrdered, '2027-04-01 08:10', 'A1.1.w2'],
    ] as const)('from "%s": the crew is recalled at once, and the case ends when it has acknowledged', (_stage, stage, when, workOrderId) => {
      const story = stage();
      const known = story.told.length;
      story.pays(when, 22_000);
      const on = when.slice(0, 10);
      expect(story.told.slice(known)).toEqual([`${on} WorkOrderRecalled`, `${on} ShutOffWithdrawn`]);
      expect(story.case?.status).not.toBe('closed');
      story.given(`${on} 11:10`, 'RecallAcknowledged', { workOrderId, crewId: 'crew-7' });
      expect(story.told.slice(known + 2)).toEqual(expect.arrayContaining([`${on} RecallConfirmed`, `${on} CaseClosed`]));
    });
  });

  describe('The threshold of $80.00', () => {
    it.each([
      ['just below: $79.99 with its penalty', 7_272, false],
      ['at it: $80.00 with its penalty', 7_273, true],
    ])('%s', (_name, cents, asked) => {
      const story = new Story().bill('2027-02-12', '2027-03-05', cents).until('2027-04-30');
      expect(story.balanceCents).toBe(asked ? 8_000 : 7_999);
      expect(story.told.includes('2027-03-20 NoticeOrdered')).toBe(asked);
      expect(story.case?.status).toBe(asked ? 'notice-ordered' : 'past-due');
    });

    it('a payment that leaves less than $80.00 takes the plan back; a new bill that falls due brings a fresh tag, not a fresh notice', () => {
      const story = shutOffPlanned().pays('2027-03-30 10:00', 15_000).bill('2027-03-30', '2027-04-20', 10_000, 'B2').until('2027-04-23');
      expect(story.since('2027-03-30')).toEqual(['2027-03-30 ShutOffWithdrawn', '2027-04-21 PenaltyAssessed', '2027-04-23 DoorTagOrdered']);
    });
  });

  describe('A new episode', () => {
    it('begins when it happens again, with its own number, notice and orders', () => {
      const story = restored().bill('2027-05-14', '2027-06-04', 20_000, 'B2').until('2027-06-19');
      expect(story.since('2027-04-02')).toEqual(['2027-06-05 PenaltyAssessed', '2027-06-05 CaseOpened', '2027-06-19 NoticeOrdered']);
      expect(story.last('NoticeOrdered')?.data.noticeId).toBe('A1.2.n1');
      expect(story.case?.caseId).toBe('A1.2');
    });

    it('is not opened twice for the same debt', () => {
      expect(pastDue().until('2027-03-19').told.filter((line) => line.includes('CaseOpened'))).toHaveLength(1);
    });
  });
});
