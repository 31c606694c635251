import type { AccountEvent } from '../../account/account.events.ts';
import { contextOf } from '../../case/context.ts';
import { chainStart } from '../../kernel/chain.ts';
import type { Instant } from '../../kernel/time.ts';
import { evolveSeason, nextLookAt, seasonContext, unlisted, unopenedSeason, type LineChange, type LineFacts, type RollEvent, type RollLine, type SeasonContext, type SeasonState } from '../../tax-roll/index.ts';
import type { Sql } from '../database.ts';
import { linkOf, type Provenance } from '../stored-event.ts';
import { UnitOfWork } from '../unit-of-work.ts';
import type { WorkingAccount } from '../working-account.ts';
import { putIntoOutbox } from '../outbox.ts';
import { seasonNudge } from './season-nudge.ts';

interface SeasonRow {
  version: number;
  head_hash: string;
  state: Omit<SeasonState, 'lines'>;
  cursor: string;
}

interface Appended {
  readonly version: number;
  readonly body: string;
  readonly hash: string;
  readonly event: RollEvent;
}

/**
 * What one transaction knows and does for a season and some of its lines, under their locks: first the accounts, in sorted order, as
 * every fence takes them, then the season. Whoever waits for an account here sees the fence that committed before (I3).
 */
export class SeasonWork {
  readonly em: Sql;
  readonly accounts: UnitOfWork;
  /** Where the page by page work of the present stage goes on. */
  cursor: string;
  /** What keeps the next page, and until when it is not tried again. */
  waits: { readonly sentence: string; readonly untilAt: Instant } | null = null;
  #state: SeasonState;
  #headHash: string;
  readonly #isNew: boolean;
  readonly #appended: Appended[] = [];
  readonly #looked = new Set<string>();

  private constructor(em: Sql, accounts: UnitOfWork, state: SeasonState, row: Pick<SeasonRow, 'head_hash' | 'cursor'>, isNew: boolean) {
    this.em = em;
    this.accounts = accounts;
    this.#state = state;
    this.#headHash = row.head_hash;
    this.cursor = row.cursor;
    this.#isNew = isNew;
  }

  /** @param lineIds lines to load and lock with their accounts; a line's id is its account's */
  static async begin(em: Sql, utilityId: string, seasonId: string, lineIds: readonly string[] = []): Promise<SeasonWork> {
    const accounts = await UnitOfWork.begin(em, utilityId, lineIds);
    const [row] = await em.execute<SeasonRow[]>('select version, head_hash, state, cursor from roll_season where utility_id = ? and season_id = ? for update', [utilityId, seasonId]);
    if (!row) return new SeasonWork(em, accounts, unopenedSeason(seasonId), { head_hash: chainStart, cursor: '' }, true);
    // A new statement: it sees what was committed while the one above waited for its lock.
    const lines = await readLines(em, utilityId, seasonId, lineIds);
    return new SeasonWork(em, accounts, { ...unopenedSeason(seasonId), ...row.state, lines: Object.fromEntries(lines.map((line) => [line.lineId, line])) }, row, false);
  }

  get isOpened(): boolean {
    return this.#state.openedAt !== null;
  }

  get state(): SeasonState {
    return this.#state;
  }

  /** @throws NoSuchSeason */
  get context(): SeasonContext {
    const { law, now } = this.accounts.utility;
    return seasonContext(this.#state, law, now);
  }

  line(lineId: string): RollLine {
    return this.#state.lines[lineId] ?? unlisted(lineId);
  }

  /** Every line is at hand, for what concerns the whole season; those of this transaction as it made them. */
  async loadAllLines(): Promise<void> {
    const { utilityId } = this.accounts.utility;
    const lines = await readLines(this.em, utilityId, this.#state.seasonId, null);
    this.#state = { ...this.#state, lines: { ...Object.fromEntries(lines.map((line) => [line.lineId, line])), ...this.#state.lines } };
  }

  facts(line: WorkingAccount): LineFacts {
    const { law, now, feeds } = this.accounts.utility;
    const account = this.accounts.known(line);
    return { account, facts: contextOf(account, null, law, now, feeds, this.accounts.openBreakers).facts };
  }

  /** Appends what was decided: to the season's stream, and to the account's, whose case then follows. */
  async append({ events, entries }: LineChange, cause: string, account: WorkingAccount | null = null): Promise<void> {
    const { now } = this.accounts.utility;
    const provenance: Provenance = { cause, correlationId: cause };
    for (const draft of events) {
      const event = { ...draft, at: now } as RollEvent;
      const inputs = account === null ? {} : { accountVersion: account.version };
      const link = linkOf(event, { ...provenance, ...inputs } as Provenance, this.#state.version + 1, this.#headHash);
      this.#state = evolveSeason(this.#state, event);
      this.#headHash = link.hash;
      this.#appended.push({ ...link, event });
    }
    if (account === null || entries.length === 0) return;
    await this.accounts.append(account, entries.map((entry) => ({ ...entry, effectiveAt: now, recordedAt: now }) as AccountEvent), () => provenance);
    await this.accounts.advance(account, provenance);
  }

  /** A line that was looked at and is as it was still has its next look. */
  looked(lineId: string): void {
    this.#looked.add(lineId);
  }

  async commit(): Promise<void> {
    const { utilityId } = this.accounts.utility;
    const { lines, ...season } = this.#state;
    const changed = new Set([...this.#looked, ...this.#appended.flatMap(({ event }) => ('lineId' in event.data ? [event.data.lineId] : []))]);
    await this.em.execute(
      `insert into roll_season (utility_id, season_id, version, head_hash, status, state, cursor, waits_for, next_look_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (utility_id, season_id) do update set version = excluded.version, head_hash = excluded.head_hash, status = excluded.status, state = excluded.state, cursor = excluded.cursor,
         waits_for = excluded.waits_for, next_look_at = excluded.next_look_at`,
      [utilityId, season.seasonId, season.version, this.#headHash, season.status, JSON.stringify(season), this.cursor, this.waits?.sentence ?? null, this.waits?.untilAt ?? this.accounts.utility.now],
    );
    await this.#writeEvents(utilityId, season.seasonId);
    await this.#writeLines(utilityId, season.seasonId, [...changed].flatMap((lineId) => lines[lineId] ?? []));
    await this.accounts.commit();
    if (this.#isNew || this.#appended.length > 0) await putIntoOutbox(this.em, utilityId, [seasonNudge(season.seasonId)]);
  }

  async #writeEvents(utilityId: string, seasonId: string): Promise<void> {
    if (this.#appended.length === 0) return;
    const rows = this.#appended.map(({ version, body, hash, event }) => ({ version, body, hash, type: event.type, at: event.at, line_id: 'lineId' in event.data ? event.data.lineId : null }));
    await this.em.execute(
      `insert into roll_event (utility_id, season_id, version, line_id, type, at, body, hash)
       select ?, ?, r.* from json_to_recordset(?::json) as r(version int, line_id text, type text, at timestamptz, body text, hash text)`,
      [utilityId, seasonId, JSON.stringify(rows)],
    );
  }

  async #writeLines(utilityId: string, seasonId: string, lines: readonly RollLine[]): Promise<void> {
    if (lines.length === 0) return;
    const { context } = this;
    const rows = lines.map((line) => ({ line_id: line.lineId, parcel_id: line.parcelId, status: line.status, state: line, next_look_at: line.certifiedAt === null && line.brought.length === 0 ? null : nextLookAt(context, line) }));
    await this.em.execute(
      `insert into roll_line (utility_id, season_id, line_id, parcel_id, status, state, next_look_at)
       select ?, ?, r.* from json_to_recordset(?::json) as r(line_id text, parcel_id text, status text, state json, next_look_at timestamptz)
       on conflict (utility_id, season_id, line_id) do update set parcel_id = excluded.parcel_id, status = excluded.status, state = excluded.state, next_look_at = excluded.next_look_at`,
      [utilityId, seasonId, JSON.stringify(rows)],
    );
  }
}

/** @param lineIds null for all */
export async function readLines(em: Sql, utilityId: string, seasonId: string, lineIds: readonly string[] | null): Promise<RollLine[]> {
  if (lineIds?.length === 0) return [];
  const rows = await em.execute<{ state: RollLine }[]>(
    `select state from roll_line where utility_id = ? and season_id = ? and (line_id = any(?::text[]) or ?::boolean) order by line_id`,
    [utilityId, seasonId, lineIds ?? [], lineIds === null],
  );
  return rows.map(({ state }) => lineOf(state));
}

/** A line as it was folded; what was added to lines since is empty. */
export function lineOf(state: RollLine): RollLine {
  return { ...unlisted(state.lineId), ...state };
}
