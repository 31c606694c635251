import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { instant } from '../../libs/kernel/time.ts';
import { MailPutOff, MailRefused, MailUncertain, SmtpMailer } from './notice-mailer.ts';
import { SentMail } from './sent-mail.ts';

const letter = {
  pdf: Buffer.from('%PDF-1.7 the letter'),
  text: 'Notice: your water service may be shut off\n\nPay $220.00.\n\n\n통지: 수도가 끊길 수 있습니다',
  writtenAt: instant('2027-03-20T12:00:00Z'),
  facts: { document: 'disconnect-notice', languages: ['en', 'ko'], contains: [], pages: 2, sha256: 'f00', copies: 1 },
};
const mail = { key: 'A1.1.n1@county', to: 'customer@example.org', letter };

/** A real SMTP server on this machine, and what it took. */
class Office {
  readonly taken: { readonly recipients: string[]; readonly text: string; readonly dsn: unknown }[] = [];
  readonly #server: SMTPServer;
  #mailer: SmtpMailer | null = null;

  constructor(options: SMTPServerOptions = {}) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('end', () => {
          const [first] = session.envelope.rcptTo;
          this.taken.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString(), dsn: first && 'dsn' in first ? first.dsn : undefined });
          done();
        });
      },
      ...options,
    });
    this.#server.on('error', () => undefined);
  }

  async open(): Promise<SmtpMailer> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.server.address() as AddressInfo;
    return (this.#mailer = new SmtpMailer(`smtp://127.0.0.1:${port}`, 'notices@utility.example'));
  }

  /** Every connection breaks, as when a cable is pulled. */
  breakOff(): void {
    for (const { _socket } of this.#server.connections as unknown as Set<{ readonly _socket: Socket }>) _socket.destroy();
  }

  async close(): Promise<void> {
    this.#mailer?.close();
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }
}

describe('A notice by e-mail', () => {
  let office: Office;
  let folder = '';
  const working = async (options?: SMTPServerOptions) => {
    office = new Office(options);
    return office.open();
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-mail-'));
  });
  afterEach(async () => {
    await office.close();
    await rm(folder, { recursive: true });
  });

  it("reaches the customer's server with its text in every language, the PDF, and a Message-ID that carries the key", async () => {
    const mailer = await working();
    await mailer.send(mail);
    const [got] = office.taken;
    expect(got?.recipients).toEqual(['customer@example.org']);
    expect(got?.text).toMatch(/^Message-ID: <notice\.A1\.1\.n1%40county@utility\.example>\r$/m);
    expect(got?.text).toMatch(/^Subject: Notice: your water service may be shut off\r$/m);
    expect(got?.text).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(got?.text).toContain(Buffer.from(letter.pdf).toString('base64'));
    expect(got?.text).toContain('disconnect-notice.pdf');
  });

  it('is the same message whenever it is sent, but for the boundary of its parts', async () => {
    const mailer = await working();
    await mailer.send(mail);
    await mailer.send(mail);
    const plain = office.taken.map(({ text }) => text.replaceAll(/--_NmP-[\w-]+/g, '--b'));
    expect(plain[0]).toBe(plain[1]);
  });

  it('that the server refuses for good is a bounce, told without the address', async () => {
    const mailer = await working({ onRcptTo: (_to, _session, done) => done(Object.assign(new Error('5.1.1 <customer@example.org> no such mailbox'), { responseCode: 550 })) });
    const failure = await mailer.send(mail).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(MailRefused);
    expect((failure as Error).message).toBe('The mail server refused notice A1.1.n1@county for good (550)');
  });

  it('that the server will take later is put off, and may be tried again', async () => {
    let busy = true;
    const mailer = await working({ onRcptTo: (_to, _session, done) => (busy ? done(Object.assign(new Error('4.2.1 try later'), { responseCode: 450 })) : done()) });
    const sent = new SentMail(folder);
    await expect(sent.once(mail.key, () => mailer.send(mail))).rejects.toThrow(MailPutOff);
    busy = false;
    expect([await sent.once(mail.key, () => mailer.send(mail)), await sent.once(mail.key, () => mailer.send(mail))]).toEqual(['sent', 'was-sent']);
    expect(office.taken).toHaveLength(1);
  });

  it('of which nobody knows whether it arrived is shown, and not sent again', async () => {
    const mailer = await working({ onData: (stream) => void stream.resume().once('end', () => office.breakOff()) });
    const sent = new SentMail(folder);
    await expect(sent.once(mail.key, () => mailer.send(mail))).rejects.toThrow(MailUncertain);
    await expect(sent.once(mail.key, () => mailer.send(mail))).rejects.toThrow(/ask the mail server for its Message-ID/);
    expect(await readdir(folder)).toEqual(['A1.1.n1%40county.sending']);
  });

  it('that no server takes is put off', async () => {
    await working();
    const nobody = new SmtpMailer('smtp://127.0.0.1:9', 'notices@utility.example');
    await expect(nobody.send(mail)).rejects.toThrow(MailPutOff);
    nobody.close();
  });
});
