import { advanceCases, noteOperations } from '../../libs/store/index.ts';
import type { TestApi } from '../support/api.ts';
import { setBounds } from '../support/bounds.ts';
import { settled, violationsInBothColours } from '../support/browser.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

const accounts = ['A1', 'A2', 'A3'];

describe('operations at the desk', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);

  beforeAll(async () => {
    setBounds({ notices: { atMost: 2, atLeast: 50, timesUsual: 5 } });
    testDesk = await TestDesk.open('2027-01-04 00:00');
    ({ api } = testDesk);
    const { store } = api;
    await bringTo('past-due', store, accounts);
    await store.setClock('2027-03-20 08:00');
    await advanceCases(store.db, 'county', accounts.map((account) => `${account}.1`), 'test');
    const payment = { specversion: '1.0', id: 'p1', source: '/payment', type: 'arrears.payment-received.v1', time: '2027-03-20T11:00:00Z', utility: 'county', account: 'A1', data: { paymentId: 'p1', amountCents: 42.5, tender: 'cash', channel: 'counter' } };
    await store.take(store.item({ topic: 'payment.events', key: Buffer.from('county/A1'), value: Buffer.from(JSON.stringify(payment)) }));
    await noteOperations(store.db, 'county');
  });
  afterAll(() => testDesk?.stop());

  it('show an auditor what waits and what was recorded, hour by hour, and let nobody change anything who may not', async () => {
    const { page, complaints, leave } = await enter('local-auditor', '/console/operations');
    await page.getByText('Open: nothing of it is ordered.').waitFor();
    await page.getByRole('img', { name: /^Recorded in each hour/ }).waitFor();
    await page.getByText('The figures of “Recorded in each hour”').click();
    await page.getByRole('group', { name: 'The figures of Recorded in each hour' }).getByRole('row', { name: /^Mar 20, 2027, 8:00 AM/ }).waitFor();
    expect(await page.getByRole('button', { name: /reset|Move the clock/ }).count()).toBe(0);
    expect(await violationsInBothColours(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('reset a breaker by two supervisors', async () => {
    const asks = await enter('local-supervisor', '/console/operations');
    await asks.page.getByRole('button', { name: 'Ask for a reset: notices and postings' }).click();
    await asks.page.getByLabel('Why').fill('a late bill run, looked at and right');
    await asks.page.getByRole('button', { name: 'Do it' }).click();
    await asks.page.getByText('Another supervisor has to approve.').waitFor();
    expect(await asks.page.getByRole('button', { name: /^Approve the reset/ }).count()).toBe(0);
    await asks.leave();

    const approves = await enter('local-supervisor-2', '/console/operations');
    await approves.page.getByRole('button', { name: 'Approve the reset: notices and postings' }).click();
    await approves.page.getByLabel('Why').fill('the bill run is right');
    await approves.page.getByRole('button', { name: 'Do it' }).click();
    await approves.page.getByText(/^The breaker is closed\. \d+ case/).waitFor();
    expect((await api.get('auditor', '/breakers')).body.items?.find(({ kind }) => kind === 'notices')).toMatchObject({ trip: null });
    expect(approves.complaints).toEqual([]);
    await approves.leave();
  });

  it('repair a parked message where it is wrong, try it, and send it again to its case', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/messages?status=open');
    await page.getByRole('heading', { name: 'Messages not understood' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.getByRole('link', { name: /Amount not in whole cents/ }).click();
    await settled(page);
    const editor = page.getByLabel('The message');
    await editor.waitFor();
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Go to data.amountCents' }).click();
    expect(await editor.evaluate((field) => (({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(field as unknown as { value: string; selectionStart: number; selectionEnd: number }))).toBe('"amountCents": 42.5,');
    expect(await page.getByRole('button', { name: 'Send it again' }).isDisabled()).toBe(true);
    await page.keyboard.type('"amountCents": 4250,');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('A1: Payment received').waitFor();
    expect((await api.get('specialist', '/accounts/A1')).body['balanceCents']).toBe(22_000);
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByText('Sent again, not taken in yet').waitFor();

    const [row] = await api.store.rows<{ topic: string; key: Buffer; value: Buffer }>(`select topic, key, value from outbox where topic = 'payment.events'`);
    await api.store.take(api.store.item({ topic: 'payment.events', key: row?.key as Buffer, value: row?.value as Buffer }));
    await page.getByText('Repaired', { exact: true }).waitFor();
    await page.getByText('local-supervisor,').waitFor();
    expect((await api.get('specialist', '/accounts/A1')).body).toMatchObject({ balanceCents: 22_000 - 4_250, parkedMessages: [] });
    await page.getByText('As it came').click();
    await page.getByRole('group', { name: 'As it came' }).getByText('42.5').waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });
});
