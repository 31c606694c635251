import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { localDate } from '../../libs/kernel/time.ts';
import { advanceCases, sweep } from '../../libs/store/index.ts';
import { TestStore } from '../../test/support/store.ts';
import { createCorrespondenceActivities, type CorrespondenceActivities } from './correspondence-activities.ts';
import { FolderPrinter } from './folder-printer.ts';
import { printRun } from './print-run.ts';

const customer = { name: 'A. Customer', mailingAddress: '1 Elm St\nPlacerville CA 95667', premiseAddress: '1 Elm St\nPlacerville CA 95667' };

describe('A paper that a crew takes along', () => {
  let store: TestStore;
  let folder: string;
  let office: CorrespondenceActivities;
  const utilityId = 'district';
  const ids = ['V1', 'T1'];
  const outlook = async (id: string) => (await advanceCases(store.db, utilityId, [`${id}.1`], 'test')).get(`${id}.1`);
  const print = (key: string) => office.printLetter({ utilityId, caseId: key.slice(0, key.lastIndexOf('.')), noticeId: key });
  const slip = async (key: string) => JSON.parse(await readFile(path.join(folder, `${key}@district.json`), 'utf8')) as object;
  const textOf = async (key: string) => {
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(path.join(folder, `${key}@district.pdf`))));
    const pages = await Promise.all(Array.from({ length: pdf.numPages }, async (_none, index) => ((await (await pdf.getPage(index + 1)).getTextContent()).items as { str?: string }[]).map(({ str = '' }) => str).join(' ')));
    return pages.join(' ').replaceAll(/\s+/g, ' ');
  };

  beforeAll(async () => {
    store = await TestStore.open();
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    office = createCorrespondenceActivities({ db: store.db, printer: new FolderPrinter(folder) });
    await store.utility(utilityId, '2027-01-04 00:00', [], 'CA-998@2');
    await store.setClock('2027-01-05 12:00', utilityId);
    for (const id of ids) {
      await store.take(
        store.fact(id, '2027-01-04 12:00', 'AccountOpened', { services: ['water'], customerClass: 'residential', valve: 'on', meterSerial: `M-${id}`, district: 'north', customer, language: 'es' }, `open-${id}`, utilityId),
        store.bill(id, `B-${id}`, '2027-01-04', '2027-01-25', 20_000, utilityId),
      );
    }
    await store.setClock('2027-01-26 12:00', utilityId);
    await sweep(store.db, utilityId, { limit: 10, after: '' });
    await store.setClock('2027-03-10 13:00', utilityId);
    await Promise.all(ids.map(outlook));
    await store.setClock('2027-03-11 13:00', utilityId);
    await store.take(...ids.map((id) => store.fact(id, '2027-03-11 13:00', 'NoticeMailed', { noticeId: `${id}.1.n1`, mailedOn: localDate('2027-03-11'), proof: 'p' }, undefined, utilityId)));
  });
  afterAll(async () => {
    await store.stop();
    await rm(folder, { recursive: true });
  });

  it('to a visit after returned mail is the notice in both languages, and the written policy with it (CA-998-VISIT)', async () => {
    await store.setClock('2027-03-16 13:00', utilityId);
    await store.take(store.fact('V1', '2027-03-16 13:00', 'NoticeReturned', { noticeId: 'V1.1.n1', reason: 'moved' }, undefined, utilityId));
    await store.take(store.fact('V1', '2027-03-16 13:00', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'tried', spokeWith: 'nobody' }, undefined, utilityId));
    expect((await outlook('V1'))?.obligations).toMatchObject([{ key: 'V1.1.w1', kind: 'door-tag', hasPaper: true }]);
    expect([await print('V1.1.w1'), await print('V1.1.w1')]).toEqual(['printed', 'was-there']);
    expect(await slip('V1.1.w1')).toMatchObject({ kind: 'visit-notice', channel: 'crew', paper: { languages: ['en', 'es'], copies: 1, contains: expect.arrayContaining(['pay-by-date', 'policy-offer']) } });
    const text = await textOf('V1.1.w1');
    for (const said of ['The water here is about to be shut off', '$200.00', 'March 31, 2027', 'El agua aquí está a punto de ser cortada', 'Our policy on shutting off', 'Deferred or reduced payment', 'Nuestra política sobre el corte', 'Pago aplazado o reducido']) expect(text).toContain(said);
    expect(text).not.toContain('A. Customer');
  });

  it('is the door tag with the day, and stands in the print run as the crew\'s', async () => {
    await store.setClock('2027-03-25 13:00', utilityId);
    await outlook('T1');
    await store.setClock('2027-03-26 12:00', utilityId);
    const open = (await outlook('T1'))?.obligations ?? [];
    expect(open).toMatchObject([{ kind: 'door-tag', hasPaper: true }]);
    const key = open[0]?.key as string;
    expect(await print(key)).toBe('printed');
    expect(await textOf(key)).toContain('March 29, 2027');
    const out = await mkdtemp(path.join(tmpdir(), 'arrears-run-'));
    const { files } = await printRun({ lettersDir: folder, utilityId, day: localDate((await slip(key) as { orderedOn: string }).orderedOn), outDir: out });
    expect(await readFile(files[1], 'utf8')).toMatch(new RegExp(`${key},T1,door-tag,with the crew,,en es,`));
    await rm(out, { recursive: true });
  });

  it('is not printed for an order that was called back meanwhile', async () => {
    const key = (await outlook('T1'))?.obligations[0]?.key as string;
    await store.take(store.fact('T1', '2027-03-26 12:00', 'DisputeOpened', { disputeId: 'D1' }, undefined, utilityId));
    await rm(path.join(folder, `${key}@district.json`));
    await rm(path.join(folder, `${key}@district.pdf`));
    expect(await print(key)).toBe('not-wanted');
    expect((await readdir(folder)).filter((name) => name.startsWith(key))).toEqual([]);
  });
});
