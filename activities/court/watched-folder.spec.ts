import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReceivedEntry } from '../../libs/docket/index.ts';
import { takeFolder } from './watched-folder.ts';

const mail = 'From: ecf@ohsb.uscourts.gov\r\nSubject: 27-50001 Final Decree\r\n\r\nNotice of Electronic Filing\r\nThe following transaction was received from A entered on 3/1/2027 at 8:00 AM EST and filed on 3/1/2027\r\nCase Name: Kern\r\nCase Number: 27-50001\r\nDocument Number: 7\r\nDocket Text:\r\nFinal Decree\r\n';

describe('A watched folder of court notices', () => {
  let folder: string;
  let taken: ReceivedEntry[];
  const take = async (entries: readonly ReceivedEntry[]) => void taken.push(...entries);
  beforeEach(async () => {
    taken = [];
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-notices-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is emptied into what was read and what was refused, with the reason', async () => {
    await writeFile(path.join(folder, 'a.eml'), mail);
    await writeFile(path.join(folder, 'b.eml'), 'Subject: hello\r\n\r\nSee you');
    await writeFile(path.join(folder, 'c.eml.part'), mail);
    expect(await takeFolder(folder, take)).toMatchObject({ notices: 1, entries: 1, refused: [{ name: 'b.eml' }] });
    expect(taken).toMatchObject([{ court: 'ohsb', docketNumber: '27-50001', number: '7', sources: ['folder'] }]);
    expect(await readdir(path.join(folder, 'read'))).toEqual(['a.eml']);
    expect(await readFile(path.join(folder, 'refused', 'b.eml.why.txt'), 'utf8')).toContain('Notice of Electronic Filing');
    expect((await readdir(folder)).toSorted()).toEqual(['c.eml.part', 'read', 'refused']);
  });

  it('keeps a notice that could not be recorded', async () => {
    await writeFile(path.join(folder, 'a.eml'), mail);
    await expect(takeFolder(folder, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await takeFolder(folder, take)).notices).toBe(1);
  });
});
