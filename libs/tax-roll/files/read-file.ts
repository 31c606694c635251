import { sha256 } from '../../kernel/chain.ts';
import type { RollField, RollLayout } from '../../policy/roll-layout.ts';
import { readCsvLine, type CsvValue } from './csv.ts';
import { fieldValue, Misfit } from './field.ts';
import { controlTotals, type RollRecord } from './write-file.ts';

/** What is wrong in a file, with its place; lines and columns from 1. */
export interface FileFault {
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

/** A file that cannot be taken in: nothing of it was. */
export class BadRollFile extends Error {
  constructor(
    readonly says: string,
    readonly faults: readonly FileFault[],
  ) {
    super(`${says} cannot be taken in, and nothing of it was:\n${faults.map(({ line, column, what }) => `  line ${line}, column ${column}: ${what}`).join('\n')}`);
    this.name = 'BadRollFile';
  }
}

export interface ReadFile {
  readonly leader: RollRecord;
  readonly records: readonly (RollRecord & { readonly line: number })[];
  /** Of the whole text: the same file is taken in once. */
  readonly sha256: string;
}

const mostFaults = 20;

/** Reads an authority's file by its layout; every line of it or nothing. @throws BadRollFile with line and column of what is wrong, the first twenty */
export function readRollFile(layout: RollLayout, text: string): ReadFile {
  const faults: FileFault[] = [];
  const fault = (line: number, column: number, what: string) => void faults.push({ line, column, what });
  const end = layout.lineEnd === 'crlf' ? '\r\n' : '\n';
  if (!text.endsWith(end)) fault(text.split(end).length, 1, `The file ends without a line end (${layout.lineEnd}); it may have been cut off.`);
  const lines = text.split(end);
  if (lines.at(-1) === '') lines.pop();
  lines.forEach((line, index) => {
    const stray = line.search(/[\r\n\0]/);
    if (stray !== -1) fault(index + 1, stray + 1, `A character stands here that ends no line (${layout.lineEnd} does).`);
  });
  if (faults.length > 0) throw new BadRollFile(layout.says, faults);

  const taken = { from: 0, to: lines.length };
  if (layout.headings) headings(layout, lines[0] ?? '', fault);
  taken.from += layout.headings ? 1 : 0;
  const leader = layout.leader ? readLine(layout, layout.leader, lines[taken.from] ?? '', taken.from + 1, fault) : {};
  taken.from += layout.leader ? 1 : 0;
  taken.to -= layout.trailer ? 1 : 0;
  if (taken.to < taken.from) throw new BadRollFile(layout.says, [{ line: lines.length, column: 1, what: 'The file is shorter than its leader and its trailer.' }]);
  const records = lines.slice(taken.from, taken.to).map((line, index) => ({ ...readLine(layout, layout.record, line, taken.from + index + 1, fault), line: taken.from + index + 1 }));
  if (layout.trailer) {
    const last = lines[taken.to] as string;
    const trailer = readLine(layout, layout.trailer, last, taken.to + 1, fault);
    if (faults.length === 0) compareTotals(layout, trailer, { ...controlTotals(layout, records), sha256: sha256(lines.slice(0, taken.to).map((line) => `${line}${end}`).join('')) }, last, taken.to + 1, fault);
  }
  if (faults.length > 0) throw new BadRollFile(layout.says, faults.slice(0, mostFaults));
  return { leader, records, sha256: sha256(text) };
}

type Tell = (line: number, column: number, what: string) => void;

function headings(layout: RollLayout, line: string, fault: Tell): void {
  const read = valuesOf(layout, layout.record, line, 1, fault);
  layout.record.forEach(({ heading }, index) => {
    const value = read?.[index];
    if (read && value?.text !== heading) fault(1, value?.column ?? line.length + 1, `The heading "${heading ?? ''}" should stand here, not "${value?.text ?? ''}".`);
  });
}

function compareTotals({ trailer = [], form }: RollLayout, told: RollRecord, counted: RollRecord, line: string, at: number, fault: Tell): void {
  const read = form === 'csv' ? readCsvLine(line) : null;
  let column = 1;
  trailer.forEach((field, index) => {
    const here = Array.isArray(read) ? ((read as CsvValue[])[index]?.column ?? 1) : column;
    if (field.name in counted && told[field.name] !== counted[field.name]) fault(at, here, `The control total "${field.name}" says ${told[field.name] ?? 'nothing'}; the file has ${counted[field.name] ?? 'none'}.`);
    column += field.width ?? 0;
  });
}

function readLine(layout: RollLayout, fields: readonly RollField[], line: string, at: number, fault: Tell): RollRecord {
  const values = valuesOf(layout, fields, line, at, fault);
  if (values === null) return {};
  const record: Record<string, RollRecord[string]> = {};
  fields.forEach((field, index) => {
    const { text, column } = values[index] as CsvValue;
    try {
      const value = fieldValue(field, text);
      if (value !== undefined) record[field.name] = value;
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      fault(at, column, `${error.message}.`);
    }
  });
  return record;
}

function valuesOf({ form }: RollLayout, fields: readonly RollField[], line: string, at: number, fault: Tell): readonly CsvValue[] | null {
  if (form === 'fixed') return fixedValues(fields, line, at, fault);
  const values = readCsvLine(line);
  if (!Array.isArray(values)) {
    const { column, what, mend } = values as Exclude<typeof values, readonly CsvValue[]>;
    fault(at, column, `${what} ${mend}`);
    return null;
  }
  if (values.length === fields.length) return values as CsvValue[];
  fault(at, (values as CsvValue[]).at(Math.min(values.length, fields.length) - 1)?.column ?? 1, `There are ${values.length} values; ${fields.length} should be there (${fields.map(({ name }) => name).join(', ')}).`);
  return null;
}

function fixedValues(fields: readonly RollField[], line: string, at: number, fault: Tell): readonly CsvValue[] | null {
  const length = fields.reduce((sum, { width = 0 }) => sum + width, 0);
  if (line.length !== length) {
    fault(at, Math.min(line.length, length) + 1, `The line has ${line.length} characters; it should have ${length}.`);
    return null;
  }
  let from = 0;
  return fields.map(({ as, width = 0 }) => {
    const column = from + 1;
    const text = line.slice(from, from + width);
    from += width;
    return { text: as === 'cents' || as === 'count' ? text : text.trimEnd(), column };
  });
}
