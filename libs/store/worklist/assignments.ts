import type { Instant } from '../../kernel/time.ts';
import { plusHours } from '../../calendar/days.ts';
import { accountOfCase } from '../advance-cases.ts';
import type { Sql } from '../database.ts';
import { noteLiveChanges } from '../live-changes.ts';
import { nobody, type CaseFilter, type CasePlace, type CaseSort } from '../read/case-filter.ts';
import { listCases, type CaseLine } from '../read/cases.ts';
import { instantText } from '../read/sql-times.ts';
import type { Utility } from '../utility.ts';

/** Who works on a case. `untilAt`: when a claim ends by itself; null for what somebody was given. */
export interface Assignment {
  readonly assignee: string;
  readonly sinceAt: Instant;
  readonly untilAt: Instant | null;
}

export type AssignmentKind = 'claimed' | 'assigned' | 'released' | 'handed-on';

/** One line of the record of who had a case when. */
export interface AssignmentEvent {
  readonly kind: AssignmentKind;
  readonly assignee: string | null;
  readonly untilAt: Instant | null;
  readonly hadBefore: string | null;
  readonly by: string;
  readonly reason: string | null;
  readonly at: Instant;
}

/** The desk's own no: who has it instead, or that nobody of that name works here. */
export class NotAssigned extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotAssigned';
  }
}

type Desk = Pick<Utility, 'utilityId' | 'law' | 'now'>;

/** Whoever works here is known from then on: cases can be given to them. */
export async function notePerson(em: Sql, utilityId: string, subject: string): Promise<void> {
  await em.execute('insert into desk_person (utility_id, subject) values (?, ?) on conflict do nothing', [utilityId, subject]);
}

const columns = `a.assignee, ${instantText('a.since_at')} as "sinceAt", ${instantText('a.until_at')} as "untilAt"`;

/** Who works on these cases now; a claim that has ended is nobody's. */
export async function assignmentsOf(em: Sql, { utilityId, now }: Pick<Desk, 'utilityId' | 'now'>, caseIds: readonly string[]): Promise<ReadonlyMap<string, Assignment>> {
  const rows = await em.execute<(Assignment & { caseId: string })[]>(
    `select a.case_id as "caseId", ${columns} from case_assignment a where a.utility_id = ? and a.case_id = any(?::text[]) and (a.until_at is null or a.until_at > ?::timestamptz)`,
    [utilityId, caseIds, now],
  );
  return new Map(rows.map(({ caseId, ...assignment }) => [caseId, assignment]));
}

/** Everything that was ever said of who works on a case, first to last. */
export function assignmentHistory(em: Sql, utilityId: string, caseId: string): Promise<AssignmentEvent[]> {
  return em.execute<AssignmentEvent[]>(
    `select e.kind, e.assignee, ${instantText('e.until_at')} as "untilAt", e.had_before as "hadBefore", e.by_subject as by, e.reason, ${instantText('e.at')} as at
     from case_assignment_event e where e.utility_id = ? and e.case_id = ? order by e.number`,
    [utilityId, caseId],
  );
}

/**
 * Takes a case that nobody has, or, where that is meant, takes one's own for longer. Two who ask at once wait for each other at the row, and one of them has it.
 * @returns null where somebody else has it
 */
async function tryToClaim(em: Sql, { utilityId, now }: Desk, caseId: string, subject: string, claimHours: number, prolongs: boolean): Promise<Assignment | null> {
  const [taken] = await em.execute<Assignment[]>(
    `with taken as (
       insert into case_assignment as a (utility_id, case_id, assignee, since_at, until_at) values (?, ?, ?, ?, ?)
       on conflict (utility_id, case_id) do update set
         since_at = case when a.assignee = excluded.assignee and a.until_at > excluded.since_at then a.since_at else excluded.since_at end,
         assignee = excluded.assignee, until_at = excluded.until_at
       where a.until_at <= excluded.since_at or (?::boolean and a.assignee = excluded.assignee and a.until_at is not null)
       returning a.*)
     select ${columns} from taken a`,
    [utilityId, caseId, subject, now, plusHours(now, claimHours), prolongs],
  );
  if (!taken) return null;
  await record(em, { utilityId, now }, caseId, { kind: 'claimed', assignee: subject, untilAt: taken.untilAt, hadBefore: null, by: subject, reason: null });
  return taken;
}

async function record(em: Sql, { utilityId, now }: Pick<Desk, 'utilityId' | 'now'>, caseId: string, event: Omit<AssignmentEvent, 'at'>): Promise<void> {
  await em.execute(`insert into case_assignment_event (utility_id, case_id, kind, assignee, until_at, had_before, by_subject, reason, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
    utilityId,
    caseId,
    event.kind,
    event.assignee,
    event.untilAt,
    event.hadBefore,
    event.by,
    event.reason,
    now,
  ]);
  await noteLiveChanges(em, utilityId, [accountOfCase(caseId)]);
}

/** @throws NotAssigned where somebody else has it */
export async function claimCase(em: Sql, desk: Desk, caseId: string, subject: string, claimHours: number): Promise<Assignment> {
  await notePerson(em, desk.utilityId, subject);
  const taken = await tryToClaim(em, desk, caseId, subject, claimHours, true);
  if (taken) return taken;
  const has = (await assignmentsOf(em, desk, [caseId])).get(caseId);
  if (has?.assignee === subject) return has;
  throw new NotAssigned(`${has?.assignee ?? 'Somebody'} has ${caseId}. Ask for it, or have a supervisor give it to you.`);
}

/** @param mayTakeFromOthers for supervisors. @throws NotAssigned where nobody has it, or somebody else does */
export async function releaseCase(em: Sql, desk: Desk, caseId: string, by: string, mayTakeFromOthers: boolean, reason: string | null): Promise<void> {
  const has = await lockedAssignee(em, desk, caseId);
  if (has === null) throw new NotAssigned(`Nobody has ${caseId}.`);
  if (has !== by && !mayTakeFromOthers) throw new NotAssigned(`${has} has ${caseId}: only ${has} or a supervisor gives it back.`);
  await em.execute('delete from case_assignment where utility_id = ? and case_id = ?', [desk.utilityId, caseId]);
  await record(em, desk, caseId, { kind: 'released', assignee: null, untilAt: null, hadBefore: has, by, reason });
}

/** Gives a case to somebody, whoever has it. It does not end by itself. @throws NotAssigned for somebody who was never seen here */
export async function assignCase(em: Sql, desk: Desk, caseId: string, to: string, by: string, reason: string): Promise<Assignment> {
  await mustWorkHere(em, desk.utilityId, to);
  const hadBefore = await lockedAssignee(em, desk, caseId);
  await em.execute(
    `insert into case_assignment (utility_id, case_id, assignee, since_at, until_at) values (?, ?, ?, ?, null)
     on conflict (utility_id, case_id) do update set assignee = excluded.assignee, since_at = excluded.since_at, until_at = null`,
    [desk.utilityId, caseId, to, desk.now],
  );
  await record(em, desk, caseId, { kind: 'assigned', assignee: to, untilAt: null, hadBefore, by, reason });
  return { assignee: to, sinceAt: desk.now, untilAt: null };
}

/** Everything that somebody has goes to somebody else, as for an absence. @returns how many cases. @throws NotAssigned for somebody who was never seen here */
export async function handOnCases(em: Sql, { utilityId, now }: Desk, from: string, to: string, by: string, reason: string): Promise<number> {
  await mustWorkHere(em, utilityId, to);
  const rows = await em.execute<{ case_id: string }[]>(
    `with moved as (
       update case_assignment set assignee = ?, since_at = ?, until_at = null where utility_id = ? and assignee = ? and (until_at is null or until_at > ?::timestamptz) returning case_id)
     insert into case_assignment_event (utility_id, case_id, kind, assignee, had_before, by_subject, reason, at)
     select ?, m.case_id, 'handed-on', ?, ?, ?, ?, ?::timestamptz from moved m order by m.case_id returning case_id`,
    [to, now, utilityId, from, now, utilityId, to, from, by, reason, now],
  );
  await noteLiveChanges(em, utilityId, rows.map(({ case_id }) => accountOfCase(case_id)));
  return rows.length;
}

async function lockedAssignee(em: Sql, { utilityId, now }: Desk, caseId: string): Promise<string | null> {
  const [row] = await em.execute<{ assignee: string }[]>('select assignee from case_assignment where utility_id = ? and case_id = ? and (until_at is null or until_at > ?::timestamptz) for update', [utilityId, caseId, now]);
  return row?.assignee ?? null;
}

async function mustWorkHere(em: Sql, utilityId: string, subject: string): Promise<void> {
  const found = await em.execute<object[]>('select 1 from desk_person where utility_id = ? and subject = ?', [utilityId, subject]);
  if (found.length === 0) throw new NotAssigned(`"${subject}" has never worked here: they sign in once before they are given anything.`);
}

const lookedAtOnce = 20;
/** A view whose first so many cases are all in a language that somebody else speaks has nothing for this person. */
const mostLookedAt = 2_000;
/** Everybody at the desk speaks the language of the desk. */
const languageOfTheDesk = 'en';

/**
 * The first case of a view that nobody has, claimed. A case in a language that others at the desk speak and this person does not is left to them; one in a
 * language that nobody speaks is for everybody. @returns null where nothing is left
 */
export async function claimNext(em: Sql, desk: Desk, subject: string, view: { readonly filter: CaseFilter; readonly sort: CaseSort }, claimHours: number): Promise<{ readonly line: CaseLine; readonly assignment: Assignment } | null> {
  await notePerson(em, desk.utilityId, subject);
  const { own, others } = await languagesAt(em, desk.utilityId, subject);
  const isForOthers = ({ language }: CaseLine) => language !== null && !own.has(language) && others.has(language);
  const filter: CaseFilter = { ...view.filter, assignedTo: nobody };
  let after: CasePlace | null = null;
  for (let looked = 0; looked < mostLookedAt; looked += lookedAtOnce) {
    const page: Awaited<ReturnType<typeof listCases>> = await listCases(em, desk, { filter, sort: view.sort, after, limit: lookedAtOnce });
    for (const { line } of page) {
      if (line.status === 'closed' || isForOthers(line)) continue;
      const assignment = await tryToClaim(em, desk, line.caseId, subject, claimHours, false);
      if (assignment) return { line, assignment };
    }
    if (page.length < lookedAtOnce) return null;
    after = page.at(-1)?.place ?? null;
  }
  return null;
}

async function languagesAt(em: Sql, utilityId: string, subject: string): Promise<{ own: ReadonlySet<string>; others: ReadonlySet<string> }> {
  const rows = await em.execute<{ language: string; isOwn: boolean }[]>(`select distinct l as language, subject = ? as "isOwn" from desk_person, unnest(languages) l where utility_id = ?`, [subject, utilityId]);
  const of = (isOwn: boolean) => rows.filter((row) => row.isOwn === isOwn).map(({ language }) => language);
  return { own: new Set([languageOfTheDesk, ...of(true)]), others: new Set(of(false)) };
}

export interface DeskPerson {
  readonly subject: string;
  readonly languages: readonly string[];
  /** How many cases this person has now. */
  readonly cases: number;
}

/** Whoever has worked here; at most so many. */
export function listPeople(em: Sql, { utilityId, now }: Pick<Desk, 'utilityId' | 'now'>, most: number): Promise<DeskPerson[]> {
  return em.execute<DeskPerson[]>(
    `select p.subject, p.languages, (select count(*)::int from case_assignment a join case_record c on c.utility_id = a.utility_id and c.case_id = a.case_id and c.status <> 'closed'
       where a.utility_id = p.utility_id and a.assignee = p.subject and (a.until_at is null or a.until_at > ?::timestamptz)) as cases
     from desk_person p where p.utility_id = ? order by p.subject limit ?`,
    [now, utilityId, most],
  );
}

/** @returns false for somebody who was never seen here */
export async function setLanguages(em: Sql, utilityId: string, subject: string, languages: readonly string[]): Promise<boolean> {
  const rows = await em.execute<object[]>('update desk_person set languages = ? where utility_id = ? and subject = ? returning 1', [[...languages], utilityId, subject]);
  return rows.length > 0;
}
