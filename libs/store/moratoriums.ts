import { dayOf, type BusinessCalendar } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { heldStatuses, releaseTurns, type HeldCase, type InDistrict } from '../case/release-turns.ts';
import type { Refusal } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { Area, Moratorium } from '../policy/moratorium.ts';
import { advanceCases } from './advance-cases.ts';
import type { Database, Sql } from './database.ts';
import { fenceOffUtility } from './moratorium-fence.ts';
import { instantText } from './read/sql-times.ts';
import { readUtility, type Utility } from './utility.ts';

/** Declared first, and each time that it was extended or ended since. */
export interface SaidOfMoratorium {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly endsAt: Instant | null;
}

export interface MoratoriumRow extends Moratorium {
  readonly said: readonly SaidOfMoratorium[];
  readonly endAsked: { readonly requestId: string; readonly at: Instant; readonly by: string; readonly reason: string } | null;
  readonly turnsGiven: boolean;
  /** Crews and cases of the area that are still to be looked at since the last change. */
  readonly underWay: boolean;
}

/** Who acts, and why, in the person's own words. */
export interface SaidBy {
  readonly by: string;
  readonly reason: string;
}

const columns = `moratorium_id as "moratoriumId", reason, area, ${instantText('from_at')} as "fromAt", ${instantText('ends_at')} as "endsAt", evidence, said,
  end_asked as "endAsked", turns_given as "turnsGiven", coalesce(stage in ('crews', 'cases'), false) as "underWay"`;

/** Every moratorium that was ever declared, the latest first. */
export async function listMoratoriums(em: Sql, utilityId: string): Promise<MoratoriumRow[]> {
  return em.execute<MoratoriumRow[]>(`select ${columns} from moratorium where utility_id = ? order by from_at desc, moratorium_id`, [utilityId]);
}

async function lockMoratorium(em: Sql, utilityId: string, moratoriumId: string): Promise<MoratoriumRow | null> {
  const [row] = await em.execute<MoratoriumRow[]>(`select ${columns} from moratorium where utility_id = ? and moratorium_id = ? for update`, [utilityId, moratoriumId]);
  return row ?? null;
}

/** What is to be declared; without a moment it begins now. */
export type MoratoriumWish = Omit<Moratorium, 'fromAt'> & { readonly fromAt: Instant | null };

/**
 * Declares a moratorium. From this commit on nothing adverse is decided in its area, and no crew is cleared (I3); crews that are out
 * are called back by `carryOutMoratoriums`. @returns the refusal of one that would begin or end before now
 */
export async function declareMoratorium(db: Database, utilityId: string, wish: MoratoriumWish, { by, reason }: SaidBy): Promise<MoratoriumRow | Refusal> {
  return db.retrying(utilityId, async (em) => {
    const utility = await fencedOff(em, utilityId);
    const { now } = utility;
    const { moratoriumId, area, evidence, endsAt } = wish;
    const fromAt = wish.fromAt ?? now;
    if (fromAt < now) return no(utility, `It cannot begin at ${fromAt}: what was decided before now stands. Declare it from now on, or from a moment to come.`);
    if (endsAt !== null && endsAt <= fromAt) return no(utility, `It would end at ${endsAt}, before it begins at ${fromAt}.`);
    await em.execute(`insert into moratorium (utility_id, moratorium_id, reason, area, from_at, ends_at, evidence, said, stage) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
      utilityId,
      moratoriumId,
      wish.reason,
      JSON.stringify(area),
      fromAt,
      endsAt,
      evidence,
      JSON.stringify([{ at: now, by, reason, endsAt }]),
      fromAt > now ? 'cases' : 'crews',
    ]);
    return (await lockMoratorium(em, utilityId, moratoriumId)) as MoratoriumRow;
  });
}

/** Puts its end off, or leaves it open. @returns null when there is none; the refusal of one that is over, or of an earlier end */
export async function extendMoratorium(db: Database, utilityId: string, moratoriumId: string, endsAt: Instant | null, { by, reason }: SaidBy): Promise<MoratoriumRow | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const utility = await fencedOff(em, utilityId);
    const known = await lockMoratorium(em, utilityId, moratoriumId);
    if (!known) return null;
    if (isOver(known, utility)) return no(utility, `Moratorium ${moratoriumId} ended at ${known.endsAt}: declare another one.`);
    if (endsAt !== null && (known.endsAt === null || endsAt <= known.endsAt)) return no(utility, `It stands until ${known.endsAt ?? 'somebody ends it'}; to end it earlier two people are needed.`);
    return changed(em, utilityId, known, { at: utility.now, by, reason, endsAt });
  });
}

/** A supervisor asks to end it early; it stands until another approves. @returns null when there is none */
export async function askToEndMoratorium(db: Database, utilityId: string, moratoriumId: string, requestId: string, { by, reason }: SaidBy): Promise<MoratoriumRow | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const known = await lockMoratorium(em, utilityId, moratoriumId);
    const utility = await readUtility(em, utilityId);
    if (!known) return null;
    if (isOver(known, utility)) return no(utility, `Moratorium ${moratoriumId} ended at ${known.endsAt}.`);
    if (known.endAsked) return no(utility, `${known.endAsked.by} asked for this at ${known.endAsked.at}: have request ${known.endAsked.requestId} approved.`);
    const endAsked = { requestId, at: utility.now, by, reason };
    await em.execute('update moratorium set end_asked = ? where utility_id = ? and moratorium_id = ?', [JSON.stringify(endAsked), utilityId, moratoriumId]);
    return { ...known, endAsked };
  });
}

/** A second person ends it now. @returns null when no such request is open; a refusal for the person who asked */
export async function endMoratorium(db: Database, utilityId: string, moratoriumId: string, requestId: string, { by, reason }: SaidBy): Promise<MoratoriumRow | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const utility = await fencedOff(em, utilityId);
    const known = await lockMoratorium(em, utilityId, moratoriumId);
    if (known?.endAsked?.requestId !== requestId) return null;
    if (isOver(known, utility)) return no(utility, `Moratorium ${moratoriumId} ended at ${known.endsAt}.`);
    if (known.endAsked.by === by) return no(utility, `${by} asked to end it: a second person has to approve.`);
    // One that has not begun never stands.
    const endsAt = known.fromAt > utility.now ? known.fromAt : utility.now;
    return changed(em, utilityId, known, { at: utility.now, by, reason, endsAt });
  });
}

async function changed(em: Sql, utilityId: string, known: MoratoriumRow, said: SaidOfMoratorium): Promise<MoratoriumRow> {
  await em.execute(`update moratorium set ends_at = ?, said = ?, end_asked = null, stage = case when stage = 'crews' then stage else 'cases' end, reached = '' where utility_id = ? and moratorium_id = ?`, [
    said.endsAt,
    JSON.stringify([...known.said, said]),
    utilityId,
    known.moratoriumId,
  ]);
  return (await lockMoratorium(em, utilityId, known.moratoriumId)) as MoratoriumRow;
}

function isOver({ endsAt }: Moratorium, { now }: Utility): boolean {
  return endsAt !== null && endsAt <= now;
}

/** Waits for every decision that is under way, and lets none begin before this commits: those before it did not know of it, those after it do. */
async function fencedOff(em: Sql, utilityId: string): Promise<Utility> {
  await fenceOffUtility(em, utilityId);
  return readUtility(em, utilityId);
}

function no({ law, now }: Utility, sentence: string): Refusal {
  const current = inForceAt(law, now);
  return { refused: true, because: because(current, current.pack.holds.moratorium.rule, sentence), notBefore: null };
}

/** So many accounts are held locked together; so many cases are given a deadline at once. */
const atOnce = { crews: 50, cases: 1_000 };

interface Underway {
  moratorium_id: string;
  area: Area;
  stage: 'crews' | 'cases';
  reached: string;
}

/**
 * Carries out a bounded part of what a moratorium still brings: after a declaration the crews of its area are called back, and every
 * open case of it is due for a look; after its end the turns are given out first. Whatever is stopped in between goes on from where it
 * was. @returns whether there may be more
 */
export async function carryOutMoratoriums(db: Database, utilityId: string): Promise<boolean> {
  if (await giveOutTurns(db, utilityId)) return true;
  const [next] = await db.forUtility(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    await em.execute(`update moratorium set stage = 'crews', reached = '' where utility_id = ? and stage = 'ahead' and from_at <= ?`, [utilityId, now]);
    return em.execute<Underway[]>(`select moratorium_id, area, stage, reached from moratorium where utility_id = ? and stage in ('crews', 'cases') order by stage desc, from_at limit 1`, [utilityId]);
  });
  if (!next) return false;
  return next.stage === 'crews' ? callBack(db, utilityId, next) : tellCasesOf(db, utilityId, next);
}

async function callBack(db: Database, utilityId: string, next: Underway): Promise<true> {
  const cases = await db.forUtility(utilityId, (em) =>
    openCasesIn(em, utilityId, next, atOnce.crews, `exists (select 1 from obligation o where o.utility_id = c.utility_id and o.case_id = c.case_id and o.status = 'open' and o.kind in ('shut-off', 'door-tag'))`),
  );
  if (cases.length > 0) await advanceCases(db, utilityId, cases, `moratorium/${next.moratorium_id}`);
  await db.forUtility(utilityId, async (em) => reached(em, await readUtility(em, utilityId), next, cases, atOnce.crews));
  return true;
}

async function tellCasesOf(db: Database, utilityId: string, next: Underway): Promise<true> {
  await db.retrying(utilityId, async (em) => {
    const utility = await readUtility(em, utilityId);
    const cases = await openCasesIn(em, utilityId, next, atOnce.cases, 'true');
    await em.execute(`update case_record set next_deadline_at = least(next_deadline_at, ?) where utility_id = ? and case_id = any(?::text[]) and status <> 'closed'`, [utility.now, utilityId, cases]);
    await reached(em, utility, next, cases, atOnce.cases);
  });
  return true;
}

async function openCasesIn(em: Sql, utilityId: string, { area, reached: after }: Underway, limit: number, where: string): Promise<string[]> {
  const { sql, parameters } = within(area);
  const rows = await em.execute<{ case_id: string }[]>(
    `select c.case_id from case_record c join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
     where c.utility_id = ? and c.status <> 'closed' and c.case_id > ? and ${where} and ${sql} order by c.case_id limit ?`,
    [utilityId, after, ...parameters, limit],
  );
  return rows.map(({ case_id }) => case_id);
}

async function reached(em: Sql, { utilityId, now }: Utility, { moratorium_id, stage, reached: before }: Underway, cases: readonly string[], limit: number): Promise<void> {
  const isDone = cases.length < limit;
  const after = stage === 'crews' ? 'cases' : null;
  // Somebody may have changed it meanwhile; then it goes on from its new beginning.
  await em.execute(
    `update moratorium set stage = case when ? then coalesce(?, case when from_at > ? then 'ahead' end) else stage end, reached = ? where utility_id = ? and moratorium_id = ? and stage = ? and reached = ?`,
    [isDone, after, now, isDone ? '' : (cases.at(-1) ?? ''), utilityId, moratorium_id, stage, before],
  );
}

/** As `isInArea`, of an account `a`. */
function within(area: Area): { readonly sql: string; readonly parameters: readonly unknown[] } {
  if ('all' in area) return { sql: 'true', parameters: [] };
  if ('accounts' in area) return { sql: 'a.account_id = any(?::text[])', parameters: [area.accounts] };
  if ('districts' in area) return { sql: `a.state ->> 'district' = any(?::text[])`, parameters: [area.districts] };
  if ('cycles' in area) return { sql: `a.state ->> 'cycle' = any(?::text[])`, parameters: [area.cycles] };
  if ('routes' in area) return { sql: `a.state ->> 'route' = any(?::text[])`, parameters: [area.routes] };
  return { sql: `exists (select 1 from json_array_elements(a.state -> 'bills') b where b ->> 'billRunId' = any(?::text[]))`, parameters: [area.billRuns] };
}

/** Gives out the turns after one moratorium that is over, to whoever waited then. @returns false when none is left */
async function giveOutTurns(db: Database, utilityId: string): Promise<boolean> {
  return db.retrying(utilityId, async (em) => {
    const { law, now } = await readUtility(em, utilityId);
    const [over] = await em.execute<(Underway & { ends_at: Instant })[]>(
      `select moratorium_id, area, stage, reached, ${instantText('ends_at')} as ends_at from moratorium where utility_id = ? and not turns_given and ends_at <= ? order by ends_at, moratorium_id limit 1 for update`,
      [utilityId, now],
    );
    if (!over) return false;
    const { release } = inForceAt(law, now).pack;
    const turns = release ? releaseTurns(await heldAt(em, utilityId, over), release.perDayAndDistrict, await givenWith(em, utilityId, over, inForceAt(law, now).calendar)) : {};
    await em.execute(
      `insert into moratorium_turn (utility_id, moratorium_id, account_id, turn) select ?, ?, r.account_id, r.turn from json_to_recordset(?::json) as r(account_id text, turn int) on conflict do nothing`,
      [utilityId, over.moratorium_id, JSON.stringify(Object.entries(turns).map(([account_id, turn]) => ({ account_id, turn })))],
    );
    await em.execute(`update moratorium set turns_given = true, stage = 'cases', reached = '' where utility_id = ? and moratorium_id = ?`, [utilityId, over.moratorium_id]);
    return true;
  });
}

async function heldAt(em: Sql, utilityId: string, { area, ends_at }: Underway & { ends_at: Instant }): Promise<HeldCase[]> {
  const { sql, parameters } = within(area);
  return em.execute<HeldCase[]>(
    `select c.account_id as "accountId", coalesce(a.state ->> 'district', '') as district, ${instantText('c.opened_at')} as "openedAt"
     from case_record c join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
     where c.utility_id = ? and c.status = any(?::text[]) and c.opened_at < ? and ${sql}`,
    [utilityId, [...heldStatuses], ends_at, ...parameters],
  );
}

/** Who got a turn after another moratorium that ended on the same day: crews can do no more for two of them. */
async function givenWith(em: Sql, utilityId: string, { moratorium_id, ends_at }: Underway & { ends_at: Instant }, calendar: BusinessCalendar): Promise<InDistrict[]> {
  const endedOn = dayOf(calendar, ends_at);
  return em.execute<InDistrict[]>(
    `select t.account_id as "accountId", coalesce(a.state ->> 'district', '') as district
     from moratorium m join moratorium_turn t on t.utility_id = m.utility_id and t.moratorium_id = m.moratorium_id
       join account a on a.utility_id = t.utility_id and a.account_id = t.account_id
     where m.utility_id = ? and m.moratorium_id <> ? and m.turns_given and m.ends_at >= ? and m.ends_at < ?`,
    [utilityId, moratorium_id, startOfDay(endedOn, calendar.zone), startOfDay(plusDays(endedOn, 1), calendar.zone)],
  );
}

/** Whether a moratorium still has crews to call back, cases to tell or turns to give out: a sandbox clock stands until then. */
export async function moratoriumsUnderWay(em: Sql, utilityId: string, now: Instant): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>(`select count(*)::int as count from moratorium where utility_id = ? and (stage in ('crews', 'cases') or (stage = 'ahead' and from_at <= ?) or (not turns_given and ends_at <= ?))`, [utilityId, now, now]);
  return row?.count ?? 0;
}

