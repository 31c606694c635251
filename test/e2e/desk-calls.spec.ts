import type { Page } from 'playwright-core';
import type { TestApi } from '../support/api.ts';
import { settled, signedIn, violations, violationsInBothColours } from '../support/browser.ts';
import { bringAll } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

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
    this.actions += 2;
    await this.page.getByRole('combobox', { name: 'Find an account' }).fill(said);
    await this.page.getByRole('option').filter({ hasText: account }).click();
    await this.page.getByRole('heading', { name: 'Who calls' }).waitFor();
    await settled(this.page);
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

  async presses(what: () => ReturnType<Page['locator']>): Promise<void> {
    this.actions += 1;
    await what().click();
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
  let testDesk: TestDesk;
  let api: TestApi;
  let desk: Awaited<ReturnType<typeof signedIn>>;
  const took: { call: string; actions: number; seconds: string }[] = [];

  /** What the households are called, by account. */
  const households: Readonly<Record<string, readonly [name: string, address: string, phone: string]>> = {
    C1: ['Ana Alvarez', '11 Ash St', '937-555-0101'],
    C2: ['Ben Brook', '12 Birch St', '937-555-0102'],
    C3: ['Cora Chen', '13 Cedar St', '937-555-0103'],
    C4: ['Dan Doyle', '14 Dogwood St', '937-555-0104'],
    C5: ['Eve Ellis', '15 Elder St', '937-555-0105'],
    C6: ['Fay Ford', '16 Fir St', '937-555-0106'],
    C7: ['Gus Green', '17 Grove St', '937-555-0107'],
    C8: ['Hal Hill', '18 Hazel St', '937-555-0108'],
    C9: ['Ida Ives', '19 Iris St', '937-555-0109'],
    C10: ['Jan Jones', '20 Juniper St', '937-555-0110'],
    C11: ['Ben Brook', '21 Beech St', '937-555-0111'],
  };

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-04-01 09:00');
    ({ api } = testDesk);
    const { store } = api;
    store.customerOf = (account) => {
      const [name, premiseAddress, phone] = households[account] ?? ['Nobody', '', ''];
      return { name, mailingAddress: premiseAddress, premiseAddress, phone };
    };
    await bringAll({ 'past-due': ['C5', 'C9', 'C11'], 'notice-mailed': ['C1', 'C4', 'C6', 'C8'], 'shut-off-planned': ['C2', 'C3', 'C10'], 'shut-off-ordered': ['C7'] }, store);
    const { body } = await api.post('field', '/work-orders/C7.1.w2/clearance', { meterSerial: 'M-C7' });
    await store.take(
      store.fact('C7', '2027-04-01 08:59', 'WorkOrderCompleted', { workOrderId: 'C7.1.w2', result: 'off', crewId: 'crew-7', meterSerial: 'M-C7', clearanceId: String(body['clearanceId']) }),
      store.fact('C5', '2027-03-30 09:00', 'PersonNamed', { personId: 'PN-5', role: 'owner', contact: { name: 'Lou Lord' }, evidence: 'deed-5' }),
    );
    desk = await testDesk.enter('local-specialist');
  });
  afterAll(() => testDesk?.stop());

  /** A call from the search to what is read out; the desk is the same all day. */
  const answers = async (call: string, told: (agent: Agent) => Promise<string>): Promise<string> => {
    const agent = new Agent(desk.page);
    const words = await told(agent);
    took.push({ call, actions: agent.actions, seconds: agent.seconds.toFixed(1) });
    expect(agent.actions).toBeLessThanOrEqual(mostActions);
    return words;
  };
  const holdsOf = async (account: string) => ((await api.get('specialist', `/accounts/${account}/call`)).body['holds'] as { kind: string }[]).map(({ kind }) => kind);

  it('"why is it so much?": what is owed stands there with its reasons', async () => {
    const words = await answers('why is it so much', async (agent) => {
      await agent.finds('alvarez', /Ana Alvarez/);
      await agent.ticks('Account number');
      await agent.sees('Keeps the water on', '$220.00', /^Penalty$/, /^Arrears$/);
      await agent.presses(() => desk.page.getByText('Why', { exact: true }).first());
      await agent.sees('$220.00 is past due; when it is paid, nothing is locked off.');
      await agent.fills('What was said', 'asks why it is so much; told of the penalty');
      return agent.records();
    });
    expect(words).toMatch(/Thank you for calling\. Account C1, reference c-[2-9a-z]{10}\./);
  });

  it('"when am I off?": the day of the list, and until when paying keeps the water on', async () => {
    await answers('when am I off', async (agent) => {
      await agent.finds('937-555-0102', /12 Birch St/);
      await agent.ticks('Phone on file');
      await agent.sees(/On today's list|On tomorrow's list|On the list of/, /Lock-off planned for/, /^By /);
      await agent.fills('What was said', 'asks when the water is shut off');
      return agent.records();
    });
  });

  it('"I paid yesterday": what is reported is waited for', async () => {
    const words = await answers('I paid yesterday', async (agent) => {
      await agent.finds('C3', /Cora Chen/);
      await agent.ticks('Name and address');
      await agent.ticks('Says it is paid');
      await agent.fills('Confirmation number', 'WEB-77');
      await agent.fills('What was said', 'paid online yesterday evening');
      return agent.records();
    });
    expect(words).toContain('$220.00 was paid, confirmation WEB-77');
    expect(await holdsOf('C3')).toEqual(['reported-payment']);
  });

  it('"I can\'t pay": a plan, seen before it is agreed', async () => {
    const words = await answers("I can't pay", async (agent) => {
      await agent.finds('14 dogwood', /Dan Doyle/);
      await agent.ticks('Account number');
      await agent.ticks('Plan');
      await agent.sees(/\$55\.00 now.*Together \$220\.00/);
      expect(await api.store.types('C4')).not.toContain('ArrangementAgreed');
      await agent.fills('What was said', 'cannot pay all of it at once');
      return agent.records('Agree and record');
    });
    expect(words).toContain('You agreed to pay $55.00 now, and then: May 1, 2027: $55.00');
    expect(await holdsOf('C4')).toEqual(['arrangement']);
  });

  it('"my tenant": the owner hears what is due, and nothing about the household', async () => {
    await answers('my tenant', async (agent) => {
      await agent.finds('15 elder', /Eve Ellis/);
      await agent.chooses('Caller', 'The owner of the property');
      await agent.sees('Nothing is told yet', /What is due and whether the service is on/);
      await agent.ticks('Name and address');
      await agent.sees('Keeps the water on');
      expect(await desk.page.getByRole('heading', { name: 'What you can offer' }).count()).toBe(0);
      expect(await desk.page.getByRole('heading', { name: 'Last contacts' }).count()).toBe(0);
      await agent.fills('What was said', 'the owner asks what is due at the house');
      return agent.records();
    });
  });

  it('"my late mother\'s account": nobody presses, and who answers for the estate stands on the account', async () => {
    const words = await answers("my late mother's account", async (agent) => {
      await agent.finds('ford', /Fay Ford/);
      await agent.chooses('Caller', 'Who answers for the estate');
      await agent.fills('Name', 'May Ford');
      await agent.ticks('Letter or deed');
      await agent.ticks('Customer died');
      await agent.fills('What was said', 'her mother died in March');
      return agent.records();
    });
    expect(words).toContain('nobody is asked to pay and nothing is shut off until it is clear who answers for the estate');
    expect(await holdsOf('C6')).toEqual(['estate']);
    await desk.page.getByText('Do not ask for payment.').first().waitFor();
    const { people } = (await api.get('specialist', '/accounts/C6/call')).body as { people: object[] };
    expect(people).toMatchObject([{ role: 'customer' }, { role: 'executor', name: 'May Ford', mayBeTold: { sentence: expect.stringContaining('stands on it') } }]);
  });

  it('"turn me back on": what brings the water back, and when', async () => {
    const words = await answers('turn me back on', async (agent) => {
      await agent.finds('M-C7', /Gus Green/);
      await agent.ticks('Account number');
      await agent.sees('The water is off.', 'Turns the water on', '$265.00', /it is on again on Apr 1, 2027/);
      await agent.ticks('Wants water on');
      await agent.fills('What was said', 'wants to pay at the counter at noon');
      return agent.records();
    });
    expect(words).toContain('$265.00 has to be paid before it is turned on');
    expect(await api.store.types('C7')).toContain('RestorationRequested');
  });

  it('"I filed bankruptcy": held at once, and from then on the page says what not to say', async () => {
    const words = await answers('I filed bankruptcy', async (agent) => {
      await agent.finds('hal hill', /18 Hazel St/);
      await agent.ticks('Account number');
      await agent.ticks('Bankruptcy');
      await agent.fills('What was said', 'filed last week, has no number at hand');
      return agent.records();
    });
    expect(words).toContain('From now on nothing is collected, shut off or charged for being late');
    expect(await holdsOf('C8')).toEqual(['bankruptcy']);
    await desk.page.getByRole('heading', { name: 'Do not say' }).waitFor();
    await desk.page.getByText('Nothing is bargained about while the stay stands.').waitFor();
  });

  it('"I have a doctor\'s note": the form is sent, and what protects stands there', async () => {
    const words = await answers("I have a doctor's note", async (agent) => {
      await agent.finds('ives', /Ida Ives/);
      await agent.ticks('Account number');
      await agent.presses(() => desk.page.getByText('What may protect the household, and how to ask for it'));
      await agent.sees('A medical certificate protects the household while it is in force.');
      await agent.ticks('Doctor’s note');
      await agent.fills('What was said', 'needs dialysis at home, the doctor signs the form');
      return agent.records();
    });
    expect(words).toContain('The protection begins when we have it back.');
  });

  it('"the bill is wrong": the dispute holds at once', async () => {
    const words = await answers('the bill is wrong', async (agent) => {
      await agent.finds('jones', /Jan Jones/);
      await agent.ticks('Account number');
      await agent.ticks('Disputes a bill');
      await agent.chooses('Which bill', 'B-C10, due Mar 5, 2027, $220.00 open');
      await agent.fills('What was said', 'nobody lived there in February');
      return agent.records();
    });
    expect(words).toContain('Your dispute of the bill is recorded.');
    expect(await holdsOf('C10')).toEqual(['dispute']);
  });

  it('"call me back": it stands on the list with its owner, counts today, and the next call keeps it', async () => {
    const { page } = desk;
    const words = await answers('call me back', async (agent) => {
      await agent.finds('21 beech', /Ben Brook/);
      await agent.ticks('Account number');
      await agent.ticks('Call back');
      await agent.fills('By', '2027-04-01');
      await agent.fills('What was said', 'wants to talk to his wife first');
      return agent.records();
    });
    expect(words).toContain('We call you back by April 1, 2027.');
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await page.getByRole('link', { name: /1 To call back 1 yours, 0 overdue/ }).click();
    await page.getByText('wants to talk to his wife first').waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Pass on: Ben Brook' }).click();
    await page.getByLabel('To whom').fill('local-supervisor');
    await page.getByLabel('Why').fill('off from noon on');
    await page.getByRole('button', { name: 'Pass it on' }).click();
    await page.getByText('local-supervisor has it.').waitFor();
    await page.getByRole('link', { name: 'Ben Brook' }).click();
    await page.getByLabel('This is the callback promised for', { exact: false }).waitFor();
    await settled(page);
    const again = new Agent(page);
    await again.ticks('Account number');
    await again.fills('What was said', 'they pay on Friday');
    await again.records();
    expect((await api.get('specialist', '/callbacks/counts')).body).toMatchObject({ open: 0 });
  });

  it('each in eight actions or fewer', () => {
    process.stdout.write(`${took.map(({ call, actions, seconds }) => `${call.padEnd(28)} ${actions} actions ${seconds.padStart(5)} s`).join('\n')}\n`);
    expect(took).toHaveLength(11);
  });

  it('begins with a slash, and chooses among namesakes by arrows', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('ben brook');
    const options = page.getByRole('option');
    await options.nth(1).waitFor();
    expect(await options.allInnerTexts()).toEqual([expect.stringMatching(/Ben Brook · C11[\s\S]*21 Beech St.*meter M-C11.*\$220\.00.*by name/), expect.stringMatching(/Ben Brook · C2[\s\S]*12 Birch St/)]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Account C2' }).waitFor();
    await page.getByLabel('“/” finds an account').uncheck();
    await page.keyboard.press('/');
    expect(await page.getByRole('combobox', { name: 'Find an account' }).evaluate((input) => input.matches(':focus'))).toBe(false);
    await page.getByLabel('“/” finds an account').check();
    // A slash within a text is a slash.
    await page.getByLabel('What was said').fill('');
    await page.getByLabel('What was said').press('/');
    expect(await page.getByLabel('What was said').inputValue()).toBe('/');
    expect(await page.getByRole('combobox', { name: 'Find an account' }).inputValue()).toBe('');
  });

  it('leaves nothing of a search or a name in addresses, titles, storage or the log', async () => {
    const { page, leave } = await testDesk.enter('local-specialist');
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    const agent = new Agent(page);
    await agent.finds('juniper', /Jan Jones/);
    const kept = await page.evaluate<string>('JSON.stringify([location.href, document.title, history.state, { ...localStorage }, { ...sessionStorage }])');
    expect(`${asked.join(' ')} ${kept} ${api.log.join('')}`).not.toMatch(/juniper|jan|jones/i);
    await leave();
  });

  it('tells a specialist nothing before it is clear who calls, and a supervisor sees it at once', async () => {
    const { page } = desk;
    await page.goto(`${api.api.url}/console/accounts/C9`);
    await page.getByRole('heading', { name: 'Nothing is told yet' }).waitFor();
    expect(await page.getByText('$220.00').count()).toBe(0);
    await page.getByLabel('Photo ID').check();
    await page.getByText('Keeps the water on').waitFor();
    for (const caller of ['Somebody else', 'Somebody who lives there', 'An attorney']) {
      await page.getByLabel('Caller').selectOption({ label: caller });
      await page.getByRole('heading', { name: 'Nothing is told yet' }).waitFor();
    }
    const supervisor = await testDesk.enter('local-supervisor', '/console/accounts/C9');
    await supervisor.page.getByText('Keeps the water on').waitFor();
    await supervisor.leave();
  });

  it('shows the rule that refuses what a caller wants, and keeps what was typed', async () => {
    const { page } = desk;
    await page.goto(`${api.api.url}/console/accounts/C9`);
    await settled(page);
    const agent = new Agent(page);
    await agent.ticks('Photo ID');
    await agent.ticks('More time');
    await agent.fills('Until', '2027-07-01');
    await agent.fills('What was said', 'waits for a pension');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('alert').getByText('AUTHORITY').waitFor();
    expect(await page.getByLabel('What was said').inputValue()).toBe('waits for a pension');
    expect(await api.store.types('C9')).not.toContain('ExtensionGranted');
    await agent.fills('Until', '2027-04-20');
    expect(await agent.records()).toContain('nothing is shut off for this bill through April 20, 2027');
  });

  it('shows what matters without scrolling on a screen of 1280 × 900, and passes axe in light and dark, wide and narrow', async () => {
    const { page } = desk;
    await page.goto(`${api.api.url}/console/accounts/C2`);
    await settled(page);
    await page.getByLabel('Photo ID').check();
    for (const name of ['What to pay', 'Where it stands', 'What you can offer', 'Who calls']) {
      const box = await page.getByRole('region', { name }).boundingBox();
      expect({ name, isSeen: box !== null && box.y + box.height <= 900 }).toEqual({ name, isSeen: true });
    }
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(desk.complaints).toEqual([]);
  });
});
