import { letterOf, recordAttempt, type Database, type Letter } from '../../libs/store/index.ts';
import { disconnectNotice } from './disconnect-notice.ts';
import type { LetterPrinter, LetterSlip } from './letter-printer.ts';
import { noticePdf } from './notice-pdf.ts';

export interface LetterReference {
  readonly utilityId: string;
  readonly caseId: string;
  readonly noticeId: string;
}

export type LetterOutcome = 'printed' | 'was-there' | 'not-wanted';

export interface CorrespondenceActivities {
  /** Prints a notice once. A fence, a payment or a person may have made it unwanted since it was ordered: then nothing is printed. */
  printLetter(which: LetterReference): Promise<LetterOutcome>;
}

export interface CorrespondenceOptions {
  readonly db: Database;
  readonly printer: LetterPrinter;
  /** As the utility calls itself on its letters. */
  readonly utilityName: (utilityId: string) => Promise<string>;
  readonly onLetter?: (slip: LetterReference, outcome: LetterOutcome) => void;
}

export function createCorrespondenceActivities({ db, printer, utilityName, onLetter }: CorrespondenceOptions): CorrespondenceActivities {
  return {
    async printLetter(which) {
      // Asked at the last moment: between the order and this attempt, hours may have passed.
      const letter = await letterOf(db, which.utilityId, which.noticeId);
      const outcome = letter === null ? 'not-wanted' : await print(letter);
      if (letter !== null) await recordAttempt(db, which.utilityId, which.noticeId, null);
      onLetter?.(which, outcome);
      return outcome;
    },
  };

  async function print(letter: Letter): Promise<LetterOutcome> {
    const name = await utilityName(letter.utilityId);
    return printer.print(slipOf(letter), () => noticePdf(disconnectNotice(letter, name), letter.orderedAt));
  }
}

function slipOf({ utilityId, accountId, caseId, noticeId, orderedOn }: Letter): LetterSlip {
  return { utilityId, accountId, caseId, noticeId, idempotencyKey: noticeId, kind: 'disconnect-notice', orderedOn };
}
