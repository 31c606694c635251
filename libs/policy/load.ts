import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { businessCalendarSchema, type BusinessCalendar } from '../calendar/business-calendar.ts';
import { BrokenCalendar, loadCalendar } from '../calendar/load-calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { sha256 } from '../kernel/chain.ts';
import { BrokenPack, error, type Fault } from './check/fault.ts';
import { lawFindings } from './check/law-findings.ts';
import { readLocated, type LocatedYaml } from './check/located-yaml.ts';
import { schemaFindings } from './check/schema-findings.ts';
import type { Law } from './facts.ts';
import { BrokenBankruptcyLaw, loadBankruptcyLaw, type BankruptcyLaw } from './bankruptcy-law.ts';
import { readDocuments } from './load-documents.ts';
import { readRollLayouts } from './load-rolls.ts';
import { packSchema } from './pack.ts';

export { BrokenPack };

let packsFolder = join(dirname(fileURLToPath(import.meta.url)), 'packs');

/** Packs are kept elsewhere than beside the code. Said once, at the start, before any pack is read. */
export function keepPacksIn(folder: string): void {
  packsFolder = folder;
}

/** A file that was read: its value when it fits its schema, and what is wrong with it otherwise. */
interface ReadFile<T> {
  readonly value: T | null;
  readonly source: LocatedYaml | null;
  readonly faults: readonly Fault[];
}

function read<S extends z.ZodType>(file: string, schema: S): ReadFile<z.infer<S>> {
  if (!existsSync(file)) {
    const { path: _path, ...missing } = error([], 'There is no such file.', 'Add it, or correct its name.');
    return { value: null, source: null, faults: [{ ...missing, file, line: null }] };
  }
  const source = readLocated(file, readFileSync(file, 'utf8'));
  if (source.faults.length > 0) return { value: null, source, faults: source.faults };
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return { value: parsed.data, source, faults: [] };
  return { value: null, source, faults: schemaFindings(schema, source.value).map(source.locate) };
}

/** A calendar of the pack's own, or a shared one by name and version: `CA-DISTRICT-OFFICE@1`. */
function calendarOf(folder: string, packSource: LocatedYaml, named: string): ReadFile<BusinessCalendar> {
  if (!named.includes('@')) return read(join(folder, named), businessCalendarSchema);
  try {
    return { value: loadCalendar(named), source: null, faults: [] };
  } catch (broken) {
    if (!(broken instanceof BrokenCalendar)) throw broken;
    const mend = 'Mend that file, or name a calendar of libs/calendar/agencies like OH-COUNTY-OFFICE@2.';
    return { value: null, source: null, faults: [packSource.locate(error(['calendar'], broken.message, mend))] };
  }
}

function bankruptcyOf(packSource: LocatedYaml, named: string): ReadFile<BankruptcyLaw> {
  try {
    return { value: loadBankruptcyLaw(named), source: null, faults: [] };
  } catch (broken) {
    if (!(broken instanceof BrokenBankruptcyLaw)) throw broken;
    return { value: null, source: null, faults: [packSource.locate(error(['bankruptcy'], broken.message, 'Name a version that lies in libs/policy/federal, like US-BANKRUPTCY@1.'))] };
  }
}

/** A pack folder as it was read: the law, when it can be used, and every fault and warning. */
export interface CheckedPack {
  readonly law: Law | null;
  readonly faults: readonly Fault[];
}

/** Reads and checks a pack folder; what is broken is told, not thrown. */
export function checkPack(folder: string): CheckedPack {
  const packFile = read(join(folder, 'pack.yaml'), packSchema);
  const pack = packFile.value;
  if (pack === null) return { law: null, faults: packFile.faults };
  const calendarFile = calendarOf(folder, packFile.source as LocatedYaml, pack.calendar);
  const calendar = calendarFile.value;
  if (calendar === null) return { law: null, faults: calendarFile.faults };
  const { documents, faults: documentFaults } = readDocuments(folder, pack);
  // What a letter says is law, too: another wording is another pack.
  const bankruptcyFile = bankruptcyOf(packFile.source as LocatedYaml, pack.bankruptcy);
  const bankruptcy = bankruptcyFile.value;
  if (bankruptcy === null) return { law: null, faults: bankruptcyFile.faults };
  // So are the forms of an authority's files.
  const named = [...new Set(Object.values(pack.certification?.authorities ?? {}).map(({ layouts }) => layouts))].sort();
  const rolls = named.map((name) => ({ name, ...readRollLayouts(name) }));
  const layouts = Object.fromEntries(rolls.map(({ name, layouts: files }) => [name, files]));
  const packHash = sha256(canonicalText({ pack, bankruptcy, ...(documents !== null && { documents }), ...(rolls.length > 0 && { layouts }) }));
  const law: Law = { pack, calendar, documents, layouts, bankruptcy, packHash, calendarHash: sha256(canonicalText(calendar)) };
  const faults = [...documentFaults, ...rolls.flatMap((roll) => roll.faults), ...lawFindings(law).map((packFile.source as LocatedYaml).locate)];
  return { law: faults.some((fault) => fault.severity === 'error') ? null : law, faults };
}

/** Reads a pack folder. @throws BrokenPack naming every fault with its file, line and mending */
export function loadLawFrom(folder: string): Law {
  const { law, faults } = checkPack(folder);
  if (law === null) throw new BrokenPack(folder, faults.filter((fault) => fault.severity === 'error'));
  return law;
}

const loaded = new Map<string, Law>();

/**
 * `OH-COUNTY@1` → the law of that pack. It is read once: a running program keeps the law that it has, whatever becomes of the files.
 * @throws BrokenPack
 */
export function loadLaw(reference: string, packs = packsFolder): Law {
  const folder = packFolder(reference, packs);
  const known = loaded.get(folder);
  if (known) return known;
  const law = loadLawFrom(folder);
  loaded.set(folder, law);
  return law;
}

/** Where the pack of that reference is kept. @throws BrokenPack for what is no reference */
export function packFolder(reference: string, packs = packsFolder): string {
  const match = /^([A-Z0-9-]+)@(\d+)$/.exec(reference);
  if (match) return join(packs, (match[1] as string).toLowerCase(), match[2] as string);
  throw new BrokenPack(reference, [{ file: reference, line: null, severity: 'error', what: 'This is no reference to a pack.', mend: 'Write it like OH-COUNTY@1.' }]);
}

/** Every version that is kept of the packs of these references, newest first: `OH-COUNTY@1` → `OH-COUNTY@2`, `OH-COUNTY@1`. They may be broken. */
export function publishedVersions(references: readonly string[], packs = packsFolder): readonly string[] {
  const ids = [...new Set(references.map((reference) => reference.split('@')[0] as string))];
  return ids.flatMap((packId) =>
    readdirSync(dirname(packFolder(`${packId}@1`, packs)), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^\d+$/.test(entry.name))
      .map(({ name }) => Number(name))
      .sort((one, other) => other - one)
      .map((version) => `${packId}@${version}`),
  );
}
