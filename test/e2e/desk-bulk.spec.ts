import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pollUntil } from '../../infra/local/servers/poll.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { interveneOn } from '../../libs/store/index.ts';
import type { TestApi } from '../support/api.ts';
import { AppProcess } from '../support/apps.ts';
import { settled, violations } from '../support/browser.ts';
import { ownEnvironment } from '../support/running-system.ts';
import { startTestServers, uniqueName } from '../support/servers.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

const accounts = Array.from({ length: 500 }, (_, index) => `K${String(index + 1).padStart(3, '0')}`);
const closed = accounts.slice(0, 20);
const canary = 10;
const why = 'a snowstorm is told of';
const patienceMs = 120_000;

describe('an intervention in five hundred cases, at the desk', () => {
  const begun = new AsyncDisposableStack();
  let testDesk: TestDesk;
  let api: TestApi;
  let stack: Stack;
  let worker: AppProcess;
  let env: Record<string, string>;

  beforeAll(async () => {
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true });
    begun.defer(() => stack.stop());
    testDesk = await TestDesk.open('2027-03-08 10:00');
    begun.defer(() => testDesk.stop());
    ({ api } = testDesk);
    await bringTo('past-due', api.store, accounts);
    for (const account of closed) await interveneOn(api.store.db, 'county', `${account}.1`, { type: 'CloseCase', reason: 'paid at the counter' }, { by: 'ann', as: 'supervisor', interventionId: `i-${account}` });
    const lettersDir = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    begun.defer(() => rm(lettersDir, { recursive: true, force: true }));
    env = ownEnvironment(stack, uniqueName('bulk'), api.store.url, lettersDir);
    worker = new AppProcess('worker', env).start();
    const relay = new AppProcess('relay', env).start();
    begun.defer(async () => void (await Promise.all([relay.stop(), worker.stop()])));
    await Promise.all([worker.hasSaid('worker runs', 120_000), relay.hasSaid('relay runs', 120_000)]);
  });
  afterAll(() => begun.disposeAsync());

  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);
  /** How often each case was put off, by what the streams say. */
  async function putOff(): Promise<number[]> {
    const rows = await api.store.rows<{ times: number }>(`select count(*)::int as times from case_event where type = 'ShutOffRescheduled' group by case_id`);
    return rows.map(({ times }) => times);
  }
  const total = async () => (await putOff()).reduce((sum, times) => sum + times, 0);

  it('is looked at, approved by another, tried on ten, killed in the middle and done to its end: each case once', async () => {
    const asker = await enter('local-supervisor', '/console/');
    const { page } = asker;
    page.setDefaultTimeout(patienceMs);
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Many cases' }).click();
    await settled(page);

    // Asked for by a filter, with a date, a reason and a rate.
    await page.getByRole('button', { name: /^What/ }).or(page.getByRole('button', { name: /What$/ })).first().click();
    await page.getByRole('option', { name: 'Put the lock-off off' }).click();
    await page.getByLabel('Not before').fill('2027-04-12');
    await page.getByLabel('Why', { exact: true }).fill(why);
    await page.getByRole('button', { name: /Which$/ }).click();
    await page.getByRole('option', { name: 'Every case' }).click();
    await page.getByText('every case: 500 cases').waitFor();
    await page.getByLabel('Cases a minute').fill('3000');
    expect(await violations(page)).toEqual([]);
    const askedAtMs = performance.now();
    await page.getByRole('button', { name: 'Look at the cases' }).click();

    // Every case is looked at: who would be done, and by which rule the others are refused.
    await page.getByRole('heading', { name: 'Put the lock-off off in 500 cases', level: 1 }).waitFor();
    await page.getByText('Waits for a second person').waitFor();
    const lookedMs = performance.now() - askedAtMs;
    await page.getByText('Would be done: 480 cases.').waitFor();
    await page.getByText('Would be refused: 20 cases.').waitFor();
    await page.getByText(/Case K0\d\d\.1 is closed\./).first().waitFor();
    await page.getByText('Somebody else has to approve.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await total()).toBe(0);
    expect(await violations(page)).toEqual([]);

    // Another person approves; ten are done, and no more.
    const second = await enter('local-supervisor-2', new URL(page.url()).pathname);
    second.page.setDefaultTimeout(patienceMs);
    await second.page.getByRole('button', { name: 'Approve' }).click();
    await second.page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('The first cases are done; waits for the word to go on').waitFor();
    expect(await total()).toBe(canary);
    await second.leave();

    // The rest; in the middle its worker is killed.
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await pollUntil(
      async () => {
        if ((await total()) < 150) throw new Error(`${await total()} are done`);
      },
      { what: 'the middle', deadlineMs: patienceMs, everyMs: 20 },
    );
    await worker.kill9();
    const atDeath = await total();
    expect(atDeath).toBeLessThan(480);
    await page.getByText('Being done', { exact: false }).first().waitFor();
    worker.start();
    const restartedAtMs = performance.now();
    await page.locator('strong[role=status]', { hasText: /^Done\.$/ }).waitFor({ timeout: 120_000 });

    const doneMs = performance.now() - restartedAtMs;

    // Nothing is lost and nothing is twice, whichever way it is counted.
    const times = await putOff();
    expect([times.length, new Set(times)]).toEqual([480, new Set([1])]);
    await page.getByText('500 of 500 taken up').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Report as a spreadsheet (CSV)' }).click()]);
    const records = (await readFile(await download.path(), 'utf8')).trim().split('\r\n').slice(1);
    expect([records.length, records.filter((record) => record.includes(',done,')).length, records.filter((record) => record.includes(',refused,CASE-PATH,')).length]).toEqual([500, 480, 20]);
    expect(records.filter((record) => record.split(',')[2] === 'yes')).toHaveLength(canary);

    // Each event says so: why, in which bulk, and who the two were.
    await page.getByRole('button', { name: /Which$/ }).click();
    await page.getByRole('option', { name: 'Done', exact: true }).click();
    await page.getByRole('link', { name: /K021\.1/ }).click();
    await page.getByRole('heading', { name: 'Case K021.1' }).waitFor();
    await settled(page);
    await page.getByRole('button', { name: /^Why: Lock-off put off/ }).click();
    await page.getByText(/Done to many cases together, as bulk-.*approved by local-supervisor-2/).first().waitFor();
    expect(asker.complaints).toEqual([]);
    await asker.leave();
    process.stderr.write(`  500 cases looked at in ${Math.round(lookedMs)} ms; killed after ${atDeath} of 480, done ${Math.round(doneMs)} ms after it was started again\n`);
  });

  it('names the lines of a list that are no cases, and takes nothing of it', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/bulk');
    const before = (await api.get('supervisor', '/bulks')).body.items;
    await page.getByLabel('Why', { exact: true }).fill('the list of the mail house');
    await page.getByText('By a list').click();
    await page.getByLabel('Cases, one on each line').fill('K100.1\nK999.1\n<b>K1</b>\n');
    await page.getByRole('button', { name: 'Look at the cases' }).click();
    await page.getByText('Line 2: there is no case "K999.1"').waitFor();
    await page.getByText('Line 3: there is no case "<b>K1</b>"').waitFor();
    expect(await violations(page)).toEqual([]);
    expect((await api.get('supervisor', '/bulks')).body.items).toEqual(before);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('takes over the filter of a list of cases', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases?open=true&status=past-due');
    await page.getByRole('link', { name: 'Do something in all of these' }).click();
    await page.getByText(/open; at: Past due: 480 cases/).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it('is watched by a specialist, who asks for nothing', async () => {
    const { page, leave } = await enter('local-specialist', '/console/bulk');
    await page.getByRole('link', { name: /Put the lock-off off in 500 cases/ }).click();
    await page.getByRole('heading', { name: 'Case by case' }).waitFor();
    for (const name of ['Approve', 'Go on', 'Pause', 'Stop']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    await page.goto(`${api.api.url}/console/bulk`);
    await page.getByRole('heading', { name: 'Asked for', exact: true }).waitFor();
    expect(await page.getByRole('heading', { name: 'Ask for something in many cases' }).count()).toBe(0);
    await leave();
  });
});
