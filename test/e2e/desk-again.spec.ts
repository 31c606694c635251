import type { TestApi } from '../support/api.ts';
import { bringAll } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

describe('a desk whose answers are slow, refused or lost', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);
  const note = (account: string, said: string) => api.post('specialist', `/accounts/${account}/contacts`, { channel: 'phone', caller: 'customer', identifiedBy: ['account-number'], said, result: { kind: 'nothing' } });

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-01-04 00:00');
    ({ api } = testDesk);
    await bringAll({ 'past-due': ['D1', 'D2', 'D3'], 'shut-off-planned': ['P1', 'P2', 'P3'] }, api.store);
  });
  afterAll(() => testDesk?.stop());

  it('records a call once whose answer was lost, and recorded again by hand', async () => {
    const { page, leave } = await enter('local-specialist', '/console/accounts/D1');
    await page.route('**/accounts/D1/contacts', async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    await page.getByLabel('What was said', { exact: true }).fill('asks how the last bill came about');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('alert').getByText('Arrears cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('region', { name: 'Recorded. Read this out' }).waitFor();
    expect((await api.get('specialist', '/accounts/D1/call')).body['contacts']).toHaveLength(1);
    await leave();
  });

  it('takes one case for who presses twice', async () => {
    const { page, leave } = await enter('local-specialist', '/console/cases?open=true');
    const { promise: bothPressed, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/cases/next', (route) => bothPressed.then(() => route.continue()));
    const next = page.getByRole('button', { name: 'Next case' });
    await next.click();
    await next.click({ timeout: 500 }).catch(() => undefined);
    answer();
    await page.getByRole('heading', { name: /^Case / }).waitFor();
    const { items } = (await api.get('specialist', '/cases?assignedTo=@me')).body as { items: unknown[] };
    expect(items).toHaveLength(1);
    await leave();
  });

  it('says nothing of one case in the next', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/D3.1');
    await page.getByRole('heading', { name: 'Case D3.1' }).waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).waitFor();
    await page.getByLabel('Case', { exact: true }).fill('D2.1');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await page.getByRole('heading', { name: 'Case D2.1' }).waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).click();
    await page.getByLabel('Why', { exact: true }).fill('she calls back on Monday');
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText(/Place a hold: done\./).waitFor();
    await page.getByLabel('Case', { exact: true }).fill('D3.1');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await page.getByRole('heading', { name: 'Case D3.1' }).waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).waitFor();
    expect(await page.getByText(/Place a hold: done\./).count()).toBe(0);
    await leave();
  });

  it('keeps what somebody types while the screen cannot be looked up again, and says so', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/D3.1');
    await page.getByRole('button', { name: 'Place a hold' }).click();
    await page.getByLabel('Why', { exact: true }).fill('a long story that was heard on the telephone');
    await page.route('**/cases/D3.1', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'x', title: 'Not now', status: 503, detail: 'The database is away.', instance: '/', correlationId: '' }) }));
    await note('D3', 'was told of the bill');
    // A screen asks three times more before, with one, two and four seconds between.
    await page.getByText('The database is away.').waitFor();
    expect(await page.getByLabel('Why', { exact: true }).inputValue()).toBe('a long story that was heard on the telephone');
    await leave();
  });

  it('asks no page of a list again and again that is refused', async () => {
    const { page, leave } = await enter('local-supervisor');
    let asked = 0;
    await page.route(/\/cases\?/, async (route) => {
      if (route.request().url().includes('cursor=')) {
        asked += 1;
        return route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify({ type: 'x', title: 'No such page', status: 400, detail: 'The list has changed.', instance: '/', correlationId: '' }) });
      }
      const response = await route.fetch();
      return route.fulfill({ response, json: { ...((await response.json()) as object), nextCursor: 'next' } });
    });
    await page.getByRole('link', { name: 'Cases', exact: true }).click();
    await page.getByText('The list has changed.').waitFor();
    // Live changes have the list looked up again; each look-up may ask once more.
    await note('D2', 'was told of the bill');
    await page.waitForResponse((response) => response.url().includes('/cases?') && !response.url().includes('cursor='));
    expect(asked).toBeLessThanOrEqual(3);
    await leave();
  });

  it('does not say that nothing waits while that is not known', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases');
    await page.route('**/approvals', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ type: 'x', title: 'No', status: 403, detail: 'Not for you.', instance: '/', correlationId: '' }) }));
    await page.route('**/stuck/counts', (route) => route.fulfill({ json: { kinds: [] } }));
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByText('Not for you.').waitFor();
    expect(await page.getByText('Nothing waits for anybody.').count()).toBe(0);
    await leave();
  });

  it('signs the list that was looked at, and none that came while the words were typed', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/shut-off-day?day=2027-04-01');
    const row = page.getByRole('list', { name: 'Lock-offs of the day' }).getByRole('link', { name: 'P2.1' });
    await row.waitFor();
    await page.getByRole('button', { name: 'Sign the list' }).click();
    await page.getByLabel('What you looked at', { exact: true }).fill('three lock-offs');
    const [before] = /its content is \w+/.exec(await page.getByRole('dialog').innerText()) ?? [];
    await api.store.take(api.store.fact('P2', '2027-03-29 15:00', 'PaymentReceived', { paymentId: 'P-P2', amountCents: 30_000, tender: 'cash', channel: 'counter' }));
    await page.locator('section[aria-labelledby="board"]', { hasText: 'Came off the list' }).waitFor();
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByRole('dialog').getByText('The list has changed since you looked at it.').waitFor();
    expect(await page.getByRole('dialog').innerText()).toContain(before);
    expect((await api.get('supervisor', '/shut-off-day?day=2027-04-01')).body['signatures']).toEqual([]);
    await page.getByText('The list has changed since you opened this').waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    expect(await page.getByLabel('What you looked at', { exact: true }).inputValue()).toBe('three lock-offs');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('Signed as record 1.').waitFor();
    await leave();
  });
});
