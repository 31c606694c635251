import { broughtOpenCents, draft, why, type RollDraft, type RollLine, type SeasonContext } from '../../tax-roll/index.ts';
import { dollars } from '../../kernel/money.ts';
import type { Sql } from '../database.ts';
import { lineOf, SeasonWork } from './season-work.ts';

/** Whoever opens or closes a season of an authority does so alone, so that what one carries over misses no other. */
export async function lockAuthority(em: Sql, utilityId: string, seasonId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 23))', [`${utilityId}/${seasonId.split('.')[0]}`]);
}

/**
 * What closed seasons carried over to this one becomes its opening balance, once (OH-CERT-RECON). Nothing when this one is not open yet:
 * it asks again when it is. @param from the season that was just closed, or null for all
 */
export async function bringForward(em: Sql, utilityId: string, seasonId: string, from: string | null): Promise<void> {
  const carried = await em.execute<{ season_id: string; state: RollLine }[]>(
    `select l.season_id, l.state from roll_line l join roll_season s on s.utility_id = l.utility_id and s.season_id = l.season_id
     where l.utility_id = ? and s.status = 'closed' and l.state->>'carriedTo' = ? and (l.season_id = ? or ?::text is null) order by l.season_id, l.line_id`,
    [utilityId, seasonId, from, from],
  );
  if (carried.length === 0) return;
  const work = await SeasonWork.begin(em, utilityId, seasonId);
  if (!work.isOpened) return;
  await work.loadAllLines();
  await work.append({ events: carried.flatMap(({ season_id, state }) => broughtBy(work.context, season_id, lineOf(state))), entries: [] }, `season/${from ?? 'opened'}`);
  await work.commit();
  // What was paid meanwhile, or what is to be released, is seen at once.
  await em.execute('insert into roll_touch (utility_id, season_id, line_id) select ?, ?, l.* from unnest(?::text[]) as l', [utilityId, seasonId, [...new Set(carried.map(({ state }) => state.lineId))]]);
}

/** By the line as the account knows it: its own, and what it had brought forward itself. */
function broughtBy(context: SeasonContext, from: string, line: RollLine): RollDraft[] {
  const { lineId, accountId, parcelId, brought } = line;
  const own = { of: `${from}/${lineId}`, openCents: line.carriedOverCents - broughtOpenCents(line) };
  const older = brought.map(({ of, cents, collectedCents }) => ({ of, openCents: cents - collectedCents }));
  const events = [...older, own].filter(({ openCents }) => openCents > 0);
  return events.map((debt) => draft('LineBroughtForward', { lineId, accountId, parcelId: parcelId ?? '', ...debt }, why(context, context.rules.ledgerRule, `${dollars(debt.openCents)} that ${from} left is still to be collected by ${context.authority.says}.`)));
}
