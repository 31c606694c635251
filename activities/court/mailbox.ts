import { ImapFlow, type FetchMessageObject } from 'imapflow';
import { NoCourtNotice, readNoticeMail, receivedFrom } from '../../libs/docket/index.ts';
import type { TakeEntries, Taken } from './take-entries.ts';

export interface Mailbox {
  /** `imaps://user:password@host:993/INBOX`; `imap://` begins in the clear and takes STARTTLS where the server offers it. */
  readonly url: string;
  /** Where a mail goes that is no notice, so that a person reads it. Made when it is not there. */
  readonly refusedFolder?: string;
  /** Letters of one mail; a larger one is put aside unread. */
  readonly mostBytes?: number;
}

const defaults = { refusedFolder: 'Unreadable', mostBytes: 5_000_000 };
/** How many are read before the connection looks again; a bound for memory, not for the mailbox. */
const atOnce = 50;

/**
 * Takes every unseen notice of the mailbox, each marked as seen only when its entries are committed: what breaks off in between comes again.
 *
 * @throws when the server cannot be reached or refuses the password; nothing is lost by it
 */
export async function takeMail(mailbox: Mailbox, take: TakeEntries): Promise<Taken> {
  const { url, refusedFolder, mostBytes } = { ...defaults, ...mailbox };
  const { folder, client } = clientOf(url);
  const taken = { notices: 0, entries: 0, refused: [] as { name: string; why: string }[] };
  await client.connect();
  try {
    const lock = await client.getMailboxLock(folder);
    try {
      const unseen = (await client.search({ seen: false }, { uid: true })) || [];
      for (let start = 0; start < unseen.length; start += atOnce) {
        for (const message of await client.fetchAll(unseen.slice(start, start + atOnce), { uid: true, size: true }, { uid: true })) {
          const why = (message.size ?? 0) > mostBytes ? `it has ${message.size} bytes, and ${mostBytes} are read at most` : await takeOne(client, message, take, taken);
          if (why === null) await client.messageFlagsAdd([message.uid], ['\\Seen'], { uid: true });
          else {
            taken.refused.push({ name: `message ${message.uid}`, why });
            await putAside(client, message.uid, refusedFolder);
          }
        }
      }
    } finally {
      lock.release();
    }
  } finally {
    await client.logout().catch(() => client.close());
  }
  return taken;
}

/** @returns why it is refused; null when it was taken */
async function takeOne(client: ImapFlow, { uid }: FetchMessageObject, take: TakeEntries, taken: { notices: number; entries: number }): Promise<string | null> {
  const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
  if (!message || !message.source) return null;
  try {
    const entries = receivedFrom(await readNoticeMail(message.source), 'mail');
    await take(entries);
    taken.notices += 1;
    taken.entries += entries.length;
    return null;
  } catch (error) {
    if (error instanceof NoCourtNotice) return error.message;
    throw error;
  }
}

async function putAside(client: ImapFlow, uid: number, folder: string): Promise<void> {
  await client.mailboxCreate(folder).catch(() => undefined);
  await client.messageMove([uid], folder, { uid: true });
}

function clientOf(url: string): { readonly folder: string; readonly client: ImapFlow } {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  const folder = decodeURIComponent(pathname.slice(1)) || 'INBOX';
  const client = new ImapFlow({ host: hostname, port: Number(port) || (secure ? 993 : 143), secure, auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, logger: false });
  // A connection that breaks is told by the command that was waiting; without a listener it would end the process.
  client.on('error', () => undefined);
  return { folder, client };
}
