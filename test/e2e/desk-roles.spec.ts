import type { Browser, Page } from 'playwright-core';
import { allowedInterventions, roles, type Role } from '../../apps/api/roles.ts';
import { builtConsole } from '../../infra/local/run/built-console.ts';
import { reportToStderr } from '../../infra/local/servers/progress.ts';
import { TestApi } from '../support/api.ts';
import { openBrowser, signedIn } from '../support/browser.ts';
import { deskActions } from '../support/desk-actions.ts';
import { deskMorning, fillDesk } from '../support/desk-county.ts';
import { deskScreens, openScreen, pathOf } from '../support/desk-screens.ts';

describe('what each role sees and may do', () => {
  let api: TestApi;
  let browser: Browser;
  let ids: Record<string, string>;
  const enter = (role: Role) => signedIn(browser, api.api.url, api.issuer, `local-${role}`);
  const screenOf = (name: string) => deskScreens.find((screen) => screen.name === name) as (typeof deskScreens)[number];

  beforeAll(async () => {
    const consoleDir = await builtConsole((line) => (line.state === 'failed' ? reportToStderr(line) : undefined));
    api = await TestApi.open(deskMorning, [], consoleDir);
    ids = await fillDesk(api);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });

  it('every screen and every action of the table is one', () => {
    expect(deskActions.filter(({ screen }) => screenOf(screen) === undefined)).toEqual([]);
    expect(new Set(deskActions.flatMap((action) => action.roles))).toEqual(new Set([...allowedInterventions.PlaceHold, ...allowedInterventions.CloseCase]));
  });

  describe.each(roles)('a %s', (role) => {
    it('has the ways to the screens of the role and no other; behind an address there is no more', async () => {
      const { page, leave } = await enter(role);
      const ways = await page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allInnerTexts();
      expect(ways.sort()).toEqual(deskScreens.flatMap(({ way, roles: its }) => (way !== null && its.includes(role) ? [way] : [])).sort());
      for (const screen of deskScreens.filter(({ roles: its }) => !its.includes(role))) {
        await page.goto(`${api.api.url}${pathOf(screen, ids)}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.getByText(/Your role may not do this|There is no such/).first().waitFor();
        expect({ screen: screen.name, content: await shown(page) }).toEqual({ screen: screen.name, content: expect.not.stringMatching(/Elm Street|Canal Road|\$220\.00/) });
      }
      await leave();
    }, 90_000);

    it('is offered what the role may do', async () => {
      const { page, leave } = await enter(role);
      for (const name of new Set(deskActions.map(({ screen }) => screen))) {
        const screen = screenOf(name);
        if (!screen.roles.includes(role)) continue;
        await openScreen(page, api.api.url, screen, ids);
        const its = deskActions.filter((action) => action.screen === name);
        const offered: string[] = [];
        for (const { button } of its) if ((await page.getByRole('button', { name: button, exact: true }).count()) > 0) offered.push(button);
        expect({ screen: name, offered }).toEqual({ screen: name, offered: its.flatMap(({ button, roles: may }) => (may.includes(role) ? [button] : [])) });
      }
      await leave();
    }, 60_000);
  });

  it('an auditor walks through every screen that is there to be seen, and nothing is told to the API but questions', async () => {
    const { page, complaints, leave } = await enter('auditor');
    const told: string[] = [];
    page.on('request', (request) => void (request.method() === 'GET' || told.push(`${request.method()} ${request.url()}`)));
    const before = await api.store.rows(`select count(*)::int as count from account_event`);
    for (const screen of deskScreens.filter(({ roles: its }) => its.includes('auditor'))) {
      await openScreen(page, api.api.url, screen, ids);
      for (const button of await page.locator('main').getByRole('button', { name: /^(Why|What|Show)/ }).all()) if (await button.isVisible()) await button.click();
      expect({ screen: screen.name, content: await shown(page) }).toEqual({ screen: screen.name, content: expect.not.stringMatching(/Pat Novak|Canal Road/) });
    }
    expect([told, complaints]).toEqual([[], []]);
    expect(await api.store.rows(`select count(*)::int as count from account_event`)).toEqual(before);
    await leave();
  }, 120_000);
});

const shown = (page: Page) => page.locator('main').innerText();
