import type { TestApi } from '../support/api.ts';
import { bringAskingCity } from '../support/asking-city.ts';
import { violations } from '../support/browser.ts';
import { TestDesk } from '../support/test-desk.ts';

const reason = 'billed to the wrong household';

/** The city's law has a second person sign for closing a case and for taking it back. */
describe('what needs a second person, at the desk', () => {
  let desk: TestDesk;
  let api: TestApi;
  const caseOf = (account: string) => `/console/cases/${account}.1`;
  const ask = (account: string, body: object) => api.post('supervisor', `/cases/${account}.1/interventions`, { reason, ...body });

  beforeAll(async () => {
    desk = await TestDesk.open();
    ({ api } = desk);
    await bringAskingCity(api.store, ['A1', 'A2', 'A3']);
  });
  afterAll(() => desk?.stop());

  it('is said before it is sent, with what would be recorded now and once it is signed; then it waits, and another signs it in the case', async () => {
    const first = await desk.enter('local-supervisor', caseOf('A1'));
    await first.page.getByRole('button', { name: 'Close the case' }).click();
    await first.page.getByLabel('Why', { exact: true }).fill(reason);
    await first.page.getByRole('button', { name: 'Show what would happen' }).click();
    await first.page.getByText('A second person has to sign for this.').waitFor();
    const [now, signed] = await first.page.locator('.preview').allInnerTexts();
    expect(now).toMatch(/This would be recorded\s+.*Second signature asked for\.[\s\S]*And then: Notice mailed/);
    expect(signed).toMatch(/Once somebody else has signed, this would be recorded[\s\S]*Case closed\. local-supervisor: billed to the wrong household[\s\S]*And then: Closed/);
    expect(await violations(first.page)).toEqual([]);
    await first.page.getByRole('button', { name: 'Ask for it' }).click();
    await first.page.getByText('Close the case: asked for, and not done yet. Somebody else has to sign.').waitFor();
    const awaited = first.page.getByRole('region', { name: 'Waits for a second signature' });
    await awaited.getByText(/local-supervisor asked for it .*: billed to the wrong household/).waitFor();
    // Who asked may take it back, and does not sign it.
    expect(await awaited.getByRole('button').allInnerTexts()).toEqual(['Withdraw']);
    await first.page.locator('.badge', { hasText: 'Notice mailed' }).waitFor();
    expect(await violations(first.page)).toEqual([]);

    const second = await desk.enter('local-supervisor-2', caseOf('A1'));
    await second.page.getByRole('button', { name: 'Sign: Close the case' }).click();
    await second.page.getByRole('dialog').getByText('And then: Closed').waitFor();
    await second.page.getByLabel('Why', { exact: true }).fill('looked at the bills');
    expect(await violations(second.page)).toEqual([]);
    await second.page.getByRole('button', { name: 'Do it' }).click();
    await second.page.getByText('Close the case: signed, and done.').waitFor();
    await second.page.locator('.badge', { hasText: 'Closed' }).waitFor();
    await second.page.getByRole('button', { name: /^Why: Case closed/ }).click();
    await second.page.getByText('local-supervisor asked for it, and local-supervisor-2 signed.').first().waitFor();
    // What was done elsewhere appears at the desk of who asked.
    await first.page.locator('.badge', { hasText: 'Closed' }).waitFor();
    expect(await api.store.caseTypes('A1.1')).toEqual(['CaseOpened', 'NoticeOrdered', 'NoticeConfirmed', 'InterventionAsked', 'InterventionAnswered', 'CaseClosed']);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await first.leave();
    await second.leave();
  });

  it('stands on the list of second signatures: refused there by another, withdrawn there by who asked', async () => {
    await ask('A2', { type: 'CloseCase' });
    await ask('A2', { type: 'RewindCase', to: 'notice' });
    const second = await desk.enter('local-supervisor-2', '/console/approvals');
    await second.page.getByRole('heading', { name: 'Go back a step: A2.1' }).waitFor();
    expect(await violations(second.page)).toEqual([]);
    await second.page.getByRole('button', { name: 'Refuse: Close the case A2.1' }).click();
    await second.page.getByLabel('Why', { exact: true }).fill('she has paid half of it');
    await second.page.getByRole('button', { name: 'Do it' }).click();
    await second.page.getByText('Close the case A2.1: refused.').waitFor();
    const first = await desk.enter('local-supervisor', '/console/approvals');
    await first.page.getByText('You asked for this').waitFor();
    expect(await first.page.getByRole('button', { name: /^(Sign|Refuse):/ }).count()).toBe(0);
    await first.page.getByRole('button', { name: 'Withdraw: Go back a step A2.1' }).click();
    await first.page.getByLabel('Why', { exact: true }).fill('it was another case');
    await first.page.getByRole('button', { name: 'Do it' }).click();
    await first.page.getByText('Go back a step A2.1: withdrawn.').waitFor();
    await first.page.getByText('Nothing waits for a second signature.').waitFor();
    expect(await api.store.rows(`select body::jsonb #>> '{event,data,answer}' as answer from case_event where case_id = 'A2.1' and type = 'InterventionAnswered' order by version`)).toEqual([{ answer: 'refused' }, { answer: 'withdrawn' }]);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await first.leave();
    await second.leave();
  });

  it('is judged anew: who signs is told by the rule what the case does not allow any more; a specialist and an auditor see it, and sign nothing', async () => {
    await ask('A3', { type: 'RewindCase', to: 'notice' });
    const second = await desk.enter('local-supervisor-2', caseOf('A3'));
    await second.page.getByRole('button', { name: 'Sign: Go back a step' }).waitFor();
    await api.store.take(api.store.fact('A3', '2027-04-12 14:30', 'NoticeReturned', { noticeId: 'A3.1.n1', reason: 'moved' }));
    await second.page.getByRole('button', { name: 'Sign: Go back a step' }).click();
    await second.page.getByRole('dialog').getByText(/A question waits for its answer; finish the review instead/).first().waitFor();
    expect(await api.store.caseTypes('A3.1')).not.toContain('CaseRewound');
    await second.leave();
    for (const user of ['local-specialist', 'local-auditor']) {
      const { page, complaints, leave } = await desk.enter(user, caseOf('A3'));
      const awaited = page.getByRole('region', { name: 'Waits for a second signature' });
      await awaited.getByText(/local-supervisor asked for it/).waitFor();
      await page.getByRole('heading', { name: 'Letters and papers' }).waitFor();
      expect(await awaited.getByRole('button').count()).toBe(0);
      expect(complaints).toEqual([]);
      await leave();
    }
  });
});
