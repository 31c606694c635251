import type { DocketAnswer, DocketQuestion, PersonsReading } from '../bankruptcy/index.ts';
import { adverseKinds, type ChapterOfCode, type DebtorsConcerned, type MilestoneKind } from '../docket/index.ts';
import type { Refusal } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { Database, Sql } from './database.ts';
import { markDocket, type DocketChange } from './docket-marks.ts';
import { instantText } from './read/sql-times.ts';
import { readUtility, type Utility } from './utility.ts';

/** A question about a docket as it is kept, answered or not. */
export interface DocketQuestionRow {
  readonly court: string;
  readonly docketNumber: string;
  readonly entryKey: string;
  readonly kind: MilestoneKind;
  readonly round: number;
  readonly on: LocalDate;
  readonly debtor: DebtorsConcerned;
  readonly chapter: ChapterOfCode | null;
  readonly words: string;
  readonly because: string;
  readonly doubts: readonly string[];
  readonly stands: boolean;
  readonly holds: boolean;
  readonly askedAt: Instant;
  readonly closedAt: Instant | null;
  readonly answer: DocketAnswer['answer'] | null;
  readonly reading: PersonsReading | null;
  readonly reason: string | null;
  readonly answeredBy: string | null;
}

export const questionColumns = `q.court, q.docket_number as "docketNumber", q.entry_key as "entryKey", q.kind, q.round, q.on_day::text as "on", q.debtor, q.chapter, q.words, q.because, q.doubts, q.stands, q.holds,
  ${instantText('q.asked_at')} as "askedAt", ${instantText('q.closed_at')} as "closedAt", q.answer, q.reading, q.reason, q.answered_by as "answeredBy"`;

const ofDocket = 'utility_id = ? and court = ? and docket_number = ?';
const list = 'array(select json_array_elements_text(?::json))';

/** All that was asked about a docket, oldest first. */
export function docketQuestions(em: Sql, utilityId: string, { court, docketNumber }: DocketChange): Promise<readonly DocketQuestionRow[]> {
  return em.execute<DocketQuestionRow[]>(`select ${questionColumns} from docket_question q where q.${ofDocket.replaceAll(' and ', ' and q.')} order by q.round, q.entry_key, q.kind`, [utilityId, court, docketNumber]);
}

/** What people answered, as the judgement reads it. */
export function answersIn(rows: readonly DocketQuestionRow[]): readonly DocketAnswer[] {
  return rows.flatMap(({ entryKey, kind, answer, doubts, reading }) => (answer === null ? [] : [{ entryKey, kind, answer, seenDoubts: doubts, reading }]));
}

/**
 * Which questions a docket's rows will hold: those that are asked already, and none that is settled. A question that changes is asked anew, so that nobody
 * answers what nobody has seen.
 */
export async function keepQuestions(em: Sql, utilityId: string, docket: DocketChange, asked: readonly DocketQuestion[], now: Instant): Promise<void> {
  const place = [utilityId, docket.court, docket.docketNumber];
  const rows = await docketQuestions(em, utilityId, docket);
  for (const { entryKey, kind, round } of rows.filter((row) => row.closedAt === null && !asked.some((question) => isTheSame(question, row)))) {
    await em.execute(`update docket_question set closed_at = ? where ${ofDocket} and entry_key = ? and kind = ? and round = ?`, [now, ...place, entryKey, kind, round]);
  }
  for (const question of asked.filter((one) => !rows.some((row) => row.closedAt === null && isTheSame(one, row)))) {
    const { entryKey, kind, on, debtor, chapter, words, because: why, doubts, stands, holds } = question;
    const round = rows.filter((row) => row.entryKey === entryKey && row.kind === kind).length + 1;
    await em.execute(
      `insert into docket_question (utility_id, court, docket_number, entry_key, kind, round, on_day, debtor, chapter, words, because, doubts, stands, holds, asked_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${list}, ?, ?, ?) on conflict do nothing`,
      [...place, entryKey, kind, round, on, debtor, chapter, words, why, JSON.stringify(doubts), stands, holds, now],
    );
  }
}

/** The petition that no entry tells of is asked for on one day and on the next. */
function isTheSame(question: DocketQuestion, row: DocketQuestionRow): boolean {
  const told = ({ entryKey, kind, debtor, chapter, words, doubts, stands, holds }: DocketQuestion | DocketQuestionRow) => JSON.stringify([entryKey, kind, debtor, chapter, words, doubts, stands, holds]);
  return told(question) === told(row);
}

/** An account of a docket's debtor, and what of the docket it has to do with. */
export interface AskedDocket extends DocketQuestionRow {
  readonly caseName: string | null;
  /** The entry's text, or what a feed calls it; null for what no entry tells of. */
  readonly text: string | null;
  readonly accounts: readonly { readonly accountId: string; readonly role: string }[];
}

/** What waits for a person, oldest first, with the entry and the accounts that it concerns. */
export async function listDocketQuestions(db: Database, utilityId: string, limit = 500): Promise<readonly AskedDocket[]> {
  return db.forUtility(utilityId, (em) =>
    em.execute<AskedDocket[]>(
      `select ${questionColumns}, coalesce(e.case_name, n.case_name) as "caseName", coalesce(e.text, e.short_description) as text,
         coalesce((select json_agg(json_build_object('accountId', m.account_id, 'role', m.role) order by m.account_id) from docket_match m
           where m.utility_id = q.utility_id and m.court = q.court and m.docket_number = q.docket_number and m.confirmed_at is not null and m.released_at is null), '[]') as accounts
       from docket_question q
         left join docket_entry e on e.utility_id = q.utility_id and e.court = q.court and e.docket_number = q.docket_number and e.entry_key = q.entry_key
         left join lateral (select max(case_name) as case_name from docket_entry o where o.utility_id = q.utility_id and o.court = q.court and o.docket_number = q.docket_number) n on true
       where q.utility_id = ? and q.closed_at is null order by q.asked_at, q.court, q.docket_number, q.entry_key, q.kind limit ${limit}`,
      [utilityId],
    ),
  );
}

export interface CourtWork {
  readonly questions: number;
  /** Of them, those under which something that was acted on is doubted. */
  readonly standing: number;
  readonly matches: number;
  readonly oldestAskedAt: Instant | null;
}

/** How much of what courts told waits for a person. */
export async function countCourtWork(db: Database, utilityId: string): Promise<CourtWork> {
  return db.forUtility(utilityId, async (em) => {
    const [row] = await em.execute<CourtWork[]>(
      `select count(*)::int as questions, count(*) filter (where stands)::int as standing, ${instantText('min(asked_at)')} as "oldestAskedAt",
         (select count(*)::int from docket_match m where m.utility_id = ? and m.confirmed_at is null and m.released_at is null) as matches
       from docket_question where utility_id = ? and closed_at is null`,
      [utilityId, utilityId],
    );
    return row ?? { questions: 0, standing: 0, matches: 0, oldestAskedAt: null };
  });
}

export interface QuestionAnswered {
  readonly answer: DocketAnswer['answer'];
  readonly reading: PersonsReading | null;
  readonly reason: string;
  readonly by: string;
  readonly as: string;
  /** Whether this person may answer in a way that ends a protection. */
  readonly mayLoosen: boolean;
}

/**
 * A person answers; the docket is acted on next. Whatever ends a protection is for supervisors and counsel: that a case was dismissed, or that what
 * would hold is none.
 *
 * @returns null when no such question is open
 */
export async function answerDocketQuestion(db: Database, utilityId: string, at: DocketChange & { readonly entryKey: string; readonly kind: MilestoneKind; readonly round: number }, given: QuestionAnswered): Promise<DocketQuestionRow | Refusal | null> {
  const { court, docketNumber, entryKey, kind, round } = at;
  return db.retrying(utilityId, async (em) => {
    const [open] = await em.execute<DocketQuestionRow[]>(
      `select ${questionColumns} from docket_question q where q.utility_id = ? and q.court = ? and q.docket_number = ? and q.entry_key = ? and q.kind = ? and q.closed_at is null for update`,
      [utilityId, court, docketNumber, entryKey, kind],
    );
    if (!open) return null;
    const utility = await readUtility(em, utilityId);
    const { answer, reading, reason, by, as } = given;
    if (open.round !== round) return no(utility, 'The docket says something else since you looked: read it again.');
    if (answer === 'so' && needsReading(open)) return no(utility, 'The words do not say it all: answer with another reading, which names the chapter, or what an order for relief frees.');
    if (loosens(open, answer, reading) && !given.mayLoosen) return no(utility, 'This answer ends a protection: a supervisor or counsel gives it.');
    await em.execute(
      `update docket_question set closed_at = ?, answer = ?, reading = ?, reason = ?, answered_by = ?, answered_as = ?
       where utility_id = ? and court = ? and docket_number = ? and entry_key = ? and kind = ? and round = ?`,
      [utility.now, answer, reading === null ? null : JSON.stringify(reading), reason, by, as, utilityId, court, docketNumber, entryKey, kind, open.round],
    );
    await markDocket(em, utilityId, at);
    return { ...open, closedAt: utility.now, answer, reading, reason, answeredBy: by };
  });
}

const needsReading = ({ kind, chapter, entryKey }: DocketQuestionRow) => kind === 'stay-relief' || ((kind === 'petition' || kind === 'converted') && (chapter === null || entryKey === 'petition'));

/** What holds an account, or brings a hold back. */
const protecting: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>(['petition', 'dismissal-vacated', 'reopened']);

function loosens({ kind }: DocketQuestionRow, answer: DocketAnswer['answer'], reading: PersonsReading | null): boolean {
  const isSaid = answer === 'not-so' ? null : (reading?.kind ?? kind);
  const isEnding = isSaid !== null && (adverseKinds.has(isSaid) || isSaid === 'discharged' || isSaid === 'closed');
  return isEnding || (protecting.has(kind) && (isSaid === null || !protecting.has(isSaid)));
}

function no({ law, now }: Utility, sentence: string): Refusal {
  return { refused: true, because: because(inForceAt(law, now), 'AUTHORITY', sentence), notBefore: null };
}
