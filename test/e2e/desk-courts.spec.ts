import { localDate } from '../../libs/kernel/time.ts';
import { recordDocketEntries, tellMatches } from '../../libs/store/index.ts';
import type { TestApi } from '../support/api.ts';
import { settled, violationsInBothColours } from '../support/browser.ts';
import { RollStore, seasonId } from '../support/roll-store.ts';
import { TestDesk } from '../support/test-desk.ts';

describe('courts and the tax roll at the desk', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-01-04 00:00');
    ({ api } = testDesk);
    const { store } = api;
    const roll = new RollStore(store);
    await roll.owing(['A1', 'A2']);
    await roll.open();
    await store.setClock('2027-07-15 09:00');
    await roll.owners(['A1', 'A2']);
    await roll.work();
    await store.take(store.opening('B1'));
    const entry = { court: 'ohsb', docketNumber: '2:27-bk-50123', number: '1', dateFiled: null, dateEntered: localDate('2027-03-20'), shortDescription: 'Voluntary Petition (Chapter 7)', text: null, caseName: 'Given Name', sources: ['feed'] as const };
    await recordDocketEntries(store.db, 'county', [entry]);
    await tellMatches(store.db, 'county');
  });
  afterAll(() => testDesk?.stop());

  it('show names and addresses side by side to who may see them, and to nobody else', async () => {
    const specialist = await enter('local-specialist', '/console/courts');
    await specialist.page.getByRole('group', { name: 'B1 beside the docket' }).getByRole('row', { name: 'Name Given Name Given Name' }).waitFor();
    expect(await violationsInBothColours(specialist.page)).toEqual([]);
    expect(specialist.complaints).toEqual([]);
    await specialist.leave();
    const auditor = await enter('local-auditor', '/console/courts');
    await auditor.page.getByRole('link', { name: 'B1' }).or(auditor.page.getByText('B1', { exact: true })).first().waitFor();
    expect(await auditor.page.getByText('Given Name').count()).toBe(0);
    expect(await auditor.page.getByRole('button', { name: /debtor’s|looked up/ }).count()).toBe(0);
    await auditor.leave();
  });

  it('confirm a match by one person, and lead to the docket’s page', async () => {
    const { page, complaints, leave } = await enter('local-specialist', '/console/courts');
    await page.getByRole('button', { name: 'It is the debtor’s: B1, 2:27-bk-50123' }).click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('B1: confirmed. What the docket says for certain is acted on.').waitFor();
    expect((await api.get('specialist', '/docket-matches')).body.items?.find(({ accountId }) => accountId === 'B1')).toMatchObject({ confirmed: { by: 'local-specialist', role: 'debtor' } });
    await page.getByRole('link', { name: 'The docket’s page' }).first().click();
    await page.getByRole('heading', { name: 'Docket ohsb/2:27-bk-50123' }).waitFor();
    await page.getByText(/Chapter 7, filed/).waitFor();
    await settled(page);
    expect(await violationsInBothColours(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('let an account go by two people: whoever looked cannot agree', async () => {
    const looks = await enter('local-supervisor', '/console/courts');
    await looks.page.getByRole('button', { name: 'It is not: looked up: A1, 2:27-bk-50123' }).click();
    await looks.page.getByLabel('What the docket shows').fill('the debtor was born in 1990 and lives in Toledo');
    await looks.page.getByRole('button', { name: 'Do it' }).click();
    await looks.page.getByText('Somebody else has to agree.').waitFor();
    await looks.leave();
    const agrees = await enter('local-counsel', '/console/courts');
    await agrees.page.getByRole('button', { name: 'Agree, and let go: A1, 2:27-bk-50123' }).click();
    await agrees.page.getByRole('button', { name: 'Do it' }).click();
    await agrees.page.getByText('A1: let go. Other holds stay.').waitFor();
    expect(agrees.complaints).toEqual([]);
    await agrees.leave();
  });

  it('take a docket in from the court’s page, and a caller’s word at once, with what to read out', async () => {
    const { page, complaints, leave } = await enter('local-specialist', '/console/courts');
    await page.getByText('Enter a docket from the court’s page').click();
    await page.getByLabel('Court (like ohsb)').fill('ohsb');
    await page.getByLabel('Number (like 2:27-bk-50123)').fill('2:27-bk-50999');
    await page.getByLabel('The entries, as they stand on the page').fill('03/22/2027  1 (3 pgs)  Chapter 7 Voluntary Petition for Individuals');
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText(/1 entries were read; they are new/).waitFor();
    await page.getByText('Somebody tells of a bankruptcy').click();
    await page.getByLabel('Account', { exact: true }).fill('A2');
    await page.getByRole('button', { name: 'Hold the account' }).click();
    await page.getByText('From now on nothing is collected, shut off or charged').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('show a season: what is next and until when, its lines, its register and its files', async () => {
    const { page, complaints, leave } = await enter('local-auditor', '/console/tax-roll');
    await page.getByRole('link', { name: /2027 county-auditor/ }).click();
    await page.getByText('Drawn up: notices and objections').waitFor();
    await page.getByText('It has to be filed by').waitFor();
    await settled(page);
    await page.getByText('Sep 13, 2027').waitFor();
    await page.getByRole('list', { name: 'Lines of the tax roll' }).getByRole('group', { name: /^A2: Candidate, \$220\.00/ }).waitFor();
    await page.getByRole('row', { name: 'Open $0.00' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Notices to be mailed' }).click();
    expect((await download).suggestedFilename()).toMatch(/notices/);
    expect(await page.getByRole('button', { name: 'Take in a file' }).count()).toBe(0);
    expect(await violationsInBothColours(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(page.url()).toContain(encodeURIComponent(seasonId).replaceAll('%2E', '.'));
    await leave();
  });
});
