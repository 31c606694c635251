import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCorrespondenceActivities } from '../../../activities/correspondence/correspondence-activities.ts';
import { FolderPrinter } from '../../../activities/correspondence/folder-printer.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

describe('the file of a case', () => {
  let api: TestApi;
  let folder: string;
  const paper = (noticeId: string, caseId = 'N1.1') => api.get('supervisor', `/cases/${caseId}/papers/${noticeId}`);

  beforeAll(async () => {
    api = await TestApi.open();
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-papers-'));
    await bringAll({ 'notice-ordered': ['N1', 'N2'], 'shut-off-ordered': ['S1'] }, api.store);
    const { printLetter } = createCorrespondenceActivities({ db: api.store.db, printer: new FolderPrinter(folder) });
    expect(await printLetter({ utilityId: 'county', caseId: 'N1.1', noticeId: 'N1.1.n1' })).toBe('printed');
  });
  afterAll(async () => {
    await api?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it('has each letter as it lay on paper: the very bytes that were printed', async () => {
    const name = (await readdir(folder)).find((file) => file.endsWith('.pdf')) as string;
    const printed = await readFile(path.join(folder, name));
    const { body } = await paper('N1.1.n1');
    expect(body).toMatchObject({ document: 'disconnect-notice', isWhatWasPrinted: true, sha256: createHash('sha256').update(printed).digest('hex') });
    expect(Buffer.from(String(body['pdf']), 'base64').equals(printed)).toBe(true);
  });

  it('… also when the customer moved since, and the notice is withdrawn', async () => {
    const before = (await paper('N1.1.n1')).body;
    const customer = { name: 'Another Name', mailingAddress: '9 Elsewhere Rd', premiseAddress: '1 Near St' };
    await api.store.take(api.store.fact('N1', '2027-04-01 09:00', 'AccountChanged', { customer }));
    await api.post('supervisor', '/cases/N1.1/interventions', { type: 'PlaceHold', reason: 'she moved' });
    expect((await api.get('supervisor', '/accounts/N1')).body).toMatchObject({ customer: { name: 'Another Name' } });
    expect((await paper('N1.1.n1')).body).toMatchObject({ sha256: before['sha256'], isWhatWasPrinted: true });
  });

  it('says of what was never printed that no print was noted, and knows no paper of another case', async () => {
    expect((await paper('N2.1.n1', 'N2.1')).body).toMatchObject({ isWhatWasPrinted: null, printedAt: null, pages: expect.any(Number) });
    expect((await paper('N2.1.n1')).status).toBe(404);
    expect((await paper('N1.1.n9')).status).toBe(404);
    expect((await api.get('auditor', '/cases/N1.1/papers/N1.1.n1')).status).toBe(403);
    expect((await api.get('supervisor', '/cases/N1.1/papers/N1.1.n1', 'district')).status).not.toBe(200);
  });

  it('tells of notices and visits with their proof, of a petition what it protects and what ends it, and of an arrangement what is paid', async () => {
    const file = async (on?: string) => (await api.get('auditor', `/cases/S1.1/file${on === undefined ? '' : `?asOf=${on}`}`)).body;
    expect(await file()).toMatchObject({
      notices: expect.arrayContaining([expect.objectContaining({ noticeId: 'S1.1.n1', kind: 'notice', mailedOn: '2027-03-22', hasPaper: true })]),
      visits: [{ workOrderId: 'S1.1.w1', work: 'door-tag', reports: expect.arrayContaining([expect.objectContaining({ type: 'NoticePosted', photo: 'photo-1', by: 'crew-7' })]) }, { workOrderId: 'S1.1.w2', work: 'shut-off' }],
      bankruptcies: [],
      arrangements: [],
    });
    await api.store.take(api.store.fact(null, '2027-04-01 08:00', 'PetitionFiled', { docket: '27-5', chapter: '13', accountIds: ['S1'] }));
    const held = await file();
    expect(held).toMatchObject({ bankruptcies: [{ docket: '27-5', chapter: '13', holds: true, ending: null, endsBy: { rule: 'BK-STAY', citation: '11 U.S.C. 362(a)' } }] });
    expect(held['protectedCents']).toBeGreaterThan(0);
    // As of a day before, there was none.
    expect(await file('2027-03-25')).toMatchObject({ bankruptcies: [], visits: [], protectedCents: 0 });
  });
});
