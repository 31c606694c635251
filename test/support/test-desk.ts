import type { Browser, Page } from 'playwright-core';
import { builtConsole } from '../../infra/local/run/built-console.ts';
import { reportToStderr } from '../../infra/local/servers/progress.ts';
import type { NewUtility } from '../../libs/store/index.ts';
import { TestApi } from './api.ts';
import { openBrowser, settled, signedIn } from './browser.ts';
import { pathOf, type DeskScreen } from './desk-screens.ts';

/** The console, built, served by a `TestApi` of the spec's own, and a browser before it. */
export class TestDesk {
  readonly api: TestApi;
  readonly browser: Browser;

  private constructor(api: TestApi, browser: Browser) {
    this.api = api;
    this.browser = browser;
  }

  static async open(startAt?: string, feeds: NewUtility['feeds'] = []): Promise<TestDesk> {
    const consoleDir = await builtConsole((line) => (line.state === 'failed' ? reportToStderr(line) : undefined));
    const api = await TestApi.open(startAt, feeds, consoleDir);
    try {
      return new TestDesk(api, await openBrowser());
    } catch (error) {
      await api.stop();
      throw error;
    }
  }

  /** Somebody signs in at a desk of their own. */
  enter(user: string, screen?: string): ReturnType<typeof signedIn> {
    return signedIn(this.browser, this.api.api.url, this.api.issuer, user, screen);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.api.stop();
  }
}

/** Goes to the screen by its address, and waits until it shows all that it is for. */
export async function openScreen(page: Page, origin: string, screen: DeskScreen, ids: Readonly<Record<string, string>>): Promise<void> {
  const { heading, shows } = screen;
  await page.goto(`${origin}${pathOf(screen, ids)}`);
  await page.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor();
  await page.locator('main').getByText(shows).filter({ visible: true }).first().waitFor();
  await settled(page);
}
