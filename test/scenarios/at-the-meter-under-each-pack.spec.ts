import { at, officeClosedOn } from '../../libs/calendar/business-calendar.ts';
import { plusDays, plusHours, plusSeconds } from '../../libs/calendar/days.ts';
import { localDate, type LocalTime } from '../../libs/kernel/time.ts';
import { evaluateStep } from '../../libs/policy/evaluate.ts';
import type { Facts, Law } from '../../libs/policy/facts.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { Story } from '../support/story.ts';

interface Numbers {
  readonly pack: string;
  /** Days between the mailing and the shut-off, as the guard of the notice asks for them. */
  readonly noticeDays: number;
  readonly noticeIsGoodDays: number;
  readonly postedHours: number | null;
  readonly windowTo: string;
  readonly class: 'residential' | 'commercial';
  /** Days between the copy to whom the customer named and the shut-off; null under a law that asks for none. */
  readonly copyDays: number | null;
}

/** A business, so that California's Act, which asks for more, does not hide what the plain steps ask. */
const packs: readonly Numbers[] = [
  { pack: 'OH-COUNTY@1', noticeDays: 10, noticeIsGoodDays: 60, postedHours: 48, windowTo: '14:00', class: 'residential', copyDays: null },
  { pack: 'OH-COUNTY@2', noticeDays: 14, noticeIsGoodDays: 60, postedHours: 48, windowTo: '14:00', class: 'residential', copyDays: null },
  ...['CA-998@1', 'CA-998@2', 'CA-998-CITY@1'].map((pack): Numbers => ({ pack, noticeDays: 15, noticeIsGoodDays: 90, postedHours: 48, windowTo: '15:00', class: 'commercial', copyDays: 15 })),
  { pack: 'CA-998-MUTUAL@1', noticeDays: 7, noticeIsGoodDays: 90, postedHours: null, windowTo: '15:00', class: 'commercial', copyDays: null },
];

/** Tuesday 2027-04-06, 09:00 where the utility is: a day for shut-offs under every pack. */
const today = localDate('2027-04-06');

/** A household or business that may be shut off now: everything is old enough, nothing holds. */
function readyUnder({ pack, noticeDays, class: customerClass }: Numbers): { readonly law: Law; readonly facts: Facts } {
  const law = loadLaw(pack);
  const story = new Story({ under: pack, account: { customerClass } }).bill('2026-12-28', '2027-01-18', 30_000).at('2027-04-06 09:00');
  const mailedOn = plusDays(today, -noticeDays);
  const facts: Facts = { ...story.simulation.contextFor('A1').facts, noticeMailedOn: mailedOn, noticeBillId: null, doorTagPostedAt: plusHours(at(law.calendar, today, '09:00' as LocalTime), -48), parkedMessages: [], holds: [] };
  return { law, facts };
}

describe.each(packs)('Under $pack', (numbers) => {
  const { law, facts } = readyUnder(numbers);
  const { noticeDays, noticeIsGoodDays, postedHours, windowTo, copyDays } = numbers;

  describe.each(['shut-off', 'clearance'] as const)('the step %s', (step) => {
    const isAllowed = (other: Partial<Facts> = {}) => evaluateStep(step, { ...facts, ...other }, law).allowed;

    it('is allowed on the day on which everything is old enough', () => {
      expect(officeClosedOn(law.calendar, today)).toBeNull();
      expect(evaluateStep(step, facts, law).verdicts.filter(({ holds }) => !holds).map(({ because }) => because.sentence)).toEqual([]);
    });

    it(`waits ${noticeDays} days after the mailing, and rests on a notice for ${noticeIsGoodDays}`, () => {
      const mailed = (daysAgo: number) => isAllowed({ noticeMailedOn: plusDays(today, -daysAgo) });
      expect([mailed(noticeDays - 1), mailed(noticeDays), mailed(noticeIsGoodDays), mailed(noticeIsGoodDays + 1)]).toEqual([false, true, true, false]);
      expect(isAllowed({ noticeMailedOn: null })).toBe(false);
    });

    it(postedHours === null ? 'asks for no posting' : `waits ${postedHours} hours after the posting`, () => {
      const posted = (hours: number, seconds: number) => isAllowed({ doorTagPostedAt: plusSeconds(plusHours(facts.now, -hours), seconds) });
      const answers = [posted(postedHours ?? 0, 0), posted(postedHours ?? 0, 1), isAllowed({ doorTagPostedAt: null })];
      expect(answers).toEqual(postedHours === null ? [true, true, true] : [true, false, false]);
    });

    it(`is not allowed from ${windowTo} on, nor on a Sunday`, () => {
      const closes = at(law.calendar, today, windowTo as LocalTime);
      const sunday = localDate('2027-04-04');
      expect([isAllowed({ now: plusSeconds(closes, -1) }), isAllowed({ now: closes })]).toEqual([true, false]);
      expect(isAllowed({ now: at(law.calendar, sunday, '09:00' as LocalTime), today: sunday, noticeMailedOn: plusDays(sunday, -noticeDays), doorTagPostedAt: plusHours(at(law.calendar, sunday, '09:00' as LocalTime), -48) })).toBe(false);
    });

    it('rests on no notice that named more than was owed', () => {
      const named = (namedCents: number) => isAllowed({ noticeCents: () => ({ namedCents, owedCents: 30_000 }) });
      expect([named(29_999), named(30_000), named(30_001)]).toEqual([true, true, false]);
    });

    it(copyDays === null ? 'asks for no copy to anybody else' : `waits ${copyDays} days after the copy to whom the customer named was mailed`, () => {
      const mailed = (daysAgo: number | null) => isAllowed({ thirdParties: [{ thirdPartyId: 'TP1', noticedOn: daysAgo === null ? null : plusDays(today, -daysAgo), cameBack: false }] });
      const answers = [mailed(copyDays ?? 0), mailed((copyDays ?? 1) - 1), mailed(null)];
      expect(answers).toEqual(copyDays === null ? [true, true, true] : [true, false, false]);
    });

    it('is not allowed while the breaker for shut-offs is open', () => {
      expect(isAllowed({ breakers: [{ kind: 'shut-offs', trippedAt: facts.now, sentence: 'Too many.' }] })).toBe(false);
      expect(isAllowed({ breakers: [{ kind: 'notices', trippedAt: facts.now, sentence: 'Too many.' }] })).toBe(true);
    });
  });

  it.each(['notice', 'door-tag'] as const)('no %s is ordered while the breaker for notices is open', (step) => {
    const blocked = (kind: 'notices' | 'shut-offs') => evaluateStep(step, { ...facts, breakers: [{ kind, trippedAt: facts.now, sentence: 'Too many.' }] }, law).verdicts.some(({ guard, holds }) => guard === 'breaker-is-closed' && !holds);
    expect([blocked('notices'), blocked('shut-offs')]).toEqual([true, false]);
  });

  it('the water comes back when nothing is past due, not a cent less', () => {
    const comesBack = (pastDueCents: number) => evaluateStep('restoration', { ...facts, pastDueCents }, law).allowed;
    expect([comesBack(0), comesBack(1)]).toEqual([true, false]);
  });
});
