import { letterOf, recordAttempt, takeBackLetter, type Database, type Letter } from '../../libs/store/index.ts';
import type { LetterPrinter, LetterSlip } from './letter-printer.ts';
import { writtenLetter } from './written-letter.ts';

export interface LetterReference {
  readonly utilityId: string;
  readonly caseId: string;
  readonly noticeId: string;
}

export type LetterOutcome = 'printed' | 'was-there' | 'withdrawn' | 'not-wanted';

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
  /** @param correlationId null for a letter that is no longer wanted */
  readonly onLetter?: (letter: LetterReference & { readonly correlationId: string | null }, outcome: LetterOutcome) => void;
}

export function createCorrespondenceActivities({ db, printer, onLetter }: CorrespondenceOptions): CorrespondenceActivities {
  return {
    async printLetter(which) {
      // Asked at the last moment: between the order and this attempt, hours may have passed.
      const letter = await letterOf(db, which.utilityId, which.noticeId);
      const printed = letter === null ? null : await print(letter);
      if (printed !== null) await recordAttempt(db, which.utilityId, which.noticeId, null);
      // Asked again: no lock is held while a letter is printed, and what was withdrawn meanwhile must not lie there.
      const isWanted = printed !== null && (await letterOf(db, which.utilityId, which.noticeId)) !== null;
      const outcome = isWanted ? printed : await takeBack(which, printed ?? 'not-wanted');
      onLetter?.({ ...which, correlationId: letter?.correlationId ?? null }, outcome);
      return outcome;
    },
  };

  async function takeBack({ utilityId, noticeId }: LetterReference, otherwise: LetterOutcome): Promise<LetterOutcome> {
    const wasOpen = await takeBackLetter(db, utilityId, noticeId, (withdrawnOn) => printer.withdraw({ utilityId, noticeId }, withdrawnOn));
    return wasOpen ? 'withdrawn' : otherwise;
  }

  async function print(letter: Letter): Promise<LetterOutcome> {
    return printer.print(slipOf(letter), () => writtenLetter(letter));
  }
}

function slipOf({ utilityId, accountId, caseId, noticeId, orderedOn, correlationId, document }: Letter): LetterSlip {
  return { utilityId, accountId, caseId, noticeId, idempotencyKey: noticeId, kind: document, orderedOn, correlationId };
}
