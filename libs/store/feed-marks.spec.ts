import { cloudEvent, toMessage } from '../contracts/index.ts';
import { local } from '../../test/support/story.ts';
import { TestStore } from '../../test/support/store.ts';
import { listDeadLetters } from './dead-letters.ts';
import { promoteMarks } from './feed-marks.ts';
import { readUtility } from './utility.ts';

describe('what a feed says of itself', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await TestStore.open('2027-03-10 12:00', [{ name: 'payment', limitHours: 24 }]);
  });
  afterAll(() => store?.stop());

  async function says(source: string, throughAt: string, more: { utility?: string; replaces?: string } = {}): Promise<void> {
    const { utility = 'county', ...rest } = more;
    const mark = cloudEvent({ type: 'FeedCompleteThrough', source, id: `${source}/${throughAt}`, utility, time: throughAt, data: { throughAt }, ...rest });
    const { topic, key, value } = toMessage(mark, 'payment');
    await store.take(store.item({ topic, key: Buffer.from(key), value: Buffer.from(value) }));
    await promoteMarks(store.db, topic);
  }
  const throughAt = async (utility = 'county') => (await store.db.forUtility(utility, (em) => readUtility(em, utility))).feeds[0]?.throughAt;

  it('is as good as the slowest of its sources', async () => {
    await says('/lockbox', local('2027-03-08 02:00'));
    await says('/online', local('2027-03-10 11:00'));
    expect(await throughAt()).toBe(local('2027-03-08 02:00'));
    await says('/lockbox', local('2027-03-10 10:00'));
    expect(await throughAt()).toBe(local('2027-03-10 10:00'));
    await says('/lockbox', local('2027-03-09 02:00'));
    expect(await throughAt()).toBe(local('2027-03-10 10:00'));
  });

  it('never counts ahead of the clock, and is mended by a mark in its place', async () => {
    await says('/lockbox', local('2037-03-10 11:00'));
    expect(await throughAt()).toBe(local('2027-03-10 10:00'));
    const [letter] = await listDeadLetters(store.db, 'county', { limit: 10 });
    expect(letter).toMatchObject({ reason: 'ahead-of-clock', accountIds: [], detail: expect.stringContaining('2037-03-10'), status: 'open' });
    await says('/lockbox', local('2027-03-10 12:00'), { replaces: letter?.deadLetterId as string });
    expect(await throughAt()).toBe(local('2027-03-10 11:00'));
    expect(await listDeadLetters(store.db, 'county', { limit: 10 })).toMatchObject([{ status: 'repaired' }]);
  });

  it('may be ahead of a real clock by what clocks differ', async () => {
    const in10Seconds = new Date(Date.now() + 10_000).toISOString();
    await store.db.shared((em) => em.execute(`insert into utility (utility_id, pack, clock_mode, feeds) select 'live', pack, 'real', feeds from utility where utility_id = 'county'`));
    await says('/lockbox', in10Seconds, { utility: 'live' });
    await says('/lockbox', new Date(Date.now() + 3_600_000).toISOString(), { utility: 'live' });
    expect(await throughAt('live')).toBe(in10Seconds);
  });
});
