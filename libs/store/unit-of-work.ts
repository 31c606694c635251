import { foldKey, type AccountEvent } from '../account/account.events.ts';
import { ledgerOf } from '../account/ledger.ts';
import { nextReviewOn } from '../account/past-due.ts';
import { advance, isOpen } from '../case/advance.ts';
import type { CaseEvent } from '../case/case.events.ts';
import { loadStream, loadStreams, lockAccounts } from './load-accounts.ts';
import type { Sql } from './database.ts';
import { writeOutbox } from './outbox.ts';
import { changesOf, writeObligations } from './obligation-rows.ts';
import type { DecisionInputs, Provenance } from './stored-event.ts';
import { readUtility, type Utility } from './utility.ts';
import type { WorkingAccount } from './working-account.ts';

/** The build that decided; a later one may decide otherwise and must say so (I8). */
export const codeVersion = '0.1.0';

/** What one transaction knows and does for some accounts of one utility, under their locks. */
export class UnitOfWork {
  readonly em: Sql;
  readonly utility: Utility;
  readonly accounts: Map<string, WorkingAccount>;
  readonly missing: readonly string[];
  /** Streams as they stood when this transaction began, of accounts that have to be folded anew. */
  #streams = new Map<string, AccountEvent[]>();

  private constructor(em: Sql, utility: Utility, accounts: Map<string, WorkingAccount>, missing: readonly string[]) {
    this.em = em;
    this.utility = utility;
    this.accounts = accounts;
    this.missing = missing;
  }

  /** Locks first, reads the clock after: whatever committed before is seen. @throws UnknownUtility */
  static async begin(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<UnitOfWork> {
    const { found, missing } = await lockAccounts(em, utilityId, accountIds);
    return new UnitOfWork(em, await readUtility(em, utilityId), found, missing);
  }

  /** Loads together the streams of all accounts that these events make fold anew; late events seldom come alone. */
  async foresee(facts: ReadonlyMap<WorkingAccount, readonly AccountEvent[]>): Promise<void> {
    const late = [...facts].filter(([account, events]) => account.needsRefold(inFoldOrder(events))).map(([account]) => account.accountId);
    this.#streams = await loadStreams(this.em, this.utility.utilityId, late);
  }

  /** Appends events to an account. One that belongs before the end of the fold makes the whole stream fold anew. */
  async append(account: WorkingAccount, events: readonly AccountEvent[], provenance: (event: AccountEvent) => Provenance): Promise<void> {
    const inOrder = inFoldOrder(events);
    account.append(inOrder, provenance, account.needsRefold(inOrder) ? await this.#streamOf(account) : null);
  }

  async #streamOf({ accountId }: WorkingAccount): Promise<readonly AccountEvent[]> {
    return this.#streams.get(accountId) ?? loadStream(this.em, this.utility.utilityId, accountId);
  }

  /**
   * Decides what follows for an account. A decision that throws never takes the facts with it: the case keeps its failure,
   * for a person to see.
   */
  async advance(account: WorkingAccount, provenance: Omit<Provenance, 'inputs'>, opens = false): Promise<void> {
    const { law, now, feeds } = this.utility;
    try {
      const situation = { law, now, feeds, account: account.folded.state, state: account.state };
      const advanced = advance(situation, opens);
      const decided: Provenance = { ...provenance, inputs: this.#inputsOf(account) };
      await this.append(account, advanced.entries, () => decided);
      account.appendCase(advanced.caseEvents, decided);
      account.touched ||= account.deadlineBefore !== advanced.nextDeadlineAt || account.failure !== null;
      account.deadlineAt = advanced.nextDeadlineAt;
      account.failure = null;
    } catch (error) {
      account.failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      account.touched = true;
    }
  }

  #inputsOf(account: WorkingAccount): DecisionInputs {
    const { law, feeds } = this.utility;
    return {
      accountVersion: account.version,
      caseVersion: account.state?.version ?? 0,
      packHash: law.packHash,
      calendarHash: law.calendarHash,
      code: codeVersion,
      feeds: Object.fromEntries(feeds.map((feed) => [feed.name, feed.throughAt])),
    };
  }

  /** Appends a person's decision or a crew's clearance to the case. */
  decide(account: WorkingAccount, events: readonly CaseEvent[], provenance: Omit<Provenance, 'inputs'>): void {
    account.appendCase(events, { ...provenance, inputs: this.#inputsOf(account) });
  }

  /** Writes everything that was appended, the read models, obligations and the outbox, a statement a table. */
  async commit(): Promise<void> {
    const touched = [...this.accounts.values()].filter((account) => account.touched || account.isNew);
    if (touched.length === 0) return;
    await this.#writeAccountEvents(touched);
    await this.#writeCaseEvents(touched);
    await this.#writeCases(touched);
    await this.#writeAccounts(touched);
    const changes = touched.map((account) => changesOf(account, this.utility));
    await writeObligations(this.em, this.utility, changes);
    await writeOutbox(this.em, this.utility, changes);
  }

  async #writeAccountEvents(touched: readonly WorkingAccount[]): Promise<void> {
    const rows = touched.flatMap((account) =>
      account.appended.map(({ version, body, hash, event }) => ({
        account_id: account.accountId,
        version,
        event_id: event.id,
        type: event.type,
        effective_at: event.effectiveAt,
        recorded_at: event.recordedAt,
        body,
        hash,
      })),
    );
    if (rows.length === 0) return;
    await this.em.execute(
      `insert into account_event (utility_id, account_id, version, event_id, type, effective_at, recorded_at, body, hash)
       select ?, r.* from json_to_recordset(?::json) as r(account_id text, version int, event_id text, type text, effective_at timestamptz, recorded_at timestamptz, body text, hash text)`,
      [this.utility.utilityId, JSON.stringify(rows)],
    );
    await this.#writePeople(touched);
  }

  /** Names and addresses, from whatever told them last. */
  async #writePeople(touched: readonly WorkingAccount[]): Promise<void> {
    const people = touched.flatMap((account) => {
      const told = account.appended.map(({ event }) => event).filter((event) => event.type === 'AccountOpened' || event.type === 'AccountChanged');
      const customer = told.map((event) => event.data.customer).filter((known) => known !== undefined).at(-1);
      return customer ? [{ account_id: account.accountId, name: customer.name, mailing_address: customer.mailingAddress, premise_address: customer.premiseAddress }] : [];
    });
    if (people.length === 0) return;
    await this.em.execute(
      `insert into account_person (utility_id, account_id, name, mailing_address, premise_address)
       select ?, r.* from json_to_recordset(?::json) as r(account_id text, name text, mailing_address text, premise_address text)
       on conflict (utility_id, account_id) do update set name = excluded.name, mailing_address = excluded.mailing_address, premise_address = excluded.premise_address`,
      [this.utility.utilityId, JSON.stringify(people)],
    );
  }

  async #writeCaseEvents(touched: readonly WorkingAccount[]): Promise<void> {
    const rows = touched.flatMap((account) =>
      account.caseAppended.map(({ caseId, version, body, hash, event }) => ({ case_id: caseId, version, event_id: `${caseId}#${version}`, type: event.type, at: event.at, body, hash })),
    );
    if (rows.length === 0) return;
    await this.em.execute(
      `insert into case_event (utility_id, case_id, version, event_id, type, at, body, hash)
       select ?, r.* from json_to_recordset(?::json) as r(case_id text, version int, event_id text, type text, at timestamptz, body text, hash text)`,
      [this.utility.utilityId, JSON.stringify(rows)],
    );
  }

  async #writeCases(touched: readonly WorkingAccount[]): Promise<void> {
    const rows = touched.flatMap((account) => {
      const { state } = account;
      const unchanged = state === account.stateBefore && account.deadlineAt === account.deadlineBefore && account.failure === null;
      if (state === null || (unchanged && !isOpen(state))) return [];
      return [
        {
          case_id: state.caseId,
          account_id: state.accountId,
          episode: state.episode,
          status: state.status,
          version: state.version,
          head_hash: account.caseHeadHash,
          state,
          next_deadline_at: isOpen(state) ? account.deadlineAt : null,
          opened_at: state.openedAt,
          closed_at: state.closedAt,
          failure: account.failure,
        },
      ];
    });
    if (rows.length === 0) return;
    await this.em.execute(
      `insert into case_record (utility_id, case_id, account_id, episode, status, version, head_hash, state, next_deadline_at, opened_at, closed_at, failure)
       select ?, r.* from json_to_recordset(?::json) as r(case_id text, account_id text, episode int, status text, version int, head_hash text, state json, next_deadline_at timestamptz, opened_at timestamptz, closed_at timestamptz, failure text)
       on conflict (utility_id, case_id) do update set status = excluded.status, version = excluded.version, head_hash = excluded.head_hash, state = excluded.state,
         next_deadline_at = excluded.next_deadline_at, closed_at = excluded.closed_at, failure = excluded.failure`,
      [this.utility.utilityId, JSON.stringify(rows)],
    );
  }

  async #writeAccounts(touched: readonly WorkingAccount[]): Promise<void> {
    const { law, utilityId } = this.utility;
    const rows = touched.map((account) => ({
      account_id: account.accountId,
      version: account.version,
      head_hash: account.headHash,
      last_key: account.folded.lastKey,
      state: account.folded.state,
      balance_cents: ledgerOf(account.folded.state, law).balanceCents,
      review_on: nextReviewOn(account.folded.state, law),
      open_case_id: isOpen(account.state) ? account.state.caseId : null,
      last_case_id: account.state?.caseId ?? null,
    }));
    await this.em.execute(
      `insert into account (utility_id, account_id, version, head_hash, last_key, state, balance_cents, review_on, open_case_id, last_case_id)
       select ?, r.* from json_to_recordset(?::json) as r(account_id text, version int, head_hash text, last_key text, state json, balance_cents bigint, review_on date, open_case_id text, last_case_id text)
       on conflict (utility_id, account_id) do update set version = excluded.version, head_hash = excluded.head_hash, last_key = excluded.last_key, state = excluded.state,
         balance_cents = excluded.balance_cents, review_on = excluded.review_on, open_case_id = excluded.open_case_id, last_case_id = excluded.last_case_id`,
      [utilityId, JSON.stringify(rows)],
    );
  }
}

function inFoldOrder(events: readonly AccountEvent[]): readonly AccountEvent[] {
  return events.length < 2 ? events : [...events].sort((first, second) => (foldKey(first) < foldKey(second) ? -1 : 1));
}
