import { extractText, getDocumentProxy } from 'unpdf';
import type { TestApi } from '../support/api.ts';
import { settled, signIn } from '../support/browser.ts';
import { deskMorning, fillDesk } from '../support/desk-county.ts';
import { deskScreens } from '../support/desk-screens.ts';
import { openScreen, TestDesk } from '../support/test-desk.ts';

const script = '<img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script>';

describe('a desk that is left, printed from, and written to by strangers', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  let ids: Record<string, string>;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);

  beforeAll(async () => {
    testDesk = await TestDesk.open(deskMorning);
    ({ api } = testDesk);
    ids = await fillDesk(api, { called: (name) => `${name} ${script}`, said: script });
    await api.post('supervisor', '/cases/P1.1/interventions', { type: 'PlaceHold', reason: script });
    await api.post('supervisor', '/accounts/P1/contacts', { channel: 'phone', caller: 'somebody-else', callerName: script, identifiedBy: [], said: script, result: { kind: 'nothing' } });
  });
  afterAll(() => testDesk?.stop());

  it('shows a script that somebody stored as text, on every screen', async () => {
    const { page, complaints, leave } = await enter('local-supervisor');
    const seen: string[] = [];
    for (const screen of deskScreens) {
      await openScreen(page, api.api.url, screen, ids);
      expect({ screen: screen.name, images: await page.locator('img[src="x"]').count(), title: (await page.title()).startsWith('taken') }).toEqual({ screen: screen.name, images: 0, title: false });
      if ((await page.locator('main').innerText()).includes('onerror=')) seen.push(screen.name);
    }
    expect(seen).toEqual(expect.arrayContaining(['case', 'account']));
    expect(complaints).toEqual([]);
    await leave();
  });

  it.each([
    ['a case', 'case', ['Case P1.1', 'What happened', 'Balance', '$220.00']],
    ['an account', 'account', ['What to pay', 'Keeps the water on']],
    ["the list of a day's lock-offs", 'shut-off-day', ['Shut-off day', 'Closing']],
  ])('prints %s: what is known, and nothing to press', async (_what, name, words) => {
    const { page, leave } = await enter('local-supervisor');
    const screen = deskScreens.find((each) => each.name === name) as (typeof deskScreens)[number];
    await openScreen(page, api.api.url, screen, ids);
    const pdf = await page.pdf({ format: 'Letter', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } });
    const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
    for (const word of words) expect(text).toContain(word);
    for (const word of ['Sign out', 'Find an account', 'Skip to the screen', 'Place a hold', 'Crew orders']) expect(text).not.toContain(word);
    expect(totalPages).toBeLessThan(8);
    await leave();
  });

  it('keeps its cookie from scripts and from other sites', async () => {
    const { page, leave } = await enter('local-specialist');
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'arrears-session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(await page.evaluate('document.cookie')).toBe('');
    await leave();
  });

  it('signs out whoever has left it, and shows nothing more of what stood there', async () => {
    const context = await testDesk.browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${api.api.url}/console/cases/P2.1`);
    await signIn(page, api.issuer, 'local-supervisor');
    await page.getByRole('heading', { name: 'Case P2.1' }).waitFor();
    await settled(page);
    await page.clock.fastForward('14:00');
    expect(await page.getByRole('heading', { name: 'Case P2.1' }).count()).toBe(1);
    await page.clock.fastForward('01:30');
    await page.getByText('You were signed out, because nobody used the console for a while.').waitFor();
    expect(await page.getByText('P2.1').count()).toBe(0);
    expect((await context.cookies()).filter(({ name }) => name === 'arrears-session')).toEqual([]);
    await context.close();
  });
});
