import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { startGreenMail, type MailServer } from '../../infra/local/servers/greenmail.ts';
import { entryKey, type ReceivedEntry } from '../../libs/docket/index.ts';
import { takeMail } from './mailbox.ts';

const shared = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'court-dockets', 'nef');
const files = existsSync(shared) ? globSync('*.eml', { cwd: shared }).toSorted() : [];
const ifShared = files.length > 0 ? it : it.skip;

const made = (docket: string, text: string) => `From: ecf@ohsb.uscourts.gov
To: collections@utility.example
Subject: ${docket} ${text}
Content-Type: text/plain

Notice of Electronic Filing
The following transaction was received from A entered on 3/1/2027 at 8:00 AM EST and filed on 3/1/2027
Case Name: Ada Kern
Case Number: ${docket}
Document Number: 7
Docket Text:
${text}
`.replaceAll('\n', '\r\n');

describe('A mailbox of court notices, on a real mail server', () => {
  let server: MailServer;
  let taken: ReceivedEntry[];
  const take = async (entries: readonly ReceivedEntry[]) => void taken.push(...entries);
  const look = () => takeMail({ url: server.imapUrl, mostBytes: 200_000 }, take);

  async function deliver(...mails: (Buffer | string)[]): Promise<void> {
    const transport = createTransport(server.smtpUrl, { pool: true } as never);
    for (const raw of mails) await transport.sendMail({ envelope: { from: 'ecf@court.example', to: server.address }, raw });
    transport.close();
  }

  beforeEach(async () => {
    taken = [];
    server = await startGreenMail(() => undefined);
  });
  afterEach(() => server?.stop());

  ifShared('44 notices delivered by SMTP are fetched by IMAP, each docket and entry as its expected file says', async () => {
    await deliver(...files.map((file) => readFileSync(path.join(shared, file))));
    expect(await look()).toEqual({ notices: 44, entries: taken.length, refused: [] });
    const expected = files.flatMap((file) => {
      const { court, contains } = JSON.parse(readFileSync(path.join(shared, file.replace('.eml', '.expected.json')), 'utf8')) as { court: string; contains: { docketNumber: string; entries: object[] }[] };
      return contains.flatMap(({ docketNumber, entries }) => entries.map((entry) => ({ court, docketNumber, ...entry })));
    });
    expect(taken.map(({ court, docketNumber, number, dateFiled, shortDescription }) => ({ court, docketNumber, number, dateFiled, shortDescription }))).toEqual(expected);
    expect(await look()).toEqual({ notices: 0, entries: 0, refused: [] });
  });

  it('a notice whose transaction fails stays unseen and comes again; those before it do not', async () => {
    await deliver(made('27-50001', 'Final Decree'), made('27-50002', 'Final Decree'), made('27-50003', 'Final Decree'));
    const failing = async (entries: readonly ReceivedEntry[]) => {
      if (entries[0]?.docketNumber === '27-50002') throw new Error('the database is away');
      await take(entries);
    };
    await expect(takeMail({ url: server.imapUrl }, failing)).rejects.toThrow('the database is away');
    expect(taken.map(({ docketNumber }) => docketNumber)).toEqual(['27-50001']);
    expect((await look()).notices).toBe(2);
    expect(new Set(taken.map((entry) => `${entry.docketNumber} ${entryKey(entry)}`))).toEqual(new Set(['27-50001 7', '27-50002 7', '27-50003 7']));
  });

  it('a mail that is no notice, or too large, is put aside with the reason, and stops nothing', async () => {
    await deliver('Subject: Friday\r\n\r\nSee you', `Subject: large\r\n\r\n${'x'.repeat(300_000)}`, made('27-50004', 'Final Decree'));
    const { notices, refused } = await look();
    expect([notices, refused.map(({ why }) => why.replace(/\d+ bytes/, 'n bytes'))]).toEqual([1, ['it has no "Notice of Electronic Filing" with days and docket text', 'it has n bytes, and 200000 are read at most']]);
    expect(await look()).toEqual({ notices: 0, entries: 0, refused: [] });
    const aside: string[] = [];
    await takeMail({ url: server.imapUrl.replace('/INBOX', '/Unreadable'), refusedFolder: 'Elsewhere' }, take).then(({ refused: again }) => aside.push(...again.map(({ name }) => name)));
    expect(aside).toHaveLength(2);
  });

  it('a wrong password and a server that is gone are told', async () => {
    await expect(takeMail({ url: server.imapUrl.replace('secret', 'wrong') }, take)).rejects.toThrow();
    await server.kill9();
    await expect(look()).rejects.toThrow();
  });
});
