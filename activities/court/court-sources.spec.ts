import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { arrears } from '../../test/support/cli.ts';
import { TestStore } from '../../test/support/store.ts';
import { CourtSources } from './court-sources.ts';

const mail = (docket: string, text: string) => `From: ecf@ohsb.uscourts.gov\r\nSubject: ${docket} ${text}\r\n\r\nNotice of Electronic Filing\r\nThe following transaction was received from A entered on 3/1/2027 at 8:00 AM EST and filed on 3/1/2027\r\nCase Name: Given Name\r\nCase Number: ${docket}\r\nDocument Number: 1\r\nDocket Text:\r\n${text}\r\n`;

describe('What courts send reaches the accounts (BK-STAY)', () => {
  let store: TestStore;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-notices-'));
    store = await TestStore.open();
    await store.take(store.opening('A1'), store.opening('A2'));
    await store.rows(`update account_person set name = 'Other Person' where account_id = 'A2'`);
  });
  afterEach(async () => {
    await store?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const tips = () => store.rows<{ account_id: string }>(`select account_id from account_event where type = 'BankruptcyTold'`);

  it('a petition in the folder holds the namesake’s account in the same look, and a source that fails stops nothing', async () => {
    await writeFile(path.join(folder, 'a.eml'), mail('2:27-bk-50123', 'Chapter 7 Voluntary Petition'));
    const sources = new CourtSources(store.db, 'county', { mailbox: 'imap://a%40b:secret@127.0.0.1:9/INBOX', folder });
    const { looked, held } = await sources.look();
    expect(looked).toEqual([
      { source: 'mailbox imap://127.0.0.1:9/INBOX', failed: expect.any(String) },
      { source: `folder ${folder}`, notices: 1, entries: 1, refused: [] },
    ]);
    expect([held, await tips()]).toEqual([1, [{ account_id: 'A1' }]]);
    expect(JSON.stringify(looked)).not.toContain('secret');
  });

  it('arrears court fetch does so once, and says what it did without naming anybody', async () => {
    await writeFile(path.join(folder, 'a.eml'), mail('2:27-bk-50123', 'Chapter 7 Voluntary Petition'));
    const ran = await arrears({ ARREARS_DATABASE_URL: store.url }, 'court', 'fetch', '--utility', 'county', '--folder', folder);
    expect([ran.exitCode, ran.printed, ran.complaints]).toEqual([0, [{ source: `folder ${folder}`, notices: 1, entries: 1, refused: [] }, { held: 1 }], '']);
    expect(await tips()).toEqual([{ account_id: 'A1' }]);
    expect((await arrears({ ARREARS_DATABASE_URL: store.url }, 'court', 'fetch', '--utility', 'county')).complaints).toContain('Say where courts are heard');
  });

  it('arrears court upload takes dockets a line each, passes over what is none, and acts on what is certain', async () => {
    const lines = [
      { id: 'd1', court: 'ohsb', docketNumber: '2:27-bk-50124', debtors: [{ name: 'Given Name', address: '1 Elm St' }], header: { chapter: 7 }, entries: [{ dateFiled: '2027-01-02', dateEntered: null, number: '1', text: 'Chapter 7 Voluntary Petition' }] },
      { id: 'd2', court: 'ohsb', docketNumber: 'Kern', entries: [] },
    ];
    await writeFile(path.join(folder, 'dockets.ndjson'), lines.map((line) => JSON.stringify(line)).join('\n'));
    const ran = await arrears({ ARREARS_DATABASE_URL: store.url }, 'court', 'upload', path.join(folder, 'dockets.ndjson'));
    expect(ran.printed).toEqual([{ line: 1, docketNumber: '2:27-bk-50124', entries: 1, changed: true }]);
    expect(ran.complaints).toContain('line 2: is no docket: docketNumber must be a docket number like 2:27-bk-50123');
    expect(ran.exitCode).toBe(1);
    expect(await store.types('A1')).toEqual(['AccountOpened', 'BankruptcyTold', 'PetitionFiled', 'DocketLetterOrdered', 'BankruptcyFound']);
  });
});
