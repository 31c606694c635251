import type { Browser, Page } from 'playwright-core';
import { builtConsole } from '../../infra/local/run/built-console.ts';
import { reportToStderr } from '../../infra/local/servers/progress.ts';
import { TestApi } from '../support/api.ts';
import { openBrowser, signedIn, violations } from '../support/browser.ts';
import { bringAll } from '../support/shut-off-ready.ts';

const mostActions = 8;

/** Somebody at the phone: each click, each field filled and each key that chooses is one action. */
class Agent {
  readonly page: Page;
  actions = 0;
  readonly #since = performance.now();

  constructor(page: Page) {
    this.page = page;
  }

  get seconds(): number {
    return (performance.now() - this.#since) / 1_000;
  }

  /** Two actions: what the caller says, and the account among those that fit. */
  async finds(said: string, account: RegExp): Promise<void> {
    await this.fills('Find an account', said);
    this.actions += 1;
    await this.page.getByRole('option', { name: account }).click();
    await this.page.getByRole('heading', { name: 'Who calls' }).waitFor();
  }

  async fills(label: string, text: string): Promise<void> {
    this.actions += 1;
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async chooses(label: string, option: string): Promise<void> {
    this.actions += 1;
    await this.page.getByLabel(label, { exact: true }).selectOption({ label: option });
  }

  async ticks(label: string): Promise<void> {
    this.actions += 1;
    await this.page.getByLabel(label, { exact: true }).check();
  }

  /** @returns what is read out */
  async records(button = 'Record'): Promise<string> {
    this.actions += 1;
    await this.page.getByRole('button', { name: button, exact: true }).click();
    const words = this.page.getByRole('region', { name: 'Recorded. Read this out' });
    await words.waitFor();
    return words.innerText();
  }

  async sees(...words: readonly (string | RegExp)[]): Promise<void> {
    for (const text of words) await this.page.locator('main').getByText(text).first().waitFor();
  }
}

/** Thursday 2027-04-01, 09:00. $220.00 past due each, beside what is told of them. */
describe('a call is answered on one page (M37)', () => {
  let api: TestApi;
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof signedIn>>;
  const took: { call: string; actions: number; seconds: string }[] = [];

  const named = (account: string, name: string, premiseAddress: string, phone: string) => api.store.fact(account, '2027-03-30 09:00', 'AccountChanged', { customer: { name, mailingAddress: premiseAddress, premiseAddress, phone } });

  beforeAll(async () => {
    const consoleDir = await builtConsole((line) => (line.state === 'failed' ? reportToStderr(line) : undefined));
    api = await TestApi.open('2027-04-01 09:00', [], consoleDir);
    const { store } = api;
    await bringAll({ 'past-due': ['C5', 'C9'], 'notice-mailed': ['C1', 'C4', 'C6', 'C8'], 'shut-off-planned': ['C2', 'C3', 'C10'], 'shut-off-ordered': ['C7'] }, store);
    await store.take(
      named('C1', 'Ana Alvarez', '11 Ash St', '937-555-0101'),
      named('C2', 'Ben Brook', '12 Birch St', '937-555-0102'),
      named('C3', 'Cora Chen', '13 Cedar St', '937-555-0103'),
      named('C4', 'Dan Doyle', '14 Dogwood St', '937-555-0104'),
      named('C5', 'Eve Ellis', '15 Elder St', '937-555-0105'),
      named('C6', 'Fay Ford', '16 Fir St', '937-555-0106'),
      named('C7', 'Gus Green', '17 Grove St', '937-555-0107'),
      named('C8', 'Hal Hill', '18 Hazel St', '937-555-0108'),
      named('C9', 'Ida Ives', '19 Iris St', '937-555-0109'),
      named('C10', 'Jan Jones', '20 Juniper St', '937-555-0110'),
    );
    const { body } = await api.post('field', '/work-orders/C7.1.w2/clearance', { meterSerial: 'M-C7' });
    await store.take(store.fact('C7', '2027-04-01 08:59', 'WorkOrderCompleted', { workOrderId: 'C7.1.w2', result: 'off', crewId: 'crew-7', meterSerial: 'M-C7', clearanceId: String(body['clearanceId']) }));
    browser = await openBrowser();
    desk = await signedIn(browser, api.api.url, api.issuer, 'local-specialist');
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });

  /** A call from the search to what is read out; the desk is the same all day. */
  const answers = async (call: string, told: (agent: Agent) => Promise<string>): Promise<string> => {
    const agent = new Agent(desk.page);
    const words = await told(agent);
    took.push({ call, actions: agent.actions, seconds: agent.seconds.toFixed(1) });
    expect(agent.actions).toBeLessThanOrEqual(mostActions);
    return words;
  };

  it("I can't pay: a plan, seen before it is agreed", async () => {
    const words = await answers("I can't pay", async (agent) => {
      await agent.finds('14 dogwood', /Dan Doyle/);
      await agent.ticks('Account number');
      await agent.ticks('Plan');
      await agent.sees(/\$55\.00 now.*Together \$220\.00/);
      await agent.fills('What was said', 'cannot pay all of it at once');
      return agent.records('Agree and record');
    });
    expect(words).toContain('You agreed to pay $55.00 now');
    expect(await api.store.types('C4')).toContain('ArrangementAgreed');
  });

  it('passes axe', async () => {
    expect(await violations(desk.page)).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
