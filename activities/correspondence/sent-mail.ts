import { mkdir, open, rename, rm, access } from 'node:fs/promises';
import path from 'node:path';
import { MailUncertain } from './notice-mailer.ts';

/**
 * Which notices went out by e-mail, as files beside the letters. SMTP cannot tell a message that comes twice: it is noted before it is
 * sent, so that one of which nobody knows whether it was sent is shown and not silently repeated (I4).
 */
export class SentMail {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Sends what was not sent yet.
   * @throws MailUncertain when an attempt before this one died halfway; what `send` throws otherwise
   */
  async once(key: string, send: () => Promise<void>): Promise<'sent' | 'was-sent'> {
    const base = path.join(this.#folder, encodeURIComponent(key));
    if (await exists(`${base}.sent`)) return 'was-sent';
    await mkdir(this.#folder, { recursive: true });
    const note = await open(`${base}.sending`, 'wx').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new MailUncertain(key) : error;
    });
    await note.sync();
    await note.close();
    try {
      await send();
    } catch (error) {
      if (!(error instanceof MailUncertain)) await rm(`${base}.sending`);
      throw error;
    }
    await rename(`${base}.sending`, `${base}.sent`);
    return 'sent';
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
