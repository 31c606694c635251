import { setTimeout as delay } from 'node:timers/promises';
import { readLiveChanges } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';

/** How soon it is heard is printed and not asserted: on a busy machine it takes longer than the two seconds that people are promised. */
const patienceMs = 60_000;

describe('watching what changes', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open('2027-04-01 09:00');
    await api.store.utility('village', '2027-04-01 09:00');
    await api.store.take(api.store.opening('A1'), api.store.opening('A2'));
  });
  afterAll(() => api?.stop());

  async function watch(role: 'supervisor' | 'field', utility = 'county', forSeconds = 60) {
    const stopping = new AbortController();
    const response = await fetch(`${api.api.url}/live?forSeconds=${forSeconds}`, { headers: { authorization: `Bearer ${await api.tokenFor(role, utility)}` }, signal: stopping.signal });
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8');
    })().catch(() => undefined);
    const heard = async (words: string, withinMs = patienceMs) => {
      const deadline = Date.now() + withinMs;
      while (!text.includes(words) && Date.now() < deadline) await delay(20);
      return text;
    };
    return { response, heard, reading, stop: () => stopping.abort() };
  }
  const changes = (utility: string, account: string) => api.store.db.forUtility(utility, (em) => em.execute('insert into live_change (utility_id, account_id) values (?, ?)', [utility, account]));

  /** The first look only finds out where things stand: told again until it is heard, so that whatever comes next is. */
  async function underWay(watching: Awaited<ReturnType<typeof watch>>, utility: string) {
    for (let nth = 1; nth <= 100; nth += 1) {
      await changes(utility, `first-${nth}`);
      if ((await watching.heard('"first-', 200)).includes('"first-')) return;
    }
    throw new Error(`Nothing was heard of ${utility}`);
  }
  const bill = (account: string, id: string) => api.store.take(api.store.bill(account, id, '2027-03-20', '2027-04-10', 5_000));

  it('tells which account something was committed about, and nothing else of it', async () => {
    const watching = await watch('supervisor');
    expect(watching.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await underWay(watching, 'county');
    await bill('A1', 'B-live-1');
    const committedAtMs = performance.now();
    expect(await watching.heard('"A1"')).toContain('event: changed\ndata: {"accountIds":["A1"],"andMore":false}\n\n');
    process.stdout.write(`a change is told ${Math.round(performance.now() - committedAtMs)} ms after its commit\n`);
    watching.stop();
  });

  it('tells nothing to another utility', async () => {
    const [here, there] = [await watch('supervisor'), await watch('supervisor', 'village')];
    await underWay(here, 'county');
    await underWay(there, 'village');
    await bill('A2', 'B-live-2');
    expect(await here.heard('"A2"')).toContain('"A2"');
    // What comes after it in its own utility is heard, and A2 was not.
    await changes('village', 'V1');
    expect(await there.heard('"V1"')).toContain('"V1"');
    expect(await there.heard('"V1"')).not.toContain('A2');
    here.stop();
    there.stop();
  });

  it('misses nothing of a transaction that began before the look and commits after it', async () => {
    const { db } = api.store;
    const look = (since: string | null) => db.forUtility('county', (em) => readLiveChanges(em, 'county', since, 100));
    let seen = '';
    await db.forUtility('county', async (em) => {
      await em.execute(`insert into live_change (utility_id, account_id) values ('county', 'SLOW')`);
      await db.forUtility('county', (other) => other.execute(`insert into live_change (utility_id, account_id) values ('county', 'QUICK')`));
      ({ seen } = await look(null));
      expect((await look(seen)).accountIds).toEqual([]);
    });
    expect((await look(seen)).accountIds).toEqual(['SLOW']);
  });

  it('ends by itself, and is nothing for a crew', async () => {
    const watching = await watch('supervisor', 'county', 0);
    await watching.reading;
    expect(watching.response.status).toBe(200);
    expect((await watch('field')).response.status).toBe(403);
  });

  it('does not hold up the end of the API', async () => {
    const own = await TestApi.open('2027-04-01 09:00');
    const response = await fetch(`${own.api.url}/live`, { headers: { authorization: `Bearer ${await own.tokenFor('supervisor')}` } });
    const startedAt = Date.now();
    await own.stop();
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    await response.text();
  });
});
