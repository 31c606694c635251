import { underMoratoriums } from '../account/moratoriums.ts';
import type { AccountEvent } from '../account/account.events.ts';
import type { AccountState } from '../account/account.state.ts';
import { foldAccount } from '../account/fold.ts';
import { advance, isOpen } from '../case/advance.ts';
import type { CaseEvent } from '../case/case.events.ts';
import { caseIdOf, type CaseState } from '../case/case.state.ts';
import { evolveCase } from '../case/evolve.ts';
import { lettersToVoid, openObligations } from '../case/obligations.ts';
import { Breakers } from './breakers.ts';
import { writeCallbacks } from './callbacks.ts';
import type { Database, Sql } from './database.ts';
import { lockAccounts } from './load-accounts.ts';
import { rebuiltLetters } from './matters/letter-rows.ts';
import { writeMatters } from './matters/matter-rows.ts';
import { openObligationRows, type OpenObligation } from './obligation-rows.ts';
import { writeAccounts, writePeople, type CaseRow, type FoldedRow } from './read-models.ts';
import { readBody } from './stored-event.ts';
import { writeTerms } from './search/write-terms.ts';
import { standBesideFence } from './moratorium-fence.ts';
import { writeParcels } from './tax-roll/touched-lines.ts';
import { readUtility, type Utility } from './utility.ts';

export interface RebuiltPage {
  readonly accounts: number;
  /** Events of accounts and cases that were folded. */
  readonly events: number;
  /** Where the next page begins; null when this was the last. */
  readonly next: string | null;
}

/**
 * Makes the read models of one page of accounts anew, from their streams alone (I5): accounts, cases, people and open
 * obligations. It holds the accounts' locks, so that everything else may go on meanwhile. It decides nothing: a case for which
 * something is due is given a deadline that has come.
 */
export async function rebuild(db: Database, utilityId: string, page: { readonly limit: number; readonly after: string | null }): Promise<RebuiltPage> {
  return db.retrying(utilityId, async (em) => {
    const accountIds = await accountsAfter(em, utilityId, page);
    await lockAccounts(em, utilityId, accountIds);
    await standBesideFence(em, utilityId);
    const read = await readUtility(em, utilityId, accountIds);
    const utility = { ...read, breakers: (await Breakers.begin(em, read, read.breakers)).open };
    const accounts = await accountStreams(em, utilityId, accountIds);
    const cases = await caseStreams(em, utilityId, accountIds);
    const folded = [...accounts].map(([accountId, stream]) => rebuiltRow(accountId, stream, cases.get(accountId) ?? [], utility));
    const told = [...accounts].map(([accountId, { events }]) => ({ accountId, events }));
    await writePeople(em, utilityId, told);
    await writeTerms(em, utilityId, told);
    await writeCallbacks(em, utilityId, folded.map(({ account }) => account));
    await writeAccounts(em, utilityId, utility.law, folded);
    await writeParcels(em, utilityId, folded.map(({ account }) => account));
    await writeMatters(em, utility, folded.map(({ account }) => account));
    await rewriteObligations(em, utility, folded, cases);
    const caseEvents = [...cases.values()].flat().reduce((sum, { state }) => sum + state.version, 0);
    const events = folded.reduce((sum, { version }) => sum + version, caseEvents);
    return { accounts: accountIds.length, events, next: accountIds.length < page.limit ? null : (accountIds.at(-1) ?? null) };
  });
}

async function accountsAfter(em: Sql, utilityId: string, { limit, after }: { readonly limit: number; readonly after: string | null }): Promise<string[]> {
  const rows = await em.execute<{ account_id: string }[]>(
    `select account_id from account_event where utility_id = ? and account_id > ? and version = 1 order by account_id limit ?`,
    [utilityId, after ?? '', limit],
  );
  return rows.map((row) => row.account_id);
}

interface Stream {
  readonly events: AccountEvent[];
  headHash: string;
}

async function accountStreams(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<Map<string, Stream>> {
  const rows = await em.execute<{ account_id: string; body: string; hash: string }[]>(
    `select account_id, body, hash from account_event where utility_id = ? and account_id = any(?::text[]) order by account_id, version`,
    [utilityId, accountIds],
  );
  const streams = new Map<string, Stream>();
  for (const { account_id, body, hash } of rows) {
    const stream = streams.get(account_id) ?? { events: [], headHash: hash };
    stream.events.push(readBody<AccountEvent>(body).event);
    stream.headHash = hash;
    streams.set(account_id, stream);
  }
  return streams;
}

function rebuiltRow(accountId: string, { events, headHash }: Stream, cases: readonly FoldedCase[], utility: Utility): FoldedRow {
  const { state, lastKey } = foldAccount(accountId, events);
  const lastCase = cases.at(-1)?.state ?? null;
  const { deadlineAt, failure } = outlookOf(state, lastCase, utility);
  const caseRows = cases.map((own): CaseRow => ({ ...own, ...(isOpen(own.state) ? { deadlineAt, failure } : { deadlineAt: null, failure: null }) }));
  return { accountId, version: events.length, headHash, lastKey, account: state, lastCase, failure, cases: caseRows };
}

interface FoldedCase {
  readonly state: CaseState;
  readonly headHash: string;
}

/** More episodes than this at a time are asked for again. */
const episodesAtOnce = 4;

/** The cases of each account by episode; their ids follow from the account's. */
async function caseStreams(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<Map<string, FoldedCase[]>> {
  const cases = new Map<string, FoldedCase[]>();
  let asked = accountIds;
  for (let first = 1; asked.length > 0; first += episodesAtOnce) {
    const ids = asked.flatMap((accountId) => Array.from({ length: episodesAtOnce }, (_, index) => caseIdOf(accountId, first + index)));
    const found = await foldCases(em, utilityId, ids);
    for (const one of found) cases.set(one.state.accountId, [...(cases.get(one.state.accountId) ?? []), one]);
    asked = asked.filter((accountId) => (cases.get(accountId)?.length ?? 0) >= first + episodesAtOnce - 1);
  }
  return cases;
}

async function foldCases(em: Sql, utilityId: string, caseIds: readonly string[]): Promise<FoldedCase[]> {
  const rows = await em.execute<{ case_id: string; body: string; hash: string }[]>(
    `select case_id, body, hash from case_event where utility_id = ? and case_id = any(?::text[]) order by case_id, version`,
    [utilityId, caseIds],
  );
  const folded = new Map<string, FoldedCase>();
  for (const { case_id, body, hash } of rows) {
    folded.set(case_id, { state: evolveCase(folded.get(case_id)?.state ?? null, readBody<CaseEvent>(body).event), headHash: hash });
  }
  return [...folded.values()].sort((before, after) => before.state.episode - after.state.episode);
}

function outlookOf(folded: AccountState, state: CaseState | null, { law, now, feeds, breakers, moratoriums }: Utility): Pick<CaseRow, 'deadlineAt' | 'failure'> {
  try {
    const account = underMoratoriums(folded, moratoriums);
    const { decisions, nextDeadlineAt } = advance({ law, now, feeds, breakers, account, state });
    return { deadlineAt: decisions.length > 0 ? now : nextDeadlineAt, failure: null };
  } catch (error) {
    return { deadlineAt: null, failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/**
 * What is open and lacks its row gets one; rows of what is not open any more count as answered. Attempts are kept. That
 * a withdrawn letter was voided is known to its row alone: without one it is voided again, which changes nothing.
 */
async function rewriteObligations(em: Sql, utility: Utility, folded: readonly FoldedRow[], cases: ReadonlyMap<string, readonly FoldedCase[]>): Promise<void> {
  const open: OpenObligation[] = folded.flatMap(({ accountId, lastCase }) => (isOpen(lastCase) ? openObligations(lastCase, utility.law).map((obligation) => ({ accountId, caseId: lastCase.caseId, obligation })) : []));
  const toVoid: OpenObligation[] = folded.flatMap(({ accountId, account }) =>
    (cases.get(accountId) ?? []).flatMap(({ state }) => lettersToVoid(state, account, utility.law).map((obligation) => ({ accountId, caseId: state.caseId, obligation }))),
  );
  const ofDockets = folded.map(({ account }) => rebuiltLetters(account, utility.law));
  open.push(...ofDockets.flatMap((letters) => letters.open));
  toVoid.push(...ofDockets.flatMap((letters) => letters.toVoid));
  await openObligationRows(em, utility.utilityId, open, 'keeps-failure');
  await openObligationRows(em, utility.utilityId, toVoid, 'stays');
  await em.execute(`update obligation set status = 'answered', failure = null where utility_id = ? and account_id = any(?::text[]) and status = 'open' and key <> all(?::text[])`, [
    utility.utilityId,
    folded.map(({ accountId }) => accountId),
    [...open, ...toVoid].map(({ obligation }) => obligation.key),
  ]);
}
