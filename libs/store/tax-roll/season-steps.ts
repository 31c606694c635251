import type { Refusal } from '../../kernel/because.ts';
import { at } from '../../calendar/business-calendar.ts';
import { plusHours } from '../../calendar/days.ts';
import type { Instant } from '../../kernel/time.ts';
import { dollars } from '../../kernel/money.ts';
import { packReference } from '../../policy/pack.ts';
import {
  certifyLine, draft, freezeLine, isWaiting, listCandidate, mayCertify, mayDrawUp, mayFreeze, seasonContext, seasonIdOf, unopenedSeason, why,
  type LineChange, type RollCommand, type SeasonContext, type SeasonState,
} from '../../tax-roll/index.ts';
import type { Database, Sql } from '../database.ts';
import { instantText } from '../read/sql-times.ts';
import { readUtility, type Utility } from '../utility.ts';
import { bringForward, lockAuthority } from './carry-over.ts';
import { carryOut, lookAgain } from './carry-out.ts';
import { writeRoll } from './season-files.ts';
import { SeasonWork } from './season-work.ts';

/** Opens a season of an authority. Opening it again is nothing. @throws NoSuchSeason for what the pack in force does not know */
export async function openSeason(db: Database, utilityId: string, authority: string, season: string, by: string): Promise<SeasonState> {
  const seasonId = seasonIdOf(authority, season);
  return db.retrying(utilityId, async (em) => {
    await lockAuthority(em, utilityId, seasonId);
    const work = await SeasonWork.begin(em, utilityId, seasonId);
    if (work.isOpened) return work.state;
    const { law } = seasonContext(unopenedSeason(seasonId), work.accounts.utility.law, work.accounts.utility.now);
    await work.append({ events: [draft('SeasonOpened', { authority, season, pack: packReference(law.pack), by })], entries: [] }, `person/${by}`);
    await work.commit();
    await bringForward(em, utilityId, seasonId, null);
    return work.state;
  });
}

/** Carries out what a person does or the authority answers. @returns null when there is no such season */
export async function actOnSeason(db: Database, utilityId: string, seasonId: string, command: RollCommand, by: string): Promise<SeasonState | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    if (command.type === 'CloseSeason') await lockAuthority(em, utilityId, seasonId);
    const work = await SeasonWork.begin(em, utilityId, seasonId, 'lineId' in command ? [command.lineId] : []);
    if (!work.isOpened) return null;
    if (command.type === 'CloseSeason') await work.loadAllLines();
    const refusal = await carryOut(work, command, by);
    if (refusal) return refusal;
    await work.commit();
    if (command.type !== 'CloseSeason') return work.state;
    // Nobody looks at its lines any more: whoever follows them does.
    await em.execute('delete from roll_touch where utility_id = ? and season_id = ?', [utilityId, seasonId]);
    const followedIn = Object.values(work.state.lines).find(({ carriedTo }) => carriedTo !== null)?.carriedTo;
    if (followedIn) await bringForward(em, utilityId, followedIn, seasonId);
    return work.state;
  });
}

export interface SeasonOutlook {
  readonly isOpen: boolean;
  readonly now: Instant;
  readonly clockMode: 'real' | 'stepped';
  /** Page by page work that may be done now. */
  readonly work: 'draw-up' | 'freeze' | 'certify' | 'look' | null;
  /** What keeps the next stage, in the words of its rule. */
  readonly waitsFor: string | null;
  readonly nextLookAt: Instant | null;
}

/** What a season's process is to do and to wait for. Asking twice gives the same answer. @returns null when there is no such season */
export async function seasonOutlook(db: Database, utilityId: string, seasonId: string): Promise<SeasonOutlook | null> {
  return db.retrying(utilityId, async (em) => {
    const utility = await readUtility(em, utilityId);
    const [row] = await em.execute<{ state: SeasonState; waits_for: string | null; next: Instant | null }[]>(
      `select state, waits_for, ${instantText('next_look_at')} as next from roll_season where utility_id = ? and season_id = ?`,
      [utilityId, seasonId],
    );
    if (!row) return null;
    const context = seasonContext({ ...row.state, lines: {} }, utility.law, utility.now);
    const due = await linesToLookAt(em, utilityId, seasonId, utility.now, 1);
    const stage = stageOf(context);
    const waits = stage.refusal?.because.sentence ?? row.waits_for;
    const isPaused = row.waits_for !== null && row.next !== null && row.next > utility.now;
    const mayGoOn = stage.refusal === null && !isPaused ? stage.work : null;
    const nextLookAt = isPaused ? row.next : await nextOccasion(em, utility, seasonId, context);
    if (due.length === 0 && mayGoOn === null) await em.execute('update roll_season set next_look_at = ? where utility_id = ? and season_id = ?', [nextLookAt, utilityId, seasonId]);
    return { isOpen: row.state.status !== 'closed', now: utility.now, clockMode: utility.clockMode, work: due.length > 0 ? 'look' : mayGoOn, waitsFor: waits, nextLookAt };
  });
}

function stageOf(context: SeasonContext): { readonly work: SeasonOutlook['work']; readonly refusal: Refusal | null } {
  switch (context.state.status) {
    case 'open':
      return { work: 'draw-up', refusal: mayDrawUp(context) };
    case 'drawn-up':
      return { work: 'freeze', refusal: mayFreeze(context) };
    case 'frozen':
      return { work: 'certify', refusal: mayCertify(context) };
    default:
      return { work: null, refusal: null };
  }
}

async function nextOccasion(em: Sql, { utilityId, now }: Utility, seasonId: string, { days, state, law: { calendar, pack } }: SeasonContext): Promise<Instant | null> {
  const stageDays = { open: [days.candidatesOn], 'drawn-up': [days.frozenOn], frozen: [], filed: [], closed: [] }[state.status];
  const stages = stageDays.map((on) => at(calendar, on, pack.sweepAt)).filter((moment) => moment > now);
  const [row] = await em.execute<{ next: Instant | null }[]>(`select ${instantText('min(next_look_at)')} as next from roll_line where utility_id = ? and season_id = ? and next_look_at > ?`, [utilityId, seasonId, now]);
  return [...stages, row?.next ?? null].reduce<Instant | null>((first, second) => (first === null || (second !== null && second < first) ? second : first), null);
}

async function linesToLookAt(em: Sql, utilityId: string, seasonId: string, now: Instant, limit: number): Promise<string[]> {
  const rows = await em.execute<{ line_id: string }[]>(
    `select distinct line_id from (
       select line_id from roll_touch where utility_id = ? and season_id = ?
       union all select line_id from roll_line where utility_id = ? and season_id = ? and next_look_at <= ?) due order by line_id limit ?`,
    [utilityId, seasonId, utilityId, seasonId, now, limit],
  );
  return rows.map(({ line_id }) => line_id);
}

async function isAnyTouched(em: Sql, utilityId: string, seasonId: string): Promise<boolean> {
  return (await em.execute('select 1 from roll_touch where utility_id = ? and season_id = ? limit 1', [utilityId, seasonId])).length > 0;
}

/** Looks at lines whose account changed or whose time has come. @returns true when there may be more */
export async function lookAtLines(db: Database, utilityId: string, seasonId: string, limit = 200): Promise<boolean> {
  return db.retrying(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    const lineIds = await linesToLookAt(em, utilityId, seasonId, now, limit);
    if (lineIds.length === 0) return false;
    // What is noted later than this is looked at next time.
    const [until] = await em.execute<{ id: string | null }[]>('select max(touch_id)::text as id from roll_touch where utility_id = ? and season_id = ? and line_id = any(?::text[])', [utilityId, seasonId, lineIds]);
    const work = await SeasonWork.begin(em, utilityId, seasonId, lineIds);
    for (const lineId of lineIds) await lookAgain(work, lineId);
    await work.commit();
    await em.execute('delete from roll_touch where utility_id = ? and season_id = ? and line_id = any(?::text[]) and touch_id <= ?::bigint', [utilityId, seasonId, lineIds, until?.id ?? '0']);
    return true;
  });
}

interface Stage {
  readonly may: (context: SeasonContext) => Refusal | null;
  readonly ids: (em: Sql, utilityId: string, seasonId: string, after: string, limit: number) => Promise<string[]>;
  readonly each: (work: SeasonWork, lineId: string) => Promise<boolean>;
  readonly end: (work: SeasonWork) => Promise<void>;
}

/**
 * Does one page of a stage: draws up candidates, extracts the list, or certifies it and writes the file with its last page. A page is
 * one transaction with its place, so that whoever is killed loses nothing and does nothing twice.
 * @returns true when there may be more to do
 */
export async function doPage(db: Database, utilityId: string, seasonId: string, what: 'draw-up' | 'freeze' | 'certify', limit = 200): Promise<boolean> {
  const stage = stages[what];
  return db.retrying(utilityId, async (em) => {
    const [row] = await em.execute<{ cursor: string }[]>('select cursor from roll_season where utility_id = ? and season_id = ?', [utilityId, seasonId]);
    if (!row) return false;
    const ids = await stage.ids(em, utilityId, seasonId, row.cursor, limit);
    const work = await SeasonWork.begin(em, utilityId, seasonId, ids);
    // Somebody else did this page meanwhile.
    if (work.cursor !== row.cursor) return true;
    if (stage.may(work.context) !== null) return false;
    // Before the file is written: a petition of an account whose line an earlier page certified is looked at first (I3).
    if (what === 'certify' && ids.length < limit && (await isAnyTouched(em, utilityId, seasonId))) return false;
    for (const lineId of ids) {
      if (!(await stage.each(work, lineId))) {
        await work.commit();
        return false;
      }
      work.cursor = lineId;
    }
    if (ids.length < limit) {
      await stage.end(work);
      work.cursor = '';
    }
    await work.commit();
    return ids.length === limit;
  });
}

const owing = async (em: Sql, utilityId: string, _seasonId: string, after: string, limit: number) =>
  (await em.execute<{ account_id: string }[]>('select account_id from account where utility_id = ? and balance_cents > 0 and account_id > ? order by account_id limit ?', [utilityId, after, limit])).map(({ account_id }) => account_id);

const withStatus = (status: string) => async (em: Sql, utilityId: string, seasonId: string, after: string, limit: number) =>
  (await em.execute<{ line_id: string }[]>('select line_id from roll_line where utility_id = ? and season_id = ? and status = ? and line_id > ? order by line_id limit ?', [utilityId, seasonId, status, after, limit])).map(({ line_id }) => line_id);

const stages: Readonly<Record<'draw-up' | 'freeze' | 'certify', Stage>> = {
  'draw-up': {
    may: mayDrawUp,
    ids: owing,
    each: (work, lineId) => decideOne(work, lineId, (facts) => listCandidate(work.context, work.line(lineId), facts)),
    end: async (work) => {
      const counts = await countLines(work);
      await work.append({ events: [draft('CandidatesDrawnUp', { on: work.context.today, listed: counts['candidate'] ?? 0, excluded: counts['excluded'] ?? 0 })], entries: [] }, 'season');
    },
  },
  freeze: {
    may: mayFreeze,
    ids: withStatus('candidate'),
    each: (work, lineId) => decideOne(work, lineId, (facts) => (work.line(lineId).notice === null ? { events: [], entries: [] } : freezeLine(work.context, work.line(lineId), facts))),
    end: async (work) => {
      await work.loadAllLines();
      const frozen = Object.values(work.state.lines).filter(({ status }) => status === 'frozen');
      const totalCents = frozen.reduce((sum, { amountCents }) => sum + amountCents, 0);
      const reason = why(work.context, work.context.authority.windowRule, `${frozen.length} lines over ${dollars(totalCents)} were extracted; ${work.context.authority.approval.people} people have to approve them.`);
      await work.append({ events: [draft('SeasonFrozen', { on: work.context.today, lines: frozen.length, totalCents }, reason)], entries: [] }, 'season');
    },
  },
  certify: {
    may: mayCertify,
    ids: withStatus('frozen'),
    each: certifyOne,
    end: (work) => writeRoll(work, 'season'),
  },
};

async function decideOne(work: SeasonWork, lineId: string, decideLine: (facts: ReturnType<SeasonWork['facts']>) => LineChange): Promise<boolean> {
  const account = work.accounts.accounts.get(lineId);
  if (account) await work.append(decideLine(work.facts(account)), 'season', account);
  return true;
}

/** What waits for a feed or for people is not tried at once again. */
const triedAgainAfterHours = 1;

/** @returns false when it waits: for a feed, or for people to reset the breaker */
async function certifyOne(work: SeasonWork, lineId: string): Promise<boolean> {
  const account = work.accounts.accounts.get(lineId);
  if (!account) return true;
  const runId = `${work.state.seasonId}/run/${work.state.files.length + 1}`;
  const decideLine = () => certifyLine(work.context, work.line(lineId), work.facts(account), runId);
  let decision = decideLine();
  if (!isWaiting(decision) && decision.entries.length > 0 && (await work.accounts.countCertification())) decision = decideLine();
  if (isWaiting(decision)) {
    work.waits = { sentence: decision.waits.sentence, untilAt: plusHours(work.context.now, triedAgainAfterHours) };
    return false;
  }
  await work.append(decision, 'season', account);
  return true;
}

async function countLines(work: SeasonWork): Promise<Record<string, number>> {
  await work.loadAllLines();
  // Of some lines nothing is known but the parcel's owner: they were not listed.
  return Object.values(work.state.lines).filter(({ status, notice }) => status !== 'candidate' || notice !== null).reduce<Record<string, number>>((counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }), {});
}

