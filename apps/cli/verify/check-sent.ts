import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLine, simulateLines, type BesideMessages } from '../../../libs/contracts/index.ts';
import { ledgerOf } from '../../../libs/account/ledger.ts';
import { isOpen } from '../../../libs/case/advance.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import { openObligations } from '../../../libs/case/obligations.ts';
import { plusSeconds } from '../../../libs/calendar/days.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { nowhere, type Database, type Utility } from '../../../libs/store/index.ts';
import { besideMessages } from './beside-messages.ts';
import type { Differences } from './differences.ts';
import type { StoredAccount } from './streams.ts';

/** I1: each id that was sent is in a stream, waits, or is a dead letter. */
export async function checkSentIds(db: Database, utilityId: string, lines: readonly string[], differences: Differences): Promise<void> {
  const kept = await keptIds(db, utilityId);
  lines.forEach((line, index) => {
    const intake = readLine(line);
    const where = `line ${index + 1}`;
    const id = `${intake.source}#${intake.eventId}`;
    const named = kept.dead.get(id);
    if (intake.kind === 'bad') {
      if (!named) differences.add('I1', where, `${intake.reason}, and no dead letter says so`);
      for (const accountId of intake.accountIds) if (named && !named.has(accountId)) differences.add('I6', where, `its dead letter does not name account ${accountId}`);
      return;
    }
    if (intake.kind === 'watermark') return;
    for (const { accountId } of intake.facts) {
      if (kept.taken.has(`${id}|${accountId}`) || named?.has(accountId)) continue;
      differences.add('I1', where, `${id} for account ${accountId} is neither in a stream nor waiting nor a dead letter`);
    }
  });
}

interface KeptIds {
  readonly taken: ReadonlySet<string>;
  /** The accounts that the dead letters of a message name: a message may be dead for one account and taken in for another. */
  readonly dead: ReadonlyMap<string, ReadonlySet<string>>;
}

async function keptIds(db: Database, utilityId: string): Promise<KeptIds> {
  const taken = await db.forUtility(utilityId, async (em) => {
    const rows = await em.execute<{ id: string }[]>(
      `select event_id || '|' || account_id as id from account_event where utility_id = ?
       union all select source || '#' || event_id || '|' || account_id from inbox where utility_id = ? and status = 'waiting'`,
      [utilityId, utilityId],
    );
    return new Set(rows.map(({ id }) => id));
  });
  const dead = new Map<string, Set<string>>();
  for (const { id, accounts } of [...(await lettersOf(db, utilityId)), ...(await lettersOf(db, nowhere))]) dead.set(id, new Set([...(dead.get(id) ?? []), ...accounts]));
  return { taken, dead };
}

async function lettersOf(db: Database, utilityId: string): Promise<{ id: string; accounts: string[] }[]> {
  return db.forUtility(utilityId, (em) =>
    em.execute(`select coalesce(source, 'null') || '#' || coalesce(event_id, 'null') as id, account_ids as accounts from dead_letter where utility_id = ?`, [utilityId]),
  );
}

/** I4: each letter and each order outside matches one obligation of a case, and the other way round. */
export function checkOutside(accounts: readonly StoredAccount[], lines: readonly string[], utility: Utility, lettersDir: string | null, differences: Differences): void {
  const events = accounts.flatMap((account) => account.cases.flatMap((known) => known.events.map(({ event }) => event)));
  const ordered = new Set(events.flatMap((event) => (event.type === 'DoorTagOrdered' || event.type === 'NoticeVisitOrdered' || event.type === 'ShutOffOrdered' || event.type === 'RestorationOrdered' ? [event.data.workOrderId] : [])));
  const ofCases = events.flatMap((event) => (event.type === 'NoticeOrdered' ? [event.data.noticeId] : event.type === 'OccupantNoticesOrdered' || event.type === 'ThirdPartyNoticesOrdered' ? event.data.notices.map(({ noticeId }) => noticeId) : []));
  const ofDockets = accounts.flatMap(({ state }) => state.petitions.flatMap(({ letters = [] }) => letters.map(({ noticeId }) => noticeId)));
  const notices = new Set([...ofCases, ...ofDockets]);
  const recalled = new Set(events.flatMap((event) => (event.type === 'WorkOrderRecalled' ? [event.data.workOrderId] : [])));
  const dispatched = new Map<string, Set<string>>();
  for (const line of lines) {
    const intake = readLine(line);
    if (intake.kind !== 'facts') continue;
    for (const { event } of intake.facts) {
      if (event.type === 'WorkOrderDispatched') dispatched.set(event.data.workOrderId, (dispatched.get(event.data.workOrderId) ?? new Set()).add(event.id));
      if (event.type === 'RecallAcknowledged' && !recalled.has(event.data.workOrderId)) differences.add('I4', event.data.workOrderId, 'a recall of it was acknowledged and no case recalled it');
      if (event.type === 'NoticeMailed' && !notices.has(event.data.noticeId)) differences.add('I4', event.data.noticeId, 'was mailed and never ordered');
    }
  }
  for (const [workOrderId, ids] of dispatched) {
    if (!ordered.has(workOrderId)) differences.add('I4', workOrderId, 'a crew was sent for it and no case ordered it');
    if (ids.size > 1) differences.add('I4', workOrderId, `a crew was sent ${ids.size} times`);
  }
  for (const account of accounts) checkUnheard(account, utility, differences);
  if (lettersDir !== null) checkLetters(lettersDir, notices, ordered, events, differences);
}

/** The other way round: whatever was asked of a crew has been heard of by the day on which its answer is due, or it never left. */
function checkUnheard({ state, cases }: StoredAccount, { law, now }: Utility, differences: Differences): void {
  const last = cases.at(-1)?.state ?? null;
  if (!isOpen(last)) return;
  const told = new Set(state.fieldWork.map(({ workOrderId }) => workOrderId));
  for (const { key, kind, answerDueAt } of openObligations(last, law).filter((open) => open.answerDueAt < now)) {
    if (kind === 'recall') differences.add('I4', key, `was asked for, and no crew acknowledged it by ${answerDueAt}`);
    else if (kind !== 'letter' && !told.has(key)) differences.add('I4', key, `was ordered, and no crew has said anything of it by ${answerDueAt}`);
  }
}

function checkLetters(lettersDir: string, notices: ReadonlySet<string>, ordered: ReadonlySet<string>, events: readonly CaseEvent[], differences: Differences): void {
  const sidecars = existsSync(lettersDir) ? readdirSync(lettersDir).filter((name) => name.endsWith('.json')) : [];
  const printed = new Map<string, number>();
  for (const name of sidecars) {
    const { noticeId } = JSON.parse(readFileSync(join(lettersDir, name), 'utf8')) as { noticeId: string };
    printed.set(noticeId, (printed.get(noticeId) ?? 0) + 1);
  }
  for (const [noticeId, count] of printed) {
    if (!notices.has(noticeId) && !ordered.has(noticeId)) differences.add('I4', noticeId, 'was printed and never ordered');
    if (count > 1) differences.add('I4', noticeId, `was printed ${count} times`);
  }
  for (const event of events) {
    if (event.type === 'NoticeConfirmed' && !printed.has(event.data.noticeId)) differences.add('I4', event.data.noticeId, 'has a proof of mailing and was never printed');
  }
}

/** I2: balances and case states equal those of `arrears simulate` on the same events. */
export function checkSimulation(accounts: readonly StoredAccount[], lines: readonly string[], utility: Utility, moratoriums: readonly BesideMessages[], differences: Differences): void {
  const feeds = utility.feeds.map(({ name, limitHours }) => ({ name, limitHours }));
  const simulation = simulateLines(lines, { law: utility.law, feeds, beside: [...accounts.flatMap(besideMessages), ...moratoriums] });
  simulation.runTo(endOf(utility));
  for (const account of accounts) {
    const simulated = simulation.accounts.get(account.accountId);
    if (!simulated) {
      differences.add('I2', account.accountId, 'the simulation knows no such account');
      continue;
    }
    const balanceCents = ledgerOf(simulated.folded.state, utility.law).balanceCents;
    differences.unlessEqual('I2', account.accountId, 'balance in cents', String(balanceCents), String(account.balanceCents));
    const last = account.cases.at(-1)?.state ?? null;
    differences.unlessEqual('I2', account.accountId, 'last case', statusOf(simulated.state), statusOf(last));
  }
}

/** A sandbox clock stands at a time until everything has been told by then; only then is decided what falls due at it. */
function endOf({ now, feeds }: Utility): Instant {
  const isComplete = feeds.every(({ throughAt }) => throughAt !== null && throughAt >= now);
  return isComplete ? plusSeconds(now, 1) : now;
}

function statusOf(state: { caseId: string; status: string } | null): string {
  return state === null ? 'no case' : `${state.caseId} ${state.status}`;
}
