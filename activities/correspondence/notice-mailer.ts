import { createTransport, type Transporter } from 'nodemailer';
import type { WrittenLetter } from './written-letter.ts';

export interface NoticeMail {
  /** The effect's idempotency key; it names the message for whoever deduplicates, and stands in every bounce. */
  readonly key: string;
  readonly to: string;
  readonly letter: WrittenLetter;
}

export interface NoticeMailer {
  /** @throws MailRefused, MailUncertain; other errors are passing, and the mail was not sent */
  send(mail: NoticeMail): Promise<void>;
}

/** The customer's mail server will never take it: a bounce that is known at once. The message holds no address. */
export class MailRefused extends Error {
  constructor(key: string, code: number) {
    super(`The mail server refused notice ${key} for good (${code})`);
    this.name = 'MailRefused';
  }
}

/** The connection broke after the text was sent and before the server answered: nobody knows whether it arrived (I4). */
export class MailUncertain extends Error {
  constructor(key: string) {
    super(`Nobody knows whether notice ${key} was sent by e-mail: ask the mail server for its Message-ID, then skip or retry the step`);
    this.name = 'MailUncertain';
  }
}

/** A mail server could not be asked now. Without the address that its own words may hold. */
export class MailPutOff extends Error {
  constructor(key: string, code: string) {
    super(`Notice ${key} could not be sent by e-mail now (${code}); it is tried again`);
    this.name = 'MailPutOff';
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** A server that says nothing for so long is gone. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

/** By SMTP, asking for a report of delivery and of failure (RFC 3461) where the server knows that. */
export class SmtpMailer implements NoticeMailer {
  readonly #transport: Transporter;
  readonly #from: string;
  /** The Message-IDs of which the whole text has gone to a server. */
  readonly #left = new Set<string>();

  /** @param url `smtp://user:password@host:587` or `smtps://…`; @param from the sender's address */
  constructor(url: string, from: string, impatience: Partial<typeof timeouts> = {}) {
    this.#transport = createTransport({ url, disableFileAccess: true, disableUrlAccess: true, ...timeouts, ...impatience });
    this.#from = from;
    this.#transport.use('stream', (mail, done) => {
      mail.message.processFunc((text) => text.once('end', () => this.#left.add(mail.message.messageId())));
      done();
    });
  }

  async send({ key, to, letter }: NoticeMail): Promise<void> {
    const messageId = messageIdOf(key, this.#from);
    const [title = ''] = letter.text.split('\n');
    try {
      await this.#transport.sendMail({
        from: this.#from,
        to,
        messageId,
        date: new Date(letter.writtenAt),
        subject: title,
        text: letter.text,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.facts.languages.join(', ') },
        attachments: [{ filename: `${letter.facts.document}.pdf`, content: letter.pdf, contentType: 'application/pdf' }],
        dsn: { id: encodeURIComponent(key), return: 'headers', notify: ['success', 'failure'], recipient: this.#from },
      });
    } catch (error) {
      throw told(error as SmtpError, key, this.#left.has(messageId));
    } finally {
      this.#left.delete(messageId);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

/** `<A1.1.n1@county>` of the key, at the sender's domain: the same whenever it is sent. */
export function messageIdOf(key: string, from: string): string {
  return `<notice.${encodeURIComponent(key)}@${from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')}>`;
}

/** Servers quote addresses in what they say: their words stay here. */
function told({ code, responseCode, command }: SmtpError, key: string, textHasLeft: boolean): Error {
  if (responseCode !== undefined && responseCode >= 500 && command !== 'CONN' && code !== 'EAUTH') return new MailRefused(key, responseCode);
  if (responseCode === undefined && textHasLeft) return new MailUncertain(key);
  return new MailPutOff(key, responseCode === undefined ? (code ?? 'no answer') : String(responseCode));
}
