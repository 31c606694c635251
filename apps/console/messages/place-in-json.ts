/**
 * Where a path stands in JSON that was written line by line: from the name to the end of its line. A part that is not there is looked for
 * in vain, and the last one that is there is meant.
 * @param path such as ["data", "amountCents"]; numbers are places in lists @returns from and to, as characters of the text
 */
export function placeOf(text: string, path: readonly string[]): readonly [number, number] {
  let [from, to] = [0, text.length];
  let at = 0;
  for (const [depth, part] of path.entries()) {
    const found = /^\d+$/.test(part) ? nthLine(text, at, depth + 1, Number(part)) : named(text, at, depth + 1, part);
    if (found === -1) break;
    const end = text.indexOf('\n', found);
    [from, to, at] = [found, end === -1 ? text.length : end, found];
  }
  return [from, to];
}

const indent = (depth: number) => '  '.repeat(depth);

function named(text: string, after: number, depth: number, part: string): number {
  const start = `${indent(depth)}${JSON.stringify(part)}:`;
  const found = lineStart(text, start, after);
  return found === -1 ? -1 : found + indent(depth).length;
}

/** The nth line of that depth, of a list that begins there. */
function nthLine(text: string, after: number, depth: number, nth: number): number {
  let at = after;
  for (let left = nth; left >= 0; left -= 1) {
    const next = new RegExp(`\\n${indent(depth)}(?=[^\\s\\]}])`, 'g');
    next.lastIndex = at;
    const match = next.exec(text);
    if (match === null) return -1;
    at = match.index + match[0].length;
  }
  return at;
}

function lineStart(text: string, start: string, after: number): number {
  const found = text.indexOf(`\n${start}`, Math.max(0, after - 1));
  return found === -1 ? -1 : found + 1;
}
