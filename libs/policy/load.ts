import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';
import { businessCalendarSchema } from '../calendar/business-calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { sha256 } from '../kernel/chain.ts';
import type { Law } from './facts.ts';
import { packSchema } from './pack.ts';

const packsFolder = join(dirname(fileURLToPath(import.meta.url)), 'packs');

/** A pack that cannot be used: every fault, with its file and place. */
export class BrokenPack extends Error {
  constructor(file: string, faults: readonly string[]) {
    super(`${file} cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'BrokenPack';
  }
}

function read<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  if (!existsSync(file)) throw new BrokenPack(file, ['there is no such file']);
  const parsed = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new BrokenPack(
    file,
    parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}

function citedRules(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'rule' || key === 'resumeRule') && typeof inner === 'string' ? [inner] : citedRules(inner),
  );
}

/** Reads a pack folder. @throws BrokenPack naming every fault */
export function loadLawFrom(folder: string): Law {
  const file = join(folder, 'pack.yaml');
  const pack = read(file, packSchema);
  const missing = [...new Set(citedRules(pack))].filter((rule) => !(rule in pack.rules));
  if (missing.length > 0) throw new BrokenPack(file, missing.map((rule) => `rule ${rule} is cited but not listed under "rules"`));
  const calendar = read(join(folder, pack.calendar), businessCalendarSchema);
  return { pack, calendar, packHash: sha256(canonicalText(pack)), calendarHash: sha256(canonicalText(calendar)) };
}

const loaded = new Map<string, Law>();

/** `OH-COUNTY@1` → the law of that pack. @throws BrokenPack */
export function loadLaw(reference: string): Law {
  const known = loaded.get(reference);
  if (known) return known;
  const match = /^([A-Z0-9-]+)@(\d+)$/.exec(reference);
  if (!match) throw new BrokenPack(reference, ['a pack is named like OH-COUNTY@1']);
  const law = loadLawFrom(join(packsFolder, (match[1] as string).toLowerCase(), match[2] as string));
  loaded.set(reference, law);
  return law;
}
