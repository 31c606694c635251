import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { instant, localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { FolderPrinter } from './folder-printer.ts';
import { printRun, PrintRunHalted } from './print-run.ts';
import { writtenLetter } from './written-letter.ts';

const day = localDate('2027-03-20');

describe('A print run', () => {
  let lettersDir = '';
  let outDir = '';
  const run = (over: object = {}) => printRun({ lettersDir, outDir, utilityId: 'county', day, ...over });
  const print = async (noticeId: string, { utilityId = 'county', orderedOn = day, languages = ['en'] } = {}) => {
    const accountId = noticeId.split('.')[0] as string;
    const slip = { utilityId, accountId, caseId: `${accountId}.1`, noticeId, idempotencyKey: noticeId, kind: 'disconnect-notice', orderedOn, correlationId: '/billing#b1' };
    const letter = { law: loadLaw('OH-COUNTY@1'), document: 'disconnect-notice', languages, contains: [], largePrint: false, accountId, noticeId, name: 'J. Doe', mailingAddress: '1 Elm St', premiseAddress: '1 Elm St', pastDueCents: 22_000, payByOn: localDate('2027-04-01'), orderedAt: instant('2027-03-20T12:00:00Z'), orderedOn, rules: [] };
    await new FolderPrinter(lettersDir).print(slip, () => writtenLetter(letter));
    return slip;
  };

  beforeEach(async () => {
    lettersDir = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    outDir = await mkdtemp(path.join(tmpdir(), 'arrears-run-'));
  });
  afterEach(() => Promise.all([lettersDir, outDir].map((folder) => rm(folder, { recursive: true }))));

  it("bundles the day's letters of one utility, and tells of each on a line of the manifest", async () => {
    await print('A2.1.n1', { languages: ['en', 'ko'] });
    await print('A1.1.n1');
    await print('A3.1.n1', { utilityId: 'village' });
    await print('A4.1.n1', { orderedOn: localDate('2027-03-21') });
    const { letters, pages, files } = await run();
    expect({ letters, pages }).toEqual({ letters: 2, pages: 3 });
    const [header, first, second, end] = (await readFile(files[1], 'utf8')).split('\r\n');
    expect(header).toBe('letter,account,document,goes,unit,languages,first_page,pages,copies,sha256');
    expect(first).toMatch(/^A1\.1\.n1,A1,disconnect-notice,to the post,,en,1,1,1,[0-9a-f]{64}$/);
    expect(second).toMatch(/^A2\.1\.n1,A2,disconnect-notice,to the post,,en ko,2,2,1,[0-9a-f]{64}$/);
    expect(end).toBe('');
    const bundle = await getDocumentProxy(new Uint8Array(await readFile(files[0])));
    expect(bundle.numPages).toBe(3);
    const texts = await Promise.all([1, 2, 3].map(async (page) => JSON.stringify((await (await bundle.getPage(page)).getTextContent()).items)));
    expect([texts[0], texts[1]].map((text) => text?.includes('shut off'))).toEqual([true, true]);
    expect(texts[2]).toContain('수도');
  });

  it('run again gives the same bytes, and its checksums hold', async () => {
    await print('A1.1.n1');
    const { files } = await run();
    const before = await Promise.all(files.map((file) => readFile(file)));
    await run();
    const after = await Promise.all(files.map((file) => readFile(file)));
    expect(after.every((bytes, index) => bytes.equals(before[index] as Buffer))).toBe(true);
    for (const line of before[2]!.toString().trim().split('\n')) {
      const [sum, name] = line.split('  ') as [string, string];
      expect(createHash('sha256').update(await readFile(path.join(outDir, name))).digest('hex')).toBe(sum);
    }
  });

  it('leaves out what was taken out of the post again', async () => {
    const slip = await print('A1.1.n1');
    await new FolderPrinter(lettersDir).withdraw(slip, '2027-03-20');
    expect(await run()).toMatchObject({ letters: 0, pages: 0 });
  });

  it('halts at a letter whose PDF is gone or was changed, and writes nothing', async () => {
    await print('A1.1.n1');
    await writeFile(path.join(lettersDir, 'A1.1.n1@county.pdf'), '%PDF-1.7 something else');
    await expect(run()).rejects.toThrow(/A1\.1\.n1 is not the PDF that its slip was written for/);
    await rm(path.join(lettersDir, 'A1.1.n1@county.pdf'));
    await expect(run()).rejects.toThrow(PrintRunHalted);
    expect(await readdir(outDir)).toEqual([]);
  });
});
