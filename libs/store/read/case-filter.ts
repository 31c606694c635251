import { plusDays, startOfDay } from '../../calendar/days.ts';
import type { CaseStatus } from '../../case/case.state.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Law } from '../../policy/facts.ts';
import type { HoldKind } from '../../policy/pack.ts';
import type { Sql } from '../database.ts';
import { instantText, utilityNow } from './sql-times.ts';

/** A deadline that is later than this counts as missed by the engine, not as on its way. */
export const deadlineToleranceSeconds = 15 * 60;

/** In what a case may be stuck; the other kinds of the stuck list belong to no case, or to its account. */
export const caseStuckKinds = ['answer-overdue', 'approval-waiting', 'deadline-overdue', 'decision-failed', 'message-parked', 'obligation-failing', 'review-waiting'] as const;
export type CaseStuckKind = (typeof caseStuckKinds)[number];

/** `case`: by id. The last three are of open cases alone. */
export const caseSorts = ['case', 'opened', 'newest', 'next', 'balance', 'oldest-due'] as const;
export type CaseSort = (typeof caseSorts)[number];
/** Closed cases have no next day, and what their accounts owe is no business of theirs. */
const sortsOfOpenCases: ReadonlySet<CaseSort> = new Set<CaseSort>(['next', 'balance', 'oldest-due']);

/** Which cases a list, a view, an export or a bulk intervention means. What is left out asks nothing. */
export interface CaseFilter {
  readonly status?: readonly CaseStatus[] | undefined;
  readonly open?: boolean | undefined;
  readonly held?: boolean | undefined;
  /** Any of these stands. */
  readonly heldBy?: readonly HoldKind[] | undefined;
  readonly stuck?: boolean | undefined;
  readonly stuckKind?: CaseStuckKind | undefined;
  readonly balanceFromCents?: number | undefined;
  readonly balanceToCents?: number | undefined;
  /** The oldest unpaid bill was due on this day or before. */
  readonly dueThroughOn?: LocalDate | undefined;
  readonly customerClass?: string | undefined;
  readonly language?: string | undefined;
  readonly pack?: string | undefined;
  readonly openedFromOn?: LocalDate | undefined;
  readonly openedThroughOn?: LocalDate | undefined;
  /** The day on which something happens next, if nothing else does before. */
  readonly nextFromOn?: LocalDate | undefined;
  readonly nextThroughOn?: LocalDate | undefined;
  /** Who works on it; `@nobody` for what nobody has. */
  readonly assignedTo?: string | undefined;
}

/** What a filter is read by: its days are those of the utility. */
export interface FilterUtility {
  readonly utilityId: string;
  readonly law: Law;
}

export const nobody = '@nobody';

/** Where a page ended: what it was sorted by (null where there is none), and the case. */
export interface CasePlace {
  readonly by: string | null;
  readonly caseId: string;
}

const own = `current_setting('arrears.utility', true)`;
const now = `(select ${utilityNow} from utility u where u.utility_id = ${own})`;
const ofCases = (condition: string) => `select x.case_id from case_record x where x.utility_id = ${own} and x.status <> 'closed' and ${condition}`;
const ofObligations = (condition: string) => `select x.case_id from obligation x where x.utility_id = ${own} and x.status = 'open' and x.case_id is not null and ${condition}`;

/** The cases that are stuck in each way, found each by an index of its own: no case is looked at to learn that it is not. */
const stuckIn: Readonly<Record<CaseStuckKind, string>> = {
  'answer-overdue': ofObligations(`x.failure is null and x.answer_due_at < ${now}`),
  'approval-waiting': ofCases('x.awaits_approval'),
  'deadline-overdue': ofCases(`x.failure is null and x.next_deadline_at < ${now} - make_interval(secs => ${deadlineToleranceSeconds})`),
  'decision-failed': ofCases('x.failure is not null'),
  'message-parked': ofCases('x.is_parked'),
  'obligation-failing': ofObligations('x.failure is not null'),
  'review-waiting': ofCases(`x.status = 'review'`),
};
const stuckAtAll = Object.values(stuckIn).join(' union all ');

/** Which of these cases nothing moves without a person. */
export async function stuckAmong(em: Sql, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await em.execute<{ case_id: string }[]>(`select distinct s.case_id from (${stuckAtAll}) s join case_record c on c.utility_id = ${own} and c.case_id = s.case_id and c.status <> 'closed' where s.case_id = any(?::text[])`, [caseIds]);
  return new Set(rows.map(({ case_id }) => case_id));
}

type Wish = readonly [text: string, ...parameters: unknown[]];

/** What a filter asks of a case `c`: conditions, each with its parameters. */
function wishesOf(filter: CaseFilter, { law }: FilterUtility): Wish[] {
  const { zone } = law.calendar;
  const wishes: Wish[] = [];
  const wish = <T>(value: T | undefined, ask: (value: T) => Wish) => void (value === undefined ? undefined : wishes.push(ask(value)));
  wish(filter.status, (statuses) => ['c.status = any(?::text[])', statuses]);
  wish(filter.open, (open) => [`c.status ${open ? '<>' : '='} 'closed'`]);
  wish(filter.held, (held) => [`${held ? 'not ' : ''}c.held_kinds = '{}'`]);
  wish(filter.heldBy, (kinds) => ['c.held_kinds && ?::text[]', kinds]);
  wish(filter.stuck, (stuck) => [stuck ? `c.status <> 'closed' and (c.case_id in (${stuckAtAll})) is true` : `(c.status = 'closed' or c.case_id not in (${stuckAtAll}))`]);
  wish(filter.stuckKind, (kind) => [`c.status <> 'closed' and c.case_id in (${stuckIn[kind]})`]);
  wish(filter.balanceFromCents, (cents) => ['c.balance_cents >= ?::bigint', cents]);
  wish(filter.balanceToCents, (cents) => ['c.balance_cents <= ?::bigint', cents]);
  wish(filter.dueThroughOn, (on) => ['c.oldest_due_on <= ?::date', on]);
  wish(filter.customerClass, (name) => ['c.customer_class = ?', name]);
  wish(filter.language, (language) => ['c.language = ?', language]);
  wish(filter.pack, (pack) => ['c.pack = ?', pack]);
  wish(filter.openedFromOn, (on) => ['c.opened_at >= ?::timestamptz', startOfDay(on, zone)]);
  wish(filter.openedThroughOn, (on) => ['c.opened_at < ?::timestamptz', startOfDay(plusDays(on, 1), zone)]);
  wish(filter.nextFromOn, (on) => ['c.next_deadline_at >= ?::timestamptz', startOfDay(on, zone)]);
  wish(filter.nextThroughOn, (on) => ['c.next_deadline_at < ?::timestamptz', startOfDay(plusDays(on, 1), zone)]);
  const worksOnIt = `exists (select from case_assignment a where a.utility_id = c.utility_id and a.case_id = c.case_id and (a.until_at is null or a.until_at > ${now})`;
  wish(filter.assignedTo, (subject) => (subject === nobody ? [`not ${worksOnIt})`] : [`${worksOnIt} and a.assignee = ?)`, subject]));
  return wishes;
}

interface SortColumn {
  readonly column: string | null;
  readonly type: 'timestamptz' | 'bigint' | 'date';
  readonly falls: boolean;
  /** It may be missing; such cases come last. */
  readonly mayLack: boolean;
}

const sortColumns: Readonly<Record<CaseSort, SortColumn>> = {
  case: { column: null, type: 'date', falls: false, mayLack: false },
  opened: { column: 'opened_at', type: 'timestamptz', falls: false, mayLack: false },
  newest: { column: 'opened_at', type: 'timestamptz', falls: true, mayLack: false },
  next: { column: 'next_deadline_at', type: 'timestamptz', falls: false, mayLack: true },
  balance: { column: 'balance_cents', type: 'bigint', falls: true, mayLack: false },
  'oldest-due': { column: 'oldest_due_on', type: 'date', falls: false, mayLack: true },
};

export interface CasePage {
  readonly filter: CaseFilter;
  readonly sort: CaseSort;
  readonly after: CasePlace | null;
  readonly limit: number;
}

/**
 * One page of the ids of cases that a filter means, in an order, each with its place. A page begins after a place, not after a number of rows, so that what
 * comes and goes in between neither repeats a case nor loses one.
 */
export async function pageCaseIds(em: Sql, utility: FilterUtility, { filter, sort, after, limit }: CasePage): Promise<CasePlace[]> {
  const wishes = [...wishesOf(filter, utility), ...(sortsOfOpenCases.has(sort) ? wishesOf({ open: true }, utility) : [])];
  const { column, mayLack } = sortColumns[sort];
  if (column === null || !mayLack) return pageOf(em, utility, wishes, sort, after, limit, column !== null);
  const present: Wish = [`c.${column} is not null`];
  const lacking: Wish = [`c.${column} is null`];
  const first = after !== null && after.by === null ? [] : await pageOf(em, utility, [...wishes, present], sort, after, limit, true);
  if (first.length === limit) return first;
  return [...first, ...(await pageOf(em, utility, [...wishes, lacking], sort, first.length > 0 || after?.by != null ? null : after, limit - first.length, false))];
}

async function pageOf(em: Sql, { utilityId }: FilterUtility, wishes: readonly Wish[], sort: CaseSort, after: CasePlace | null, limit: number, bySort: boolean): Promise<CasePlace[]> {
  const { column, type, falls } = sortColumns[sort];
  const [beyond, order] = falls ? ['<', ' desc'] : ['>', ''];
  const by = bySort && column !== null ? (type === 'timestamptz' ? instantText(`c.${column}`) : `c.${column}::text`) : 'null';
  const place: Wish[] = after === null ? [] : [bySort ? [`(c.${column}, c.case_id) ${beyond} (?::${type}, ?)`, after.by, after.caseId] : [`c.case_id > ?`, after.caseId]];
  const asked = [...wishes, ...place];
  return em.execute<CasePlace[]>(
    `select c.case_id as "caseId", ${by} as by from case_record c where ${[`c.utility_id = ?`, ...asked.map(([text]) => text)].join(' and ')}
     order by ${bySort ? `c.${column}${order}, c.case_id${order}` : 'c.case_id'} limit ?`,
    [utilityId, ...asked.flatMap(([, ...parameters]) => parameters), limit],
  );
}

/** How many cases a filter means, counted no farther than this. */
export async function countCases(em: Sql, utility: FilterUtility, filter: CaseFilter, most: number): Promise<{ readonly count: number; readonly andMore: boolean }> {
  const wishes = wishesOf(filter, utility);
  const [row] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from (select from case_record c where ${['c.utility_id = ?', ...wishes.map(([text]) => text)].join(' and ')} limit ?) t`,
    [utility.utilityId, ...wishes.flatMap(([, ...parameters]) => parameters), most + 1],
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, most), andMore: count > most };
}
