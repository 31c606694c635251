import type { Browser } from 'playwright-core';
import { builtConsole } from '../../infra/local/run/built-console.ts';
import { reportToStderr } from '../../infra/local/servers/progress.ts';
import { TestApi } from '../support/api.ts';
import { openBrowser, signedIn, violations } from '../support/browser.ts';
import { bringAll } from '../support/shut-off-ready.ts';

describe('a case at the desk', () => {
  let api: TestApi;
  let browser: Browser;
  const enter = (user: string, screen?: string) => signedIn(browser, api.api.url, api.issuer, user, screen);

  beforeAll(async () => {
    const consoleDir = await builtConsole((line) => (line.state === 'failed' ? reportToStderr(line) : undefined));
    api = await TestApi.open('2027-04-01 09:00', [], consoleDir);
    await bringAll({ 'past-due': ['D1'], 'shut-off-planned': ['P1', 'P2'], 'shut-off-ordered': ['S1', 'S2'] }, api.store);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });

  it('stands as of last month where it stood, says that this is the past, and offers nothing to be done in it', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases/S1.1');
    await page.getByText('Crew sent for lock-off', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).waitFor();
    await page.getByLabel('As of').fill('2027-03-10');
    await page.getByRole('button', { name: 'Show that day' }).click();
    await page.getByText('You are looking at the past.').waitFor();
    await page.locator('.badge', { hasText: 'Past due' }).waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toBe('2027-03-10');
    await page.locator('.total', { hasText: '$220.00' }).waitFor();
    await page.getByText('Held back by').first().waitFor();
    expect(await page.getByText('Notice mailed', { exact: true }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'What you can do' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Back to today' }).click();
    await page.getByText('Crew sent for lock-off', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it('shows what is ahead on the line of what happened, and the three steps after an intervention before it is done', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases/P1.1');
    await page.locator('.timeline .ahead', { hasText: 'Lock-off ordered' }).waitFor();
    const lines = await page.locator('.timeline > li').allInnerTexts();
    expect(lines.findIndex((text) => text.includes('Not before'))).toBeLessThan(lines.findIndex((text) => text.includes('Hang tag hung')));
    await page.getByRole('button', { name: 'Put the lock-off off' }).click();
    await page.getByLabel('Not before').fill('2027-04-12');
    await page.getByLabel('Why', { exact: true }).fill('the family is away until then');
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByRole('heading', { name: 'The next steps then' }).waitFor();
    expect(await page.locator('.preview').innerText()).toMatch(/Lock-off put off[\s\S]*Not before Apr 1[2-9], 2027/);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('lets two people write at once, and does nothing of the second over what the first did', async () => {
    const [first, second] = [await enter('local-supervisor', '/console/cases/P2.1'), await enter('local-specialist', '/console/cases/P2.1')];
    await first.page.getByRole('button', { name: 'Put the lock-off off' }).click();
    await first.page.getByLabel('Not before').fill('2027-04-12');
    await first.page.getByLabel('Why', { exact: true }).fill('asked for by the family');
    await first.page.getByRole('button', { name: 'Show what would happen' }).click();
    await first.page.getByRole('heading', { name: 'This would be recorded' }).waitFor();

    await second.page.getByRole('button', { name: 'Place a hold' }).click();
    await second.page.getByLabel('Why', { exact: true }).fill('she calls back on Monday');
    await second.page.getByRole('button', { name: 'Show what would happen' }).click();
    await second.page.getByRole('button', { name: 'Do it' }).click();
    await second.page.getByText(/Place a hold: done\./).waitFor();

    await first.page.getByText('This case moved on since you looked at it').waitFor();
    await first.page.getByRole('button', { name: 'Do it' }).click();
    await first.page.getByText('she calls back on Monday').first().waitFor();
    expect(await api.store.caseTypes('P2.1')).not.toContain('ShutOffRescheduled');
    expect(await first.page.getByRole('button', { name: 'Do it' }).isDisabled()).toBe(true);
    expect(await violations(first.page)).toEqual([]);
    await first.page.getByRole('button', { name: 'Look again' }).click();
    expect(await first.page.getByLabel('Why', { exact: true }).inputValue()).toBe('asked for by the family');
    await first.page.getByRole('button', { name: 'Show what would happen' }).click();
    await first.page.getByRole('heading', { name: 'This would be recorded' }).waitFor();
    await first.page.getByRole('button', { name: 'Do it' }).click();
    await first.page.getByText(/Put the lock-off off: done\./).waitFor();
    expect(await api.store.caseTypes('P2.1')).toContain('ShutOffRescheduled');
    expect([first.complaints, second.complaints]).toEqual([[], []]);
    await first.leave();
    await second.leave();
  });
});
