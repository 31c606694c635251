import type { AccountState } from '../../account/account.state.ts';
import { certifiedCentsOf } from '../../account/on-the-roll.ts';
import type { Instant } from '../../kernel/time.ts';
import { payoffOf, registerOf, seasonContext, seasonIdOf, unopenedSeason, type Payoff, type Register, type RollEvent, type RollLine, type SeasonState } from '../../tax-roll/index.ts';
import type { Database, Sql } from '../database.ts';
import { instantText } from '../read/sql-times.ts';
import { readBody } from '../stored-event.ts';
import { lockAccounts } from '../load-accounts.ts';
import { lineOf } from './season-work.ts';
import { readUtility } from '../utility.ts';

export type SeasonSummary = Omit<SeasonState, 'lines'> & { readonly waitsFor: string | null; readonly nextLookAt: Instant | null; readonly lines: Readonly<Record<string, number>> };

/** Every season of a utility, or that one, with how many lines stand where; a parcel whose owner is known and that was never listed is none. */
export async function listSeasons(em: Sql, utilityId: string, seasonId: string | null = null): Promise<SeasonSummary[]> {
  const rows = await em.execute<{ state: Omit<SeasonState, 'lines'>; waitsFor: string | null; nextLookAt: Instant | null; lines: Record<string, number> | null }[]>(
    `select s.state, s.waits_for as "waitsFor", ${instantText('s.next_look_at')} as "nextLookAt", (select json_object_agg(n.status, n.lines) from (select status, count(*)::int as lines from roll_line l where l.utility_id = s.utility_id and l.season_id = s.season_id and not (status = 'candidate' and json_typeof(l.state -> 'notice') = 'null') group by status) n) as lines
     from roll_season s where s.utility_id = ? and (s.season_id = ? or ?::text is null) order by s.season_id`,
    [utilityId, seasonId, seasonId],
  );
  return rows.map(({ state, waitsFor, nextLookAt, lines }) => ({ ...state, waitsFor, nextLookAt, lines: lines ?? {} }));
}

/** Lines of a season a page at a time; with a status, those alone. */
export async function listRollLines(em: Sql, utilityId: string, seasonId: string, page: { readonly limit: number; readonly after: string | null; readonly status: string | null }): Promise<RollLine[]> {
  const rows = await em.execute<{ state: RollLine }[]>(
    `select state from roll_line where utility_id = ? and season_id = ? and line_id > ? and (status = ? or ?::text is null) order by line_id limit ?`,
    [utilityId, seasonId, page.after ?? '', page.status, page.status, page.limit],
  );
  return rows.map(({ state }) => lineOf(state));
}

/** The register of a season as it was known at that moment, from its stream. @returns null when there is no such season */
export async function readRegister(em: Sql, utilityId: string, seasonId: string, asOf: Instant | null): Promise<Register | null> {
  const utility = await readUtility(em, utilityId);
  const rows = await em.execute<{ body: string }[]>('select body from roll_event where utility_id = ? and season_id = ? order by version', [utilityId, seasonId]);
  if (rows.length === 0) return null;
  return registerOf(seasonId, rows.map(({ body }) => readBody<RollEvent>(body).event), asOf ?? utility.now);
}

/** Seasons whose time has come, or whose lines were touched and not looked at. */
export async function overdueSeasons(db: Database, utilityId: string): Promise<string[]> {
  return db.forUtility(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    const rows = await em.execute<{ season_id: string }[]>(
      `select season_id from roll_season where utility_id = ? and status <> 'closed' and next_look_at <= ? union select season_id from roll_touch where utility_id = ? order by 1`,
      [utilityId, now, utilityId],
    );
    return rows.map(({ season_id }) => season_id);
  });
}

/** When the next thing falls due in any season, for a clock that is stepped. */
export async function nextSeasonLookAt(em: Sql, utilityId: string, after: Instant): Promise<Instant | null> {
  const [row] = await em.execute<{ next: Instant | null }[]>(`select ${instantText('min(next_look_at)')} as next from roll_season where utility_id = ? and status <> 'closed' and next_look_at > ?`, [utilityId, after]);
  return row?.next ?? null;
}

/** What would pay an account off, for a sale or a refinancing, by the rules of that authority. @returns null for an account that is not there */
export async function readPayoff(db: Database, utilityId: string, accountId: string, authority: string): Promise<Payoff | null> {
  return db.retrying(utilityId, async (em) => {
    const { found } = await lockAccounts(em, utilityId, [accountId]);
    const account = found.get(accountId);
    if (!account) return null;
    const { law, now } = await readUtility(em, utilityId);
    const season = Object.keys(law.pack.certification?.authorities[authority]?.seasons ?? {}).sort().at(-1) ?? '';
    return payoffOf(seasonContext(unopenedSeason(seasonIdOf(authority, season)), law, now), account.folded.state);
  });
}


export interface SeasonStream {
  readonly seasonId: string;
  readonly version: number;
  readonly headHash: string;
  readonly state: Omit<SeasonState, 'lines'>;
  readonly lines: readonly RollLine[];
  readonly events: readonly { readonly body: string; readonly hash: string; readonly event: RollEvent }[];
  /** By line: what its account has on this roll. */
  readonly certifiedCents: ReadonlyMap<string, number>;
}

/** Every season with its stream, whole, as of one moment: for those who compare. */
export async function readSeasonStreams(db: Database, utilityId: string): Promise<SeasonStream[]> {
  return db.forUtility(
    utilityId,
    async (em) => {
      const seasons = await em.execute<{ season_id: string; version: number; head_hash: string; state: Omit<SeasonState, 'lines'> }[]>('select season_id, version, head_hash, state from roll_season where utility_id = ? order by 1', [utilityId]);
      const streams: SeasonStream[] = [];
      for (const { season_id: seasonId, version, head_hash: headHash, state } of seasons) {
        const events = await em.execute<{ body: string; hash: string }[]>('select body, hash from roll_event where utility_id = ? and season_id = ? order by version', [utilityId, seasonId]);
        const lines = await em.execute<{ state: RollLine; account: AccountState | null }[]>(
          'select l.state, a.state as account from roll_line l left join account a on a.utility_id = l.utility_id and a.account_id = l.line_id where l.utility_id = ? and l.season_id = ? order by l.line_id',
          [utilityId, seasonId],
        );
        const certified = lines.map(({ state: line, account }) => [line.lineId, account === null ? 0 : certifiedCentsOf({ certified: account.certified ?? [] }, `${seasonId}/${line.lineId}`)] as const);
        streams.push({ seasonId, version, headHash, state, lines: lines.map((row) => lineOf(row.state)), events: events.map(({ body, hash }) => ({ body, hash, event: readBody<RollEvent>(body).event })), certifiedCents: new Map(certified) });
      }
      return streams;
    },
    { snapshot: true },
  );
}
