import type { Page } from 'playwright-core';
import { advanceCases } from '../../libs/store/index.ts';
import type { TestApi } from '../support/api.ts';
import { violations } from '../support/browser.ts';
import { bringAll } from '../support/shut-off-ready.ts';
import { local } from '../support/story.ts';
import { TestDesk } from '../support/test-desk.ts';

const listed = ['A1', 'A2', 'A3', 'H1', 'P1'];

describe('a day of lock-offs at the desk', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const completeThrough = (when: string) =>
    api.store.rows(`insert into feed_mark (utility_id, feed, source, through_at) values ('county', 'payment', '/bank', ?) on conflict (utility_id, feed, source) do update set through_at = excluded.through_at`, [local(when)]);
  const fact: TestApi['store']['take'] = (...items) => api.store.take(...items);
  const lockOff = async (account: string, when: string) => {
    const { body } = await api.post('field', `/work-orders/${account}.1.w2/clearance`, { meterSerial: `M-${account}` });
    await fact(api.store.fact(account, when, 'WorkOrderCompleted', { workOrderId: `${account}.1.w2`, result: 'off', crewId: 'crew-north', meterSerial: `M-${account}`, clearanceId: String(body['clearanceId']) }));
  };
  const deed = async (page: Page, button: string, asks: string, why: string) => {
    await page.getByRole('button', { name: button }).click();
    await page.getByLabel(asks, { exact: true }).fill(why);
    await page.getByRole('button', { name: 'Do it' }).click();
  };

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-01-04 00:00', [{ name: 'payment', limitHours: 24 }]);
    ({ api } = testDesk);
    await completeThrough('2027-03-30 06:00');
    await bringAll({ 'shut-off-planned': listed, 'notice-mailed': ['R1', 'R2'] }, api.store);
    await fact(api.store.fact('H1', '2027-03-29 15:00', 'AccountChanged', { customerClass: 'hospital' }));
    await api.store.setClock('2027-03-31 18:00');
    await fact(api.store.fact(null, '2027-03-31 18:00', 'PetitionFiled', { docket: '27-77', chapter: '13', accountIds: ['P1'] }));
  });
  afterAll(() => testDesk?.stop());

  it('goes from the files of the night to a closing that is refused while somebody who paid is off', async () => {
    await api.store.setClock('2027-04-01 06:30');
    const { page, complaints, leave } = await testDesk.enter('local-supervisor', '/console/shut-off-day');
    const board = page.getByRole('list', { name: 'Lock-offs of the day' });
    const row = (name: string) => board.getByRole('link', { name });

    // The bank has not spoken since the day before yesterday.
    await page.getByText('This holds back 4 lock-offs that are on the list and not ordered.').waitFor();
    await row('P1.1').filter({ hasText: 'Came off the list' }).filter({ hasText: 'BK-STAY' }).waitFor();
    await row('A1.1').filter({ hasText: 'May yet come off: The payment feed is complete only through' }).waitFor();

    // It speaks; the crews are sent, all but to the hospital.
    await completeThrough('2027-04-01 06:00');
    await api.store.setClock('2027-04-01 07:00');
    await advanceCases(api.store.db, 'county', listed.map((account) => `${account}.1`), 'test');
    await page.getByText('loaded: complete through').waitFor();
    await row('A1.1.w2').filter({ hasText: 'Waits for its crew' }).waitFor();
    await row('H1.1').filter({ hasText: 'Waits for approval' }).waitFor();

    await page.getByRole('button', { name: 'Sign the list' }).click();
    await page.getByText('Approve the lock-off of H1.1').click();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('What you looked at', { exact: true }).fill('the list of this morning, with the hospital on the phone');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('Signed as record 1. Approved: H1.1.').waitFor();
    await row('H1.1.w2').filter({ hasText: 'Waits for its crew' }).waitFor();
    expect(await api.store.caseTypes('H1.1')).toEqual(expect.arrayContaining(['ApprovalGiven', 'ShutOffOrdered']));

    await page.getByRole('button', { name: 'Give an order to another crew' }).click();
    await page.getByLabel('Order', { exact: true }).fill('A2.1.w2');
    await page.getByLabel('Crew', { exact: true }).fill('crew-9');
    await page.getByLabel('Why', { exact: true }).fill('the truck broke down');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('A2.1.w2 is crew-9’s now.').waitFor();
    await row('A2.1.w2').filter({ hasText: 'crew-9' }).waitFor();

    // Somebody pays while the crew is on its way: it is called back, and the screen says so by itself.
    await api.store.setClock('2027-04-01 09:00');
    const crew = await testDesk.enter('local-field', '/console/crew?crew=crew-north');
    const tablet = crew.page.getByRole('listitem').filter({ hasText: 'A3.1.w2' });
    await tablet.getByText('Waits for the crew').waitFor();
    await fact(api.store.fact('A3', '2027-04-01 09:00', 'PaymentReceived', { paymentId: 'P-A3', amountCents: 30_000, tender: 'cash', channel: 'counter' }));
    await row('A3.1.w2').filter({ hasText: 'Called back, no answer yet' }).waitFor();
    await tablet.getByText('CALLED BACK: do not go on').waitFor();
    await crew.leave();
    await page.getByRole('heading', { name: 'Changed since the signature' }).waitFor();
    await page.getByText(/came off the list; owed \$220\.00, now -\$80\.00/).waitFor();

    await lockOff('A1', '2027-04-01 09:00');
    await lockOff('A2', '2027-04-01 09:00');
    await lockOff('H1', '2027-04-01 09:00');
    await row('A1.1.w2').filter({ hasText: 'Locked off' }).waitFor();
    await fact(api.store.fact('A1', '2027-04-01 09:00', 'PaymentReceived', { paymentId: 'P-A1', amountCents: 30_000, tender: 'cash', channel: 'counter' }));
    await page.getByRole('heading', { name: 'Off, although something speaks for it since' }).waitFor();
    await page.getByText('2 points keep the day open').waitFor();

    await deed(page, 'Close the day', 'What you looked at', 'everything that is on the screen');
    await page.getByRole('alert').getByText('Apr 1, 2027 is not over: 2 points are open.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();

    await fact(
      api.store.fact('A3', '2027-04-01 09:00', 'RecallAcknowledged', { workOrderId: 'A3.1.w2', crewId: 'crew-north' }),
      api.store.fact('A1', '2027-04-01 09:00', 'WorkOrderCompleted', { workOrderId: 'A1.1.w3', result: 'on', crewId: 'crew-north' }),
    );
    await page.getByText('Every order is answered, and nobody who has to get the water back is off.').waitFor();
    await row('A1.1.w2').filter({ hasText: 'Turned on again' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await deed(page, 'Close the day', 'What you looked at', 'everything that is on the screen');
    await page.getByText('The day is closed, as record 2.').waitFor();
    await page.getByText('local-supervisor closed the day').waitFor();
    expect(await page.getByRole('button', { name: 'Close the day' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('says on a day without lock-offs why there are none, and shows an auditor the day without its premises or its deeds', async () => {
    const { page, leave } = await testDesk.enter('local-auditor', '/console/shut-off-day?day=2027-04-02');
    await page.getByRole('heading', { name: 'Why nobody is on it' }).waitFor();
    await page.getByText('Apr 2, 2027 is not a weekday for lock-offs.').waitFor();
    await page.goto(`${api.api.url}/console/shut-off-day?day=2027-04-01`);
    await page.getByText('local-supervisor closed the day').waitFor();
    for (const name of ['Sign the list', 'Close the day', 'Give an order to another crew']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await page.getByText('1 Elm St').count()).toBe(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
    await leave();
  });

  it('has what people did reviewed by somebody else, by lot', async () => {
    await api.post('specialist', '/cases/A2.1/interventions', { type: 'PlaceHold', reason: 'the meter is read again' });
    const { page, complaints, leave } = await testDesk.enter('local-supervisor', '/console/staff-review');
    const own = page.getByRole('listitem').filter({ hasText: 'Approval given by local-supervisor' });
    await own.waitFor();
    expect(await own.getByRole('button').count()).toBe(0);
    await page.getByRole('listitem').filter({ hasText: 'Hold placed by local-specialist' }).getByRole('button', { name: /^Question/ }).click();
    await page.getByLabel('What you ask', { exact: true }).fill('which reading, and since when?');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('Questioned: Hold placed by local-specialist.').waitFor();
    await page.getByText(/which reading, and since when\?/).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
    const auditor = await testDesk.enter('local-auditor', '/console/staff-review?person=local-specialist');
    await auditor.page.getByText(/which reading, and since when\?/).waitFor();
    expect(await auditor.page.getByText('the meter is read again').count()).toBe(0);
    expect(await auditor.page.locator('main').getByRole('button', { name: /Sign off|Question|Change/ }).count()).toBe(0);
    await auditor.leave();
  });

  it('shows in the morning what came back, and what of the holds ends soon, each with what happens next', async () => {
    const { store } = api;
    await store.setClock('2027-04-01 16:00');
    await fact(store.fact('R1', '2027-04-01 16:00', 'NoticeReturned', { noticeId: 'R1.1.n1', reason: 'moved' }));
    await api.post('supervisor', '/accounts/R2/extensions', { untilOn: '2027-04-05', reason: 'paid on Monday' });
    const { page, complaints, leave } = await testDesk.enter('local-supervisor', '/console/morning');
    await page.getByRole('link', { name: /R1\.1/ }).filter({ hasText: 'Next:' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${api.api.url}/console/morning?kind=expiring-holds`);
    await page.getByRole('link', { name: /R2\.1/ }).filter({ hasText: 'Apr 6, 2027' }).waitFor();
    await page.goto(`${api.api.url}/console/morning?kind=broken-plans`);
    await page.getByText('There is nothing of this.').waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it('shows a crew its own orders, without names or amounts', async () => {
    const { page, complaints, leave } = await testDesk.enter('local-field', '/console/crew?crew=crew-9');
    await page.setViewportSize({ width: 768, height: 1024 });
    await page.getByRole('heading', { name: 'Lock-off: 1 Elm St' }).waitFor();
    expect(await page.getByText('A2.1.w2').count()).toBe(1);
    expect(await page.getByText('A1.1.w2').count()).toBe(0);
    const shown = await page.locator('main').innerText();
    for (const never of ['Given Name', '$', '220']) expect(shown).not.toContain(never);
    expect(await violations(page)).toEqual([]);
    await page.goto(`${api.api.url}/console/crew`);
    await page.getByText('A1.1.w3').waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });
});
