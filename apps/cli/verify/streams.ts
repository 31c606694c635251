import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { AccountState } from '../../../libs/account/account.state.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { readBody, type Database, type StoredBody } from '../../../libs/store/index.ts';

export interface StreamEvent<E extends AccountEvent | CaseEvent> extends StoredBody<E> {
  readonly eventId: string;
  readonly body: string;
  readonly hash: string;
}

/** An account with its streams and read models, whole. */
export interface StoredAccount {
  readonly accountId: string;
  readonly version: number;
  readonly headHash: string;
  readonly state: AccountState;
  readonly balanceCents: number;
  readonly openCaseId: string | null;
  readonly events: readonly StreamEvent<AccountEvent>[];
  readonly cases: readonly StoredCase[];
}

export interface StoredCase {
  readonly caseId: string;
  readonly version: number;
  readonly headHash: string;
  readonly status: string;
  readonly state: CaseState;
  readonly events: readonly StreamEvent<CaseEvent>[];
}

const pageSize = 250;

/** Every account of a utility, a page at a time. */
export async function* storedAccounts(db: Database, utilityId: string): AsyncGenerator<StoredAccount> {
  for (let after = ''; ; ) {
    const page = await readPage(db, utilityId, after);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.accountId;
  }
}

interface AccountRecord {
  account_id: string;
  version: number;
  head_hash: string;
  state: AccountState;
  balance_cents: string;
  open_case_id: string | null;
}

interface CaseRecord {
  case_id: string;
  account_id: string;
  version: number;
  head_hash: string;
  status: string;
  state: CaseState;
}

interface EventRecord {
  stream: string;
  event_id: string;
  body: string;
  hash: string;
}

/** One snapshot, so that streams and read models are of the same moment while the system runs. */
async function readPage(db: Database, utilityId: string, after: string): Promise<StoredAccount[]> {
  return db.forUtility(utilityId, async (em) => {
    const accounts = await em.execute<AccountRecord[]>(
      `select account_id, version, head_hash, state, balance_cents::text as balance_cents, open_case_id from account where utility_id = ? and account_id > ? order by account_id limit ?`,
      [utilityId, after, pageSize],
    );
    const [first, last] = [accounts[0]?.account_id ?? '', accounts.at(-1)?.account_id ?? ''];
    const range = [utilityId, first, last];
    const cases = await em.execute<CaseRecord[]>(
      `select case_id, account_id, version, head_hash, status, state from case_record where utility_id = ? and account_id between ? and ? order by account_id, episode`,
      range,
    );
    const accountEvents = await em.execute<EventRecord[]>(
      `select account_id as stream, event_id, body, hash from account_event where utility_id = ? and account_id between ? and ? order by account_id, version`,
      range,
    );
    const caseEvents = await em.execute<EventRecord[]>(
      `select e.case_id as stream, e.event_id, e.body, e.hash from case_event e join case_record c on c.utility_id = e.utility_id and c.case_id = e.case_id
       where e.utility_id = ? and c.account_id between ? and ? order by e.case_id, e.version`,
      range,
    );
    return assemble(accounts, cases, accountEvents, caseEvents);
  }, { snapshot: true });
}

function assemble(accounts: AccountRecord[], cases: CaseRecord[], accountEvents: EventRecord[], caseEvents: EventRecord[]): StoredAccount[] {
  const eventsOfAccount = Map.groupBy(accountEvents, ({ stream }) => stream);
  const eventsOfCase = Map.groupBy(caseEvents, ({ stream }) => stream);
  const casesOfAccount = Map.groupBy(cases, (record) => record.account_id);
  return accounts.map((row) => ({
    accountId: row.account_id,
    version: row.version,
    headHash: row.head_hash,
    state: row.state,
    balanceCents: Number(row.balance_cents),
    openCaseId: row.open_case_id,
    events: (eventsOfAccount.get(row.account_id) ?? []).map(streamEvent<AccountEvent>),
    cases: (casesOfAccount.get(row.account_id) ?? []).map((record) => ({
      caseId: record.case_id,
      version: record.version,
      headHash: record.head_hash,
      status: record.status,
      state: record.state,
      events: (eventsOfCase.get(record.case_id) ?? []).map(streamEvent<CaseEvent>),
    })),
  }));
}

function streamEvent<E extends AccountEvent | CaseEvent>({ event_id, body, hash }: EventRecord): StreamEvent<E> {
  return { ...readBody<E>(body), eventId: event_id, body, hash };
}
