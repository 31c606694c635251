import { foldAccount } from '../../account/fold.ts';
import type { AccountEvent } from '../../account/account.events.ts';
import { ledgerOf } from '../../account/ledger.ts';
import type { DeclaredMoratorium } from '../../account/moratoriums.ts';
import { underMoratoriums } from '../../account/moratoriums.ts';
import { oldestUnpaidDueOn } from '../../account/past-due.ts';
import { dayOf } from '../../calendar/business-calendar.ts';
import { epochMilliseconds, instantOfEpoch, plusDays, startOfDay } from '../../calendar/days.ts';
import { advance, isOpen } from '../../case/advance.ts';
import type { CaseEvent } from '../../case/case.events.ts';
import type { CaseState } from '../../case/case.state.ts';
import { foldCase } from '../../case/evolve.ts';
import { openObligations } from '../../case/obligations.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { OpenBreaker } from '../../policy/breaker.ts';
import type { Law } from '../../policy/facts.ts';
import { inForceAt, lawOfBook } from '../../policy/law-book.ts';
import type { Sql } from '../database.ts';
import { listMoratoriums } from '../moratoriums.ts';
import { readBody } from '../stored-event.ts';
import { readUtility, type Utility } from '../utility.ts';
import type { StoredAccount } from './accounts.ts';
import type { StoredCase } from './cases.ts';
import { instantText } from './sql-times.ts';

/** The day has not ended yet, where the utility is: what was known at its end cannot be told. */
export class DayNotOver extends Error {
  constructor(on: LocalDate, today: LocalDate) {
    super(`${on} is not over: name a day before ${today}`);
    this.name = 'DayNotOver';
  }
}

/**
 * The utility as it was at the end of a day: its clock, the versions of its law that had come into force, its breakers and moratoriums as they had
 * been declared by then. How far each feed had come is not kept: `feeds` is empty, and nobody may conclude from it.
 * @throws DayNotOver @throws UnknownUtility
 */
export async function readUtilityAsOf(em: Sql, utilityId: string, on: LocalDate, accountIds: readonly string[] = []): Promise<Utility> {
  const present = await readUtility(em, utilityId, accountIds);
  const today = dayOf(present.law.calendar, present.now);
  if (on >= today) throw new DayNotOver(on, today);
  const untilAt = startOfDay(plusDays(on, 1), present.law.calendar.zone);
  const now = instantOfEpoch(epochMilliseconds(untilAt) - 1);
  const breakers = await em.execute<OpenBreaker[]>(
    `select kind, ${instantText('tripped_at')} as "trippedAt", sentence from breaker_trip
     where utility_id = ? and tripped_at < ?::timestamptz and (reset_at is null or reset_at >= ?::timestamptz) order by kind`,
    [utilityId, untilAt, untilAt],
  );
  const moratoriums = await moratoriumsAsOf(em, present, now);
  return { ...present, law: lawKnownAt(present.law, now), now, targetAt: null, feeds: [], breakers, moratoriums };
}

/** Of versions that came later nobody asked then; so that the answer stays the same, those that waited for their day are left out as well. */
function lawKnownAt(law: Law, now: Instant): Law {
  if (law.book === undefined) return law;
  const [first, ...later] = law.book.versions;
  return first === undefined ? law : inForceAt(lawOfBook([first, ...later.filter(({ fromAt }) => fromAt <= now)]), now);
}

/** As each was last said by then. */
async function moratoriumsAsOf(em: Sql, present: Utility, now: Instant): Promise<DeclaredMoratorium[]> {
  const said = new Map((await listMoratoriums(em, present.utilityId)).map((row) => [row.moratoriumId, row.said.findLast(({ at }) => at <= now)]));
  return present.moratoriums.flatMap((known) => {
    const last = said.get(known.moratoriumId);
    if (last === undefined) return [];
    return [{ ...known, endsAt: last.endsAt, turns: last.endsAt !== null && last.endsAt <= now ? known.turns : null }];
  });
}

/** The account as what was recorded by the end of the utility's now tells it; null when nothing was. @param utility from `readUtilityAsOf` */
export async function readAccountAsOf(em: Sql, { utilityId, now }: Utility, accountId: string): Promise<StoredAccount | null> {
  const rows = await em.execute<{ body: string }[]>(
    `select body from account_event where utility_id = ? and account_id = ? and recorded_at <= ?::timestamptz order by version`,
    [utilityId, accountId, now],
  );
  if (rows.length === 0) return null;
  const [opened] = await em.execute<{ caseId: string }[]>(
    `select c.case_id as "caseId" from case_record c where c.utility_id = ? and c.account_id = ? and c.opened_at <= ?::timestamptz order by c.episode desc limit 1`,
    [utilityId, accountId, now],
  );
  const lastCase = opened === undefined ? null : await foldedCase(em, utilityId, opened.caseId, now);
  const { state } = foldAccount(accountId, rows.map(({ body }) => readBody<AccountEvent>(body).event));
  return { accountId, version: rows.length, state, openCaseId: isOpen(lastCase) ? lastCase.caseId : null, lastCaseId: lastCase?.caseId ?? null, lastCase, leftAlone: null };
}

/**
 * The case as what was recorded by then tells it; null when it was not open yet. Of its obligations, attempts and failures are not kept: they are
 * counted as none. @param account as of the same moment
 */
export async function readCaseAsOf(em: Sql, utility: Utility, caseId: string, account: StoredAccount): Promise<StoredCase | null> {
  const { utilityId, now, law } = utility;
  const state = await foldedCase(em, utilityId, caseId, now);
  if (state === null) return null;
  const obligations = (isOpen(state) ? openObligations(state, law) : []).map(({ key, kind, orderedAt, answerDueAt }) => ({ key, kind, orderedAt, answerDueAt, attempts: 0, failure: null, isOverdue: answerDueAt < now }));
  const { episode, accountId, status, openedAt, closedAt, plannedOn, heldBy } = state;
  const waitsForPerson = status === 'review' || (state.approvalRequested && state.approvedBy === null) || obligations.some(({ isOverdue }) => isOverdue);
  const { customerClass, language = null } = account.state;
  const owed = { balanceCents: ledgerOf(account.state, law).balanceCents, oldestDueOn: oldestUnpaidDueOn(account.state, law) };
  const line = { caseId, accountId, episode, status, openedAt, closedAt, plannedOn, heldBy, pack: state.pack, customerClass, language, ...owed, isStuck: isOpen(state) && waitsForPerson };
  return { ...line, nextDeadlineAt: deadlineOf(utility, account, state), state, failure: null, obligations, seen: null };
}

function deadlineOf({ law, now, feeds, breakers, moratoriums }: Utility, account: StoredAccount, state: CaseState): Instant | null {
  return isOpen(state) ? advance({ law, now, feeds, breakers, account: underMoratoriums(account.state, moratoriums), state }).nextDeadlineAt : null;
}

async function foldedCase(em: Sql, utilityId: string, caseId: string, now: Instant): Promise<CaseState | null> {
  const rows = await em.execute<{ body: string }[]>(`select body from case_event where utility_id = ? and case_id = ? and at <= ?::timestamptz order by version`, [utilityId, caseId, now]);
  return foldCase(rows.map(({ body }) => readBody<CaseEvent>(body).event));
}
