import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Pair } from 'yaml';
import { error, type Fault, type Finding, type Path } from './fault.ts';

/** A YAML text as a value, and where in it each part of the value stands. */
export interface LocatedYaml {
  readonly file: string;
  readonly value: unknown;
  /** Faults of the syntax; with any, the value is not to be used. */
  readonly faults: readonly Fault[];
  /** The finding with the line of its path, or of the nearest part around it. */
  readonly locate: (finding: Finding) => Fault;
}

export function readLocated(file: string, text: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const faults = document.errors.map((known) => {
    const { path: _path, ...syntax } = error([], `${known.message}.`, mendOfSyntax(known.code));
    return { ...syntax, file, line: lineOf(known.pos[0]) };
  });
  return {
    file,
    value: faults.length > 0 ? undefined : document.toJS(),
    faults,
    locate: ({ path, ...finding }) => ({ ...finding, file, line: lineOf(offsetOf(document, path)) }),
  };
}

function mendOfSyntax(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  return 'Mend the YAML at this line: spaces before the key, a colon and a space behind it, quotes around times such as "08:00".';
}

/** Where the last part of the path that is there begins: its key, or its item. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? (node.items as Pair[]).find((item) => isScalar(item.key) && String(item.key.value) === String(step)) : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    const placed = pair ? pair.key : next;
    if (!isNode(placed)) break;
    offset = placed.range?.[0] ?? offset;
    node = next;
  }
  return offset;
}
