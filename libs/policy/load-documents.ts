import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { faultsOf, languageLayerSchema, mergeLayers, mergeStructures, structuresSchema, type DocumentSet, type LanguageTexts } from '../documents/index.ts';
import type { Fault } from './check/fault.ts';
import { readLocated } from './check/located-yaml.ts';
import { schemaFindings } from './check/schema-findings.ts';
import type { Pack } from './pack.ts';

export const documentsFolder = join(dirname(fileURLToPath(import.meta.url)), 'documents');

interface Read<T> {
  readonly values: readonly T[];
  readonly faults: readonly Fault[];
}

/** The documents that a pack names: the families' texts with the pack's own over them, and what is wrong with them. */
export function readDocuments(packFolder: string, { documents }: Pack): { readonly documents: DocumentSet | null; readonly faults: readonly Fault[] } {
  if (documents === undefined) return { documents: null, faults: [] };
  const folders = [...documents.texts.map((family) => join(documentsFolder, family)), join(packFolder, 'documents')];
  const unknown = documents.texts.filter((family) => !existsSync(join(documentsFolder, family))).map((family) => faultIn(packFolder, `There is no family of texts "${family}" in libs/policy/documents.`));
  const structures = readAll(folders, 'documents.yaml', structuresSchema);
  const layers = documents.languages.map((language) => ({ language, read: readAll(folders, `${language}.yaml`, languageLayerSchema) }));
  const broken = [...unknown, ...structures.faults, ...layers.flatMap(({ read }) => read.faults)];
  if (broken.length > 0) return { documents: null, faults: broken };
  const texts = Object.fromEntries(layers.flatMap(({ language, read }) => (read.values.length === 0 ? [] : [[language, mergeLayers(read.values) as LanguageTexts]])));
  const set: DocumentSet = { languages: documents.languages, ...mergeStructures(structures.values), texts };
  const unnamed = Object.entries(documents.steps).filter(([, document]) => !(document in set.structures)).map(([step, document]) => faultIn(packFolder, `The step ${step} sends "${document}", and there is no such document.`));
  const faults = [...faultsOf(set).map((what) => faultIn(packFolder, `${what.charAt(0).toUpperCase()}${what.slice(1)}.`)), ...unnamed];
  return { documents: faults.length > 0 ? null : set, faults };
}

function readAll<S extends z.ZodType>(folders: readonly string[], name: string, schema: S): Read<z.infer<S>> {
  const read = folders.map((folder) => join(folder, name)).filter((file) => existsSync(file)).map((file) => readOne(file, schema));
  return { values: read.flatMap(({ values }) => values), faults: read.flatMap(({ faults }) => faults) };
}

/** What was read last of each file. Packs of one state share their texts, and what has not changed need not be read anew for each. */
const lastRead = new Map<string, { readonly text: string; readonly read: Read<unknown> }>();

function readOne<S extends z.ZodType>(file: string, schema: S): Read<z.infer<S>> {
  const text = readFileSync(file, 'utf8');
  const known = lastRead.get(file);
  if (known?.text === text) return known.read as Read<z.infer<S>>;
  const read = parsedAs(file, text, schema);
  lastRead.set(file, { text, read });
  return read;
}

function parsedAs<S extends z.ZodType>(file: string, text: string, schema: S): Read<z.infer<S>> {
  const source = readLocated(file, text);
  if (source.faults.length > 0) return { values: [], faults: source.faults };
  const parsed = schema.safeParse(source.value);
  return parsed.success ? { values: [parsed.data], faults: [] } : { values: [], faults: schemaFindings(schema, source.value).map(source.locate) };
}

function faultIn(packFolder: string, what: string): Fault {
  return { file: join(packFolder, 'pack.yaml'), line: null, severity: 'error', what, mend: 'Mend the texts of the documents that the pack names.' };
}
