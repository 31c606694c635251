import { releaseTurns } from '../../libs/case/release-turns.ts';
import { localDate, type Instant } from '../../libs/kernel/time.ts';
import { shutOffOf } from '../support/neighbours.ts';
import { noticeMailed, pastDue, restored, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import { Story, type StoryOptions } from '../support/story.ts';

const north: StoryOptions = { account: { district: 'north', cycle: 'C-07', route: 'R-12' } };
const held = 'GEN-HOLDS: Moratorium MO1 spares the area of the account because of the weather (proclamation-7).';

describe('A moratorium spares an area for a time (M11)', () => {
  it('recalls the crew that is out in the same moment, and the door refuses it', () => {
    const story = shutOffOrdered(north).moratorium('2027-04-01 08:10', 'MO1', { area: { districts: ['north'] } });
    expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 ShutOffWithdrawn', '2027-04-01 CollectionHeld']);
    expect(story.rulesOf('CollectionHeld')).toEqual(['GEN-HOLDS']);
    expect(story.asksClearance('2027-04-01 08:30', 'A1.1.w2')).toContain('GEN-HOLDS');
  });

  it('orders nothing adverse and posts no penalty while it stands, however long', () => {
    const story = pastDue(north).moratorium('2027-03-12 12:00', 'MO1').bill('2027-03-12', '2027-04-02', 9_000).until('2027-06-30');
    expect(story.since('2027-03-12').filter((line) => !/CollectionHeld|PenaltyWithheld/.test(line))).toEqual([]);
    expect(story.whatHolds('notice')).toEqual([held]);
  });

  const elsewhere = [{ districts: ['south', 'west'] }, { cycles: ['C-08'] }, { routes: ['R-13'] }, { billRuns: ['run-9'] }, { accounts: ['A2'] }];
  it.each(elsewhere)('another area is nothing to the account: %o', (area) => {
    expect(noticeMailed(north).moratorium('2027-03-24 10:00', 'MO1', { area }).until('2027-03-29').since('2027-03-24')).toEqual(['2027-03-29 DoorTagOrdered']);
  });

  const here = [{ all: true } as const, { districts: ['south', 'north'] }, { cycles: ['C-07'] }, { routes: ['R-12'] }, { accounts: ['A1'] }];
  it.each(here)('its own area is: %o', (area) => {
    expect(noticeMailed(north).moratorium('2027-03-24 10:00', 'MO1', { area }).until('2027-03-29').since('2027-03-24')).toEqual(['2027-03-24 CollectionHeld']);
  });

  it('a bad bill run is held by its id: who has a bill of it, and nobody else', () => {
    const billOf = (billRunId: string) =>
      noticeMailed(north).given('2027-03-23 08:00', 'BillIssued', { billId: 'B2', billedOn: localDate('2027-03-23'), dueOn: localDate('2027-04-13'), billRunId, lines: [{ service: 'water', amountCents: 99_900 }] });
    const hold = (story: Story) => story.moratorium('2027-03-24 10:00', 'MO1', { reason: 'bill-run', area: { billRuns: ['run-9'] } }).until('2027-03-29').since('2027-03-24');
    expect(hold(billOf('run-9'))).toEqual(['2027-03-24 CollectionHeld']);
    expect(hold(billOf('run-8'))).toEqual(['2027-03-29 DoorTagOrdered']);
  });

  it('declared ahead, it begins by itself: the plan stands until that moment, and not beyond', () => {
    const story = shutOffPlanned(north).moratorium('2027-03-30 09:00', 'MO1', { fromAt: '2027-03-31 18:00' });
    expect(story.at('2027-03-31 17:59').since('2027-03-30')).toEqual([]);
    expect(story.until('2027-04-01').since('2027-03-30')).toEqual(['2027-03-31 ShutOffWithdrawn', '2027-03-31 CollectionHeld']);
  });

  it('two that overlap are two fences: the first to end frees nobody', () => {
    const story = noticeMailed(north).moratorium('2027-03-24 10:00', 'MO1', { endsAt: '2027-04-10 00:00' }).moratorium('2027-03-25 10:00', 'MO2', { reason: 'order', endsAt: '2027-04-20 00:00' });
    expect(story.last('CollectionHeld')?.data.holds.map(({ evidence }) => evidence)).toEqual(['MO1', 'MO2']);
    expect(story.until('2027-04-19').all('CollectionResumed')).toEqual([]);
    expect(story.until('2027-04-20').atOf('CollectionResumed')).toBe('2027-04-20 00:00');
  });

  it('beside another hold, the end of the one leaves the other', () => {
    const story = noticeMailed(north).given('2027-03-23 10:00', 'DisputeOpened', { disputeId: 'DI1' }).moratorium('2027-03-24 10:00', 'MO1', { endsAt: '2027-04-10 00:00' }).until('2027-04-12');
    expect(story.all('CollectionResumed')).toEqual([]);
    expect(story.last('CollectionHeld')?.data.holds).toEqual([{ kind: 'dispute', evidence: 'DI1' }]);
  });

  it('extended, it holds on; ended early, it ends in that moment', () => {
    const story = noticeMailed(north).moratorium('2027-03-24 10:00', 'MO1', { endsAt: '2027-04-10 00:00' });
    story.moratorium('2027-04-08 09:00', 'MO1', { fromAt: '2027-03-24 10:00', endsAt: '2027-05-10 00:00' }).until('2027-04-20');
    expect(story.all('CollectionResumed')).toEqual([]);
    story.moratorium('2027-04-21 09:00', 'MO1', { fromAt: '2027-03-24 10:00', endsAt: '2027-04-21 09:00' });
    expect(story.atOf('CollectionResumed')).toBe('2027-04-21 09:00');
    expect(story.rulesOf('CollectionResumed')).toEqual(['OP-DOORTAG']);
  });

  it('water that runs stays on; an account without a case is left alone and says why', () => {
    const story = restored(north).moratorium('2027-04-02 09:00', 'MO1').bill('2027-04-12', '2027-05-03', 12_000).until('2027-05-20');
    expect(story.since('2027-04-02').filter((line) => line.includes('CaseOpened'))).toEqual([]);
    expect(story.moratorium('2027-05-21 09:00', 'MO1', { fromAt: '2027-04-02 09:00', endsAt: '2027-05-21 09:00' }).until('2027-05-22').since('2027-05-21')).toContain('2027-05-22 CaseOpened');
  });

  it('a closing of which the crew tells later was under the moratorium that stood then, and is an incident', () => {
    const story = shutOffOrdered(north).moratorium('2027-04-01 08:10', 'MO1').moratorium('2027-04-01 12:00', 'MO1', { fromAt: '2027-04-01 08:10', endsAt: '2027-04-01 12:00' });
    story.at('2027-04-01 13:00').crewReports('2027-04-01 09:00', 'A1.1.w2', 'off');
    expect(story.incidents).toContain('shut-off-under-hold');
    expect(story.told.at(-1)).toContain('RestorationOrdered');
  });

  it('a notice that is older by then than the pack lets it support a shut-off is spent, and another one is due', () => {
    const asking: StoryOptions = { ...north, pack: (pack) => ({ ...pack, steps: { ...pack.steps, 'shut-off': { ...pack.steps['shut-off'], guards: [...pack.steps['shut-off'].guards, { 'notice-mailed-days-before': { days: 10, validDays: 20, rule: 'OH-RULES' } }] } } }) };
    const during = (story: Story) => story.moratorium('2027-03-24 10:00', 'MO1', { endsAt: '2027-04-20 00:00' }).until('2027-04-20').since('2027-04-12');
    expect(during(noticeMailed(asking))).toContain('2027-04-12 NoticeWithdrawn');
    expect(during(noticeMailed(north))).toEqual(['2027-04-20 CollectionResumed']);
  });
});

describe('After a moratorium shut-offs begin again in turns (RELEASE-TURNS)', () => {
  const at = '2027-03-01T12:00:00.000Z' as Instant;
  const held = (count: number, district = 'north', openedAt = at) => Array.from({ length: count }, (_, index) => ({ accountId: `${district}-${index}`, district, openedAt }));
  const perDay = (turns: Record<string, number>, district: string) =>
    Object.entries(turns).reduce<number[]>((days, [accountId, turn]) => (accountId.startsWith(district) ? Object.assign(days, { [turn]: (days[turn] ?? 0) + 1 }) : days), []);

  it('no day of a district brings more than its crews can do, and each district has its own', () => {
    const turns = releaseTurns([...held(60), ...held(10, 'south')], 25);
    expect(perDay(turns, 'north')).toEqual([25, 25, 10]);
    expect(perDay(turns, 'south')).toEqual([10]);
  });

  it('the oldest cases come first; among those of one moment the hash decides, the same way every time', () => {
    const older = { accountId: 'zz', district: 'north', openedAt: '2027-02-01T12:00:00.000Z' as Instant };
    const turns = releaseTurns([...held(30), older], 1);
    expect(turns['zz']).toBe(0);
    expect(releaseTurns([older, ...held(30).reverse()], 1)).toEqual(turns);
    expect(Object.keys(turns).slice(1)).not.toEqual(held(30).map(({ accountId }) => accountId));
  });

  it('of one district with room for one shut-off a day, three neighbours are shut off on three days', () => {
    const days = shutOffOf(['A1', 'A2', 'A3'], { perDayAndDistrict: 1, firstAfterBusinessDays: 5, rule: 'RELEASE-TURNS' });
    // The moratorium ends on Monday 2027-04-12: five business days later is Monday 2027-04-19.
    expect(days.map(({ on }) => on).sort()).toEqual(['2027-04-19', '2027-04-20', '2027-04-21']);
    expect(days.find(({ on }) => on === '2027-04-21')?.because).toContain("RELEASE-TURNS: Moratorium MO1 ended at 2027-04-12T04:00:00.000Z; of those it let go, this account's turn comes on 2027-04-21.");
  });

  it('of two moratoriums of one district that end on one day, the crews have the work of one: nobody of the second comes before the first are through', () => {
    const one = { perDayAndDistrict: 1, firstAfterBusinessDays: 5, rule: 'RELEASE-TURNS' };
    const days = shutOffOf(['A1', 'A2', 'A3'], one, [{ accounts: ['A1', 'A2'] }, { accounts: ['A2', 'A3'] }]);
    expect(days.map(({ on }) => on).sort()).toEqual(['2027-04-19', '2027-04-20', '2027-04-21']);
    expect(days.find(({ on }) => on === '2027-04-21')).toMatchObject({ accountId: 'A3' });
  });

  it('who has a turn keeps it, and is not given another; other districts are not put off by it', () => {
    const given = [{ accountId: 'north-0', district: 'north' }, { accountId: 'north-9', district: 'north' }];
    expect(releaseTurns([...held(2), ...held(1, 'south')], 2, given)).toEqual({ 'north-1': 1, 'south-0': 0 });
    expect(releaseTurns(held(2), 3, given)).toEqual({ 'north-1': 0 });
  });

  it('with room for three, all come on the first day; without turns in the pack, as soon as a tag is out', () => {
    expect(shutOffOf(['A1', 'A2', 'A3'], { perDayAndDistrict: 3, firstAfterBusinessDays: 5, rule: 'RELEASE-TURNS' }).map(({ on }) => on)).toEqual(['2027-04-19', '2027-04-19', '2027-04-19']);
    expect(shutOffOf(['A1', 'A2', 'A3'], undefined).map(({ on }) => on)).toEqual(['2027-04-15', '2027-04-15', '2027-04-15']);
  });

  it('one that was declared ahead and called off before it began spared nobody, and puts nothing off', () => {
    const story = shutOffPlanned(north).moratorium('2027-03-30 09:00', 'MO1', { fromAt: '2027-03-31 18:00' });
    story.moratorium('2027-03-31 09:00', 'MO1', { fromAt: '2027-03-31 18:00', endsAt: '2027-03-31 18:00' }).until('2027-04-01');
    expect(story.since('2027-03-30')).toEqual(['2027-04-01 ShutOffOrdered']);
  });

  it('a case that opened after the end waits for no turn', () => {
    const story = new Story(north).moratorium('2027-01-10 09:00', 'MO1', { endsAt: '2027-02-01 00:00' }).bill('2027-02-12', '2027-03-05', 20_000).at('2027-03-21 12:00').mailed('2027-03-22 10:00', 'A1.1.n1').until('2027-03-28');
    expect(story.verdicts('shut-off').find(({ guard }) => guard === 'release-turn-has-come')).toMatchObject({ holds: true, because: { sentence: 'No moratorium let the account go.' } });
  });
});
