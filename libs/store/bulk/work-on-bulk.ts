import { bulkInterventionId, interventionsFor, type BulkWish } from '../../case/bulk-wishes.ts';
import type { Intervener } from '../../case/interventions.ts';
import { isRefusal, type Because, type Refusal } from '../../kernel/because.ts';
import { because } from '../../policy/evaluate.ts';
import { accountOfCase } from '../advance-cases.ts';
import { isDatabaseAway, isWorthRetrying, type Database, type Sql } from '../database.ts';
import { interveneWithin, type Intervened } from '../people.ts';
import { takenBack } from '../taken-back.ts';
import { UnitOfWork } from '../unit-of-work.ts';
import { readUtility } from '../utility.ts';
import { noteWord } from './ask-bulk.ts';
import type { BulkStatus, BulkWord } from './bulk-rows.ts';

/** What one turn came to. `waits`: the rate lets the next case be done after so long; `rests`: a person has to speak first; `over`: nothing is left. */
export type BulkTurn = { readonly kind: 'went-on' } | { readonly kind: 'waits'; readonly milliseconds: number } | { readonly kind: 'rests' } | { readonly kind: 'over' };

/** Cases that are looked at in one transaction, whose accounts are locked for as long. */
const lookedAtTogether = 25;
/** A case whose turn broke down is tried again; then it is told of, and left to a person. */
const mostAttempts = 3;
/** How much of its rate a bulk may make up for after a pause of the machine. */
const makesUpSeconds = 2;

/** The bulks that have something to do by themselves. */
export async function bulksAtWork(em: Sql, utilityId: string): Promise<string[]> {
  const rows = await em.execute<{ bulk_id: string }[]>(`select bulk_id from bulk where utility_id = ? and status in ('looking', 'canary', 'running') order by asked_at, bulk_id`, [utilityId]);
  return rows.map(({ bulk_id }) => bulk_id);
}

interface Row {
  readonly wish: BulkWish;
  readonly asked_by: string;
  readonly asked_as: Intervener['as'];
  readonly approved_by: string | null;
  readonly status: BulkStatus;
  readonly wait_ms: number;
}

const rowColumns = `wish, asked_by, asked_as, approved_by, status, greatest(0, extract(epoch from next_at - clock_timestamp()) * 1000)::float8 as wait_ms`;

/**
 * Does the next thing of a bulk: looks at some of its cases, or carries out one of them, in one transaction each. However often it is
 * broken off and called again, and by however many at a time, each case is done once. @returns null when there is no such bulk
 */
export async function workOnBulk(db: Database, utilityId: string, bulkId: string): Promise<BulkTurn | null> {
  const bulk = await db.forUtility(utilityId, (em) => rowOf(em, utilityId, bulkId));
  if (bulk === null) return null;
  if (bulk.status === 'stopped' || bulk.status === 'done') return { kind: 'over' };
  if (bulk.status === 'looking') return lookAhead(db, utilityId, bulkId, bulk);
  return bulk.status === 'canary' || bulk.status === 'running' ? carryOutNext(db, utilityId, bulkId) : { kind: 'rests' };
}

async function rowOf(em: Sql, utilityId: string, bulkId: string, suffix = ''): Promise<Row | null> {
  const [row] = await em.execute<Row[]>(`select ${rowColumns} from bulk where utility_id = ? and bulk_id = ? ${suffix}`, [utilityId, bulkId]);
  return row ?? null;
}

interface Looked {
  readonly case_id: string;
  readonly foreseen: 'would-do' | 'refused';
  readonly because: Because | null;
  readonly events: readonly string[] | null;
}

/** The very decisions that would be made, over some cases together, and all of it taken back. */
async function lookAhead(db: Database, utilityId: string, bulkId: string, bulk: Row): Promise<BulkTurn> {
  const unseen = await db.forUtility(utilityId, (em) => em.execute<{ case_id: string }[]>('select case_id from bulk_line where utility_id = ? and bulk_id = ? and foreseen is null order by place limit ?', [utilityId, bulkId, lookedAtTogether]));
  const looked = await lookAt(db, utilityId, bulkId, bulk, unseen.map(({ case_id }) => case_id));
  await db.retrying(utilityId, async (em) => {
    await em.execute(
      `update bulk_line l set foreseen = r.foreseen, foreseen_because = r.because, foreseen_events = (select array_agg(value) from json_array_elements_text(r.events))
       from json_to_recordset(?::json) as r(case_id text, foreseen text, because json, events json) where l.utility_id = ? and l.bulk_id = ? and l.case_id = r.case_id`,
      [JSON.stringify(looked), utilityId, bulkId],
    );
    if (unseen.length < lookedAtTogether) await move(em, utilityId, bulkId, 'looking', 'asked', 'looked');
  });
  return { kind: 'went-on' };
}

/** Where something breaks down, each case is tried by itself, so that the culprit alone is told of. */
async function lookAt(db: Database, utilityId: string, bulkId: string, bulk: Row, caseIds: readonly string[]): Promise<readonly Looked[]> {
  if (caseIds.length === 0) return [];
  try {
    return await takenBack(db, utilityId, async (em) => {
      const work = await UnitOfWork.begin(em, utilityId, caseIds.map(accountOfCase));
      const looked: Looked[] = [];
      for (const caseId of caseIds) looked.push(foreseenOf(caseId, await intervene(work, bulkId, bulk, caseId)));
      return looked;
    });
  } catch (error) {
    if (isNoFaultOfTheCase(error)) throw error;
    if (caseIds.length > 1) return (await inTurn(caseIds, (caseId) => lookAt(db, utilityId, bulkId, bulk, [caseId]))).flat();
    // What cannot even be tried is not done: it is told of beforehand, with what broke down.
    const { law } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
    return caseIds.map((case_id) => ({ case_id, foreseen: 'refused', because: because(law, 'CASE-PATH', `It broke down when it was tried: ${messageOf(error)}`), events: null }));
  }
}

function foreseenOf(case_id: string, outcome: Intervened | Refusal): Looked {
  return isRefusal(outcome) ? { case_id, foreseen: 'refused', because: outcome.because, events: null } : { case_id, foreseen: 'would-do', because: null, events: outcome.events.map(({ type }) => type) };
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** Under the lock of the bulk: whoever pauses or stops it waits for this one case, and two workers never hold the same one. */
async function carryOutNext(db: Database, utilityId: string, bulkId: string): Promise<BulkTurn> {
  let tried: string | null = null;
  try {
    return await db.retrying(utilityId, async (em): Promise<BulkTurn> => {
      const bulk = await rowOf(em, utilityId, bulkId, 'for update');
      if (bulk === null || (bulk.status !== 'canary' && bulk.status !== 'running')) return { kind: 'went-on' };
      if (bulk.wait_ms > 0) return { kind: 'waits', milliseconds: Math.ceil(bulk.wait_ms) };
      const [line] = await em.execute<{ case_id: string }[]>(
        `select case_id from bulk_line where utility_id = ? and bulk_id = ? and status = 'waiting' and (is_canary or ?) order by attempts, foreseen desc, place limit 1`,
        [utilityId, bulkId, bulk.status === 'running'],
      );
      if (line === undefined) return finish(em, utilityId, bulkId, bulk.status);
      tried = line.case_id;
      await carryOut(em, utilityId, bulkId, bulk, line.case_id);
      await em.execute(
        `update bulk set next_at = greatest(next_at, clock_timestamp() - make_interval(secs => ?)) + make_interval(secs => 60.0 / per_minute) where utility_id = ? and bulk_id = ?`,
        [makesUpSeconds, utilityId, bulkId],
      );
      return { kind: 'went-on' };
    });
  } catch (error) {
    if (tried === null || isNoFaultOfTheCase(error)) throw error;
    await noteAttempt(db, utilityId, bulkId, tried, messageOf(error));
    return { kind: 'went-on' };
  }
}

/** What it does in the case and that it was done are one commit. */
async function carryOut(em: Sql, utilityId: string, bulkId: string, bulk: Row, caseId: string): Promise<void> {
  const work = await UnitOfWork.begin(em, utilityId, [accountOfCase(caseId)]);
  const outcome = await intervene(work, bulkId, bulk, caseId);
  const refusal = isRefusal(outcome) ? outcome : null;
  const eventIds = isRefusal(outcome) ? null : outcome.events.map(({ eventId }) => eventId);
  if (refusal === null) await work.commit();
  await em.execute(`update bulk_line set status = ?, because = ?, event_ids = ?, failure = null, done_at = ? where utility_id = ? and bulk_id = ? and case_id = ? and status = 'waiting'`, [
    refusal === null ? 'done' : 'refused',
    refusal === null ? null : JSON.stringify(refusal.because),
    eventIds,
    work.utility.now,
    utilityId,
    bulkId,
    caseId,
  ]);
}

/** Judged anew by the rules, as the case stands at this moment; nothing is forced since it was foreseen. Whoever began the work commits it, or not. */
async function intervene(work: UnitOfWork, bulkId: string, bulk: Row, caseId: string): Promise<Intervened | Refusal> {
  const failing = bulk.wish.type === 'RetryObligation' ? await failingObligations(work.em, work.utility.utilityId, caseId) : [];
  const interventions = interventionsFor(bulk.wish, caseId, failing);
  if (interventions.length === 0) return refusedBecause(work, `Nothing of case ${caseId} waits to be tried again.`);
  // Before it is approved nobody has; a look says what it would say with the second name.
  const who: Intervener = { by: bulk.asked_by, as: bulk.asked_as ?? null, interventionId: bulkInterventionId(bulkId, caseId), bulk: { bulkId, approvedBy: bulk.approved_by ?? '' } };
  return (await interveneWithin(work, caseId, interventions, who)) ?? refusedBecause(work, `Case ${caseId} is closed, and a later one of the account has followed it.`);
}

function refusedBecause({ utility: { law } }: UnitOfWork, sentence: string): Refusal {
  return { refused: true, because: because(law, 'CASE-PATH', sentence), notBefore: null };
}

async function failingObligations(em: Sql, utilityId: string, caseId: string): Promise<string[]> {
  const rows = await em.execute<{ key: string }[]>(`select key from obligation where utility_id = ? and case_id = ? and status = 'open' and failure is not null order by ordered_at, key`, [utilityId, caseId]);
  return rows.map(({ key }) => key);
}

async function finish(em: Sql, utilityId: string, bulkId: string, status: 'canary' | 'running'): Promise<BulkTurn> {
  const [left] = await em.execute<unknown[]>(`select 1 from bulk_line where utility_id = ? and bulk_id = ? and status = 'waiting' limit 1`, [utilityId, bulkId]);
  if (left === undefined) await move(em, utilityId, bulkId, status, 'done', 'done');
  else await move(em, utilityId, bulkId, status, 'canary-done', 'canary-done');
  return { kind: 'went-on' };
}

/** Unless a person moved it meanwhile. */
async function move(em: Sql, utilityId: string, bulkId: string, from: BulkStatus, to: BulkStatus, what: BulkWord['what']): Promise<void> {
  const moved = await em.execute<unknown[]>('update bulk set status = ? where utility_id = ? and bulk_id = ? and status = ? returning 1', [to, utilityId, bulkId, from]);
  if (moved.length > 0) await noteWord(em, utilityId, bulkId, { what, by: null, at: (await readUtility(em, utilityId)).now, reason: null });
}

async function noteAttempt(db: Database, utilityId: string, bulkId: string, caseId: string, failure: string): Promise<void> {
  await db.retrying(utilityId, (em) =>
    em.execute(
      `update bulk_line set attempts = attempts + 1, failure = ?, status = case when attempts + 1 >= ? then 'failed' else status end where utility_id = ? and bulk_id = ? and case_id = ? and status = 'waiting'`,
      [failure, mostAttempts, utilityId, bulkId, caseId],
    ),
  );
}

const messageOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Servers that stop or start, and locks that others hold: no fault of the case. */
const isNoFaultOfTheCase = (error: unknown) => isDatabaseAway(error) || isWorthRetrying(error);
