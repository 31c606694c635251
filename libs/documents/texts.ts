import { z } from 'zod';
import { forms, formLayoutSchema, type FormLayout, type FormName } from './forms.ts';

/** BCP 47, as far as letters need it: a language and, where it decides the script, that too (`zh-Hant`). */
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, { error: 'must be a language like en, tl or zh-Hant' });

const name = z.string().regex(/^[a-z][a-z-]*$/, { error: 'must be a name like pay-by-date' });

const blockTextSchema = z.strictObject({
  heading: z.string().min(1).optional(),
  text: z.string().min(1),
  /** Lines to write on: a signature, a date. */
  lines: z.array(z.string().min(1)).min(1).optional(),
});
export type BlockText = z.infer<typeof blockTextSchema>;

const documentTextSchema = z.strictObject({
  title: z.string().min(1),
  opening: z.string().min(1),
  /** Where this document says a block in other words than the rest. */
  blocks: z.record(name, blockTextSchema).optional(),
});
export type DocumentText = z.infer<typeof documentTextSchema>;

/** One layer of a language: everything in the first, in later ones what they add or replace. */
export const languageLayerSchema = z.strictObject({
  language: languageSchema,
  /** As the language calls itself. */
  calls: z.string().min(1).optional(),
  /** Who looked at the wording: a translation that nobody certified says so. */
  wording: z.enum(['original', 'translation-not-certified', 'certified']).optional(),
  date: z.string().includes('{year}').includes('{month}').includes('{day}').optional(),
  months: z.array(z.string().min(1)).length(12).optional(),
  occupant: z.string().min(1).optional(),
  page: z.string().includes('{page}').includes('{pages}').optional(),
  labels: z.record(name, z.string().min(1)).optional(),
  blocks: z.record(name, blockTextSchema).optional(),
  documents: z.record(name, documentTextSchema.partial()).optional(),
});
export type LanguageLayer = z.infer<typeof languageLayerSchema>;

/** Everything that documents say in one language, all layers laid over each other. */
export interface LanguageTexts {
  readonly language: string;
  readonly calls: string;
  readonly wording: string;
  readonly date: string;
  readonly months: readonly string[];
  readonly occupant: string;
  readonly page: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly blocks: Readonly<Record<string, BlockText>>;
  readonly documents: Readonly<Record<string, DocumentText>>;
}

export const addressees = ['customer', 'debtor', 'occupant', 'owner', 'third-party', 'nobody'] as const;

const structureSchema = z.strictObject({
  /** A letter in an envelope, a sheet posted at the property, a tag at the door, or words to be spoken. */
  form: z.enum(forms),
  to: z.enum(addressees),
  /** Rows under the title: the values that the reader looks for first. */
  facts: z.array(name),
  /** In this order; a block whose values are not known does not appear. */
  blocks: z.array(name).min(1),
});
export type DocumentStructure = z.infer<typeof structureSchema>;

/** What documents there are and what they are made of; the same in every language. */
export const structuresSchema = z.strictObject({
  /** What a block must name to count as that block. */
  mustName: z.record(name, z.array(name).min(1)).optional(),
  /** Where what stands on the paper. */
  forms: z.partialRecord(z.enum(forms), formLayoutSchema).optional(),
  documents: z.record(name, structureSchema),
});
export type Structures = z.infer<typeof structuresSchema>;

/** The documents of a pack: structures and, for each language, texts. The first language is the one in which the law is met. */
export interface DocumentSet {
  readonly languages: readonly string[];
  readonly structures: Readonly<Record<string, DocumentStructure>>;
  readonly forms: Readonly<Partial<Record<FormName, FormLayout>>>;
  readonly mustName: Readonly<Record<string, readonly string[]>>;
  readonly texts: Readonly<Record<string, LanguageTexts>>;
}

/** The words of one block in one document: its own, or those that all documents share. */
export function blockText(texts: LanguageTexts, document: string, block: string): BlockText | undefined {
  return texts.documents[document]?.blocks?.[block] ?? texts.blocks[block];
}
