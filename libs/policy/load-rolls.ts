import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { error, type Fault } from './check/fault.ts';
import { readLocated } from './check/located-yaml.ts';
import { schemaFindings } from './check/schema-findings.ts';
import { rollFileKinds, rollLayoutSchema, type RollLayouts } from './roll-layout.ts';

const rollsFolder = join(import.meta.dirname, 'rolls');

/** The layouts of an authority's files, with what is wrong with them. @param name a folder of `libs/policy/rolls` */
export function readRollLayouts(name: string): { readonly layouts: RollLayouts; readonly faults: readonly Fault[] } {
  const folder = join(rollsFolder, name);
  if (!existsSync(folder)) {
    const { path: _path, ...missing } = error([], 'There is no such folder.', `Add it with its layouts (${rollFileKinds.join(', ')}), or correct its name.`);
    return { layouts: {}, faults: [{ ...missing, file: folder, line: null }] };
  }
  const layouts: RollLayouts = {};
  const faults: Fault[] = [];
  for (const entry of readdirSync(folder).filter((file) => file.endsWith('.yaml')).toSorted()) {
    const file = join(folder, entry);
    const source = readLocated(file, readFileSync(file, 'utf8'));
    const parsed = source.faults.length === 0 ? rollLayoutSchema.safeParse(source.value) : null;
    const kind = rollFileKinds.find((known) => `${known}.yaml` === entry);
    if (!kind) faults.push(source.locate(error([], `Nothing reads a layout "${entry}".`, `Name it after one of ${rollFileKinds.join(', ')}.`)));
    if (parsed?.success && kind) layouts[kind] = parsed.data;
    else faults.push(...source.faults, ...(parsed === null || parsed.success ? [] : schemaFindings(rollLayoutSchema, source.value).map(source.locate)));
  }
  return { layouts, faults };
}
