import { caseEventSchemas } from '../../case/case.events.ts';
import { localDate } from '../../kernel/time.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';
import { local } from '../../../test/support/story.ts';
import { TestStore } from '../../../test/support/store.ts';
import { changeDeskSetting, interveneOn, readReviewWeek, readUtility, recordFact, sayOfAct } from '../index.ts';
import { caseActTypes } from './act-types.ts';
import { sampleOf, type Act } from './sample.ts';

const monday = localDate('2027-03-29');
const acts = (person: string, count: number): Act[] => Array.from({ length: count }, (_, index) => ({ eventId: `${person}-${index}`, accountId: 'A1', type: 'HoldPlaced', at: local('2027-03-30 10:00'), person }));

describe('the acts that are reviewed', () => {
  it('are all decisions in a case that name who took them, but moves to another version', () => {
    const byPeople = Object.entries(caseEventSchemas).filter(([, { shape }]) => 'by' in shape || 'approvedBy' in shape);
    expect(byPeople.map(([type]) => type).filter((type) => !(caseActTypes as readonly string[]).includes(type))).toEqual(['PolicyMoved']);
  });
});

describe('the sample of a week', () => {
  it('is so many in a hundred of each person and each kind, and one at least', () => {
    const drawn = sampleOf('county', monday, [...acts('ann', 40), ...acts('bob', 3)], 10);
    expect(drawn.map(({ person, acts: all, sample }) => [person, all, sample.length])).toEqual([['ann', 40, 4], ['bob', 3, 1]]);
    expect(sampleOf('county', monday, acts('ann', 41), 10)[0]?.sample).toHaveLength(5);
  });

  it('is the same whoever draws it, in whatever order the acts come, and another in another week or utility', () => {
    const drawn = (utility: string, week = monday, all = acts('ann', 100)) => sampleOf(utility, week, all, 10)[0]?.sample.map(({ eventId }) => eventId);
    expect(drawn('county', monday, acts('ann', 100).reverse())).toEqual(drawn('county'));
    expect(drawn('village')).not.toEqual(drawn('county'));
    expect(drawn('county', localDate('2027-04-05'))).not.toEqual(drawn('county'));
  });
});

describe('the review of what people did', () => {
  let store: TestStore;
  const week = (day = '2027-04-01') => store.db.forUtility('county', async (em) => readReviewWeek(em, 'county', (await readUtility(em, 'county')).law, localDate(day)));
  const byWhom = async () => (await week()).groups.map(({ person, type, acts: all }) => `${person} ${type} ${all}`);
  const note = 'looked at it with the household’s file';

  beforeAll(async () => {
    store = await TestStore.open();
    await bringTo('shut-off-planned', store, ['A1', 'A2']);
    await store.setClock('2027-03-30 10:00');
    await interveneOn(store.db, 'county', 'A1.1', { type: 'RescheduleShutOff', reason: 'promised to pay', notBeforeOn: localDate('2027-04-12') }, { by: 'ann', as: 'supervisor', interventionId: 'i1' });
    await interveneOn(store.db, 'county', 'A2.1', { type: 'PlaceHold', reason: 'the meter is read again' }, { by: 'bob', as: 'specialist', interventionId: 'i2' });
    await store.take(store.fact('A2', '2027-03-30 10:00', 'AdjustmentPosted', { adjustmentId: 'J1', amountCents: -500, reason: 'goodwill', postedBy: 'bob' }));
    await store.take(store.fact('A1', '2027-03-30 11:00', 'DisputeOpened', { disputeId: 'D-of-the-customer' }));
    await recordFact(store.db, 'county', 'A1', { type: 'CustomerDied', id: 'arrears#death/d-1', effectiveAt: local('2027-03-30 11:00'), data: { reportId: 'd-1' }, because: [{ rule: 'AUTHORITY', citation: 'x', status: 'default', sentence: 'bob: a neighbour says so', facts: { by: 'bob' } }] }, 'contact/c-1');
    await store.setClock('2027-04-05 08:00');
    await interveneOn(store.db, 'county', 'A1.1', { type: 'AdvanceNow', reason: 'next week' }, { by: 'ann', as: 'supervisor', interventionId: 'i3' });
  });
  afterAll(() => store?.stop());

  it('finds interventions and adjustments by who did them, of that week alone, and nothing that the law did by itself', async () => {
    expect(await byWhom()).toEqual(['ann ShutOffRescheduled 1', 'bob AdjustmentPosted 1', 'bob CustomerDied 1', 'bob HoldPlaced 1']);
    expect((await week()).week).toBe(monday);
    expect((await week('2027-04-05')).groups).toMatchObject([{ person: 'ann', type: 'AdvanceRequested' }]);
  });

  it('is written down by somebody else than who did it, each word beside the one before', async () => {
    const act = (await week()).groups.find(({ person }) => person === 'ann')?.sample[0] as Act;
    const say = (by: string, verdict: 'signed-off' | 'questioned') => sayOfAct(store.db, 'county', { ...act, verdict, note, by });
    expect(await say('ann', 'signed-off')).toMatchObject({ refused: true, because: { rule: 'AUTHORITY', sentence: 'ann did this: somebody else has to review it.' } });
    await say('carl', 'questioned');
    await say('carl', 'signed-off');
    expect((await week()).said.map(({ verdict, by }) => `${by} ${verdict}`)).toEqual(['carl questioned', 'carl signed-off']);
    await expect(store.rows('delete from staff_review')).rejects.toThrow(/permission denied/);
    expect(await sayOfAct(store.db, 'county', { eventId: 'A1.1#1', accountId: 'A1', verdict: 'signed-off', note, by: 'carl' })).toBeNull();
    await store.utility('village', '2027-04-05 08:00');
    expect(await sayOfAct(store.db, 'village', { ...act, verdict: 'signed-off', note, by: 'carl' })).toBeNull();
  });

  it('keeps the rate by which a week was drawn', async () => {
    await changeDeskSetting(store.db, 'county', { setting: 'review-percent', value: 50, by: 'carl' });
    expect([(await week()).percent, (await week('2027-04-05')).percent]).toEqual([10, 50]);
  });
});
