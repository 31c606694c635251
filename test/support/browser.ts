import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page, type Request } from 'playwright-core';
import type { Issuer } from '../../infra/local/issuer/issuer.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** On a busy machine a screen may take a while; whatever takes longer is a fault. */
const patienceMs = 60_000;
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The Chromium of this machine. @throws naming what installs one */
export function chromiumPath(): string {
  const given = process.env['ARREARS_CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  const found = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
  if (found === undefined) throw new Error('The browser tests need Chromium: apt-get update && apt-get install -y chromium, or name one in ARREARS_CHROMIUM.');
  return found;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args, headless: true });
}

/** What a page has asked for and not had yet; what it is told of changes has no end, and is not among it. */
const underWay = new WeakMap<Page, Set<Request>>();

/** Somebody at a desk of their own: nothing of one is known to another. What the page complains about is kept. */
export async function signedIn(browser: Browser, apiUrl: string, issuer: Issuer, user: string, screen = '/console/'): Promise<{ page: Page; complaints: string[]; leave: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const asked = new Set<Request>();
  underWay.set(page, asked);
  page.on('request', (request) => {
    // What another document had asked for is never told to have ended.
    if (request.isNavigationRequest()) asked.clear();
    if (request.resourceType() !== 'eventsource') asked.add(request);
  });
  const had = (request: Request) => void asked.delete(request);
  page.on('requestfinished', had).on('requestfailed', had);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That an answer was a refusal is said by the screen.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  await page.goto(`${apiUrl}${screen}`);
  await signIn(page, issuer, user);
  await settled(page);
  return { page, complaints, leave: () => context.close() };
}

/**
 * Waits until everything that the page of a `signedIn` asks for has come and is drawn. Before pressing anything on a screen that was just opened:
 * what comes between pressing and letting go may move a button away, and then nothing was pressed.
 */
export async function settled(page: Page): Promise<void> {
  const asked = underWay.get(page);
  const endMs = performance.now() + patienceMs;
  // An answer that is drawn may ask for more.
  for (let quiet = 0; quiet < 2; quiet = asked === undefined || asked.size === 0 ? quiet + 1 : 0) {
    if (performance.now() > endMs) throw new Error(`The screen did not come to rest; it waits for ${[...(asked ?? [])].map((request) => request.url()).join(', ')}`);
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  }
}

/** From the console's way in, by the issuer's page, and back. */
export async function signIn(page: Page, issuer: Issuer, user: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Name').selectOption(user);
  await page.getByLabel('Password').fill(issuer.passwordOf(user));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

let axe: string | undefined;

/** What axe finds against WCAG 2.1 A and AA, each with the place. */
export async function violations(page: Page): Promise<string[]> {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const found = (await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(({ violations }) => violations)`)) as Violation[];
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`));
}

/** What axe finds in light and in dark, each with its colours before it. */
export async function violationsInBothColours(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}
