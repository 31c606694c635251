import { letterOf, recordAttempt, recordBounce, recordPaper, takeBackLetter, type Database, type Letter } from '../../libs/store/index.ts';
import type { LetterPrinter, LetterSlip } from './letter-printer.ts';
import { MailRefused, type NoticeMailer } from './notice-mailer.ts';
import type { SentMail } from './sent-mail.ts';
import type { PrintDocument } from './pdf-thread.ts';
import { writtenLetter, type PaperFacts } from './written-letter.ts';

export interface LetterReference {
  readonly utilityId: string;
  /** Null for a letter of a docket. */
  readonly caseId: string | null;
  readonly noticeId: string;
}

export type LetterOutcome = 'e-mailed' | 'bounced' | 'printed' | 'was-there' | 'withdrawn' | 'not-wanted';

export interface CorrespondenceActivities {
  /**
   * Prints a notice once. A fence, a payment or a person may have made it unwanted since it was ordered: then nothing is printed,
   * and what was printed before is taken out of the post again.
   */
  printLetter(which: LetterReference): Promise<LetterOutcome>;
}

export interface CorrespondenceOptions {
  readonly db: Database;
  readonly printer: LetterPrinter;
  /** Lays letters out elsewhere than in this thread; here unless told. */
  readonly printDocument?: PrintDocument | undefined;
  /** For customers who chose e-mail; without a mail server their notices wait on the stuck list. */
  readonly eMail?: { readonly mailer: NoticeMailer; readonly sent: SentMail } | undefined;
  /** @param correlationId null for a letter that is no longer wanted */
  readonly onLetter?: (letter: LetterReference & { readonly correlationId: string | null }, outcome: LetterOutcome) => void;
}

/** A customer chose e-mail, and nobody has said which server sends it. */
export class NoMailServer extends Error {
  constructor(noticeId: string) {
    super(`Notice ${noticeId} goes by e-mail and the worker knows no mail server: set ARREARS_SMTP_URL and ARREARS_MAIL_FROM`);
    this.name = 'NoMailServer';
  }
}

export function createCorrespondenceActivities({ db, printer, printDocument, eMail, onLetter }: CorrespondenceOptions): CorrespondenceActivities {
  return {
    async printLetter(which) {
      // Asked at the last moment: between the order and this attempt, hours may have passed.
      const letter = await letterOf(db, which.utilityId, which.noticeId);
      const printed = letter === null ? null : await print(letter);
      if (printed !== null) await recordAttempt(db, which.utilityId, which.noticeId, null);
      // Asked again: no lock is held while a letter is printed, and what was withdrawn meanwhile must not lie there.
      const isWanted = printed !== null && (await letterOf(db, which.utilityId, which.noticeId)) !== null;
      const outcome = isWanted ? await mail(letter as Letter, printed) : await takeBack(which, letter, printed ?? 'not-wanted');
      onLetter?.({ ...which, correlationId: letter?.correlationId ?? null }, outcome);
      return outcome;
    },
  };

  async function takeBack({ utilityId, noticeId }: LetterReference, letter: Letter | null, otherwise: LetterOutcome): Promise<LetterOutcome> {
    if (letter?.channel === 'crew') {
      // The crew is called back by itself; what was just printed for it is of no use to anybody.
      await printer.withdraw({ utilityId, noticeId }, letter.orderedOn);
      return 'withdrawn';
    }
    const wasOpen = await takeBackLetter(db, utilityId, noticeId, (withdrawnOn) => printer.withdraw({ utilityId, noticeId }, withdrawnOn));
    return wasOpen ? 'withdrawn' : otherwise;
  }

  /** Last of all, since an e-mail cannot be taken back. Who has no address that takes it gets a letter. */
  async function mail(letter: Letter, printed: LetterOutcome): Promise<LetterOutcome> {
    if (letter.channel !== 'e-mail') return printed;
    const { eMail: to, noticeId, utilityId } = letter;
    if (to === null) return bounce(letter, 'There is no e-mail address on file.');
    if (!eMail) throw new NoMailServer(noticeId);
    const key = `${noticeId}@${utilityId}`;
    try {
      await eMail.sent.once(key, async () => eMail.mailer.send({ key, to, letter: await writtenLetter(letter, printDocument) }));
      return 'e-mailed';
    } catch (error) {
      if (error instanceof MailRefused) return bounce(letter, error.message);
      throw error;
    }
  }

  async function bounce(letter: Letter, reason: string): Promise<LetterOutcome> {
    await recordBounce(db, letter, reason);
    return 'bounced';
  }

  async function print(letter: Letter): Promise<LetterOutcome> {
    let paper: PaperFacts | null = null;
    const outcome = await printer.print(slipOf(letter), async () => {
      const written = await writtenLetter(letter, printDocument);
      paper = written.facts;
      return written;
    });
    // What lay there already was noted when it was printed; should that have been broken off, its hash stands on its slip alone.
    if (paper !== null) await recordPaper(db, letter, paper);
    return outcome;
  }
}

function slipOf({ utilityId, accountId, caseId, noticeId, orderedOn, correlationId, document, channel, unitId }: Letter): LetterSlip {
  return { utilityId, accountId, caseId, noticeId, idempotencyKey: noticeId, kind: document, orderedOn, correlationId, ...(channel === 'letter' ? {} : { channel }), ...(unitId === null ? {} : { unitId }) };
}
