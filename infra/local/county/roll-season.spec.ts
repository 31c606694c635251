import { officeClosedOn } from '../../../libs/calendar/business-calendar.ts';
import { plusDays } from '../../../libs/calendar/days.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { countyClosesAt, countyEndAt, countyOf } from './county.ts';
import { planAccount } from './account-plan.ts';
import { leavesToTheRoll, ownersOn, parcelFactsOf } from './parcels.ts';
import type { Act, RollSeason } from './roll-season.ts';
import type { State } from './states.ts';

const countyIn = (state: State, accounts = 400) => countyOf({ utilityId: 'county', seed: 7, accounts, state, season: true });
const seasonIn = (state: State) => countyIn(state).season as RollSeason;
const daysOf = (season: RollSeason, act: Act) => season.occasions.filter((occasion) => occasion.act === act).map(({ on }) => on);

describe('a season of the sample county', () => {
  it.each(['OH', 'CA'] as const)('keeps every window of the pack (%s)', (state) => {
    const season = seasonIn(state);
    const { days, authority } = season;
    const { certification } = countyIn(state).pack;
    expect([daysOf(season, 'open'), daysOf(season, 'extract')]).toEqual([[days.candidatesOn], [days.frozenOn]]);
    // The owners' days are over when the list is extracted, and objections come within them.
    const over = plusDays(daysOf(season, 'mail-notices')[0] as LocalDate, certification?.ownerNoticeDays ?? 0);
    expect(over <= days.frozenOn && (daysOf(season, 'object')[0] as string) <= over).toBe(true);
    expect((daysOf(season, 'approve')[0] as string) <= days.fileBy).toBe(true);
    for (const act of ['mend', 'answer-mended'] as const) expect((daysOf(season, act)[0] as string) <= days.amendBy).toBe(true);
    expect(daysOf(season, 'answer-changes').filter((on) => on <= days.amendBy)).toHaveLength(2);
    expect(daysOf(season, 'settle')).toHaveLength(days.settlementsBy.length);
    expect((daysOf(season, 'close')[0] as string) >= (days.settlementsBy.at(-1) as string)).toBe(true);
    expect(daysOf(season, 'publish')).toHaveLength(authority.hearing?.timesPublished ?? 0);
  });

  it('publishes the report in California as often and as long before its hearing as the pack says', () => {
    const season = seasonIn('CA');
    expect(daysOf(season, 'publish')).toEqual(['2027-07-13', '2027-07-20']);
    expect(daysOf(season, 'hold-hearing')).toEqual(['2027-08-03']);
  });

  it.each(['OH', 'CA'] as const)('goes forward in time, and to nobody on a day on which offices are closed (%s)', (state) => {
    const { occasions } = seasonIn(state);
    const times = occasions.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(occasions.filter(({ on }) => officeClosedOn(countyIn(state).calendar, on) !== null)).toEqual([]);
  });

  it('lets the county go on after its half year; without a season it ends with it', () => {
    expect(countyClosesAt(countyIn('OH'))).toBe('2028-10-11T04:00:00.000Z');
    const without = countyOf({ utilityId: 'county', seed: 7 });
    expect(countyClosesAt(without)).toBe(countyEndAt(without));
  });
});

describe('the parcels of the sample county', () => {
  const county = countyIn('OH');
  const before = new Map(ownersOn(county, county.season?.days.candidatesOn ?? county.startOn).map((record) => [record['parcelId'], record]));
  const facts = Array.from({ length: county.accounts }, (_, index) => parcelFactsOf(county, index));

  it('belong mostly to who lives there, some to landlords, and a few accounts have none', () => {
    expect(facts.filter(({ contract }) => contract === 'owner-occupant').length).toBeGreaterThan(county.accounts * 0.65);
    expect(facts.filter(({ contract }) => contract === 'tenant').length).toBeGreaterThan(20);
    expect(facts.filter(({ parcelId }) => parcelId === undefined).length).toBeGreaterThan(3);
    expect(facts.some(({ parcelId }) => parcelId !== undefined && !before.has(parcelId))).toBe(true);
    expect([...before.values()].some(({ ownerKey }) => String(ownerKey).startsWith('L'))).toBe(true);
  });

  it('change hands now and then between the notice and the extraction, some to a bona fide buyer', () => {
    const after = ownersOn(county, county.season?.days.frozenOn ?? county.endOn);
    const sold = after.filter(({ parcelId, ownerKey }) => before.get(parcelId)?.['ownerKey'] !== ownerKey);
    expect(sold.length).toBeGreaterThan(2);
    expect(sold.some(({ bonaFide }) => bonaFide === 'yes')).toBe(true);
    expect(sold.length).toBeLessThan(after.length * 0.1);
  });

  it('carry the last bills of most owners where no valve can be closed, and of nobody whose water runs', () => {
    const accounts = Array.from({ length: county.accounts }, (_, index) => planAccount(county, index));
    const leaving = accounts.filter((account) => leavesToTheRoll(county, account, plusDays(county.season?.days.candidatesOn ?? county.endOn, -30)));
    const withoutValve = accounts.filter(({ facts: { valve } }) => valve !== 'on');
    expect(leaving.filter(({ facts: { valve } }) => valve === 'on')).toEqual([]);
    expect(leaving.length).toBeGreaterThan(withoutValve.length / 2);
    expect(leaving.length).toBeLessThan(withoutValve.length);
    expect(accounts.some((account) => leavesToTheRoll(county, account, plusDays(county.startOn, 30)))).toBe(false);
    expect(accounts.some((account) => leavesToTheRoll(countyOf({ utilityId: 'county', seed: 7 }), account, county.endOn))).toBe(false);
  });
});
