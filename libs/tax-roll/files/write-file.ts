import { sha256 } from '../../kernel/chain.ts';
import { csvField } from '../../kernel/csv.ts';
import type { RollField, RollLayout } from '../../policy/roll-layout.ts';
import { fieldText, Misfit, type FieldValue } from './field.ts';

export type RollRecord = Readonly<Record<string, FieldValue | undefined>>;

export interface WrittenFile {
  readonly fileName: string;
  readonly text: string;
  /** Of the whole text. */
  readonly sha256: string;
}

/** What goes into the file's name and its leader. */
export interface FileAbout {
  readonly season: string;
  readonly on: string;
  readonly nth: number;
}

/**
 * A file in its authority's form, with its control totals. The same records give the same bytes.
 * @throws Misfit naming the record and the value that does not fit its field
 */
export function writeRollFile(layout: RollLayout, about: FileAbout, records: readonly RollRecord[]): WrittenFile {
  const end = layout.lineEnd === 'crlf' ? '\r\n' : '\n';
  const head = [...(layout.headings ? [joined(layout.record.map(({ heading = '' }) => heading))] : []), ...(layout.leader ? [lineOf(layout, layout.leader, { ...about }, 'the leader')] : [])];
  const body = records.map((record, index) => lineOf(layout, layout.record, { ...about, ...record }, `record ${index + 1}`));
  const before = [...head, ...body].map((line) => `${line}${end}`).join('');
  const trailer = layout.trailer ? `${lineOf(layout, layout.trailer, { ...about, ...controlTotals(layout, records), sha256: sha256(before) }, 'the trailer')}${end}` : '';
  const text = `${before}${trailer}`;
  const fileName = layout.fileName.replaceAll(/\{(season|on|nth)\}/g, (_all, name: keyof FileAbout) => String(about[name]));
  return { fileName, text, sha256: sha256(text) };
}

/** `lines`, and `total:NAME` for each field that the trailer sums up. */
export function controlTotals({ trailer = [] }: RollLayout, records: readonly RollRecord[]): Record<string, number> {
  const totals = trailer.filter(({ name }) => name.startsWith('total:')).map(({ name }) => [name, records.reduce((sum, record) => sum + Number(record[name.slice('total:'.length)] ?? 0), 0)] as const);
  return { lines: records.length, ...Object.fromEntries(totals) };
}

const joined = (values: readonly string[]) => values.map(csvField).join(',');

function lineOf(layout: RollLayout, fields: readonly RollField[], record: RollRecord, where: string): string {
  try {
    const texts = fields.map((field) => fieldText(field, record[field.name]));
    return layout.form === 'csv' ? joined(texts) : fields.map((field, index) => padded(field, texts[index] as string)).join('');
  } catch (error) {
    if (error instanceof Misfit) throw new Misfit(`${layout.says}, ${where}: ${error.message}`);
    throw error;
  }
}

function padded({ name, as, width = 0 }: RollField, text: string): string {
  if (text.length > width) throw new Misfit(`"${name}" is "${text}", longer than its ${width} characters`);
  return as === 'cents' || as === 'count' ? text.padStart(width, '0') : text.padEnd(width, ' ');
}
