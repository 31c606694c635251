import type { Page } from 'playwright-core';
import { allowedInterventions, roles, type Role } from '../../apps/api/roles.ts';
import type { TestApi } from '../support/api.ts';
import { deskActions, looksOnly } from '../support/desk-actions.ts';
import { deskMorning, fillDesk } from '../support/desk-county.ts';
import { deskScreens, pathOf } from '../support/desk-screens.ts';
import { openScreen, TestDesk } from '../support/test-desk.ts';

describe('what each role sees and may do', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  let ids: Record<string, string>;
  const enter = (role: Role) => testDesk.enter(`local-${role}`);

  beforeAll(async () => {
    testDesk = await TestDesk.open(deskMorning);
    ({ api } = testDesk);
    ids = await fillDesk(api);
  });
  afterAll(() => testDesk?.stop());

  it('every screen and every action of the table is one', () => {
    expect(deskActions.filter((action) => !deskScreens.some(({ name }) => name === action.screen))).toEqual([]);
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
    });

    it('is offered what the role may do, and nothing else', async () => {
      const { page, leave } = await enter(role);
      for (const screen of deskScreens.filter(({ roles: its }) => its.includes(role))) {
        await openScreen(page, api.api.url, screen, ids);
        const expected = deskActions.flatMap(({ screen: its, button, roles: may }) => (its === screen.name && may.includes(role) ? [button] : []));
        const main = page.locator('main');
        const names = await main.getByRole('button').evaluateAll((buttons) => buttons.map((button) => (button.getAttribute('aria-label') ?? button.textContent).trim()));
        const offered = new Set(names.filter((name) => !looksOnly.test(name)).map((name) => name.replace(/: .*$/, '')));
        expect({ screen: screen.name, offered: [...offered].sort() }).toEqual({ screen: screen.name, offered: expected.sort() });
      }
      await leave();
    });
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
  });
});

const shown = (page: Page) => page.locator('main').innerText();
