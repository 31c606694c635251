import { at, dayOf } from '../../calendar/business-calendar.ts';
import { openPoints, type OpenPoint } from '../../case/shut-off-day/closing.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { chainHash, chainStart, sha256 } from '../../kernel/chain.ts';
import type { Cents } from '../../kernel/money.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import { windowClosesAt } from '../../policy/shut-off-window.ts';
import { inForceAt } from '../../policy/law-book.ts';
import type { Law } from '../../policy/facts.ts';
import type { Database, Sql } from '../database.ts';
import { instantText } from '../read/sql-times.ts';
import { readUtility } from '../utility.ts';
import { readDayLines, type ListedLine } from './day-lines.ts';
import { readOffThough } from './water-off.ts';

/** What a supervisor signs: who is on the list of the day, and for how much. */
export interface SignedLine {
  readonly caseId: string;
  readonly accountId: string;
  readonly isOn: boolean;
  readonly balanceCents: Cents;
}

/** A signature of a day's list, or its closing. */
export interface DayRecord {
  readonly number: number;
  readonly kind: 'signed' | 'closed';
  readonly at: Instant;
  readonly by: string;
  readonly note: string;
  readonly contentHash: string;
  /** Over all that is in the record and the hash of the one before it. */
  readonly hash: string;
}

export interface Signed extends DayRecord {
  readonly content: { readonly day: LocalDate; readonly lines: readonly SignedLine[] };
}

/** Why a day was not signed or closed: nothing was recorded. */
export class DayStays extends Error {
  readonly points: readonly OpenPoint[];

  constructor(detail: string, points: readonly OpenPoint[] = []) {
    super(detail);
    this.name = 'DayStays';
    this.points = points;
  }
}

/** The list as it is signed; in the order of the cases, so that it says nothing of crews and places. */
export function listToSign(day: LocalDate, lines: readonly ListedLine[]): Signed['content'] {
  const signed = lines.map(({ caseId, accountId, stage, balanceCents }): SignedLine => ({ caseId, accountId, isOn: isOnTheList(stage), balanceCents }));
  return { day, lines: signed.sort((first, second) => (first.caseId < second.caseId ? -1 : 1)) };
}

function isOnTheList(stage: ListedLine['stage']): boolean {
  return stage !== 'off-the-list' && stage !== 'called-back' && stage !== 'turned-back';
}

export function contentHash(content: unknown): string {
  return sha256(canonicalText(content));
}

const columns = `number, kind, ${instantText('at')} as at, by, note, content_hash as "contentHash", hash`;

/** What was signed of a day, in order; the content of signatures alone. */
export async function readDayRecords(em: Sql, utilityId: string, day: LocalDate): Promise<{ signatures: Signed[]; closing: DayRecord | null }> {
  const rows = await em.execute<Signed[]>(`select ${columns}, content from shut_off_day_record where utility_id = ? and on_day = ? order by number`, [utilityId, day]);
  const closed = rows.find(({ kind }) => kind === 'closed');
  return { signatures: rows.filter(({ kind }) => kind === 'signed'), closing: closed === undefined ? null : recordOf(closed) };
}

function recordOf({ number, kind, at: when, by, note, contentHash: hashed, hash }: DayRecord): DayRecord {
  return { number, kind, at: when, by, note, contentHash: hashed, hash };
}

export interface DayWish {
  readonly day: LocalDate;
  readonly by: string;
  readonly note: string;
}

/**
 * Signs the list of a day as the supervisor saw it. Whatever changes an account of the list either committed before, and then the list is
 * another one than was seen, or waits until the signature has.
 * @param seenHash of the list that was on the screen
 * @throws DayStays when the list is another one by now, the day is over, closed or has nothing to sign
 */
export async function signDay(db: Database, utilityId: string, { day, by, note }: DayWish, seenHash: string): Promise<DayRecord> {
  return db.retrying(utilityId, async (em) => {
    await lockListed(em, utilityId, day, false);
    const { law, now } = await readUtility(em, utilityId);
    if (day < dayOf(law.calendar, now)) throw new DayStays(`${day} is past: its list is not signed any more.`);
    const { closing } = await readDayRecords(em, utilityId, day);
    if (closing !== null) throw new DayStays(`${closing.by} closed ${day} at ${closing.at}.`);
    const content = listToSign(day, await readDayLines(em, utilityId, day));
    if (content.lines.length === 0) throw new DayStays(`Nobody is on the list of ${day}: there is nothing to sign.`);
    if (contentHash(content) !== seenHash) throw new DayStays('The list has changed since you looked at it. Look at it again, and sign what it is now.');
    return append(em, utilityId, { kind: 'signed', day, by, note, at: now, content });
  });
}

/**
 * Closes a day: every order is answered, and nobody who has to get the water back is off.
 * @throws DayStays with everything that is open; when the day has not come, or is closed already
 */
export async function closeDay(db: Database, utilityId: string, { day, by, note }: DayWish): Promise<DayRecord> {
  return db.retrying(utilityId, async (em) => {
    await lockListed(em, utilityId, day, true);
    const { law, now } = await readUtility(em, utilityId);
    if (day > dayOf(law.calendar, now)) throw new DayStays(`${day} has not come yet.`);
    const { signatures, closing } = await readDayRecords(em, utilityId, day);
    if (closing !== null) throw new DayStays(`${closing.by} closed ${day} at ${closing.at}.`);
    const lines = await readDayLines(em, utilityId, day);
    const off = await readOffThough(em, utilityId);
    const points = openPoints({ lines, off, now, windowClosesAt: dayEndsAt(law, day, now) });
    if (points.length > 0) throw new DayStays(`${day} is not over: ${points.length === 1 ? 'one point is' : `${points.length} points are`} open.`, points);
    const told = lines.map(({ caseId, accountId, stage, since, workOrderId, result, crewId }) => ({ caseId, accountId, stage, since, workOrderId, result, crewId }));
    const content = { day, signed: signatures.at(-1)?.hash ?? null, lines: told, staysOff: off.map(({ caseId, accountId, because }) => ({ caseId, accountId, because })) };
    return append(em, utilityId, { kind: 'closed', day, by, note, at: now, content });
  });
}

/** When the last crew of that day may close a valve; the beginning of a day on which none may. */
export function dayEndsAt(law: Law, day: LocalDate, now: Instant): Instant {
  const current = inForceAt(law, now);
  return current.pack.shutOffWindow.weekdays.length === 0 ? at(law.calendar, day, law.calendar.officeOpensAt) : windowClosesAt(current, day);
}

/** One person at a time signs a day; accounts are locked in sorted order, as everywhere. */
async function lockListed(em: Sql, utilityId: string, day: LocalDate, withOff: boolean): Promise<void> {
  const off = withOff ? `union select account_id from case_record where utility_id = ? and status in ('shut-off', 'restoring')` : '';
  await em.execute(
    `select account_id from account where utility_id = ? and account_id in (
       select c.account_id from case_event e join case_record c on c.utility_id = e.utility_id and c.case_id = e.case_id
       where e.utility_id = ? and e.for_day = ? and e.type in ('ShutOffPlanned', 'ShutOffOrdered') ${off})
     order by account_id for update`,
    [utilityId, utilityId, day, ...(withOff ? [utilityId] : [])],
  );
  await em.execute(`select pg_advisory_xact_lock(hashtextextended(?, 13))`, [utilityId]);
}

async function append(em: Sql, utilityId: string, record: { kind: DayRecord['kind']; day: LocalDate; by: string; note: string; at: Instant; content: unknown }): Promise<DayRecord> {
  const { kind, day, by, note, content } = record;
  const [last] = await em.execute<{ number: number; hash: string }[]>('select number, hash from shut_off_day_record where utility_id = ? order by number desc limit 1', [utilityId]);
  const number = (last?.number ?? 0) + 1;
  const hashed = contentHash(content);
  const hash = chainHash(last?.hash ?? chainStart, canonicalText({ utilityId, number, kind, day, at: record.at, by, note, contentHash: hashed }));
  await em.execute(
    `insert into shut_off_day_record (utility_id, number, kind, on_day, at, by, note, content_hash, content, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [utilityId, number, kind, day, record.at, by, note, hashed, canonicalText(content), hash],
  );
  return { number, kind, at: record.at, by, note, contentHash: hashed, hash };
}
