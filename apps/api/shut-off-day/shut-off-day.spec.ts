import { localDate } from '../../../libs/kernel/time.ts';
import { advanceCases, interveneOn } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

/** H1 is a hospital, on the list of Thursday 2027-04-01; P1 was put off to Monday 2027-04-12. */
describe('what is approved with the signature of a day', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('shut-off-planned', api.store, ['H1', 'P1']);
    await api.store.take(api.store.fact('H1', '2027-03-29 15:00', 'AccountChanged', { customerClass: 'hospital' }));
    await interveneOn(api.store.db, 'county', 'P1.1', { type: 'RescheduleShutOff', reason: 'promised to pay', notBeforeOn: localDate('2027-04-12') }, { by: 'ann', as: 'supervisor', interventionId: 'i1' });
    await api.store.setClock('2027-04-01 07:30');
    await advanceCases(api.store.db, 'county', ['H1.1', 'P1.1'], 'test');
  });
  afterAll(() => api?.stop());

  async function signed(day: string, approve: readonly string[]) {
    const { body } = await api.get('supervisor', `/shut-off-day?day=${day}`);
    return api.post('supervisor', '/shut-off-day/signatures', { day, contentHash: body['contentHash'], note: 'looked at', approve });
  }

  it('is on that list: nobody signs for another day’s hospital', async () => {
    expect(await api.store.caseTypes('H1.1')).toContain('ApprovalRequested');
    expect(await signed('2027-04-12', ['H1.1'])).toMatchObject({ status: 201, body: { approved: [], refused: [{ caseId: 'H1.1', says: expect.stringContaining('not planned on the list of 2027-04-12') }] } });
    expect(await api.store.caseTypes('H1.1')).not.toContain('ApprovalGiven');
    expect(await signed('2027-04-01', ['H1.1'])).toMatchObject({ status: 201, body: { approved: ['H1.1'], refused: [] } });
  });
});
