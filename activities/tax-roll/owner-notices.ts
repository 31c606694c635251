import type { OwnerLetter } from '../../libs/store/index.ts';
import type { LetterPrinter } from '../correspondence/letter-printer.ts';
import { writtenLetter, type WrittenLetter } from '../correspondence/written-letter.ts';

const document = 'owner-certification-notice';

/** What an owner has to be told before a debt is certified (OH-CERT-NOTICE): the letter falls short without it, and is not printed. */
const contains = ['certification-meaning', 'certification-stop', 'certification-objection'];

/** Writes a notice to an owner. @throws LetterFallsShort, NoDocuments, NoGlyph */
export function writtenOwnerNotice({ owner, parcelId, premiseAddress, amountCents, ...letter }: OwnerLetter): Promise<WrittenLetter> {
  const to = owner ?? { name: `Owner of parcel ${parcelId}`, mailingAddress: premiseAddress };
  return writtenLetter({ ...letter, ...to, document, contains, premiseAddress, pastDueCents: amountCents });
}

/** Prints the notices of a season beside the other letters, each once, so that the day's print run takes them along. */
export async function printOwnerNotices(printer: LetterPrinter, utilityId: string, seasonId: string, letters: readonly OwnerLetter[]): Promise<{ readonly printed: number; readonly wereThere: number }> {
  let printed = 0;
  for (const letter of letters) {
    const { accountId, noticeId, orderedOn } = letter;
    const slip = { utilityId, accountId, caseId: seasonId, noticeId, idempotencyKey: noticeId, kind: document, orderedOn, correlationId: seasonId };
    if ((await printer.print(slip, () => writtenOwnerNotice(letter))) === 'printed') printed += 1;
  }
  return { printed, wereThere: letters.length - printed };
}
