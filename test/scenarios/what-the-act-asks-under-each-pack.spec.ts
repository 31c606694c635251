import { at, nthBusinessDayAfter } from '../../libs/calendar/business-calendar.ts';
import { plusDays, plusHours, plusSeconds } from '../../libs/calendar/days.ts';
import { localDate, type Instant, type LocalDate, type LocalTime } from '../../libs/kernel/time.ts';
import { evaluateGuards, evaluateStep } from '../../libs/policy/evaluate.ts';
import type { Condition, Facts, StandingHold, Tenancy } from '../../libs/policy/facts.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import type { StepName } from '../../libs/policy/pack.ts';
import type { Guard } from '../../libs/policy/predicates/index.ts';
import { Story } from '../support/story.ts';

/** What each pack of California has of its own; the days of the Act are the same for all. */
const packs = [
  { pack: 'CA-998@1', masterMeterDays: 10, onEachDoor: false, asksDaysSinceBill: true, asksForWarning: true },
  { pack: 'CA-998@2', masterMeterDays: 10, onEachDoor: false, asksDaysSinceBill: true, asksForWarning: true },
  { pack: 'CA-998-CITY@1', masterMeterDays: 15, onEachDoor: true, asksDaysSinceBill: true, asksForWarning: true },
  { pack: 'CA-998-MUTUAL@1', masterMeterDays: 10, onEachDoor: false, asksDaysSinceBill: false, asksForWarning: false },
] as const;

/** Tuesday 2027-04-06 is a day for shut-offs under every pack. */
const today = localDate('2027-04-06');
const met: Condition = { met: true, sentence: 'Shown.' };
const unmet: Condition = { met: false, sentence: 'Not shown.' };

describe.each(packs)('What the Act asks under $pack', ({ pack, masterMeterDays, onEachDoor, asksDaysSinceBill, asksForWarning }) => {
  const law = loadLaw(pack);
  const on = (day: LocalDate, hour = '09:00'): Instant => at(law.calendar, day, hour as LocalTime);
  const now = on(today);
  const story = new Story({ under: pack }).bill('2026-12-28', '2027-01-18', 30_000).at('2027-04-06 09:00');
  /** A household that may be shut off now: everything is old enough, nothing holds. */
  const ready: Facts = { ...story.simulation.contextFor('A1').facts, noticeMailedOn: localDate('2027-03-08'), noticeBillId: null, doorTagPostedAt: on(localDate('2027-03-25')), parkedMessages: [], holds: [], feeds: [] };
  const allows = (step: StepName, other: Partial<Facts> = {}) => evaluateStep(step, { ...ready, ...other }, law).allowed;

  describe.each(['shut-off', 'clearance'] as const)('the step %s', (step) => {
    it('is allowed when all of it is met', () => {
      expect(evaluateStep(step, ready, law).verdicts.filter(({ holds }) => !holds).map(({ because }) => because.sentence)).toEqual([]);
    });

    it('waits until the 61st day after the due date (CA-998-60D)', () => {
      const due = (daysAgo: number) => allows(step, { oldestDueOn: plusDays(today, -daysAgo) });
      expect([due(60), due(61)]).toEqual([false, true]);
    });

    it('waits seven business days after the contact (CA-998-NOTICE-7BD)', () => {
      const contacted = localDate('2027-03-25');
      const { on: seventh } = nthBusinessDayAfter(law.calendar, contacted, 7);
      // The notice's own days are the longer wait elsewhere, and are met here.
      const onlyContact = (day: LocalDate) => evaluateStep(step, { ...ready, now: on(day), today: day, noticeMailedOn: contacted }, law).verdicts.find(({ guard }) => guard === 'contacted-business-days-before')?.holds;
      expect([onlyContact(plusDays(seventh, -1)), onlyContact(seventh)]).toEqual([false, true]);
    });

    it('is barred for a household with all three protections, and by no two of them (CA-998-PROTECT)', () => {
      const protectedBy = (certified: Condition, unableToPay: Condition, willing: Condition) => !allows(step, { protection: { certified, unableToPay, willing } });
      expect([protectedBy(met, met, met), protectedBy(met, met, unmet), protectedBy(met, unmet, met), protectedBy(unmet, met, met)]).toEqual([true, false, false, false]);
    });

    it('waits for 61 days of default of a broken plan, and five business days of its final notice (CA-998-BREACH)', () => {
      const broken = (daysAgo: number, postedOn: string | null) => allows(step, { brokenPlan: { arrangementId: 'AR1', defaultedOn: plusDays(today, -daysAgo) }, doorTagPostedAt: postedOn === null ? null : on(localDate(postedOn)) });
      const { on: fifth } = nthBusinessDayAfter(law.calendar, localDate('2027-03-29'), 5);
      const lastInTime = fifth === today ? '2027-03-29' : '2027-03-30';
      expect([broken(60, '2027-03-25'), broken(61, '2027-03-25')]).toEqual([false, true]);
      expect([broken(61, lastInTime), broken(61, plusDays(localDate(lastInTime), 1)), broken(61, null)]).toEqual([true, false, false]);
    });

    it(`waits ten days after the notice to the occupants, ${masterMeterDays} behind a master meter (CA-998-TENANT)`, () => {
      const told = (dwelling: Tenancy['dwelling'], daysAgo: number | null, postedOnDoor = onEachDoor) => allows(step, { tenancy: { dwelling, units: [{ unitId: 'U1', noticedOn: daysAgo === null ? null : plusDays(today, -daysAgo), postedOnDoor }] } });
      expect([told('individual-meters', 9), told('individual-meters', 10), told('individual-meters', null)]).toEqual([false, true, false]);
      expect([told('master-meter', masterMeterDays - 1), told('master-meter', masterMeterDays), told('master-meter', 30, false)]).toEqual([false, true, !onEachDoor]);
    });

    it(asksForWarning ? 'waits 24 hours after an adult was warned, where nothing was posted (CA-15D)' : 'asks for no warning beside the notice', () => {
      const warned = (hoursAgo: number, seconds: number) =>
        allows(step, { doorTagPostedAt: null, contacts: [{ contactId: 'C1', channel: 'phone', at: plusSeconds(plusHours(now, -hoursAgo), seconds), spokeWith: 'adult-resident', covered: ['shut-off-warning'] }] });
      expect([warned(24, 0), warned(24, 1), allows(step, { doorTagPostedAt: null, contacts: [] })]).toEqual(asksForWarning ? [true, false, false] : [true, true, true]);
    });

    it('waits for its turn after a moratorium (RELEASE-TURNS)', () => {
      expect(allows(step, { releases: [{ moratoriumId: 'MO1', endedAt: now, turn: 'not-given' }] })).toBe(false);
    });

    it('rests on a notice for the bill that is the oldest unpaid one now (CA-998-60D)', () => {
      const named = (noticeBillId: string) => allows(step, { noticeBillId, oldestBillId: 'B1' });
      expect([named('B0'), named('B1')]).toEqual([false, true]);
    });

    it('rests on a letter that says all that it has to, in the language of the customer too (CA-998-LETTER, CA-998-NOTICE-LANG)', () => {
      const statement = ready.noticeStatement as NonNullable<Facts['noticeStatement']>;
      for (const block of ['amount-past-due', 'pay-by-date', 'extension-process', 'review-and-appeal', 'arrangement-options'])
        expect([block, allows(step, { noticeStatement: { ...statement, contains: statement.contains.filter((name) => name !== block) } })]).toEqual([block, false]);
      expect([allows(step, { noticeStatement: null }), allows(step, { noticeStatement: { ...statement, languages: ['es'] } }), allows(step, { customerLanguage: 'ko' })]).toEqual([false, false, false]);
    });
  });

  /** These packs set no penalty. One that an agency enters in its tariff waits as the steps do. */
  it.each([
    ['a hold stands', { holds: [{ kind: 'dispute', evidence: 'D1', sinceAt: now, untilAt: null, sentence: 'A dispute is open.' }] }],
    ['a message waits to be read', { parkedMessages: ['DL1'] }],
    ['a feed never spoke', { feeds: [{ name: 'payment', throughAt: null, limitHours: 26 }] }],
  ] satisfies [string, Partial<Facts>][])('a penalty would not be posted while %s', (_obstacle, other) => {
    const posts = (facts: Facts) => evaluateGuards(law.pack.penalty.guards, facts, law).allowed;
    expect([posts(ready), posts({ ...ready, ...other })]).toEqual([true, false]);
  });

  describe('a broken plan is told of at the door', () => {
    const broken = (daysAgo: number): Partial<Facts> => ({ brokenPlan: { arrangementId: 'AR1', defaultedOn: plusDays(today, -daysAgo) } });
    const hold: StandingHold = { kind: 'dispute', evidence: 'D1', sinceAt: now, untilAt: null, sentence: 'A dispute is open.' };

    it('from the 61st day of its default on; the letter goes out from the 30th (CA-998-BREACH)', () => {
      expect([allows('door-tag', broken(60)), allows('door-tag', broken(61))]).toEqual([false, true]);
      expect([allows('notice', broken(29)), allows('notice', broken(30))]).toEqual([false, true]);
    });

    it.each([
      ['a hold stands', { holds: [hold] }],
      ['a message waits to be read', { parkedMessages: ['DL1'] }],
      ['a feed never spoke', { feeds: [{ name: 'payment', throughAt: null, limitHours: 26 }] }],
      ['less is owed than a crew is sent for', { pastDueCents: 4_999 as Facts['pastDueCents'] }],
      ['there is no valve', { valve: 'none' }],
    ] satisfies [string, Partial<Facts>][])('not while %s', (_obstacle, other) => {
      expect(allows('door-tag', { ...broken(61), ...other })).toBe(false);
    });

    it('over the least for which a crew is sent', () => {
      expect(allows('door-tag', { ...broken(61), pastDueCents: 5_000 as Facts['pastDueCents'] })).toBe(true);
    });
  });

  it('a cap or a poverty level that nobody renewed holds back what rests on it (CA-998-FEE, CA-998-INABILITY)', () => {
    const lapsed = localDate('2031-01-02');
    const heldBack = (guards: readonly Guard[] = []) => evaluateGuards(guards, { ...ready, today: lapsed, now: on(lapsed) }, law).verdicts.filter(({ holds }) => !holds).map(({ because }) => because.rule);
    expect(heldBack(law.pack.fees.reconnection.lowIncomeCaps?.guards)).toEqual(['CA-998-FEE', 'CA-998-FEE']);
    expect(heldBack(law.pack.protection?.inability.povertyLevel?.guards)).toEqual(['CA-998-INABILITY', 'CA-998-INABILITY']);
  });

  it(asksDaysSinceBill ? 'no notice goes out within 19 days of the bill (CA-15D)' : 'a notice asks for no days since the bill', () => {
    const billed = (daysAgo: number) => allows('notice', { oldestBilledOn: plusDays(today, -daysAgo) });
    expect([billed(18), billed(19)]).toEqual([!asksDaysSinceBill, true]);
  });
});
