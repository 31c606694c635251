import { blockText, type DocumentSet, type LanguageTexts } from './texts.ts';
import { namedIn, type ValueName } from './values.ts';

/** What a document says of itself: which it is, in which languages, and the blocks that are really present and filled in each of them. */
export interface DocumentStatement {
  readonly document: string;
  readonly languages: readonly string[];
  readonly contains: readonly string[];
}

/** A document or language that a pack does not have: a broken pack that the loader let pass, or a caller's mistake. */
export class UnknownDocument extends Error {
  constructor(document: string, language?: string) {
    super(language === undefined ? `The pack has no document "${document}"` : `The pack has no texts in ${language} for ${document}`);
    this.name = 'UnknownDocument';
  }
}

/** The address and each of these count as contents by being named anywhere in what is printed. */
const contentOfValue: Partial<Record<ValueName, string>> = {
  'contact-person': 'person-with-power-to-correct',
  phone: 'phone',
  'amount-past-due': 'amount-past-due',
  'pay-by-date': 'pay-by-date',
  'shut-off-date': 'shut-off-date',
  'service-address': 'service-address',
  'monthly-cost': 'monthly-cost',
  'legal-aid': 'legal-aid',
};

/** The rows and blocks of a document that can be filled from what is known. What cannot be filled is not printed, half a sentence least of all. */
export function printedParts(set: DocumentSet, document: string, language: string, known: ReadonlySet<ValueName>): { readonly facts: readonly ValueName[]; readonly blocks: readonly string[] } {
  const texts = textsOf(set, document, language);
  const structure = set.structures[document];
  if (!structure) throw new UnknownDocument(document);
  return {
    facts: (structure.facts as readonly ValueName[]).filter((name) => known.has(name)),
    blocks: structure.blocks.filter((block) => namedIn(blockText(texts, document, block)?.text ?? '').every((name) => known.has(name as ValueName))),
  };
}

/**
 * Derived from the template and from which values are known, never typed beside them: a block that is not printed in one of the
 * languages is not contained.
 * @throws UnknownDocument
 */
export function statementOf(set: DocumentSet, document: string, languages: readonly string[], known: ReadonlySet<ValueName>): DocumentStatement {
  const perLanguage = languages.map((language) => contentsIn(set, document, language, known));
  const [first, ...others] = perLanguage;
  const contains = [...(first ?? [])].filter((content) => others.every((other) => other.has(content))).sort();
  return { document, languages, contains };
}

function contentsIn(set: DocumentSet, document: string, language: string, known: ReadonlySet<ValueName>): ReadonlySet<string> {
  const texts = textsOf(set, document, language);
  const { facts, blocks } = printedParts(set, document, language, known);
  const { title, opening } = texts.documents[document] ?? { title: '', opening: '' };
  const named = [title, opening, ...blocks.map((block) => blockText(texts, document, block)?.text ?? '')].flatMap(namedIn) as ValueName[];
  const values = [...facts, ...named].filter((name) => known.has(name)).flatMap((name) => contentOfValue[name] ?? []);
  const isAddressed = isAddressedTo(set.structures[document]?.to) && known.has('customer-name') && known.has('mailing-address');
  return new Set([...blocks, ...values, ...(isAddressed ? ['customer-name-and-address'] : [])]);
}

function textsOf(set: DocumentSet, document: string, language: string): LanguageTexts {
  const texts = set.texts[language];
  if (!texts?.documents[document]) throw new UnknownDocument(document, language);
  return texts;
}

/** Every content that a document can have when all values are known: what a pack can promise at best. */
export function fullContents(set: DocumentSet, document: string, allValues: ReadonlySet<ValueName>): readonly string[] {
  return statementOf(set, document, set.languages, allValues).contains;
}

function isAddressedTo(to: string | undefined): boolean {
  return to === 'customer' || to === 'debtor';
}
