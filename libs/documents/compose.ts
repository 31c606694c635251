import { printedParts, UnknownDocument } from './statement.ts';
import { blockText, type DocumentSet, type DocumentStructure, type LanguageTexts } from './texts.ts';
import { filledIn, filledNames, instalmentIn, namedIn, written, type DocumentValues, type ValueName } from './values.ts';

export interface ComposedSection {
  readonly block: string;
  readonly heading: string | null;
  readonly text: string;
  /** Lines to write on. */
  readonly lines: readonly string[];
}

/** A document in one language, every value filled in: what a printer lays out. */
export interface ComposedDocument {
  readonly document: string;
  readonly language: string;
  readonly form: DocumentStructure['form'];
  readonly to: readonly string[];
  readonly title: string;
  readonly opening: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly ComposedSection[];
  /** With `{page}` and `{pages}`. */
  readonly pageOf: string;
}

/** A document whose first words cannot be said is not written at all. */
export class DocumentLacksValue extends Error {
  constructor(document: string, names: readonly string[]) {
    super(`${document} cannot be written without ${names.join(', ')}`);
    this.name = 'DocumentLacksValue';
  }
}

/** @throws UnknownDocument, DocumentLacksValue */
export function compose(set: DocumentSet, document: string, language: string, values: DocumentValues): ComposedDocument {
  const known = filledNames(values);
  const { facts, blocks } = printedParts(set, document, language, known);
  const texts = set.texts[language] as LanguageTexts;
  const words = texts.documents[document];
  const structure = set.structures[document];
  if (!words || !structure) throw new UnknownDocument(document, language);
  const missing = [...namedIn(words.title), ...namedIn(words.opening)].filter((name) => !known.has(name as ValueName));
  if (missing.length > 0) throw new DocumentLacksValue(document, missing);
  return {
    document,
    language,
    form: structure.form,
    to: addressOf(structure.to, texts, values),
    title: filledIn(words.title, values, texts),
    opening: filledIn(words.opening, values, texts),
    facts: facts.flatMap((name) => rowsOf(name, values, texts)),
    sections: blocks.map((block) => section(blockText(texts, document, block), block, values, texts)),
    pageOf: texts.page,
  };
}

function rowsOf(name: ValueName, values: DocumentValues, texts: LanguageTexts): ComposedDocument['facts'] {
  const label = texts.labels[name] as string;
  if (name === 'instalments') return (values.instalments ?? []).map((instalment, index) => ({ label: `${label} ${index + 1}`, value: instalmentIn(texts, instalment) }));
  return [{ label, value: written(name, values, texts).replaceAll('\n', ', ') }];
}

function section(text: ReturnType<typeof blockText>, block: string, values: DocumentValues, texts: LanguageTexts): ComposedSection {
  return { block, heading: text?.heading ?? null, text: filledIn(text?.text ?? '', values, texts), lines: text?.lines ?? [] };
}

/** As it stands in the window of the envelope; nobody for what is posted or spoken. */
function addressOf(to: DocumentStructure['to'], texts: LanguageTexts, values: DocumentValues): readonly string[] {
  const lines = (name: string | undefined, address: string | undefined) => [...(name ? [name] : []), ...(address ?? '').split('\n').filter((line) => line !== '')];
  switch (to) {
    case 'customer':
    case 'debtor':
    case 'owner':
      return lines(values['customer-name'], values['mailing-address']);
    case 'third-party':
      return lines(values['third-party-name'], values['mailing-address']);
    case 'occupant':
      return lines(texts.occupant, values['service-address']);
    case 'nobody':
      return [];
  }
}
