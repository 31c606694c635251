import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { localDate } from '../../libs/kernel/time.ts';
import { advanceCases, sweep } from '../../libs/store/index.ts';
import { TestStore } from '../../test/support/store.ts';
import { createCorrespondenceActivities, type CorrespondenceActivities } from './correspondence-activities.ts';
import { FolderPrinter } from './folder-printer.ts';

const customer = { name: 'O. Elder', mailingAddress: '1 Elm St\nFresno CA 93702', premiseAddress: '1 Elm St\nFresno CA 93702' };
const utilityId = 'district';

describe('The letter to whom an elderly customer named (CA-15D)', () => {
  let store: TestStore;
  let folder: string;
  let office: CorrespondenceActivities;
  const outlook = async () => (await advanceCases(store.db, utilityId, ['E1.1'], 'test')).get('E1.1');
  const named = (when: string, mailingAddress: string) =>
    store.fact('E1', when, 'ThirdPartyNamed', { thirdPartyId: 'TP1', basis: 'age-65', language: 'ko', contact: { name: 'Sun Daughter', mailingAddress } }, undefined, utilityId);

  beforeAll(async () => {
    store = await TestStore.open();
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    office = createCorrespondenceActivities({ db: store.db, printer: new FolderPrinter(folder) });
    await store.utility(utilityId, '2027-01-04 00:00', [], 'CA-998@2');
    await store.setClock('2027-01-06 12:00', utilityId);
    await store.take(
      store.fact('E1', '2027-01-04 12:00', 'AccountOpened', { services: ['water'], customerClass: 'residential', valve: 'on', meterSerial: 'M-1', district: 'north', customer }, 'open-E1', utilityId),
      store.bill('E1', 'B1', '2027-01-04', '2027-01-25', 20_000, utilityId),
      named('2027-01-05 12:00', '3 Old Rd\nFresno CA 93701'),
      named('2027-01-06 12:00', '7 Side St\nFresno CA 93711'),
    );
    await store.setClock('2027-01-26 12:00', utilityId);
    await sweep(store.db, utilityId, { limit: 10, after: '' });
    await store.setClock('2027-03-01 17:00', utilityId);
    await outlook();
  });
  afterAll(async () => {
    await store.stop();
    await rm(folder, { recursive: true });
  });

  it('goes to the address that was named last, says whose water it is and that nothing is owed, and is one letter', async () => {
    expect((await outlook())?.obligations).toMatchObject([{ key: 'E1.1.n1', kind: 'letter' }, { key: 'E1.1.t1', kind: 'letter' }]);
    expect(await office.printLetter({ utilityId, caseId: 'E1.1', noticeId: 'E1.1.t1' })).toBe('printed');
    const slip = JSON.parse(await readFile(path.join(folder, 'E1.1.t1@district.json'), 'utf8')) as object;
    expect(slip).toMatchObject({ kind: 'third-party-notice', paper: { languages: ['en', 'ko'], copies: 1 } });
    expect(JSON.stringify(slip)).not.toContain('Daughter');
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(path.join(folder, 'E1.1.t1@district.pdf'))));
    const items = (await (await pdf.getPage(1)).getTextContent()).items as { str?: string }[];
    const text = items.map(({ str = '' }) => str).join(' ').replaceAll(/\s+/g, ' ');
    for (const said of ['Sun Daughter', '7 Side St', 'O. Elder', '1 Elm St', '$200.00', 'You do not owe this bill and need not pay it']) expect(text).toContain(said);
    expect(text).not.toContain('3 Old Rd');
  });

  it('mailed, its obligation is answered; withdrawn before, its paper leaves the post', async () => {
    await store.setClock('2027-03-02 17:00', utilityId);
    await store.take(store.fact('E1', '2027-03-02 16:00', 'NoticeMailed', { noticeId: 'E1.1.t1', mailedOn: localDate('2027-03-02'), proof: 'p' }, undefined, utilityId));
    expect((await outlook())?.obligations).toMatchObject([{ key: 'E1.1.n1' }]);
    await store.take(named('2027-03-02 16:30', '9 New St\nFresno CA 93711'), store.fact('E1', '2027-03-02 16:40', 'ThirdPartyWithdrawn', { thirdPartyId: 'TP1' }, undefined, utilityId));
    expect(await office.printLetter({ utilityId, caseId: 'E1.1', noticeId: 'E1.1.t2' })).not.toBe('printed');
  });
});
