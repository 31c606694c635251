import { z } from 'zod';

import type { Instant } from '../../../libs/kernel/time.ts';
import type { Database } from '../../../libs/store/index.ts';
import { cut, padEnd, wallTime } from './format.ts';
import type { Paint } from './paint.ts';

const DAY_COLUMNS = 20;
const WHAT_COLUMNS = 25;
const LEAST_TEXT_COLUMNS = 40;
const MOST_PAGES = 20;
const TIMEOUT_MS = 20_000;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

const pageSchema = z.object({
  items: z.array(
    z.object({
      at: z.string(),
      stream: z.enum(['account', 'case']),
      type: z.string(),
      says: z.string(),
      because: z.array(z.object({ rule: z.string() })),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type TimelineLine = z.infer<typeof pageSchema>['items'][number];

/** The case to which the most different things happened. */
export async function mostEventfulCase(db: Database, utilityId: string): Promise<string | undefined> {
  const query = `select case_id from case_event where utility_id = ? group by case_id
    order by count(distinct type) desc, count(*) desc, case_id limit 1`;
  const rows = await db.forUtility(utilityId, (em) => em.execute<{ case_id: string }[]>(query, [utilityId]));
  return rows[0]?.case_id;
}

/** Asks the API, as a supervisor's screen would. */
export async function fetchTimeline(apiUrl: string, token: string, caseId: string): Promise<TimelineLine[]> {
  const lines: TimelineLine[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const url: URL = new URL(`/cases/${encodeURIComponent(caseId)}/timeline?limit=200`, apiUrl);
    if (cursor !== null) url.searchParams.set('cursor', cursor);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
    if (!response.ok) throw new Error(`the timeline of ${caseId} was answered with ${response.status}`);
    const found = pageSchema.parse(await response.json());
    lines.push(...found.items);
    cursor = found.nextCursor;
    if (cursor === null) break;
  }
  return lines;
}

/** One paragraph per event: when, what, and why, with the rules. What others told is fainter than what was decided. */
export function renderTimeline(lines: readonly TimelineLine[], zone: string, columns: number, paint: Paint): string[] {
  const year = lines.at(-1)?.at.slice(0, 4) ?? '';
  const textColumns = Math.max(LEAST_TEXT_COLUMNS, columns - DAY_COLUMNS - WHAT_COLUMNS - 3);
  return lines.flatMap((line) => {
    const when = paint.faint(padEnd(timeIn(year, line.at as Instant, zone), DAY_COLUMNS));
    const what = padEnd(cut(inWords(line.type), WHAT_COLUMNS - 1), WHAT_COLUMNS);
    const rules = [...new Set(line.because.map(({ rule }) => rule))];
    const says = line.says.replaceAll(INSTANT, (at) => timeIn(at.slice(0, 4), at as Instant, zone));
    const [first = '', ...more] = wrapped(rules.length === 0 ? says : `${says} [${rules.join(', ')}]`, textColumns);
    const isDecided = line.because.length > 0;
    const indent = ' '.repeat(DAY_COLUMNS + WHAT_COLUMNS + 1);
    return [
      ` ${when}${isDecided ? paint.strong(what) : paint.faint(what)}${isDecided ? first : paint.faint(first)}`,
      ...more.map((part) => indent + (isDecided ? part : paint.faint(part))),
    ];
  });
}

/** `NoticeOrdered` → `Notice ordered`, `ShutOffPlanned` → `Shut-off planned` */
export function inWords(type: string): string {
  return type.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^Shut off/, 'Shut-off');
}

/** The year is told only where it is another one. */
function timeIn(year: string, at: Instant, zone: string): string {
  const time = wallTime(at, zone);
  return time.includes(`, ${year}`) ? time.replace(/, \d{4}/, '') : time.replace(/^\w+, /, '').replace(/, \d\d:\d\d$/, '');
}

export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
