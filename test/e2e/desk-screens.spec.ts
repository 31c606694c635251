import type { TestApi } from '../support/api.ts';
import { violationsInBothColours } from '../support/browser.ts';
import { deskMorning, fillDesk } from '../support/desk-county.ts';
import { deskScreens } from '../support/desk-screens.ts';
import { focusInScreen, movingParts, tooWide } from '../support/page-looks.ts';
import { openScreen, TestDesk } from '../support/test-desk.ts';

/** 1280 points at 200 %, and the narrowest screen that WCAG 1.4.10 names. */
const narrow = [640, 320] as const;

describe('every screen of the console', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  let ids: Record<string, string>;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);

  beforeAll(async () => {
    testDesk = await TestDesk.open(deskMorning);
    ({ api } = testDesk);
    ids = await fillDesk(api);
  });
  afterAll(() => testDesk?.stop());

  it('passes axe, in light and dark', async () => {
    const { page, complaints, leave } = await enter('local-supervisor');
    const found: Record<string, string[]> = {};
    for (const screen of deskScreens) {
      await openScreen(page, api.api.url, screen, ids);
      found[screen.name] = await violationsInBothColours(page);
    }
    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({});
    expect(complaints).toEqual([]);
    await leave();
  });

  it('is read at 200 % and on the narrowest telephone without moving sideways, and nothing is cut off', async () => {
    const { page, leave } = await enter('local-supervisor');
    const found: Record<string, unknown> = {};
    for (const screen of deskScreens) {
      for (const width of narrow) {
        await page.setViewportSize({ width, height: 900 });
        await openScreen(page, api.api.url, screen, ids);
        const wide = await tooWide(page);
        if (wide.length > 0) found[`${screen.name} at ${width}`] = wide;
      }
    }
    expect(found).toEqual({});
    await leave();
  });

  it('says where one is: in its heading, in the title of the window, and among the ways', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/P1.1');
    for (const screen of deskScreens) {
      if (screen.way === null) continue;
      const way = page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen.way, exact: true });
      await way.click();
      await page.getByRole('heading', { name: screen.heading, exact: true, level: 1 }).waitFor();
      await focusInScreen(page);
      expect([await page.title(), await way.getAttribute('aria-current')]).toEqual([`${screen.heading} · Arrears`, 'page']);
      expect({ screen: screen.name, headings: await page.locator('h1').count() }).toEqual({ screen: screen.name, headings: 1 });
    }
    await leave();
  });

  it('is reached by keyboard past everything that stands above it; on a tablet the ways wait behind a button', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/stuck');
    await page.getByRole('heading', { name: 'Stuck', level: 1 }).waitFor();
    await page.locator('body').focus();
    await page.keyboard.press('Tab');
    await page.locator(':focus', { hasText: 'Skip to the screen' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
    const ways = page.getByRole('navigation', { name: 'Screens' });
    const button = ways.getByRole('button', { name: 'Screens' });
    expect(await button.count()).toBe(0);
    await page.setViewportSize({ width: 820, height: 1180 });
    await button.waitFor();
    expect([await button.getAttribute('aria-expanded'), await ways.getByRole('link', { name: 'Cases' }).count()]).toEqual(['false', 0]);
    await button.focus();
    await page.keyboard.press('Enter');
    await ways.getByRole('link', { name: 'Cases', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'Cases' }).waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await leave();
  });

  it('moves nothing for those who asked for less motion', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/P1.1');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('heading', { name: 'Case P1.1' }).waitFor();
    expect(await movingParts(page)).toEqual([]);
    await leave();
  });
});
