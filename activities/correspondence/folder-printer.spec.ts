import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instant, localDate } from '../../libs/kernel/time.ts';
import { disconnectNotice } from './disconnect-notice.ts';
import { FolderPrinter } from './folder-printer.ts';
import { noticePdf } from './notice-pdf.ts';

const ids = { utilityId: 'county', accountId: 'A1', caseId: 'A1.1', noticeId: 'A1.1.n1' };
const slip = { ...ids, idempotencyKey: 'A1.1.n1', kind: 'disconnect-notice' as const, orderedOn: '2027-03-20', correlationId: '/billing#b1' };
const letter = {
  ...ids,
  name: 'José Nguyễn',
  mailingAddress: '1 Elm St',
  premiseAddress: '1 Elm St',
  pastDueCents: 22_000,
  payByOn: localDate('2027-04-01'),
  orderedAt: instant('2027-03-20T12:00:00Z'),
  orderedOn: localDate('2027-03-20'),
  correlationId: '/billing#b1',
  contact: { person: 'P. Supervisor', phone: '937-555-0142' },
  rules: [],
};

describe('Letters', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('name a person with a telephone, the amount, the day, and how to dispute the bill (GEN-CRAFT)', () => {
    const text = JSON.stringify(disconnectNotice(letter, 'The county'));
    for (const needed of ['P. Supervisor', '937-555-0142', '$220.00', 'April 1, 2027', 'dispute the bill', 'review']) expect(text).toContain(needed);
  });

  it('are the same bytes whenever they are printed', async () => {
    const pdf = () => noticePdf(disconnectNotice(letter, 'The county'), letter.orderedAt);
    expect((await pdf()).equals(await pdf())).toBe(true);
  });

  it('are put into the folder once, the slip last, and nothing unfinished beside them', async () => {
    const printer = new FolderPrinter(folder);
    let rendered = 0;
    const pdf = async () => Buffer.from(`%PDF ${(rendered += 1)}`);
    expect([await printer.print(slip, pdf), await printer.print(slip, pdf)]).toEqual(['printed', 'was-there']);
    expect(rendered).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(['A1.1.n1@county.json', 'A1.1.n1@county.pdf']);
    expect(JSON.parse(await readFile(path.join(folder, 'A1.1.n1@county.json'), 'utf8'))).toEqual(slip);
  });

  it('are taken out of the post again: the PDF is gone, the slip says so, and nothing is printed after that', async () => {
    const printer = new FolderPrinter(folder);
    const pdf = async () => Buffer.from('%PDF');
    await printer.print(slip, pdf);
    for (const on of ['2027-03-22', '2027-03-23']) await printer.withdraw(slip, on);
    expect(await readdir(folder)).toEqual(['A1.1.n1@county.json']);
    expect(JSON.parse(await readFile(path.join(folder, 'A1.1.n1@county.json'), 'utf8'))).toEqual({ ...slip, withdrawnOn: '2027-03-22' });
    expect(await printer.print(slip, pdf)).toBe('was-there');
  });

  it('that were never printed are let be', async () => {
    await new FolderPrinter(folder).withdraw(slip, '2027-03-22');
    expect(await readdir(folder)).toEqual([]);
  });

  it('of two utilities with the same account do not stand in for each other', async () => {
    const printer = new FolderPrinter(folder);
    const pdf = async () => Buffer.from('%PDF');
    expect([await printer.print(slip, pdf), await printer.print({ ...slip, utilityId: 'village' }, pdf)]).toEqual(['printed', 'printed']);
  });
});
