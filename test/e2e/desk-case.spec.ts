import type { TestApi } from '../support/api.ts';
import { settled, violations } from '../support/browser.ts';
import { bringAll } from '../support/shut-off-ready.ts';
import { TestDesk } from '../support/test-desk.ts';

describe('a case at the desk', () => {
  let testDesk: TestDesk;
  let api: TestApi;
  const enter: TestDesk['enter'] = (...who) => testDesk.enter(...who);

  beforeAll(async () => {
    testDesk = await TestDesk.open('2027-04-01 09:00');
    ({ api } = testDesk);
    await bringAll({ 'past-due': ['D1'], 'shut-off-planned': ['P1', 'P2'], 'shut-off-ordered': ['S1', 'S2'] }, api.store);
  });
  afterAll(() => testDesk?.stop());

  it('stands as of last month where it stood, says that this is the past, and offers nothing to be done in it', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases/S1.1');
    await page.getByText('Crew sent for lock-off', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).waitFor();
    await page.getByLabel('As of').fill('2027-03-10');
    await page.getByRole('button', { name: 'Show that day' }).click();
    await page.getByText('You are looking at the past.').waitFor();
    await page.locator('.badge', { hasText: 'Past due' }).waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toBe('2027-03-10');
    await page.locator('.total', { hasText: '$220.00' }).waitFor();
    await page.getByText('Held back by').first().waitFor();
    expect(await page.getByText('Notice mailed', { exact: true }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'What you can do' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Back to today' }).click();
    await page.getByText('Crew sent for lock-off', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it('shows what is ahead on the line of what happened, and the three steps after an intervention before it is done', async () => {
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases/P1.1');
    await page.locator('.timeline .ahead', { hasText: 'Lock-off ordered' }).waitFor();
    const lines = await page.locator('.timeline > li').allInnerTexts();
    expect(lines.findIndex((text) => text.includes('Not before'))).toBeLessThan(lines.findIndex((text) => text.includes('Hang tag hung')));
    await page.getByRole('button', { name: 'Put the lock-off off' }).click();
    await page.getByLabel('Not before').fill('2027-04-12');
    await page.getByLabel('Why', { exact: true }).fill('the family is away until then');
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByRole('heading', { name: 'The next steps then' }).waitFor();
    expect(await page.locator('.preview').innerText()).toMatch(/Lock-off put off[\s\S]*Not before Apr 1[2-9], 2027/);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('answers why this was shut off, from the list to rule, citation, facts, evidence and who', async () => {
    await api.post('field', '/work-orders/S2.1.w2/clearance', { meterSerial: 'M-1' }, { key: 'clear-S2-at-the-door' });
    const { page, complaints, leave } = await enter('local-auditor', '/console/cases?open=true');
    await page.getByRole('link', { name: /S2\.1/ }).click();
    await page.getByRole('heading', { name: 'Case S2.1' }).waitFor();
    await settled(page);
    await page.getByRole('button', { name: /^Why: Lock-off ordered/ }).click();
    const why = page.locator('.why');
    await why.getByText('Decided from').waitFor();
    const text = await why.innerText();
    for (const part of [/Every \w+ was asked again/, /Rule .*: .+ \((confirmed|counsel has yet|the project)/, /\$220\.00/, /account as of its event \d+, case as of its event \d+/]) expect(text).toMatch(part);
    // What it rests on is a fact with a reason of its own: the letter's proof, and who hung the tag, with its photo.
    await page.getByRole('button', { name: /^Why: Notice mailed/ }).click();
    await page.getByText('A fact: others decided it').waitFor();
    await page.getByRole('heading', { name: 'Work orders' }).waitFor();
    expect(await page.locator('section[aria-labelledby="visits"]').innerText()).toMatch(/S2\.1\.w1[\s\S]*crew-7, photo photo-1/);
    await page.getByRole('heading', { name: 'Letters and papers' }).waitFor();
    // An auditor sees that there is a letter, and not to whom.
    expect(await page.getByRole('button', { name: /Fetch the PDF/ }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('hands a letter out as it lay on paper, and shows a petition with what it protects and what ends it', async () => {
    await api.store.take(api.store.fact(null, '2027-04-01 09:00', 'PetitionFiled', { docket: '27-88', chapter: '13', accountIds: ['S1'] }));
    const { page, complaints, leave } = await enter('local-supervisor', '/console/cases/S1.1');
    await page.getByRole('button', { name: 'Fetch the PDF of S1.1.n1' }).click();
    const link = page.getByRole('link', { name: 'Save S1.1.n1.pdf' });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('S1.1.n1.pdf');
    const bankruptcy = page.locator('section[aria-labelledby="bankruptcy"]');
    expect(await bankruptcy.innerText()).toMatch(/27-88[\s\S]*chapter 13[\s\S]*It holds everything[\s\S]*BK-STAY/);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('lets two people write at once, and does nothing of the second over what the first did', async () => {
    const [first, second] = [await enter('local-supervisor', '/console/cases/P2.1'), await enter('local-specialist', '/console/cases/P2.1')];
    await first.page.getByRole('button', { name: 'Put the lock-off off' }).click();
    await first.page.getByLabel('Not before').fill('2027-04-12');
    await first.page.getByLabel('Why', { exact: true }).fill('asked for by the family');
    await first.page.getByRole('button', { name: 'Show what would happen' }).click();
    await first.page.getByRole('heading', { name: 'This would be recorded' }).waitFor();

    await second.page.getByRole('button', { name: 'Place a hold' }).click();
    await second.page.getByLabel('Why', { exact: true }).fill('she calls back on Monday');
    await second.page.getByRole('button', { name: 'Show what would happen' }).click();
    await second.page.getByRole('button', { name: 'Do it' }).click();
    await second.page.getByText(/Place a hold: done\./).waitFor();

    await first.page.getByText('This case moved on since you looked at it').waitFor();
    await first.page.getByRole('button', { name: 'Do it' }).click();
    await first.page.getByText('she calls back on Monday').first().waitFor();
    expect(await api.store.caseTypes('P2.1')).not.toContain('ShutOffRescheduled');
    expect(await first.page.getByRole('button', { name: 'Do it' }).isDisabled()).toBe(true);
    expect(await violations(first.page)).toEqual([]);
    await first.page.getByRole('button', { name: 'Look again' }).click();
    expect(await first.page.getByLabel('Why', { exact: true }).inputValue()).toBe('asked for by the family');
    await first.page.getByRole('button', { name: 'Show what would happen' }).click();
    await first.page.getByRole('heading', { name: 'This would be recorded' }).waitFor();
    await first.page.getByRole('button', { name: 'Do it' }).click();
    await first.page.getByText(/Put the lock-off off: done\./).waitFor();
    expect(await api.store.caseTypes('P2.1')).toContain('ShutOffRescheduled');
    expect([first.complaints, second.complaints]).toEqual([[], []]);
    await first.leave();
    await second.leave();
  });
});
