import { underMoratoriums } from '../account/moratoriums.ts';
import { adverseTypes, type CaseEvent } from '../case/case.events.ts';
import type { CaseStatus } from '../case/case.state.ts';
import { contextOf } from '../case/context.ts';
import { movePolicy, previewMove, type MovePreview, type PolicyMove } from '../case/policy-moves.ts';
import { isRefusal, type Refusal } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import { packReference } from '../policy/pack.ts';
import { accountOfCase } from './advance-cases.ts';
import type { Database, Sql } from './database.ts';
import { lockAccounts } from './load-accounts.ts';
import { eventsOf, type Intervened } from './people.ts';
import { instantText } from './read/sql-times.ts';
import { UnitOfWork } from './unit-of-work.ts';
import { readUtility } from './utility.ts';
import type { WorkingAccount } from './working-account.ts';

/** Which open cases are to be moved: those to which everything that is given applies. */
export interface Cohort {
  readonly statuses?: readonly CaseStatus[] | undefined;
  readonly caseIds?: readonly string[] | undefined;
  /** A share of them, always the same ones. */
  readonly percent?: number | undefined;
}

export interface CaseMigration {
  readonly migrationId: string;
  readonly to: string;
  readonly cohort: Cohort;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly approvedBy: string | null;
  readonly undoneBy: string | null;
  readonly status: 'asked' | 'moving' | 'moved' | 'undoing' | 'undone' | 'withdrawn';
  readonly counts: Readonly<Record<string, number>>;
}

/** Why cases are not moved, in words that say how to mend it. */
export class NotMigrated extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotMigrated';
  }
}

/** Conditions over `case_record c` for a cohort, with their parameters. */
function within({ statuses, caseIds, percent }: Cohort, to: string): { readonly where: string; readonly parameters: readonly unknown[] } {
  const conditions: [string, unknown][] = [[`c.status <> 'closed' and c.state ->> 'pack' <> ?`, to]];
  if (statuses) conditions.push(['c.status = any(?::text[])', statuses]);
  if (caseIds) conditions.push(['c.case_id = any(?::text[])', caseIds]);
  if (percent !== undefined) conditions.push(['abs(hashtext(c.case_id)::bigint) % 100 < ?', percent]);
  return { where: conditions.map(([text]) => text).join(' and '), parameters: conditions.map(([, value]) => value) };
}

export interface PreviewPage {
  /** Of the whole cohort. */
  readonly cases: number;
  readonly previews: readonly MovePreview[];
  /** Where the next page begins, or null. */
  readonly next: string | null;
}

/** What moving the cohort would change, case by case. It moves nothing, and locks a page's accounts to see them as they are. @throws NotMigrated */
export async function previewCohort(db: Database, utilityId: string, to: string, cohort: Cohort, page: { readonly limit: number; readonly after: string | null }): Promise<PreviewPage> {
  return db.retrying(utilityId, async (em) => {
    const { law, now, feeds } = await activated(em, utilityId, to);
    const { where, parameters } = within(cohort, to);
    const [counted] = await em.execute<{ cases: number }[]>(`select count(*)::int as cases from case_record c where c.utility_id = ? and ${where}`, [utilityId, ...parameters]);
    const rows = await em.execute<{ case_id: string }[]>(`select c.case_id from case_record c where c.utility_id = ? and ${where} and c.case_id > ? order by c.case_id limit ?`, [utilityId, ...parameters, page.after ?? '', page.limit]);
    const { found } = await lockAccounts(em, utilityId, rows.map(({ case_id }) => accountOfCase(case_id)));
    const { moratoriums } = await readUtility(em, utilityId, [...found.keys()]);
    const previews = rows.flatMap(({ case_id }) => {
      const account = found.get(accountOfCase(case_id));
      return account?.state?.caseId === case_id ? [previewMove(to, { account: underMoratoriums(account.folded.state, moratoriums), state: account.state, law, now, feeds })] : [];
    });
    return { cases: counted?.cases ?? 0, previews, next: rows.length < page.limit ? null : (rows.at(-1)?.case_id ?? null) };
  });
}

async function activated(em: Sql, utilityId: string, to: string) {
  const utility = await readUtility(em, utilityId);
  const known = utility.law.book?.versions.map(({ law }) => packReference(law.pack)) ?? [packReference(utility.law.pack)];
  if (!known.includes(to)) throw new NotMigrated(`${to} was never activated here; cases can be moved to ${[...new Set(known)].join(', ')}.`);
  return utility;
}

/** Asks for the cases of a cohort to be moved; which ones these are is settled now. @throws NotMigrated */
export async function askMigration(db: Database, utilityId: string, wish: { readonly migrationId: string; readonly to: string; readonly cohort: Cohort; readonly reason: string }, by: string): Promise<CaseMigration> {
  const { migrationId, to, cohort, reason } = wish;
  return db.retrying(utilityId, async (em) => {
    const { now } = await activated(em, utilityId, to);
    if (cohort.caseIds) await mustNotWaitAlready(em, utilityId, cohort.caseIds);
    await em.execute('insert into pack_migration (utility_id, migration_id, to_pack, cohort, reason, asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?)', [utilityId, migrationId, to, JSON.stringify(cohort), reason, by, now]);
    const { where, parameters } = within(cohort, to);
    const taken = await em.execute<{ case_id: string }[]>(
      `insert into pack_migration_case (utility_id, migration_id, case_id) select c.utility_id, ?, c.case_id from case_record c where c.utility_id = ? and ${where} returning case_id`,
      [migrationId, utilityId, ...parameters],
    );
    if (cohort.caseIds && taken.length === 0) throw new NotMigrated(`There is nothing to move: ${cohort.caseIds.join(', ')} is closed, or under ${to} already.`);
    return (await readMigration(em, utilityId, migrationId)) as CaseMigration;
  });
}

/** Whoever names a case that somebody has asked for already would have two people sign twice, the second time for nothing. */
async function mustNotWaitAlready(em: Sql, utilityId: string, caseIds: readonly string[]): Promise<void> {
  const [waiting] = await em.execute<{ case_id: string; to_pack: string; asked_by: string }[]>(
    `select n.case_id, m.to_pack, m.asked_by from pack_migration_case n join pack_migration m on m.utility_id = n.utility_id and m.migration_id = n.migration_id
     where n.utility_id = ? and m.status = 'asked' and n.case_id = any(?::text[]) order by n.case_id limit 1`,
    [utilityId, caseIds],
  );
  if (waiting) throw new NotMigrated(`${waiting.asked_by} has asked for ${waiting.case_id} to be moved to ${waiting.to_pack} already: that has to be approved or taken back first.`);
}

/** A second person approves; the cases are then moved by `continueMigrations`. @throws NotMigrated */
export async function approveMigration(db: Database, utilityId: string, migrationId: string, by: string): Promise<CaseMigration | null> {
  return change(db, utilityId, migrationId, ({ status, askedBy }) => {
    if (status !== 'asked') throw new NotMigrated(`Migration ${migrationId} is ${status} already.`);
    if (by === askedBy) throw new NotMigrated(`${by} asked for it; it needs somebody else.`);
    return [`status = 'moving', approved_by = ?`, [by]];
  });
}

/** Takes a migration back: what was moved moves back by another event; what was not stays. @throws NotMigrated */
export async function undoMigration(db: Database, utilityId: string, migrationId: string, { by, reason, alsoCaseIds }: { readonly by: string; readonly reason: string; readonly alsoCaseIds: readonly string[] }): Promise<CaseMigration | null> {
  return change(db, utilityId, migrationId, ({ status }) => {
    if (status === 'asked') return [`status = 'withdrawn', undone_by = ?, undo_reason = ?`, [by, reason]];
    const isNamed = status === 'undone' && alsoCaseIds.length > 0;
    if (status !== 'moving' && status !== 'moved' && !isNamed) throw new NotMigrated(`Migration ${migrationId} is ${status} already.`);
    return [`status = 'undoing', undone_by = ?, undo_reason = ?`, [by, reason]];
  }, async (em) => {
    await em.execute(`update pack_migration_case set status = 'not-moved', note = 'The migration was undone before.' where utility_id = ? and migration_id = ? and status = 'waiting'`, [utilityId, migrationId]);
    // A person named these: they move back although something adverse was done in them since.
    await em.execute(`update pack_migration_case set status = 'moved', note = 'named' where utility_id = ? and migration_id = ? and status in ('moved', 'kept') and case_id = any(?::text[])`, [utilityId, migrationId, alsoCaseIds]);
  });
}

type Change = (migration: CaseMigration) => readonly [set: string, parameters: readonly unknown[]];

async function change(db: Database, utilityId: string, migrationId: string, decide: Change, besides: (em: Sql) => Promise<void> = () => Promise.resolve()): Promise<CaseMigration | null> {
  return db.retrying(utilityId, async (em) => {
    await em.execute('select 1 from pack_migration where utility_id = ? and migration_id = ? for update', [utilityId, migrationId]);
    const migration = await readMigration(em, utilityId, migrationId);
    if (!migration) return null;
    const [set, parameters] = decide(migration);
    await em.execute(`update pack_migration set ${set} where utility_id = ? and migration_id = ?`, [...parameters, utilityId, migrationId]);
    await besides(em);
    return readMigration(em, utilityId, migrationId);
  });
}

export async function readMigration(em: Sql, utilityId: string, migrationId: string): Promise<CaseMigration | null> {
  return (await listMigrations(em, utilityId, migrationId))[0] ?? null;
}

/** Every migration, newest first, with how many of its cases are where. */
export async function listMigrations(em: Sql, utilityId: string, migrationId: string | null = null): Promise<CaseMigration[]> {
  const rows = await em.execute<(Omit<CaseMigration, 'counts'> & { counts: Record<string, number> | null })[]>(
    `select m.migration_id as "migrationId", m.to_pack as "to", m.cohort, m.reason, m.asked_by as "askedBy", ${instantText('m.asked_at')} as "askedAt", m.approved_by as "approvedBy", m.undone_by as "undoneBy", m.status,
       (select json_object_agg(n.status, n.cases) from (select status, count(*)::int as cases from pack_migration_case where utility_id = m.utility_id and migration_id = m.migration_id group by status) n) as counts
     from pack_migration m where m.utility_id = ? and (m.migration_id = ? or ?::text is null) order by m.asked_at desc, m.migration_id`,
    [utilityId, migrationId, migrationId],
  );
  return rows.map((row) => ({ ...row, counts: row.counts ?? {} }));
}

/** What became of each case of a migration, a page at a time; with a status, of those alone. */
export async function migratedCases(em: Sql, utilityId: string, migrationId: string, page: { readonly limit: number; readonly after: string | null; readonly status: string | null }) {
  return em.execute<{ caseId: string; status: string; from: string | null; note: string | null }[]>(
    `select case_id as "caseId", status, from_pack as "from", note from pack_migration_case
     where utility_id = ? and migration_id = ? and case_id > ? and (status = ? or ?::text is null) order by case_id limit ?`,
    [utilityId, migrationId, page.after ?? '', page.status, page.status, page.limit],
  );
}

interface Underway {
  migration_id: string;
  to_pack: string;
  asked_by: string;
  approved_by: string;
  undone_by: string | null;
  status: 'moving' | 'undoing';
}

/**
 * Moves some more cases of the oldest migration that is under way, or moves them back: each in the transaction that also decides what
 * follows, each once, however often this is broken off and called again. @returns true when there may be more to do
 */
export async function continueMigrations(db: Database, utilityId: string, limit = 100): Promise<boolean> {
  return db.retrying(utilityId, async (em) => {
    const [migration] = await em.execute<Underway[]>(
      `select migration_id, to_pack, asked_by, approved_by, undone_by, status from pack_migration
       where utility_id = ? and status in ('moving', 'undoing') order by asked_at, migration_id limit 1 for update`,
      [utilityId],
    );
    if (!migration) return false;
    const isUndo = migration.status === 'undoing';
    const rows = await em.execute<CaseRow[]>(
      `select case_id, from_pack, note from pack_migration_case where utility_id = ? and migration_id = ? and status = ? order by case_id limit ?`,
      [utilityId, migration.migration_id, isUndo ? 'moved' : 'waiting', limit],
    );
    if (rows.length === 0) await em.execute('update pack_migration set status = ? where utility_id = ? and migration_id = ?', [isUndo ? 'undone' : 'moved', utilityId, migration.migration_id]);
    else await moveAll(em, utilityId, migration, rows);
    return true;
  });
}

interface CaseRow {
  case_id: string;
  from_pack: string | null;
  note: string | null;
}

interface Moved {
  readonly case_id: string;
  readonly status: string;
  readonly from_pack: string | null;
  readonly note: string | null;
}

async function moveAll(em: Sql, utilityId: string, migration: Underway, rows: readonly CaseRow[]): Promise<void> {
  const work = await UnitOfWork.begin(em, utilityId, rows.map(({ case_id }) => accountOfCase(case_id)));
  const acted = migration.status === 'undoing' ? await adverseSince(em, utilityId, migration.migration_id, rows) : new Map<string, string>();
  const moved: Moved[] = [];
  for (const row of rows) moved.push(await moveOne(work, migration, row, acted.get(row.case_id) ?? null));
  await work.commit();
  await em.execute(
    `update pack_migration_case m set status = r.status, from_pack = r.from_pack, note = r.note from json_to_recordset(?::json) as r(case_id text, status text, from_pack text, note text)
     where m.utility_id = ? and m.migration_id = ? and m.case_id = r.case_id`,
    [JSON.stringify(moved), utilityId, migration.migration_id],
  );
}

async function moveOne(work: UnitOfWork, migration: Underway, { case_id, from_pack, note }: CaseRow, acted: string | null): Promise<Moved> {
  const isUndo = migration.status === 'undoing';
  const kept = isUndo ? 'kept' : 'not-moved';
  const account = work.accounts.get(accountOfCase(case_id));
  if (!account?.state || account.state.caseId !== case_id) return { case_id, status: kept, from_pack, note: 'The case is not the account\'s last one any more.' };
  if (acted !== null && note !== 'named') return { case_id, status: kept, from_pack, note: `${acted} was decided since; name the case to move it back all the same.` };
  const from = account.state.pack;
  const refusal = await moveWithin(work, account, moveOf(migration, from_pack));
  if (refusal !== null) return { case_id, status: kept, from_pack, note: refusal.because.sentence };
  return { case_id, status: isUndo ? 'moved-back' : 'moved', from_pack: isUndo ? from_pack : from, note: null };
}

/** The move itself, and what follows from it. @returns why it is not done; null when it is */
async function moveWithin(work: UnitOfWork, account: WorkingAccount, move: PolicyMove): Promise<Refusal | null> {
  const { law, now, feeds } = work.utility;
  const outcome = movePolicy(move, account.state, contextOf(work.known(account), account.state, law, now, feeds));
  if (isRefusal(outcome)) return outcome;
  const cause = `${move.undoes ? 'migration-undone' : 'migration'}/${move.migrationId}`;
  const provenance = { cause, correlationId: `${cause}/${account.state?.caseId}` };
  work.decide(account, [{ ...outcome, at: now } as CaseEvent], provenance);
  await work.advance(account, provenance);
  return null;
}

/**
 * What a migration does to one case, at once: for who looks at it before asking, and takes it back. In earnest a second person approves first.
 * @returns null when there is no such case, or a later one has followed it
 * @throws NotMigrated when the decision breaks down under that version
 */
export async function moveOneCase(db: Database, utilityId: string, caseId: string, move: PolicyMove): Promise<Intervened | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, [accountOfCase(caseId)]);
    const account = work.accounts.get(accountOfCase(caseId));
    if (!account?.state || account.state.caseId !== caseId) return null;
    const refusal = await moveWithin(work, account, move);
    if (refusal !== null) return refusal;
    if (account.failure !== null) throw new NotMigrated(`Under ${move.to} nothing could be decided in ${caseId}: ${account.failure}`);
    await work.commit();
    return { caseId, status: account.state.status, events: eventsOf(account) };
  });
}

function moveOf({ migration_id: migrationId, to_pack, asked_by, approved_by, undone_by, status }: Underway, fromPack: string | null): PolicyMove {
  if (status === 'moving') return { to: to_pack, migrationId, by: asked_by, approvedBy: approved_by };
  return { to: fromPack as string, migrationId, by: undone_by as string, approvedBy: approved_by, undoes: true };
}

/** Cases in which something adverse was decided after they were moved, and what. */
async function adverseSince(em: Sql, utilityId: string, migrationId: string, rows: readonly CaseRow[]): Promise<Map<string, string>> {
  const found = await em.execute<{ case_id: string; type: string }[]>(
    `select distinct on (e.case_id) e.case_id, e.type from case_event e
     join case_event m on m.utility_id = e.utility_id and m.case_id = e.case_id and m.type = 'PolicyMoved' and m.body::json -> 'event' -> 'data' ->> 'migrationId' = ? and m.version < e.version
     where e.utility_id = ? and e.case_id = any(?::text[]) and e.type = any(?::text[]) order by e.case_id, e.version`,
    [migrationId, utilityId, rows.map(({ case_id }) => case_id), [...adverseTypes]],
  );
  return new Map(found.map(({ case_id, type }) => [case_id, type]));
}

