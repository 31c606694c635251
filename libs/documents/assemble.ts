import type { DocumentSet, DocumentStructure, LanguageLayer, LanguageTexts, Structures } from './texts.ts';
import { blockText } from './texts.ts';
import { namedIn, valueNames } from './values.ts';

/** Lays the layers of one language over each other; later ones add and replace. */
export function mergeLayers(layers: readonly LanguageLayer[]): Partial<LanguageTexts> {
  return layers.reduce<Partial<LanguageTexts>>((below, layer) => {
    const { labels, blocks, documents, ...plain } = layer;
    const merged = { ...below.documents };
    for (const [name, text] of Object.entries(documents ?? {})) {
      merged[name] = { ...merged[name], ...text, blocks: { ...merged[name]?.blocks, ...text.blocks } } as LanguageTexts['documents'][string];
    }
    return { ...below, ...plain, labels: { ...below.labels, ...labels }, blocks: { ...below.blocks, ...blocks }, documents: merged } as Partial<LanguageTexts>;
  }, {});
}

export function mergeStructures(layers: readonly Structures[]): Pick<DocumentSet, 'structures' | 'forms' | 'mustName'> {
  return {
    structures: Object.assign({}, ...layers.map((layer) => layer.documents)) as DocumentSet['structures'],
    forms: Object.assign({}, ...layers.map((layer) => layer.forms ?? {})) as DocumentSet['forms'],
    mustName: Object.assign({}, ...layers.map((layer) => layer.mustName ?? {})) as DocumentSet['mustName'],
  };
}

const wholeLanguage = ['calls', 'wording', 'date', 'months', 'occupant', 'page'] as const;

/** Everything that keeps a set of documents from being written in each of its languages, in sentences. Empty when nothing does. */
export function faultsOf(set: DocumentSet): readonly string[] {
  const faults = set.languages.flatMap((language) => {
    const texts = set.texts[language];
    if (!texts) return [`there are no texts in ${language}: add a file ${language}.yaml, or take it from "languages"`];
    const missing = wholeLanguage.filter((part) => texts[part] === undefined).map((part) => `${language}: "${part}" is missing: add it to ${language}.yaml`);
    const told = Object.entries(set.structures).flatMap(([document, structure]) => faultsOfDocument(set, texts, document, structure));
    return [...missing, ...told];
  });
  return [...new Set(faults)];
}

function faultsOfDocument(set: DocumentSet, texts: LanguageTexts, document: string, structure: DocumentStructure): string[] {
  const { language } = texts;
  const where = `${language}: ${document}`;
  const text = texts.documents[document];
  const own = [
    ...(text?.title === undefined || text.opening === undefined ? [`${where} has no title or no opening: add both to ${language}.yaml under documents`] : []),
    ...[...namedIn(text?.title ?? ''), ...namedIn(text?.opening ?? '')].filter(isUnknown).map((name) => `${where} names {${name}}, which is no value that documents know`),
  ];
  const rows = structure.facts.flatMap((name) => [
    ...(isUnknown(name) ? [`${where}: the row "${name}" is no value that documents know`] : []),
    ...(texts.labels[name] === undefined ? [`${where}: the row "${name}" has no label: add it to ${language}.yaml under labels`] : []),
  ]);
  const paper = set.forms[structure.form] ? [] : [`${document} is a ${structure.form}, and no documents.yaml says how that lies on paper: add it under forms`];
  return [...paper, ...own, ...rows, ...structure.blocks.flatMap((block) => faultsOfBlock(set, texts, document, block))];
}

function faultsOfBlock(set: DocumentSet, texts: LanguageTexts, document: string, block: string): string[] {
  const { language } = texts;
  const where = `${language}: block "${block}" of ${document}`;
  const text = blockText(texts, document, block);
  if (!text) return [`${where} has no text: add it to ${language}.yaml under blocks`];
  const names = namedIn(text.text);
  const unknown = names.filter(isUnknown).map((name) => `${where} names {${name}}, which is no value that documents know`);
  const needed = set.mustName[block]?.filter((name) => !names.includes(name)).map((name) => `${where} must name {${name}} to be that block`) ?? [];
  const first = set.languages[0] as string;
  const same = set.texts[first] && blockText(set.texts[first], document, block);
  const other = same && namedIn(same.text).join(', ') !== names.join(', ') ? [`${where} names other values (${names.join(', ') || 'none'}) than in ${first} (${namedIn(same.text).join(', ') || 'none'})`] : [];
  return [...unknown, ...needed, ...other];
}

function isUnknown(name: string): boolean {
  return !(valueNames as readonly string[]).includes(name);
}
