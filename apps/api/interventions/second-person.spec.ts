import { checkAccount } from '../../cli/verify/check-account.ts';
import { Differences } from '../../cli/verify/differences.ts';
import { storedAccounts } from '../../cli/verify/streams.ts';
import { readUtility } from '../../../libs/store/index.ts';
import { TestApi, type Reply, type Role } from '../../../test/support/api.ts';
import { bringAskingCity } from '../../../test/support/asking-city.ts';

const reason = 'agreed with the customer';

/** The city's law has a second person sign for closing a case and for taking it back; nothing but PostgreSQL and the API run here. */
describe('an intervention that needs a second person', () => {
  let api: TestApi;
  const close = (account: string, role: Role = 'supervisor', key?: string) => api.post(role, `/cases/${account}.1/interventions`, { type: 'CloseCase', reason }, key === undefined ? {} : { key });
  const idOf = ({ body }: Reply) => String(body['interventionId']);
  const pathOf = (account: string, interventionId: string) => `/cases/${account}.1/interventions/${interventionId}/answer`;
  const eventsOf = ({ body }: Reply) => (body['events'] as { type: string }[]).map(({ type }) => type);
  const waiting = async (utility?: string, role: Role = 'auditor') => ((await api.get(role, '/approvals', utility)).body.items ?? []).filter(({ kind }) => kind === 'intervention');

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAskingCity(api.store, ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8']);
    await api.store.utility('village', '2027-04-12 15:00');
  });
  afterAll(() => api?.stop());

  it('is shown beforehand: what would be asked for, and the exact events and steps that the signature would bring', async () => {
    const { status, body } = await api.post('supervisor', '/cases/A1.1/interventions/preview', { type: 'RewindCase', to: 'notice', reason });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'notice-mailed',
      events: [{ type: 'InterventionAsked', says: `local-supervisor: ${reason}`, because: [{}, { rule: 'AUTHORITY', sentence: 'Somebody else has to sign before this: take the case back to its notice.' }] }],
      onceSigned: { status: 'notice-ordered', events: [{ type: 'InterventionAnswered' }, { type: 'CaseRewound', says: `local-supervisor: ${reason}` }, { type: 'NoticeOrdered' }] },
    });
    expect((body['onceSigned'] as { next: { ahead: { steps: unknown[] } } }).next.ahead.steps.length).toBeGreaterThan(0);
    expect((await api.post('supervisor', '/cases/A1.1/interventions/preview', { type: 'PlaceHold', reason })).body).toMatchObject({ onceSigned: null });
    expect(await waiting()).toEqual([]);
  });

  it('waits, and says so; the case shows who asked and why, and the list has it', async () => {
    const asked = await close('A1');
    expect(asked).toMatchObject({ status: 201, body: { status: 'notice-mailed', waitsForSignature: true } });
    expect(eventsOf(asked)).toEqual(['InterventionAsked']);
    expect((await api.get('auditor', '/cases/A1.1')).body).toMatchObject({ asked: [{ interventionId: idOf(asked), intervention: { type: 'CloseCase' }, by: 'local-supervisor', reason }] });
    expect(await waiting()).toMatchObject([{ subject: idOf(asked), intervention: 'CloseCase', askedBy: 'local-supervisor', reason, accountId: 'A1', caseId: 'A1.1', isYours: false, answers: [] }]);
    expect(await waiting(undefined, 'supervisor')).toMatchObject([{ isYours: true, answers: [{ does: 'withdraw', path: pathOf('A1', idOf(asked)), body: { answer: 'withdraw' } }] }]);
    expect(await waiting('village')).toEqual([]);
  });

  it('is signed by another alone: done in the name of who asked, and gone from the list', async () => {
    const [{ subject = '' } = {}] = (await waiting()) as { subject?: string }[];
    const own = await api.post('supervisor', pathOf('A1', subject), { answer: 'sign', reason });
    expect(own.body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: 'local-supervisor asked for this: somebody else has to sign.' });
    for (const role of ['specialist', 'counsel'] as const) expect((await api.post(role, pathOf('A1', subject), { answer: 'sign', reason })).status).toBe(403);
    const preview = await api.postAsSecond(`${pathOf('A1', subject)}/preview`, { answer: 'sign', reason: 'looked at it' });
    const signed = await api.postAsSecond(pathOf('A1', subject), { answer: 'sign', reason: 'looked at it' }, 'sign-it-once');
    expect(signed).toMatchObject({ status: 201, body: { interventionId: subject, status: 'closed', waitsForSignature: false } });
    expect(eventsOf(signed)).toEqual(['InterventionAnswered', 'CaseClosed']);
    expect(eventsOf(preview)).toEqual(eventsOf(signed));
    const again = await api.postAsSecond(pathOf('A1', subject), { answer: 'sign', reason: 'looked at it' }, 'sign-it-once');
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([signed.body, 'true']);
    const [, { eventId }] = signed.body['events'] as [unknown, { eventId: string }];
    expect((await api.get('auditor', `/events/${encodeURIComponent(eventId)}/why`)).body).toMatchObject({
      because: [{ sentence: `local-supervisor: ${reason}` }, { sentence: 'local-supervisor asked for it, and local-supervisor-2 signed.' }],
    });
    expect(await waiting()).toEqual([]);
  });

  it('is asked for once under one key, and not a second time under another', async () => {
    const [first, again, other] = [await close('A2', 'supervisor', 'ask-it-once'), await close('A2', 'supervisor', 'ask-it-once'), await close('A2')];
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
    expect(other.body).toMatchObject({ status: 409, detail: 'local-supervisor has asked for this already, and somebody else has to sign.' });
    expect(await api.store.caseTypes('A2.1')).toEqual(['CaseOpened', 'NoticeOrdered', 'NoticeConfirmed', 'InterventionAsked']);
  });

  it('is refused at once to whom it would be refused, and where a rule would refuse it', async () => {
    expect((await close('A3', 'specialist')).status).toBe(403);
    expect((await api.post('supervisor', '/cases/A3.1/interventions', { type: 'RewindCase', to: 'door-tag', reason })).body).toMatchObject({ status: 409, rule: 'CASE-PATH' });
    expect(await api.store.caseTypes('A3.1')).not.toContain('InterventionAsked');
  });

  it('may be refused by another, or withdrawn by who asked, and is done in neither case', async () => {
    const refused = await close('A4');
    expect((await api.postAsSecond(pathOf('A4', idOf(refused)), { answer: 'withdraw', reason })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    expect(eventsOf(await api.postAsSecond(pathOf('A4', idOf(refused)), { answer: 'refuse', reason: 'she has paid half' }))).toEqual(['InterventionAnswered']);
    const withdrawn = await close('A4');
    expect(eventsOf(await api.post('supervisor', pathOf('A4', idOf(withdrawn)), { answer: 'withdraw', reason: 'a mistake' }))).toEqual(['InterventionAnswered']);
    expect((await api.postAsSecond(pathOf('A4', idOf(withdrawn)), { answer: 'sign', reason })).body).toMatchObject({ status: 409, detail: expect.stringContaining('waits for a signature') });
    expect((await api.get('auditor', '/cases/A4.1')).body).toMatchObject({ status: 'notice-mailed', asked: [] });
  });

  it('is judged anew: what the case no longer allows is told to whoever signs, and nothing is recorded', async () => {
    const asked = await api.post('supervisor', '/cases/A5.1/interventions', { type: 'RewindCase', to: 'notice', reason });
    await api.store.take(api.store.fact('A5', '2027-04-12 14:30', 'NoticeReturned', { noticeId: 'A5.1.n1', reason: 'moved' }));
    const known = await api.store.caseTypes('A5.1');
    for (const what of ['/preview', '']) {
      expect((await api.postAsSecond(`${pathOf('A5', idOf(asked))}${what}`, { answer: 'sign', reason })).body).toMatchObject({ status: 409, rule: 'CASE-PATH', detail: 'A question waits for its answer; finish the review instead.' });
    }
    expect(await api.store.caseTypes('A5.1')).toEqual(known);
    expect((await waiting()).map(({ caseId }) => caseId)).toContain('A5.1');
  });

  it('of a case that is paid meanwhile waits for nothing any more', async () => {
    const asked = await close('A6');
    await api.store.take(api.store.fact('A6', '2027-04-12 14:40', 'PaymentReceived', { paymentId: 'p-6', amountCents: 20_000, tender: 'cash', channel: 'counter' }));
    expect((await waiting()).map(({ caseId }) => caseId)).not.toContain('A6.1');
    expect((await api.postAsSecond(pathOf('A6', idOf(asked)), { answer: 'sign', reason })).status).toBe(409);
  });

  it('is nothing to another utility, whatever the id', async () => {
    const asked = await close('A7');
    for (const what of ['', '/preview']) {
      const reply = await api.post('supervisor', `${pathOf('A7', idOf(asked))}${what}`, { answer: 'sign', reason }, { utility: 'village' });
      expect(reply.status).toBe(404);
      expect(JSON.stringify(reply.body)).not.toContain(reason);
    }
    expect((await api.get('auditor', '/cases/A7.1')).body).toMatchObject({ asked: [{ interventionId: idOf(asked) }] });
  });

  it('that is named by nothing here is no other case’s', async () => {
    const asked = await close('A8');
    expect((await api.postAsSecond(pathOf('A3', idOf(asked)), { answer: 'sign', reason })).body).toMatchObject({ status: 409, detail: expect.stringContaining('in case A3.1') });
    expect((await api.postAsSecond(pathOf('A8', idOf(asked)), { answer: 'perhaps', reason })).status).toBe(422);
    expect((await api.postAsSecond(pathOf('A8', idOf(asked)), { answer: 'sign', reason: 'ok' })).status).toBe(422);
  });

  it('asking and answering are among the acts that are reviewed', async () => {
    const { body } = await api.get('auditor', '/staff-review?week=2027-04-12');
    expect(JSON.stringify(body)).toMatch(/InterventionAsked/);
    expect(JSON.stringify(body)).toMatch(/InterventionAnswered/);
  });

  it('everything that was asked, signed and refused is decided again to the byte', async () => {
    const differences = new Differences();
    const utility = await api.store.db.forUtility('county', (em) => readUtility(em, 'county'));
    for await (const account of storedAccounts(api.store.db, 'county')) checkAccount(account, utility, differences);
    expect(differences.list).toEqual([]);
  });
});
