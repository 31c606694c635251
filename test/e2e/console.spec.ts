import { recordAttempt } from '../../libs/store/index.ts';
import type { TestApi } from '../support/api.ts';
import { settled, signIn, violations } from '../support/browser.ts';
import { bringAll } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

const mostBytesAtFirstLoad = 350_000;

describe('the console in a browser', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-04-01 09:00');
    ({ api } = testDesk);
    const { store } = api;
    await bringAll({ 'notice-ordered': ['N1', 'N2'], 'shut-off-planned': ['P1'], 'shut-off-ordered': ['S1', 'S2', 'S3'] }, store);
    await recordAttempt(store.db, 'county', 'N1.1.n1', 'the printer is out of paper');
    await store.take(store.fact('S1', '2027-04-01 09:00', 'WorkOrderNotCompleted', { workOrderId: 'S1.1.w2', result: 'vacant', crewId: 'crew-7' }));
  });
  afterAll(() => testDesk?.stop());

  it('comes over the wire in less than 350 kB, in files that keep for ever, under a policy that takes no script out of a page', async () => {
    const page = await fetch(`${api.api.url}/console/`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    const text = await page.text();
    const assets = [...text.matchAll(/(?:src|href)="(\/console\/assets\/[^"]+)"/g)].map((match) => match[1] as string);
    expect(assets.length).toBeGreaterThanOrEqual(2);
    let bytes = Number(page.headers.get('content-length'));
    for (const asset of assets) {
      const { headers } = await fetch(`${api.api.url}${asset}`);
      expect([headers.get('content-encoding'), headers.get('cache-control')]).toEqual(['gzip', 'public, max-age=31536000, immutable']);
      bytes += Number(headers.get('content-length'));
    }
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(mostBytesAtFirstLoad);
    for (const path of ['/console/%2e%2e%2fpackage.json', '/console/..%2f..%2fetc%2fpasswd']) expect(await (await fetch(`${api.api.url}${path}`)).text()).toBe(text);
    expect((await fetch(`${api.api.url}/console/assets/none.js`)).status).toBe(404);
  });

  it('shows nobody anything before somebody signs in, and takes people back to where they were going', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/P1.1');
    await page.getByRole('heading', { name: 'Case P1.1' }).waitFor();
    expect(page.url()).toBe(`${api.api.url}/console/cases/P1.1`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.goto(`${api.api.url}/console/cases/P1.1`);
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Given Name').count()).toBe(0);
    await signIn(page, api.issuer, 'local-auditor');
    await page.getByText('local-auditor · Auditor').waitFor();
    await leave();
  });

  it('leads a supervisor from the count of what is stuck to the case, shows what would happen, and mends it', async () => {
    const { page, complaints, leave } = await enter('local-supervisor');
    await page.getByRole('link', { name: /Question to answer/ }).click();
    await page.getByRole('link', { name: /S1\.1/ }).click();
    await page.getByRole('heading', { name: 'Case S1.1' }).waitFor();
    await settled(page);
    await page.getByText('Waits for a person', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Finish the review' }).click();
    await page.getByLabel('Why', { exact: true }).fill('somebody lives there, the neighbour says');
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByRole('heading', { name: 'This would be recorded' }).waitFor();
    expect((await api.get('supervisor', '/cases/S1.1')).body['status']).toBe('review');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText(/Finish the review: done\./).waitFor();
    await page.getByText('Waits for a person', { exact: true }).waitFor({ state: 'detached' });
    expect((await api.get('supervisor', '/cases/S1.1')).body['status']).not.toBe('review');
    expect(await api.store.caseTypes('S1.1')).toContain('ReviewDone');
    await page.goto(`${api.api.url}/console/stuck?kind=review-waiting`);
    await page.getByText('Nothing of this is stuck.').waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it('offers a specialist nothing that is for supervisors', async () => {
    const { page, leave } = await enter('local-specialist', '/console/cases/P1.1');
    await page.getByRole('button', { name: 'Place a hold' }).waitFor();
    for (const name of ['Close the case', 'Skip the step', 'Approve the lock-off', 'Finish the review']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    await leave();
    const auditor = await enter('local-auditor', '/console/cases/P1.1');
    await auditor.page.getByRole('heading', { name: 'What happened' }).waitFor();
    await auditor.page.getByText('Balance').waitFor();
    expect(await auditor.page.getByRole('heading', { name: 'What you can do' }).count()).toBe(0);
    expect(await auditor.page.getByText('Given Name').count()).toBe(0);
    await auditor.leave();
  });

  it('shows the rule that refuses an intervention, with its citation', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/S2.1');
    await page.getByRole('button', { name: 'Close the case' }).click();
    await page.getByLabel('Why', { exact: true }).fill('it takes too long');
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    const refusal = page.getByRole('alert');
    await refusal.getByText('GEN-EXEC').waitFor();
    expect(await refusal.innerText()).toContain('A crew is out');
    expect(await page.getByRole('button', { name: 'Do it' }).isDisabled()).toBe(true);
    expect(await api.store.caseTypes('S2.1')).not.toContain('CaseClosed');
    await leave();
  });

  it('shows a petition that arrives while its case is on the screen, and loses nothing that is being typed', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/S3.1');
    await page.getByText('Crew sent for lock-off', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).click();
    await page.getByLabel('Why', { exact: true }).fill('caller is on the ph');
    await api.store.take(api.store.fact(null, '2027-04-01 09:00', 'PetitionFiled', { docket: '27-77', chapter: '13', accountIds: ['S3'] }));
    const committedAtMs = performance.now();
    await page.getByText('Crew called back').first().waitFor({ state: 'attached' });
    process.stdout.write(`a petition is on the screen ${Math.round(performance.now() - committedAtMs)} ms after its commit\n`);
    expect(await page.getByLabel('Why', { exact: true }).inputValue()).toBe('caller is on the ph');
    await page.keyboard.press('Escape');
    await page.getByText('On hold', { exact: true }).waitFor();
    await leave();
  });

  it('answers why of each step: rule, citation, facts, and what it was decided from', async () => {
    const { page, leave } = await enter('local-auditor', '/console/cases/P1.1');
    await page.getByRole('button', { name: /^Why: Notice ordered/ }).click();
    await page.getByText('Decided from').waitFor();
    expect(await page.locator('.why').innerText()).toMatch(/Rule .+: .+ \((confirmed|counsel has yet to confirm this rule|the project's own default, no law)\)/);
    await leave();
  });

  it('shows what people wrote as what it is: text', async () => {
    await api.post('supervisor', '/cases/N2.1/interventions', { type: 'PlaceHold', reason: '<img src=x onerror="document.title=1"><script>document.title=2</script>' });
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases/N2.1');
    await page.getByText('onerror=').first().waitFor();
    expect([await page.title(), await page.locator('img').count(), complaints]).toEqual(['Case N2.1 · Arrears', 0, []]);
    await leave();
  });

  it('is walked through by keyboard alone', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases?open=true');
    await page.getByRole('link', { name: /N1\.1/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.locator(':focus', { hasText: 'N2.1' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Case S3.1' }).waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('caller is on the phone');
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Place a hold' }).waitFor();
    await leave();
  });

  it('passes axe with a dialog open', async () => {
    const { page, leave } = await enter('local-supervisor', '/console/cases/P1.1');
    await page.getByRole('button', { name: 'Place a hold' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await leave();
  });
});
