import type { Page } from 'playwright-core';
import type { TestApi } from '../support/api.ts';
import { settled, violations } from '../support/browser.ts';
import { bringAll } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

const rowsToScroll = 2_000;

/** Looks at each frame that is drawn: how much of what is in sight of the list shows no row, at worst, in pixels. */
const watchBlanks = `(() => {
  const list = document.querySelector('.rows');
  globalThis.worstBlank = 0;
  globalThis.framesSeen = 0;
  const look = () => {
    const sight = list.getBoundingClientRect();
    const whole = list.querySelector('ul').getBoundingClientRect();
    const from = Math.max(sight.top, whole.top), to = Math.min(sight.bottom, whole.bottom);
    const rows = [...list.querySelectorAll('li')].map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
    let seen = from;
    for (const { top, bottom } of rows) if (top <= seen + 1 && bottom > seen) seen = bottom;
    globalThis.worstBlank = Math.max(globalThis.worstBlank, to - seen);
    globalThis.framesSeen += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

describe('worklists in a browser', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);
  const focused = (page: Page, text: string | RegExp) => page.locator(':focus', { hasText: text }).waitFor();
  const said = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-04-01 09:00');
    ({ api } = testDesk);
    await bringAll({ 'past-due': ['D1', 'D2', 'D3'], 'notice-ordered': ['N1', 'N2', 'N3'], 'shut-off-planned': ['P1'] }, api.store);
    await api.store.take(api.store.bill('D3', 'B-D3-old', '2027-01-12', '2027-02-03', 50_000));
  });
  afterAll(() => testDesk?.stop());

  it('are walked through by keyboard alone: on, back, taken, given back, the next one opened', async () => {
    const { page, complaints, leave } = await enter('local-specialist', '/console/cases?open=true');
    await page.getByRole('link', { name: /D1\.1/ }).focus();
    await page.keyboard.press('j');
    await focused(page, 'D2.1');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await focused(page, 'D2.1');
    await page.keyboard.press('c');
    await said(page, /D2\.1 is yours until/);
    await page.getByRole('link', { name: /D2\.1.*Yours/ }).waitFor();
    expect((await api.get('auditor', '/cases/D2.1')).body).toMatchObject({ assignment: { assignee: 'local-specialist' } });
    await page.keyboard.press('c');
    await said(page, 'D2.1 is nobody’s now.');
    await page.keyboard.press('?');
    await page.getByRole('region', { name: 'Keys' }).getByText('take the case, or give it back').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'Case D1.1' }).waitFor();
    await said(page, /You have this case until/);
    await page.goBack();
    await page.getByRole('link', { name: /D3\.1/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Case D3.1' }).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it('give nobody what somebody else has, and say who', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases?open=true');
    await page.getByRole('link', { name: /D1\.1.*local-specialist has it/ }).focus();
    await page.keyboard.press('c');
    await page.getByRole('alert').getByText(/local-specialist has D1\.1/).waitFor();
    await page.goto(`${api.api.url}/console/cases/D1.1`);
    await settled(page);
    await page.getByRole('button', { name: 'Give it to somebody' }).click();
    await page.getByRole('button', { name: /To whom/ }).click();
    await page.getByRole('option', { name: /local-supervisor/ }).click();
    await page.getByRole('textbox', { name: 'Why' }).fill('the specialist is ill');
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, 'You have this case.');
    await page.getByRole('button', { name: 'Give it back' }).click();
    await said(page, 'Nobody works on it.');
    await leave();
  });

  it('are narrowed, put in order, saved as a view that opens first, and shared by a supervisor', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases?open=true');
    await page.getByText('More filters').click();
    await page.getByLabel('Owes from, in dollars').fill('500');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('1 case', { exact: true }).waitFor();
    await page.getByRole('link', { name: /D3\.1/ }).waitFor();
    expect(await page.getByRole('list', { name: 'Cases', exact: true }).getByRole('link').count()).toBe(1);
    await page.getByText('Save or change views').click();
    await page.getByLabel('Name of the view').fill('Large debts');
    await page.getByLabel('For the whole utility').check();
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'Open with “Large debts”' }).click();
    await page.getByRole('button', { name: 'Do not open with “Large debts”' }).waitFor();
    await page.goto(`${api.api.url}/console/cases?open=true`);
    await page.getByText('1 case', { exact: true }).waitFor();
    expect(page.url()).toContain('balanceFromCents=50000');
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
    const other = await enter('local-counsel', '/console/cases?open=true');
    await other.page.getByRole('button', { name: /View/ }).click();
    await other.page.getByRole('option', { name: 'Large debts (shared)' }).click();
    await other.page.getByText('1 case', { exact: true }).waitFor();
    await other.leave();
  });

  it('leave as a file', async () => {
    const { page, leave } = await enter('local-specialist', '/console/cases?open=true&status=notice-ordered');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as CSV' }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString().match(/^N\d\.1,/gm)).toHaveLength(3);
    expect((await api.get('supervisor', '/exports')).body.items).toMatchObject([{ by: 'local-specialist', cases: 4 }]);
    await leave();
  });

  it('of second signatures refuse the one who asked, and let another person sign', async () => {
    await api.store.rows(`insert into breaker_trip (utility_id, kind, tripped_at, counted, bound, usual, bound_from, sentence) values ('county', 'notices', '2027-04-01T13:00:00Z', 3, 2, 1, 'set', 'Three notices on one day.')`);
    expect((await api.post('supervisor', '/breakers/notices/reset-requests', { reason: 'a bill run was late, all of them are due' })).status).toBe(201);
    const first = await enter('local-supervisor', '/console/approvals');
    const sign = (page: Page) => page.getByRole('button', { name: 'Sign: Reset of a breaker notices' });
    await first.page.getByText('local-supervisor asked for it').waitFor();
    await first.page.getByText('somebody else has to sign').waitFor();
    expect(await violations(first.page)).toEqual([]);
    await sign(first.page).click();
    await first.page.getByRole('textbox', { name: 'Why' }).fill('I am sure');
    await first.page.getByRole('button', { name: 'Do it' }).click();
    await first.page.getByRole('alert').getByText(/a second person has to approve it/).waitFor();
    await first.leave();
    const second = await enter('local-supervisor-2', '/console/approvals');
    await sign(second.page).click();
    await second.page.getByRole('textbox', { name: 'Why' }).fill('the bill run is confirmed');
    await second.page.getByRole('button', { name: 'Do it' }).click();
    await said(second.page, 'Reset of a breaker notices: signed.');
    await second.page.getByText('Nothing waits for a second signature.').waitFor();
    expect(await api.store.rows('select asked_by, reset_by from breaker_trip')).toEqual([{ asked_by: 'local-supervisor', reset_by: 'local-supervisor-2' }]);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await second.leave();
  });

  it(`are scrolled to the ${rowsToScroll}th row without a blank`, async () => {
    await api.store.rows(
      `insert into case_record (utility_id, case_id, account_id, episode, status, version, head_hash, state, next_deadline_at, opened_at, pack, held_kinds, balance_cents, oldest_due_on, customer_class)
       select c.utility_id, 'Z' || lpad(n::text, 5, '0') || '.1', 'Z' || lpad(n::text, 5, '0'), 1, c.status, c.version, c.head_hash, c.state, c.next_deadline_at, c.opened_at, c.pack, c.held_kinds, c.balance_cents, c.oldest_due_on, c.customer_class
       from case_record c, generate_series(1, ?::int) n where c.case_id = 'N1.1'`,
      [rowsToScroll],
    );
    const { page, complaints, leave } = await enter('local-auditor', '/console/cases?status=notice-ordered&open=true');
    await page.getByRole('link', { name: /N1\.1/ }).hover();
    await page.evaluate(watchBlanks);
    const lastShown = async () => Number(await page.locator('.rows li').last().getAttribute('aria-posinset'));
    for (let shown = 0; shown < rowsToScroll; shown = await lastShown()) await page.mouse.wheel(0, 2_400);
    const { worst, frames } = (await page.evaluate('({ worst: globalThis.worstBlank, frames: globalThis.framesSeen })')) as { worst: number; frames: number };
    expect(frames).toBeGreaterThan(20);
    expect(worst).toBeLessThan(1);
    expect(await page.locator('.rows li').count()).toBeLessThan(60);
    expect(complaints).toEqual([]);
    await leave();
  });
});
