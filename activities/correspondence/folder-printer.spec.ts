import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instant } from '../../libs/kernel/time.ts';
import { FolderPrinter } from './folder-printer.ts';

const ids = { utilityId: 'county', accountId: 'A1', caseId: 'A1.1', noticeId: 'A1.1.n1' };
const slip = { ...ids, idempotencyKey: 'A1.1.n1', kind: 'disconnect-notice' as const, orderedOn: '2027-03-20', correlationId: '/billing#b1' };
const facts = { document: 'disconnect-notice', languages: ['en'], contains: ['phone'], pages: 1, sha256: 'f00', copies: 1 };

describe('Letters', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are put into the folder once, the slip last, and nothing unfinished beside them', async () => {
    const printer = new FolderPrinter(folder);
    let rendered = 0;
    const write = async () => ({ pdf: Buffer.from(`%PDF ${(rendered += 1)}`), text: '', writtenAt: instant('2027-03-20T12:00:00Z'), facts });
    expect([await printer.print(slip, write), await printer.print(slip, write)]).toEqual(['printed', 'was-there']);
    expect(rendered).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(['A1.1.n1@county.json', 'A1.1.n1@county.pdf']);
    expect(JSON.parse(await readFile(path.join(folder, 'A1.1.n1@county.json'), 'utf8'))).toEqual({ ...slip, paper: facts });
  });

  it('are taken out of the post again: the PDF is gone, the slip says so, and nothing is printed after that', async () => {
    const printer = new FolderPrinter(folder);
    const write = async () => ({ pdf: Buffer.from('%PDF'), text: '', writtenAt: instant('2027-03-20T12:00:00Z'), facts });
    await printer.print(slip, write);
    for (const on of ['2027-03-22', '2027-03-23']) await printer.withdraw(slip, on);
    expect(await readdir(folder)).toEqual(['A1.1.n1@county.json']);
    expect(JSON.parse(await readFile(path.join(folder, 'A1.1.n1@county.json'), 'utf8'))).toEqual({ ...slip, paper: facts, withdrawnOn: '2027-03-22' });
    expect(await printer.print(slip, write)).toBe('was-there');
  });

  it('that were never printed are let be', async () => {
    await new FolderPrinter(folder).withdraw(slip, '2027-03-22');
    expect(await readdir(folder)).toEqual([]);
  });

  it('of two utilities with the same account do not stand in for each other', async () => {
    const printer = new FolderPrinter(folder);
    const write = async () => ({ pdf: Buffer.from('%PDF'), text: '', writtenAt: instant('2027-03-20T12:00:00Z'), facts });
    expect([await printer.print(slip, write), await printer.print({ ...slip, utilityId: 'village' }, write)]).toEqual(['printed', 'printed']);
  });
});
