import type { PaperFacts, WrittenLetter } from './written-letter.ts';

/** What is written beside a letter for whoever takes it to the post: ids alone. */
export interface LetterSlip {
  readonly utilityId: string;
  readonly accountId: string;
  /** Null for a letter of a docket. */
  readonly caseId: string | null;
  readonly noticeId: string;
  readonly idempotencyKey: string;
  /** Which document it is: `disconnect-notice`. */
  readonly kind: string;
  readonly orderedOn: string;
  /** The same from the bill that fell due to this letter. */
  readonly correlationId: string;
  /** Left out for letters. What goes by e-mail lies here as a copy, and in no print run; a posting goes on the door of its unit, and a crew takes along what its order brings. */
  readonly channel?: 'e-mail' | 'posting' | 'crew';
  /** Whose occupants it is for; left out for what goes to the customer. */
  readonly unitId?: string;
  /** What lies on paper; left out of slips that were written before letters stated it. */
  readonly paper?: PaperFacts;
  /** The business date on which the letter was taken back: its PDF is gone, and nothing of it may be mailed. */
  readonly withdrawnOn?: string;
}

/** The way of letters to the post. A letter of a key that is there already is not printed again (I4). */
export interface LetterPrinter {
  print(slip: LetterSlip, write: () => Promise<WrittenLetter>): Promise<'printed' | 'was-there'>;
  /** Takes a letter out of the post again, if it is still there; one that was never printed is let be. */
  withdraw(letter: Pick<LetterSlip, 'utilityId' | 'noticeId'>, withdrawnOn: string): Promise<void>;
}
