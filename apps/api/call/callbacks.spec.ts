import { TestApi, type Reply } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const said = { channel: 'phone', caller: 'customer', identifiedBy: ['account-number'], said: 'asks why it is so much' };

/** Monday 2027-03-08, 10:00. */
describe('callbacks that were promised (M45)', () => {
  let api: TestApi;
  const promised: Record<string, string> = {};
  const promise = async (account: string, on: string) => (promised[account] = String((await api.post('specialist', `/accounts/${account}/contacts`, { ...said, result: { kind: 'callback', on } })).body['contactId']));
  const list = async (query = '', role: 'specialist' | 'supervisor' | 'auditor' = 'specialist') => (await api.get(role, `/callbacks${query}`)).body.items ?? [];
  const accounts = async (query?: string, role?: 'specialist' | 'supervisor') => (await list(query, role)).map(({ accountId }) => accountId);
  const answer = (account: string, deed: 'done' | 'pass-on', body: object, as: 'specialist' | 'supervisor' = 'specialist'): Promise<Reply> => api.post(as, `/accounts/${account}/callbacks/${promised[account] ?? ''}/${deed}`, body);

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('past-due', api.store, ['A1', 'A2', 'A3', 'A4']);
    await promise('A1', '2027-03-10');
    await promise('A2', '2027-03-08');
    await promise('A3', '2027-03-09');
    await api.store.setClock('2027-03-09 09:00');
  });
  afterAll(() => api?.stop());

  it('stand in the order of their days, each with its owner, and the overdue ones say so', async () => {
    expect(await list()).toMatchObject([
      { accountId: 'A2', dueOn: '2027-03-08', isOverdue: true, owner: 'local-specialist', name: 'Given Name', said: 'asks why it is so much', caller: 'customer' },
      { accountId: 'A3', dueOn: '2027-03-09', isOverdue: false },
      { accountId: 'A1', dueOn: '2027-03-10', isOverdue: false },
    ]);
    expect((await api.get('specialist', '/callbacks/counts')).body).toEqual({ open: 3, due: 2, overdue: 1, mineDue: 2 });
    expect(await accounts('?due=true')).toEqual(['A2', 'A3']);
    expect(await accounts('?mine=true', 'supervisor')).toEqual([]);
  });

  it('come in pages', async () => {
    const first = await api.get('specialist', '/callbacks?limit=2');
    expect(first.body.items).toMatchObject([{ accountId: 'A2' }, { accountId: 'A3' }]);
    expect((await api.get('specialist', `/callbacks?limit=2&cursor=${String(first.body['nextCursor'])}`)).body).toMatchObject({ items: [{ accountId: 'A1' }], nextCursor: null });
  });

  it('name nobody to who needs no names', async () => {
    expect(await list('', 'auditor')).toMatchObject([{ name: null, phone: null, callerName: null, said: null }, {}, {}]);
  });

  it('have one owner: who passes one on has it no more, and nobody gets what is theirs already', async () => {
    expect((await answer('A3', 'pass-on', { to: 'local-supervisor', reason: 'knows the household' })).status).toBe(200);
    expect(await accounts('?mine=true')).toEqual(['A2', 'A1']);
    expect(await accounts('?mine=true', 'supervisor')).toEqual(['A3']);
    expect((await answer('A3', 'pass-on', { to: 'local-supervisor', reason: 'once more' })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    // Of the same moment, on a clock that stands: the last word counts.
    expect((await answer('A3', 'pass-on', { to: 'somebody', reason: 'is on leave' })).status).toBe(200);
    expect((await answer('A3', 'pass-on', { to: 'local-specialist', reason: 'is back' })).status).toBe(200);
    expect(await list('?mine=true')).toMatchObject([{ accountId: 'A2' }, { accountId: 'A3', owner: 'local-specialist', dueOn: '2027-03-09' }, { accountId: 'A1' }]);
  });

  it('are done once, and stand on the list no more', async () => {
    expect((await answer('A2', 'done', { outcome: 'explained the penalty' })).status).toBe(200);
    expect(await accounts()).toEqual(['A3', 'A1']);
    expect((await answer('A2', 'done', { outcome: 'again' })).body).toMatchObject({ status: 409, detail: expect.stringContaining('it was done, or never promised') });
    expect((await api.post('specialist', '/accounts/A4/callbacks/c-none/done', { outcome: 'none was promised' })).status).toBe(409);
    expect((await api.get('specialist', '/accounts/A2/call')).body['callbacks']).toEqual([]);
  });

  it('are kept by the call that was promised, in the same commit', async () => {
    expect((await api.get('specialist', '/accounts/A1/call')).body['callbacks']).toMatchObject([{ contactId: promised['A1'], dueOn: '2027-03-10', owner: 'local-specialist' }]);
    const kept = (account: string) => api.post('specialist', `/accounts/${account}/contacts`, { ...said, callback: promised['A1'], result: { kind: 'nothing' } });
    expect((await kept('A4')).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    expect(await api.store.types('A4')).not.toContain('ContactLogged');
    expect((await kept('A1')).status).toBe(201);
    expect((await api.store.types('A1')).slice(-2).sort()).toEqual(['CallbackDone', 'ContactLogged']);
    expect(await accounts()).toEqual(['A3']);
  });
});
