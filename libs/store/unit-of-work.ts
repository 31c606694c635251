import { writeCallbacks } from './callbacks.ts';
import { foldKey, isEntry, type AccountEvent } from '../account/account.events.ts';
import type { AccountState } from '../account/account.state.ts';
import { underMoratoriums } from '../account/moratoriums.ts';
import { epochMilliseconds } from '../calendar/days.ts';
import { advance, isOpen, type Advanced } from '../case/advance.ts';
import type { CaseEvent } from '../case/case.events.ts';
import type { Instant } from '../kernel/time.ts';
import type { OpenBreaker } from '../policy/breaker.ts';
import { versionNamed } from '../policy/law-book.ts';
import { Breakers } from './breakers.ts';
import { loadStream, loadStreams, lockAccounts } from './load-accounts.ts';
import type { Sql } from './database.ts';
import { noteLiveChanges } from './live-changes.ts';
import { writeOutbox } from './outbox.ts';
import { standBesideFence } from './moratorium-fence.ts';
import { writeDocketLetters } from './matters/letter-rows.ts';
import { touchMatters } from './matters/matter-rows.ts';
import { changesOf, writeObligations } from './obligation-rows.ts';
import { writeAccounts, writePeople, type CaseRow, type FoldedRow } from './read-models.ts';
import type { DecisionInputs, Provenance } from './stored-event.ts';
import { writeTerms } from './search/write-terms.ts';
import { toldParcels, touchLines, writeParcels } from './tax-roll/touched-lines.ts';
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
  readonly #breakers: Breakers;
  /** Streams as they stood when this transaction began, of accounts that have to be folded anew. */
  #streams = new Map<string, AccountEvent[]>();

  private constructor(em: Sql, utility: Utility, breakers: Breakers, accounts: Map<string, WorkingAccount>, missing: readonly string[]) {
    this.em = em;
    this.utility = utility;
    this.#breakers = breakers;
    this.accounts = accounts;
    this.missing = missing;
  }

  /** Locks first, reads the clock after: whatever committed before is seen. @throws UnknownUtility */
  static async begin(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<UnitOfWork> {
    const { found, missing } = await lockAccounts(em, utilityId, accountIds);
    await standBesideFence(em, utilityId);
    const utility = await readUtility(em, utilityId, accountIds);
    return new UnitOfWork(em, utility, await Breakers.begin(em, utility, utility.breakers), found, missing);
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

  /** The utility's breakers that are open, those that this transaction tripped among them. */
  get openBreakers(): readonly OpenBreaker[] {
    return this.#breakers.open;
  }

  /**
   * Decides what follows for an account. A decision that throws never takes the facts with it: account and case keep their
   * failure, for a person to see. One that would pass a bound trips a breaker, and is decided again under it (M41).
   */
  async advance(account: WorkingAccount, provenance: Omit<Provenance, 'inputs'>, opens = false): Promise<void> {
    let advanced = this.#decided(account, opens);
    // Outside of what catches a rule's failure: when the database fails here, the whole transaction does.
    while (advanced !== null && (await this.#breakers.tripOver(advanced.caseEvents))) advanced = this.#decided(account, opens);
    if (advanced === null) return;
    try {
      const decided: Provenance = { ...provenance, inputs: this.#inputsOf(account) };
      await this.append(account, advanced.entries, () => decided);
      account.appendCase(advanced.caseEvents, decided);
      account.touched ||= account.deadlineBefore !== advanced.nextDeadlineAt || account.failure !== null;
      account.deadlineAt = advanced.nextDeadlineAt;
      account.failure = null;
    } catch (error) {
      fail(account, error);
    }
  }

  /** Counts what a person is about to bring about. @returns true when that would pass a bound: a breaker tripped now, and it is to be judged anew under it */
  tripsOver(events: readonly CaseEvent[]): Promise<boolean> {
    return this.#breakers.tripOver(events);
  }

  /** Counts a line that is about to be certified. @returns true when that would pass the bound: the breaker tripped now */
  countCertification(): Promise<boolean> {
    return this.#breakers.tripOverCertification();
  }

  #decided(account: WorkingAccount, opens: boolean): Advanced | null {
    const { law, now, feeds } = this.utility;
    try {
      return advance({ law, now, feeds, breakers: this.#breakers.open, account: this.known(account), state: account.state }, opens);
    } catch (error) {
      fail(account, error);
      return null;
    }
  }

  /** The account as a decision is to see it: its facts, and the moratoriums of its area. */
  known({ folded }: WorkingAccount): AccountState {
    return underMoratoriums(folded.state, this.utility.moratoriums);
  }

  #inputsOf(account: WorkingAccount): DecisionInputs {
    const { moratoriums } = this.known(account);
    const { law, feeds } = this.utility;
    const own = isOpen(account.state) ? versionNamed(law, account.state.pack) : law;
    return {
      accountVersion: account.version,
      caseVersion: account.state?.version ?? 0,
      packHash: own.packHash,
      calendarHash: own.calendarHash,
      ...(own === law ? {} : { inForce: { packHash: law.packHash, calendarHash: law.calendarHash } }),
      code: codeVersion,
      feeds: Object.fromEntries(feeds.map((feed) => [feed.name, feed.throughAt])),
      ...(this.#breakers.open.length === 0 ? {} : { breakers: this.#breakers.open }),
      ...(moratoriums === undefined ? {} : { moratoriums }),
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
    const { utilityId, law } = this.utility;
    const told = touched.map(({ accountId, appended }) => ({ accountId, events: appended.map(({ event }) => event) }));
    await writePeople(this.em, utilityId, told);
    await writeTerms(this.em, utilityId, told);
    await writeCallbacks(this.em, utilityId, touched.filter(({ appended, folded }) => appended.length > 0 && folded.state.callbacks !== undefined).map(({ folded }) => folded.state));
    await writeAccounts(this.em, utilityId, law, touched.map(foldedRow));
    const changes = touched.map((account) => changesOf(account, this.utility));
    await writeObligations(this.em, this.utility, changes);
    await writeOutbox(this.em, this.utility, changes);
    await writeParcels(this.em, utilityId, toldParcels(touched));
    await touchLines(this.em, utilityId, touched);
    await noteLiveChanges(this.em, utilityId, touched.map(({ accountId }) => accountId));
    await writeDocketLetters(this.em, this.utility, touched);
    await touchMatters(this.em, this.utility, touched);
    this.em.tell({
      utilityId,
      types: touched.flatMap(({ appended, caseAppended }) => [...appended.map(({ event }) => event.type).filter(isEntry), ...caseAppended.map(({ event }) => event.type)]),
      lateBySeconds: touched.flatMap(({ deadlineBefore }) => this.#lateBySeconds(deadlineBefore)),
    });
  }

  #lateBySeconds(deadlineAt: Instant | null): number[] {
    const { now } = this.utility;
    return deadlineAt !== null && deadlineAt <= now ? [(epochMilliseconds(now) - epochMilliseconds(deadlineAt)) / 1_000] : [];
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
}

function fail(account: WorkingAccount, error: unknown): void {
  account.failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  account.touched = true;
}

function foldedRow(working: WorkingAccount): FoldedRow {
  const { accountId, version, headHash, folded, state, failure } = working;
  return { accountId, version, headHash, lastKey: folded.lastKey, account: folded.state, lastCase: state, failure, cases: changedCase(working) };
}

/** None for an account without a case, or whose closed case stayed as it was. */
function changedCase({ state, stateBefore, caseHeadHash, deadlineAt, deadlineBefore, failure, failureBefore }: WorkingAccount): CaseRow[] {
  const unchanged = state === stateBefore && deadlineAt === deadlineBefore && failure === failureBefore;
  return state === null || (unchanged && !isOpen(state)) ? [] : [{ state, headHash: caseHeadHash, deadlineAt, failure }];
}

function inFoldOrder(events: readonly AccountEvent[]): readonly AccountEvent[] {
  return events.length < 2 ? events : [...events].sort((first, second) => (foldKey(first) < foldKey(second) ? -1 : 1));
}
