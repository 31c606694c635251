import { createHash } from 'node:crypto';
import { compose, filledNames, statementOf, type ComposedDocument, type DocumentSet, type DocumentStatement, type DocumentValues, type ValueName } from '../../libs/documents/index.ts';
import type { Instant, LocalDate } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { packValues, senderOf } from '../../libs/policy/notice-statement.ts';
import { documentPdf } from './document-pdf.ts';
import type { PrintDocument } from './pdf-thread.ts';

/** What a letter needs to be written; names and addresses among it, so it stays in the process that prints. */
export interface LetterToWrite {
  readonly law: Law;
  readonly document: string;
  readonly languages: readonly string[];
  /** What the decision relied on. */
  readonly contains: readonly string[];
  readonly largePrint: boolean;
  readonly accountId: string;
  readonly noticeId: string;
  readonly name: string;
  readonly mailingAddress: string;
  readonly premiseAddress: string;
  /** What this letter says of these is left out where nothing was decided with it. */
  readonly pastDueCents?: number | null;
  readonly payByOn?: LocalDate | null;
  readonly shutOffOn?: LocalDate | null;
  readonly monthlyCostCents?: number | null;
  /** Of a notice to an owner: when the charges are certified, until when objections are heard, and when the governing body hears the report. */
  readonly certifyOn?: LocalDate | null;
  readonly objectByOn?: LocalDate | null;
  readonly hearingOn?: LocalDate | null;
  /** What a letter of a docket says. */
  readonly docket?: { readonly docket: string; readonly petitionOn: LocalDate; readonly newAccountFromOn: LocalDate; readonly assurance: { readonly amountCents: number; readonly lastDayOn: LocalDate } | null; readonly voids: readonly string[] } | null;
  /** Documents that lie with it, such as the written policy. */
  readonly attached?: readonly string[];
  /** Whose occupants it is for. */
  readonly unitId?: string | null;
  /** To whom the customer named (CA-15D). */
  readonly thirdParty?: { readonly name: string; readonly mailingAddress: string } | null;
  readonly orderedAt: Instant;
  readonly orderedOn: LocalDate;
  readonly rules: readonly { readonly citation: string }[];
}

/** What is known of a letter once it lies on paper; ids and figures alone. */
export interface PaperFacts extends DocumentStatement {
  readonly pages: number;
  /** Of the PDF. */
  readonly sha256: string;
  /** How many letters to how many addresses the PDF holds, each beginning on a page of its own. */
  readonly copies: number;
}

export interface WrittenLetter {
  readonly pdf: Buffer;
  /** The same without layout, each language after the other; the title comes first. */
  readonly text: string;
  readonly writtenAt: Instant;
  readonly facts: PaperFacts;
}

/** The letter would not say what the decision to send it relied on: it is not printed, and a person sees why. */
export class LetterFallsShort extends Error {
  constructor(noticeId: string, lacking: readonly string[]) {
    super(`Letter ${noticeId} would lack ${lacking.join(', ')}: complete the customer's record (name, mailing address), or the texts of the pack's documents.`);
    this.name = 'LetterFallsShort';
  }
}

/** The pack has no texts to write with. */
export class NoDocuments extends Error {
  constructor(pack: string) {
    super(`Pack ${pack} names no documents, so no letter can be written under it: add "documents" to its pack.yaml.`);
    this.name = 'NoDocuments';
  }
}

/**
 * Writes a letter in each of its languages and states what it contains, read from what was really filled in. Where the mail goes to
 * another address than the water, and the pack asks for it, a copy goes to "Occupant" at the premises (CA-998-LETTER).
 * @throws LetterFallsShort, NoDocuments, NoGlyph
 */
export async function writtenLetter(letter: LetterToWrite, print: PrintDocument = documentPdf): Promise<WrittenLetter> {
  const { law, document, languages, noticeId } = letter;
  if (law.documents === null) throw new NoDocuments(law.pack.id);
  const values = valuesOf(letter);
  const statement = statementOf(law.documents, document, languages, filledNames(values));
  const lacking = letter.contains.filter((block) => !statement.contains.includes(block));
  if (lacking.length > 0) throw new LetterFallsShort(noticeId, lacking);
  const copies = copiesOf(law.documents, letter, values);
  const small = [...new Set(letter.rules.map(({ citation }) => citation))];
  const { pdf, pages } = await print(copies.flat(), { letterhead: senderOf(law), at: letter.orderedAt, small, largePrint: letter.largePrint });
  const text = (copies[0] ?? []).map((part) => plainText(part.text)).join('\n\n\n');
  return { pdf, text, writtenAt: letter.orderedAt, facts: { ...statement, pages, copies: copies.length, sha256: createHash('sha256').update(pdf).digest('hex') } };
}

function plainText({ title, opening, facts, sections }: ComposedDocument): string {
  const rows = facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  return [title, opening, rows, ...sections.map(({ heading, text }) => (heading === null ? text : `${heading}\n${text}`))].join('\n\n');
}

function valuesOf(letter: LetterToWrite): DocumentValues {
  return {
    ...packValues(letter.law),
    account: letter.accountId,
    notice: letter.noticeId,
    'notice-date': letter.orderedOn,
    'customer-name': letter.name.trim(),
    'mailing-address': (letter.thirdParty ?? letter).mailingAddress.trim(),
    ...given('third-party-name', letter.thirdParty?.name.trim()),
    'service-address': letter.premiseAddress.trim(),
    ...given('amount-past-due', letter.pastDueCents),
    ...given('pay-by-date', letter.payByOn),
    ...given('shut-off-date', letter.shutOffOn),
    ...given('monthly-cost', letter.monthlyCostCents),
    ...given('docket', letter.docket?.docket),
    ...given('petition-date', letter.docket?.petitionOn),
    ...given('new-account-from', letter.docket?.newAccountFromOn),
    ...given('assurance-amount', letter.docket?.assurance?.amountCents),
    ...given('assurance-by', letter.docket?.assurance?.lastDayOn),
    ...given('void-papers', letter.docket && letter.docket.voids.length > 0 ? letter.docket.voids.join(', ') : undefined),
    ...given('certify-on', letter.certifyOn),
    ...given('object-by', letter.objectByOn),
    ...given('hearing-on', letter.hearingOn),
  };
}

/** What was not decided is left out, not printed as nothing. */
function given<N extends ValueName>(name: N, value: DocumentValues[N] | null): DocumentValues {
  return value === null || value === undefined ? {} : { [name]: value };
}

function copiesOf(set: DocumentSet, { law, document, languages, mailingAddress, premiseAddress, unitId = null, attached = [] }: LetterToWrite, values: DocumentValues) {
  const part = (language: string, which = document) => {
    const text = compose(set, which, language, values);
    const layout = set.forms[text.form];
    if (!layout) throw new Error(`No documents.yaml says how a ${text.form} lies on paper`);
    return { text, layout };
  };
  const occupant = (language: string) => [set.texts[language]?.occupant ?? 'Occupant', ...(unitId === null ? [] : [unitId]), ...premiseAddress.split('\n').filter((line) => line.trim() !== '')];
  const toOccupant = ({ text, layout }: ReturnType<typeof part>) => ({ text: { ...text, to: occupant(text.language) }, layout });
  const addressed = [document, ...attached].flatMap((which) => languages.map((language) => part(language, which)));
  if (unitId !== null) return [addressed.map(toOccupant)];
  const livesElsewhere = plain(mailingAddress) !== plain(premiseAddress) && premiseAddress.trim() !== '';
  const isToCustomer = set.structures[document]?.to === 'customer';
  if (law.pack.documents?.copyToPremises === undefined || !livesElsewhere || !isToCustomer) return [addressed];
  return [addressed, addressed.map(toOccupant)];
}

function plain(address: string): string {
  return address.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
