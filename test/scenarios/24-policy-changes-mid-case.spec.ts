import type { Law } from '../../libs/policy/facts.ts';
import { Story } from '../support/story.ts';

type Pack = Law['pack'];

/** The pack as text is the shortest way to say what a variation changes. */
function varied(pack: Pack, version: number, ...changes: readonly (readonly [string, string])[]): Pack {
  const text = changes.reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(pack));
  return { ...(JSON.parse(text) as Pack), version };
}

/** Seven business days; notices go out 50 days after the due date, so that one is mailed on the day of the scenario. */
const v2 = (pack: Pack) => varied(pack, 2, ['"days":35', '"days":50']);
const tenBusinessDays = ['"businessDays":7', '"businessDays":10'] as const;
const rightDate = ['{"notice-names-oldest-bill"', '{"notice-names-lawful-date":{"mailedWithinBusinessDays":1,"rule":"CA-998-LETTER"}},{"notice-names-oldest-bill"'] as const;
const v3 = (...changes: readonly (readonly [string, string])[]) => ({ from: '2027-07-01', pack: (pack: Pack) => varied(pack, 3, ...changes) });

/** A company under the Act alone, without the 15-day rule of districts; the notice is mailed on 2027-06-24 under v2. */
function mailed(...versions: ReturnType<typeof v3>[]): Story {
  const story = new Story({ under: 'CA-998-MUTUAL@1', pack: v2, versions });
  return story.bill('2027-04-14', '2027-05-05', 12_000).mailed('2027-06-24 10:00', 'A1.1.n1');
}

/** `pack rule`: what the last decision of that type says of each version. */
function versionsIn(story: Story, type: 'ShutOffPlanned' | 'ShutOffOrdered' | 'NoticeOrdered'): string[] {
  return [...new Set((story.last(type)?.because ?? []).map((because) => because.pack ?? 'one law'))];
}

describe('24. Policy changes mid-case', () => {
  it('under v2 alone the notice names 2027-07-06, the seventh business day, and the water is shut off then', () => {
    const story = mailed();
    expect(story.last('NoticeOrdered')?.data).toMatchObject({ noticeId: 'A1.1.n1', payByOn: '2027-07-06' });
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-07-06');
    expect(story.at('2027-07-06 08:30').atOf('ShutOffOrdered')).toBe('2027-07-06 08:00');
    expect(versionsIn(story, 'ShutOffOrdered')).toEqual(['one law']);
  });

  describe('v3, in force from 2027-07-01, wants ten business days', () => {
    it('the plan is looked at on the first day of v3, and moves to 2027-07-09', () => {
      const story = mailed(v3(tenBusinessDays));
      expect(story.at('2027-06-30 12:00').last('ShutOffPlanned')?.data.onDay).toBe('2027-07-06');
      story.at('2027-07-01 09:00');
      expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-07-09');
      expect(story.atOf('ShutOffPlanned')).toBe('2027-07-01 00:00');
      expect(story.sentencesOf('ShutOffPlanned')[0]).toMatch(/^The day planned \(2027-07-06\) is not allowed any more: The customer was contacted 2027-06-24; 10 business days end 2027-07-09/);
    });

    it('a shut-off attempted on 2027-07-06 is blocked, by v3 and not by v2', () => {
      const story = mailed(v3(tenBusinessDays)).at('2027-07-06 08:30');
      expect(story.all('ShutOffOrdered')).toEqual([]);
      const blocking = story.whatHolds('shut-off');
      expect(blocking).toHaveLength(1);
      expect(blocking[0]).toMatch(/^CA-998-NOTICE-7BD: The customer was contacted 2027-06-24; 10 business days end 2027-07-09/);
      expect(story.verdicts('shut-off').filter(({ guard }) => guard === 'contacted-business-days-before').map(({ because, holds }) => [because.pack, holds])).toEqual([
        ['CA-998-MUTUAL@2', true],
        ['CA-998-MUTUAL@3', false],
      ]);
    });

    it('it is allowed on 2027-07-09, and the decision says what both versions answered', () => {
      const story = mailed(v3(tenBusinessDays)).at('2027-07-09 08:30');
      expect(story.atOf('ShutOffOrdered')).toBe('2027-07-09 08:00');
      expect(versionsIn(story, 'ShutOffOrdered')).toEqual(['CA-998-MUTUAL@2', 'CA-998-MUTUAL@3']);
      const contacts = story.last('ShutOffOrdered')?.because.filter(({ rule, facts }) => rule === 'CA-998-NOTICE-7BD' && facts['contactedOn'] === '2027-06-24');
      expect(contacts?.map(({ pack, facts }) => [pack, facts['earliestOn']])).toEqual([
        ['CA-998-MUTUAL@2', '2027-07-06'],
        ['CA-998-MUTUAL@3', '2027-07-09'],
      ]);
    });

    it('the crew at the door asks both versions as well', () => {
      const story = mailed(v3(tenBusinessDays)).at('2027-07-09 09:00');
      const order = story.last('ShutOffOrdered')?.data.workOrderId as string;
      expect(story.asksClearance('2027-07-09 09:05', order)).toBeNull();
      expect([...new Set(story.last('ClearanceGranted')?.because.map(({ pack }) => pack))]).toEqual(['CA-998-MUTUAL@2', 'CA-998-MUTUAL@3']);
    });

    it('a version that asks for less changes nothing for a case of v2', () => {
      const story = mailed(v3(['"businessDays":7', '"businessDays":5'])).at('2027-07-05 12:00');
      expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-07-06');
      expect(story.at('2027-07-06 08:30').atOf('ShutOffOrdered')).toBe('2027-07-06 08:00');
    });

    it('a version that comes into force a day after the shut-off was not asked', () => {
      const story = mailed({ ...v3(tenBusinessDays), from: '2027-07-07' }).at('2027-07-06 08:30');
      expect(story.atOf('ShutOffOrdered')).toBe('2027-07-06 08:00');
      expect(versionsIn(story, 'ShutOffOrdered')).toEqual(['one law']);
    });

    it('a case that opens under v3 is decided by v3 alone', () => {
      const story = new Story({ under: 'CA-998-MUTUAL@1', pack: v2, versions: [v3(tenBusinessDays)] });
      story.bill('2027-07-02', '2027-07-23', 12_000).at('2027-09-13 09:00');
      expect(story.last('CaseOpened')?.data.pack).toBe('CA-998-MUTUAL@3');
      expect(versionsIn(story, 'NoticeOrdered')).toEqual(['one law']);
    });
  });

  describe('v3 also wants a correct date in the letter', () => {
    it('the notice of v2, which named 2027-07-06, is spent on the first day of v3, and a fresh one names a date that v3 allows', () => {
      const story = mailed(v3(tenBusinessDays, rightDate)).at('2027-07-01 09:00');
      expect(story.since('2027-07-01')).toEqual(['2027-07-01 NoticeWithdrawn', '2027-07-01 NoticeOrdered']);
      expect(story.last('NoticeWithdrawn')?.because).toMatchObject([
        { rule: 'CA-998-LETTER', pack: 'CA-998-MUTUAL@3', sentence: 'The letter names 2027-07-06; mailed 2027-06-24, it allows a shut-off from 2027-07-09. A letter with the right date is due.' },
      ]);
      // Mailed by Friday 2027-07-02 at the latest, with Monday 2027-07-05 a holiday.
      expect(story.last('NoticeOrdered')?.data).toMatchObject({ noticeId: 'A1.1.n2', payByOn: '2027-07-19' });
      expect(versionsIn(story, 'NoticeOrdered')).toEqual(['CA-998-MUTUAL@2', 'CA-998-MUTUAL@3']);
    });

    it('the fresh letter, mailed the next business day, stands; mailed a day later still, it is spent again', () => {
      const inTime = mailed(v3(tenBusinessDays, rightDate)).mailed('2027-07-02 10:00', 'A1.1.n2').at('2027-07-19 08:30');
      expect(inTime.atOf('ShutOffOrdered')).toBe('2027-07-19 08:00');
      const late = mailed(v3(tenBusinessDays, rightDate)).mailed('2027-07-06 10:00', 'A1.1.n2').at('2027-07-06 12:00');
      expect(late.last('NoticeWithdrawn')?.data.noticeId).toBe('A1.1.n2');
      expect(late.last('NoticeOrdered')?.data.noticeId).toBe('A1.1.n3');
    });

    it('a notice whose date v3 allows stands', () => {
      const story = mailed(v3(rightDate)).at('2027-07-06 08:30');
      expect(story.all('NoticeWithdrawn')).toEqual([]);
      expect(story.atOf('ShutOffOrdered')).toBe('2027-07-06 08:00');
    });
  });

  describe('a plan signed on 2027-06-20', () => {
    const cure = (days: number) => ['"cureBusinessDays":5', `"cureBusinessDays":${days}`] as const;

    /** Two instalments; the one of 2027-07-06 is missed. By v2 it may be made up for through 2027-07-13. */
    function signed(...changes: readonly (readonly [string, string])[]): Story {
      const story = new Story({ under: 'CA-998-MUTUAL@1', pack: v2, versions: changes.length === 0 ? [] : [v3(...changes)] });
      story.bill('2027-04-14', '2027-05-05', 12_000);
      const instalments = ['2027-07-06', '2027-08-06'].map((dueOn) => ({ dueOn, amountCents: 6_000 }));
      return story.given('2027-06-20 11:00', 'ArrangementAgreed', { arrangementId: 'plan', downPaymentCents: 0, instalments, agreedBy: 'clerk-1' } as never);
    }
    const brokenOn = (story: Story) => story.until('2027-07-31').atOf('ArrangementBroken').slice(0, 10);

    it('keeps the terms of v2 where v3 gives less time', () => {
      expect(brokenOn(signed(cure(3)))).toBe(brokenOn(signed()));
      expect(brokenOn(signed(cure(3)))).toBe('2027-07-14');
    });

    it('has the longer time of v3, and says so', () => {
      const story = signed(cure(8)).at('2027-07-15 12:00');
      expect(story.all('ArrangementBroken')).toEqual([]);
      expect(story.sentencesOf('ArrangementMissed')).toEqual(['The instalment of 2027-07-06 was missed; it can be cured through 2027-07-16. (By CA-998-MUTUAL@3, which protects more.)']);
      expect(brokenOn(story)).toBe('2027-07-17');
    });

    it('waits for no supervisor because v3 allows fewer instalments', () => {
      const story = signed(['"maxInstalments":12', '"maxInstalments":1']).at('2027-07-02 12:00');
      expect(story.simulation.contextFor('A1').holds.map((hold) => hold.sentence)).toEqual(['Arrangement plan is kept; $60.00 is due 2027-07-06.']);
    });
  });

  it('bills, penalties and fees of v2 stay as they were decided, whatever v3 charges', () => {
    const dearer = { from: '2027-03-01', pack: (pack: Pack) => varied(pack, 2, ['"basisPoints":1000', '"basisPoints":2000'], ['"cents":3000', '"cents":9000']) };
    const story = new Story({ versions: [dearer] });
    story.bill('2027-01-04', '2027-01-25', 10_000).pays('2027-02-10 10:00', 5_000, 'check-1', 'check');
    story.given('2027-02-20 10:00', 'PaymentReturned', { paymentId: 'check-1', reason: 'insufficient funds' } as never).at('2027-03-02 09:00');
    expect(story.all('CaseOpened')).toHaveLength(1);
    expect(story.told.filter((line) => /Penalty|Fee/.test(line))).toEqual(['2027-01-26 PenaltyAssessed', '2027-02-20 FeeAssessed']);
    expect(story.entry('PenaltyAssessed')?.data.amountCents).toBe(1_000);
    story.bill('2027-03-05', '2027-03-26', 10_000).at('2027-03-27 09:00');
    expect(story.entry('PenaltyAssessed')?.data.amountCents).toBe(2_000);
    expect(story.told.filter((line) => line.includes('Reversed'))).toEqual([]);
  });
});
