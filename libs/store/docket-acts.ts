import { docketOnAccount, factOf, judgeDocket, nameOfDocket, petitionOnAccount, petitionQuestion, recordedOf, type DocketAct, type DocketQuestion, type MatchRole } from '../bankruptcy/index.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { readingsOf } from '../docket/index.ts';
import type { Instant } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Database, Sql } from './database.ts';
import { docketEntries } from './docket-entries.ts';
import type { DocketChange } from './docket-marks.ts';
import { bringReleases, tellMatches } from './docket-matches.ts';
import { answersIn, docketQuestions, keepQuestions } from './docket-questions.ts';
import { accountNow, recordOnce } from './record-once.ts';
import { readUtility, type Utility } from './utility.ts';

/** An account of a docket, confirmed or let go again. */
interface Member {
  readonly accountId: string;
  readonly role: MatchRole | null;
  readonly tipId: string;
  readonly isConfirmed: boolean;
}

/** How many dockets a turn acts on. */
const atOnce = 100;

/**
 * Acts on every docket of which something changed: what is certain becomes facts of the accounts that are confirmed, what is not becomes questions
 * (BK-EVENTS). Killed anywhere, or run by two at once, it comes to the same: a docket's mark goes last, and facts have ids of their own.
 *
 * @param only of the one docket. @returns how many dockets were looked at; none says that nothing is left for now
 */
export async function actOnDockets(db: Database, utilityId: string, only?: DocketChange): Promise<number> {
  await tellMatches(db, utilityId);
  const marked = await db.forUtility(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    return em.execute<(DocketChange & { mark: string })[]>(
      `select court, docket_number as "docketNumber", mark from docket_to_act where utility_id = ? and (not_before is null or not_before <= ?) and (?::text is null or (court = ? and docket_number = ?)) order by court, docket_number limit ${atOnce}`,
      [utilityId, now, only?.court ?? null, only?.court ?? null, only?.docketNumber ?? null],
    );
  });
  const failures: unknown[] = [];
  for (const { court, docketNumber, mark } of marked) {
    const again = await actOnDocket(db, utilityId, { court, docketNumber }).catch((error: unknown) => void failures.push(error));
    // It keeps its mark and is told below; the stay of nobody else waits for it.
    if (again === undefined) continue;
    const place = [utilityId, court, docketNumber, mark];
    const ofMark = 'utility_id = ? and court = ? and docket_number = ? and mark = ?';
    await db.retrying(utilityId, (em) => (again === null ? em.execute(`delete from docket_to_act where ${ofMark}`, place) : em.execute(`update docket_to_act set not_before = ? where ${ofMark}`, [again, ...place])));
  }
  if (failures.length > 0) throw failures[0];
  return marked.length;
}

/** @returns when it has to be looked at again although nothing more comes; null for never */
async function actOnDocket(db: Database, utilityId: string, docket: DocketChange): Promise<Instant | null> {
  await bringReleases(db, utilityId, docket);
  const members = await db.forUtility(utilityId, (em) => membersOf(em, utilityId, docket));
  const confirmed = members.filter(({ isConfirmed }) => isConfirmed);
  const { utility, readings, answers, acts, questions } = await db.forUtility(utilityId, async (em) => {
    const known = readingsOf(docket.docketNumber, await docketEntries(em, utilityId, docket));
    const given = answersIn(await docketQuestions(em, utilityId, docket));
    return { utility: await readUtility(em, utilityId), readings: known, answers: given, ...judgeDocket(known, given, await recorded(em, utilityId, docket, confirmed)) };
  });
  const results = [];
  for (const member of confirmed) results.push(await bring(db, utility, docket, member, acts));
  const today = dayOf(utility.law.calendar, utility.now);
  const unseen = results.some(({ hasPetition }) => !hasPetition) ? petitionQuestion(readings, answers, today) : null;
  // A docket of which nobody is a customer asks nothing.
  const asked: readonly DocketQuestion[] = confirmed.length === 0 ? [] : unseen ? [...questions, unseen] : questions;
  await db.retrying(utilityId, (em) => keepQuestions(em, utilityId, docket, asked, utility.now));
  await holdByQuestions(db, utility, docket, members);
  const isOpen = results.some(({ waits, hasPetition }) => waits || !hasPetition);
  return isOpen ? startOfDay(plusDays(today, 1), utility.law.calendar.zone) : null;
}

function membersOf(em: Sql, utilityId: string, { court, docketNumber }: DocketChange): Promise<readonly Member[]> {
  return em.execute<Member[]>(
    `select account_id as "accountId", role, tip_id as "tipId", (confirmed_at is not null and released_at is null) as "isConfirmed" from docket_match
     where utility_id = ? and court = ? and docket_number = ? order by account_id`,
    [utilityId, court, docketNumber],
  );
}

async function recorded(em: Sql, utilityId: string, { court, docketNumber }: DocketChange, members: readonly Member[]) {
  if (members.length === 0) return [];
  const rows = await em.execute<{ eventId: string; debtor: string | null }[]>(
    `select distinct event_id as "eventId", body::json #>> '{event,data,debtor}' as debtor from account_event
     where utility_id = ? and account_id = any(array(select json_array_elements_text(?::json))) and starts_with(event_id, ?) order by 1`,
    [utilityId, JSON.stringify(members.map(({ accountId }) => accountId)), `docket#${nameOfDocket(court, docketNumber)}#`],
  );
  return recordedOf(court, docketNumber, rows);
}

/** The docket's facts on one account, the petition first. What ends something waits for the end of its day. */
async function bring(db: Database, { utilityId, law, now }: Utility, { court, docketNumber }: DocketChange, { accountId, role, tipId }: Member, acts: readonly DocketAct[]): Promise<{ readonly waits: boolean; readonly hasPetition: boolean }> {
  let waits = false;
  for (const act of acts) {
    const state = await accountNow(db, utilityId, accountId);
    const noticedAt = state.tips.filter((tip) => tip.tipId.startsWith(nameOfDocket(court, docketNumber))).map(({ toldAt }) => toldAt).sort()[0] ?? now;
    const fact = factOf(act, { state, role: role as MatchRole, noticedAt }, { court, docketNumber, zone: law.calendar.zone });
    if (fact === null) continue;
    if (fact.effectiveAt > now) waits = true;
    else await recordOnce(db, utilityId, accountId, { ...fact, because: [because(law, law.bankruptcy.provisional.rule, `Entry ${act.entryKey} of docket ${docketNumber}: ${act.because}`, { docket: docketNumber, entry: act.entryKey })] });
  }
  const state = await accountNow(db, utilityId, accountId);
  const petition = petitionOnAccount(state, court, docketNumber);
  if (petition && state.tips.some((tip) => tip.tipId === tipId && tip.endedAt === null)) {
    const data = { tipId, docket: docketOnAccount(state, court, docketNumber) };
    await recordOnce(db, utilityId, accountId, { type: 'BankruptcyFound', id: `court#${tipId}/found`, effectiveAt: now, data });
  }
  return { waits, hasPetition: petition !== undefined };
}

/**
 * While a question is open that nothing else holds for, its own hold stands on each account; it ends with the answer. Where a person says that what
 * was acted on was wrong, and no fact can take it back, the hold stays until counsel has mended it.
 */
async function holdByQuestions(db: Database, { utilityId, law, now }: Utility, docket: DocketChange, members: readonly Member[]): Promise<void> {
  const name = nameOfDocket(docket.court, docket.docketNumber);
  const rows = (await db.forUtility(utilityId, (em) => docketQuestions(em, utilityId, docket))).filter(({ holds }) => holds);
  for (const { accountId, isConfirmed, tipId } of members) {
    const wishes = rows.map(({ entryKey, kind, round, closedAt, answer, stands }) => {
      const isMendedByNobody = stands && answer === 'not-so' && kind !== 'dismissed';
      return { entryKey, kind, holdId: `docket/${name}/${entryKey}/${kind}/${round}${tipId.slice(name.length)}`, isWanted: isConfirmed && (closedAt === null || isMendedByNobody) };
    });
    for (const { entryKey, kind, holdId } of wishes.filter(({ isWanted }) => isWanted)) {
      const reason = `Docket ${docket.docketNumber}, entry ${entryKey}: what it says (${kind}) is uncertain, and a person looks at it.`;
      await recordOnce(db, utilityId, accountId, { type: 'HoldPlaced', id: `arrears#${holdId}`, effectiveAt: now, data: { holdId, reason, placedBy: 'docket', placedAs: 'supervisor' }, because: [because(law, law.bankruptcy.provisional.rule, reason)] });
    }
    // Only then: where one question takes the place of another, no moment lies between their holds.
    const { manualHolds } = await accountNow(db, utilityId, accountId);
    for (const { entryKey, holdId } of wishes.filter((wish) => !wish.isWanted && manualHolds.some(({ id, endedAt }) => id === wish.holdId && endedAt === null))) {
      const reason = `Docket ${docket.docketNumber}, entry ${entryKey}: the question was answered, or what came since settled it.`;
      await recordOnce(db, utilityId, accountId, { type: 'HoldReleased', id: `arrears#${holdId}/released`, effectiveAt: now, data: { holdId, reason, releasedBy: 'docket' }, because: [because(law, law.bankruptcy.provisional.rule, reason)] });
    }
  }
}
