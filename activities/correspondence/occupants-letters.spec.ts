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

const customer = { name: 'L. Lord', mailingAddress: '9 Oak Ave\nFresno CA 93702', premiseAddress: '1 Elm St\nFresno CA 93702' };

describe('Letters to the occupants behind an owner\'s account', () => {
  let store: TestStore;
  let folder: string;
  let office: CorrespondenceActivities;
  const utilityId = 'city';
  const account = (id: string, dwelling: 'master-meter' | 'individual-meters') =>
    store.fact(id, '2027-01-04 12:00', 'AccountOpened', { services: ['water'], customerClass: 'residential', valve: 'on', meterSerial: `M-${id}`, district: 'north', customer, tenancy: { dwelling, units: ['Apt 1', 'Apt 2'], monthlyCostCents: 18_450 } }, `open-${id}`, utilityId);
  const outlook = async (id: string) => (await advanceCases(store.db, utilityId, [`${id}.1`], 'test')).get(`${id}.1`);
  const print = (noticeId: string) => office.printLetter({ utilityId, caseId: noticeId.slice(0, noticeId.lastIndexOf('.')), noticeId });
  const slip = async (noticeId: string) => JSON.parse(await readFile(path.join(folder, `${noticeId}@city.json`), 'utf8')) as object;

  beforeAll(async () => {
    store = await TestStore.open();
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    office = createCorrespondenceActivities({ db: store.db, printer: new FolderPrinter(folder) });
    await store.utility(utilityId, '2027-01-04 00:00', [], 'CA-998-CITY@1');
    await store.setClock('2027-01-05 12:00', utilityId);
    await store.take(account('L1', 'master-meter'), store.bill('L1', 'B-L1', '2027-01-04', '2027-01-25', 20_000, utilityId), account('L2', 'individual-meters'), store.bill('L2', 'B-L2', '2027-01-04', '2027-01-25', 20_000, utilityId));
    await store.setClock('2027-01-26 12:00', utilityId);
    await sweep(store.db, utilityId, { limit: 10, after: '' });
    await store.setClock('2027-03-10 13:00', utilityId);
    await Promise.all(['L1', 'L2'].map(outlook));
    await store.setClock('2027-03-11 13:00', utilityId);
    await store.take(...['L1', 'L2'].map((id) => store.fact(id, '2027-03-11 13:00', 'NoticeMailed', { noticeId: `${id}.1.n1`, mailedOn: localDate('2027-03-11'), proof: 'p' }, undefined, utilityId)));
  });
  afterAll(async () => {
    await store.stop();
    await rm(folder, { recursive: true });
  });

  it('are open, one a unit, and each is printed once, in six languages, to the unit', async () => {
    expect((await outlook('L1'))?.obligations).toMatchObject([{ key: 'L1.1.o1', kind: 'letter' }, { key: 'L1.1.o2', kind: 'letter' }]);
    expect([await print('L1.1.o1'), await print('L1.1.o2'), await print('L1.1.o2')]).toEqual(['printed', 'printed', 'was-there']);
    expect(await slip('L1.1.o2')).toMatchObject({ kind: 'occupant-notice', unitId: 'Apt 2', channel: 'posting', paper: { languages: ['en', 'es', 'zh-Hant', 'tl', 'vi', 'ko'], copies: 1, contains: expect.arrayContaining(['monthly-cost', 'legal-aid']) } });
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(path.join(folder, 'L1.1.o2@city.pdf'))));
    const items = (await (await pdf.getPage(1)).getTextContent()).items as { str?: string }[];
    const text = items.map(({ str = '' }) => str).join(' ').replaceAll(/\s+/g, ' ');
    for (const said of ['Occupant', 'Apt 2', '1 Elm St', '$184.50 a month', 'Valley Legal Aid', 'March 29, 2027']) expect(text).toContain(said);
    for (const kept of ['L. Lord', '$200.00', 'Oak Ave']) expect(text).not.toContain(kept);
  });

  it('stand in the print run with their way: to the post, or on the door', async () => {
    await print('L2.1.o1');
    const out = await mkdtemp(path.join(tmpdir(), 'arrears-run-'));
    const { files } = await printRun({ lettersDir: folder, utilityId, day: localDate('2027-03-11'), outDir: out });
    const rows = (await readFile(files[1], 'utf8')).split('\r\n').slice(1, -1).map((row) => row.split(',').slice(0, 5));
    expect(rows).toEqual([
      ['L1.1.o1', 'L1', 'occupant-notice', 'on the door of the unit', 'Apt 1'],
      ['L1.1.o2', 'L1', 'occupant-notice', 'on the door of the unit', 'Apt 2'],
      ['L2.1.o1', 'L2', 'occupant-notice', 'to the post', 'Apt 1'],
    ]);
    await rm(out, { recursive: true });
  });

  it('delivered with proof, its obligation is answered; taken back, its paper leaves the post', async () => {
    const delivered = { unitId: 'Apt 1', deliveredOn: localDate('2027-03-12'), proof: 'photo-1', postedOnDoor: true, noticeId: 'L1.1.o1' };
    await store.setClock('2027-03-12 15:00', utilityId);
    await store.take(store.fact('L1', '2027-03-12 15:00', 'OccupantNoticeDelivered', delivered, undefined, utilityId));
    expect((await outlook('L1'))?.obligations).toMatchObject([{ key: 'L1.1.o2' }]);
    await store.take(store.fact('L1', '2027-03-12 15:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 20_000, tender: 'cash', channel: 'counter' }, undefined, utilityId));
    expect(await outlook('L1')).toMatchObject({ isOpen: false, obligations: [{ key: 'L1.1.o2', kind: 'letter' }] });
    expect(await print('L1.1.o2')).toBe('withdrawn');
    expect((await readdir(folder)).filter((name) => name.startsWith('L1.1.o2'))).toEqual(['L1.1.o2@city.json']);
    expect((await outlook('L1'))?.obligations).toEqual([]);
  });
});
