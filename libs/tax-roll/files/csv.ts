/** A value of a record and the column of the line in which it begins, from 1. */
export interface CsvValue {
  readonly text: string;
  readonly column: number;
}

export interface CsvFault {
  readonly column: number;
  readonly what: string;
  readonly mend: string;
}

/**
 * The values of one record, strictly by RFC 4180. A record here is one line: an authority's file has no line breaks within values,
 * and a quote that is not closed would otherwise swallow the rest of the file.
 */
export function readCsvLine(line: string): readonly CsvValue[] | CsvFault {
  const values: CsvValue[] = [];
  let at = 0;
  for (;;) {
    const begin = at;
    if (line[at] === '"') {
      let text = '';
      for (at += 1; ; at += 1) {
        if (at >= line.length) return { column: begin + 1, what: 'A quote is opened and not closed.', mend: 'Close it before the end of the line.' };
        if (line[at] !== '"') text += line[at];
        else if (line[at + 1] === '"') {
          text += '"';
          at += 1;
        } else break;
      }
      at += 1;
      if (at < line.length && line[at] !== ',') return { column: at + 1, what: 'Something follows a closing quote.', mend: 'Put a comma after it, or double the quote.' };
      values.push({ text, column: begin + 1 });
    } else {
      const end = line.indexOf(',', at);
      const text = line.slice(at, end === -1 ? line.length : end);
      const quote = text.indexOf('"');
      if (quote !== -1) return { column: begin + quote + 1, what: 'A quote stands inside a value that is not quoted.', mend: 'Quote the whole value and double the quote.' };
      values.push({ text, column: begin + 1 });
      at = end === -1 ? line.length : end;
    }
    if (at >= line.length) return values;
    at += 1;
  }
}
