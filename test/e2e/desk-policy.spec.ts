import { continueMigrations, tellCases } from '../../libs/store/index.ts';
import type { TestApi } from '../support/api.ts';
import { violations, violationsInBothColours } from '../support/browser.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

/** A run decides with threads of its own, which start slowly on a busy machine. */
const whatIfMs = 60_000;

describe('the policy at the desk', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-04-01 09:00');
    ({ api } = testDesk);
    await bringTo('notice-mailed', api.store, ['A1', 'A2']);
    await api.store.setClock('2027-03-31 12:00');
  });
  afterAll(() => testDesk?.stop());

  it('shows which law is in force, what differs from another version, and each rule with how far it was confirmed', async () => {
    const { page, complaints, leave } = await enter('local-auditor', '/console/policy');
    await page.getByRole('row', { name: /OH-COUNTY@1 In force, the first one 2/ }).waitFor();
    await page.getByRole('heading', { name: 'What differs' }).waitFor();
    await page.getByText('This is its version 2 instead of 1.').waitFor({ state: 'attached' });
    expect(await page.getByRole('button', { name: 'Start the what-if' }).count()).toBe(0);
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.getByRole('link', { name: 'OH-COUNTY@1' }).click();
    await page.getByRole('row', { name: /^OP-DEPOSIT counsel has yet to confirm this rule/ }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    const manual = await page.context().request.get(`${api.api.url}/packs/versions/OH-COUNTY@1`, { headers: { accept: 'text/html' } });
    expect(await manual.text()).toContain('<h1>Procedures for unpaid bills</h1>');
    expect(complaints).toEqual([]);
    await leave();
  });

  it('tries a published version on history and open cases, and shows in charts and figures what would be different', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/policy');
    await page.getByRole('button', { name: 'Start the what-if' }).click();
    await page.getByRole('heading', { name: 'What if: OH-COUNTY@2 in place of OH-COUNTY@1' }).waitFor();
    await page.getByRole('heading', { name: 'What it means for bringing it into force' }).waitFor({ timeout: whatIfMs });
    const chart = page.getByRole('img', { name: /^Cases, notices and lock-offs, ahead, in open cases/ });
    await chart.waitFor();
    expect(await chart.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(500);
    await page.getByText('The figures of “Cases, notices and lock-offs, ahead, in open cases”').click();
    await page.getByRole('group', { name: 'The figures of Cases, notices and lock-offs, ahead, in open cases' }).getByRole('row', { name: /^Cases resolved|^Lock-offs|^Cases opened|^Notices/ }).first().waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('brings a version into force by two people: whoever asked cannot sign', async () => {
    const asks = await enter('local-supervisor', '/console/policy');
    await asks.page.getByRole('button', { name: 'Ask for another version' }).click();
    await asks.page.getByLabel('In force from').fill('2027-08-01');
    await asks.page.getByLabel('Differences beyond the thresholds are wanted').check();
    await asks.page.getByLabel('Why').fill('the board decided so');
    expect(await violations(asks.page)).toEqual([]);
    await asks.page.getByRole('button', { name: 'Do it' }).click();
    await asks.page.getByText('Somebody else has to sign.').waitFor();
    expect(await asks.page.getByRole('button', { name: 'Sign: OH-COUNTY@2' }).count()).toBe(0);
    await asks.leave();

    const [asked] = (await api.get('auditor', '/packs')).body['activations'] as { signaturesNeeded: number }[];
    const signs = await enter('local-counsel', '/console/policy');
    await signs.page.getByRole('button', { name: 'Sign: OH-COUNTY@2' }).click();
    await signs.page.getByRole('button', { name: 'Do it' }).click();
    await signs.page.getByText(asked?.signaturesNeeded === 1 ? /^Signed\. OH-COUNTY@2 is in force from/ : /^Signed\. OH-COUNTY@2 waits for 1 more/).waitFor();
    await signs.leave();
  });

  it('moves open cases by two people: looked at case by case first, and taken back', async () => {
    for (const { activationId, status } of (await api.get('auditor', '/packs')).body['activations'] as { activationId: string; status: string }[]) {
      if (status === 'asked') expect((await api.ask('POST', `/packs/activations/${activationId}/approval`, { authorization: `Bearer ${await api.issuer.tokenFor('supervisor', 'county')}`, 'idempotency-key': 'second-signature', 'content-type': 'application/json' }, '{}')).status).toBe(200);
    }
    while (await tellCases(api.store.db, 'county'));
    const asks = await enter('local-supervisor', '/console/policy');
    await asks.page.getByRole('button', { name: 'Show what would change' }).click();
    await asks.page.getByRole('row', { name: /^A1\.1 OH-COUNTY@1/ }).waitFor();
    await asks.page.getByRole('button', { name: 'Ask for the move' }).click();
    await asks.page.getByLabel('Why').fill('the new law is milder');
    await asks.page.getByRole('button', { name: 'Do it' }).click();
    await asks.page.getByText('Somebody else has to approve.').waitFor();
    expect(asks.complaints).toEqual([]);
    await asks.leave();

    const approves = await enter('local-counsel', '/console/policy');
    await approves.page.getByRole('button', { name: 'Approve: moving to OH-COUNTY@2' }).click();
    await approves.page.getByRole('button', { name: 'Do it' }).click();
    await approves.page.getByText('Approved: cases are moved to OH-COUNTY@2.').waitFor();
    while (await continueMigrations(api.store.db, 'county'));
    await approves.page.getByText('All open cases to OH-COUNTY@2. Done. Cases: moved 2.').waitFor();
    expect(await violationsInBothColours(approves.page)).toEqual([]);
    await approves.leave();
  });

  it('moves one case from its own screen: what would be recorded is seen first, and somebody else approves', async () => {
    const asks = await enter('local-supervisor', '/console/cases/A1.1');
    await asks.page.getByRole('button', { name: 'Move to another version of the law' }).click();
    await asks.page.getByText('The case is under OH-COUNTY@2.').waitFor();
    await asks.page.getByRole('textbox', { name: 'Why' }).fill('agreed under the law of before');
    await asks.page.getByRole('button', { name: 'Show what would happen' }).click();
    await asks.page.getByText('from OH-COUNTY@2 to OH-COUNTY@1; somebody else approved.').waitFor();
    await asks.page.getByRole('heading', { name: 'The next steps then' }).waitFor();
    expect(await violationsInBothColours(asks.page)).toEqual([]);
    await asks.page.getByRole('button', { name: 'Ask for it' }).click();
    await asks.page.getByText('The move to OH-COUNTY@1 is asked for, and not done yet. Somebody else has to approve.').waitFor();
    expect(asks.complaints).toEqual([]);
    await asks.leave();

    const approves = await enter('local-counsel', '/console/approvals');
    await approves.page.getByRole('link', { name: 'Case A1.1' }).waitFor();
    await approves.page.getByRole('button', { name: /^Sign: .*migration-/ }).click();
    await approves.page.getByRole('button', { name: 'Do it' }).click();
    await approves.page.getByText(/migration-.*: signed\.$/).waitFor();
    while (await continueMigrations(api.store.db, 'county'));
    await approves.page.goto(`${api.api.url}/console/cases/A1.1`);
    await approves.page.getByText(/Under OH-COUNTY@1\./).waitFor();
    await approves.leave();
  });
});
