import { docketSchema, type Milestone } from './docket.ts';
import { readDocket } from './read-docket.ts';

/** What `arrears court read` prints for a docket. */
export interface ReadLine {
  readonly id: string;
  readonly milestones: readonly Pick<Milestone, 'kind' | 'on' | 'debtor' | 'entry' | 'words' | 'certain'>[];
}

export interface BadLine {
  readonly lineNumber: number;
  /** What is wrong and where in the line. */
  readonly detail: string;
}

/** @param lines each a docket as JSON, `{id, docketNumber?, entries: [{dateFiled?, dateEntered?, number?, text}]}`; empty lines are passed over */
export function* readDocketLines(lines: Iterable<string>): Generator<ReadLine | BadLine> {
  let lineNumber = 0;
  for (const line of lines) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    yield readLine(line, lineNumber);
  }
}

export const isBadLine = (line: ReadLine | BadLine): line is BadLine => 'lineNumber' in line;

function readLine(line: string, lineNumber: number): ReadLine | BadLine {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { lineNumber, detail: `is not JSON: ${(error as Error).message}` };
  }
  const parsed = docketSchema.safeParse(json);
  if (!parsed.success) {
    const [first, ...more] = parsed.error.issues;
    const place = first?.path.join('.') || 'the line';
    return { lineNumber, detail: `is no docket: ${place}: ${first?.message ?? 'unknown fault'}${more.length > 0 ? ` (and ${more.length} more)` : ''}; write {"id": …, "entries": [{"dateEntered": "2027-03-01", "number": "12", "text": …}]}` };
  }
  const milestones = readDocket(parsed.data).map(({ kind, on, debtor, entry, words, certain }) => ({ kind, on, debtor, entry, words, certain }));
  return { id: parsed.data.id, milestones };
}
