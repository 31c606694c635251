import { bringTo } from '../../test/support/shut-off-ready.ts';
import { TestStore } from '../../test/support/store.ts';
import { rebuild } from './rebuild.ts';

let store: TestStore;
beforeAll(async () => {
  store = await TestStore.open('2027-02-12 08:00');
  await bringTo('shut-off-ordered', store, ['A1', 'A2']);
});
afterAll(() => store.stop());

const crew = { crewId: 'crew-7' };
const later = async (when: string, ...items: Parameters<TestStore['take']>) => {
  await store.setClock(when);
  await store.take(...items);
};
const paid = (account: string, when: string, amountCents: number) => store.fact(account, when, 'PaymentReceived', { paymentId: `P-${account}-${when}`, amountCents, tender: 'cash', channel: 'counter' });
const closed = (account: string, when: string) => store.fact(account, when, 'WorkOrderCompleted', { workOrderId: `${account}.1.w2`, result: 'off', ...crew });
const caseOf = async (caseId: string) => (await store.rows('select status, state from case_record where case_id = ?', [caseId]))[0];

describe('A valve that is closed when the case has ended', () => {
  it('opens an episode, whose crew is asked through the outbox, in the transaction of the report', async () => {
    await later('2027-04-01 09:05', paid('A1', '2027-04-01 09:05', 22_000));
    await later('2027-04-01 09:15', store.fact('A1', '2027-04-01 09:15', 'RecallAcknowledged', { workOrderId: 'A1.1.w2', ...crew }));
    expect(await caseOf('A1.1')).toMatchObject({ status: 'closed' });
    await later('2027-04-01 09:40', closed('A1', '2027-04-01 09:40'));
    expect(await store.caseTypes('A1.2')).toEqual(['CaseOpened', 'ServiceShutOff', 'IncidentOpened', 'IncidentOpened', 'IncidentOpened', 'RestorationOrdered']);
    expect((await store.types('A1')).slice(-2)).toEqual(['WorkOrderCompleted', 'ClosingJudged']);
    expect(await store.rows(`select key, status from obligation where key = 'A1.2.w1'`)).toEqual([{ key: 'A1.2.w1', status: 'open' }]);
    expect(await store.rows(`select stream from outbox where topic = 'work-order.requests' and convert_from(value, 'UTF8') like '%"workOrderId":"A1.2.w1"%'`)).toEqual([{ stream: 'A1' }]);
    expect(await store.rows(`select stream from outbox where kind = 'nudge' and stream = 'A1.2'`)).not.toEqual([]);
  });

  it('and was under a stay that comes to be known later: the incident is added to the case that has ended', async () => {
    await later('2027-04-01 09:50', closed('A2', '2027-04-01 09:50'));
    await later('2027-04-01 10:30', paid('A2', '2027-04-01 10:30', 26_500));
    await later('2027-04-01 12:00', store.fact('A2', '2027-04-01 12:00', 'WorkOrderCompleted', { workOrderId: 'A2.1.w3', result: 'on', ...crew }));
    await later('2027-04-05 10:00', store.fact(null, '2027-04-01 09:45', 'PetitionFiled', { docket: 'D2', chapter: '13', accountIds: ['A2'] }));
    expect((await store.caseTypes('A2.1')).slice(-3)).toEqual(['ServiceRestored', 'CaseClosed', 'IncidentOpened']);
    expect(await caseOf('A2.1')).toMatchObject({ status: 'closed', state: { incidents: ['shut-off-without-clearance:A2.1.w2', 'shut-off-under-stay:A2.1.w2'] } });
    expect((await store.typesBesideDockets('A2')).slice(-3)).toEqual(['PetitionFiled', 'FeeReversed', 'ClosingJudged']);
    expect(await caseOf('A2.2')).toBeUndefined();
  });

  it('and all of it follows from the streams', async () => {
    const read = () => Promise.all([store.rows('select account_id, state, balance_cents, open_case_id from account order by 1'), store.rows('select case_id, status, state from case_record order by 1')]);
    const before = await read();
    await store.rows(`update account set state = '{}', open_case_id = null`);
    await store.rows('delete from case_record');
    await rebuild(store.db, 'county', { limit: 10, after: null });
    expect(await read()).toEqual(before);
  });
});
