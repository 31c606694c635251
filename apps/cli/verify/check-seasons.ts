import { canonicalText } from '../../../libs/kernel/canonical.ts';
import { chainHash, chainStart } from '../../../libs/kernel/chain.ts';
import { readSeasonStreams, type Database, type SeasonStream } from '../../../libs/store/index.ts';
import { foldSeason, openCentsOf } from '../../../libs/tax-roll/index.ts';
import type { Differences } from './differences.ts';

/** Recomputes the seasons of the tax roll: their chains, their folds, and that each account has on the roll what the season says. @returns how many events there were */
export async function checkSeasons(db: Database, utilityId: string, differences: Differences): Promise<number> {
  let counted = 0;
  const streams = await readSeasonStreams(db, utilityId);
  const onRoll = openWithTheCounty(streams);
  for (const { seasonId, version, headHash, state, lines, events, certifiedCents } of streams) {
    counted += events.length;
    let previous = chainStart;
    events.forEach(({ body, hash }, index) => {
      const computed = chainHash(previous, body);
      if (computed !== hash) differences.add('I12', `${seasonId}, event ${index + 1}`, `its hash is ${hash}, and its text gives ${computed}`);
      previous = hash;
    });
    if (events.length !== version || previous !== headHash) differences.add('I12', seasonId, `the stream has ${events.length} events, and its head says ${version}`);
    const { lines: folded, ...season } = foldSeason(seasonId, events.map(({ event }) => event));
    differences.unlessEqual('I5', seasonId, 'season', canonicalText(season), canonicalText(state));
    differences.unlessEqual('I5', seasonId, 'lines', Object.keys(folded).sort().join(), lines.map(({ lineId }) => lineId).sort().join());
    for (const line of lines) {
      differences.unlessEqual('I5', `${seasonId}/${line.lineId}`, 'line', canonicalText(folded[line.lineId] ?? null), canonicalText(line));
      differences.unlessEqual('I9', `${seasonId}/${line.lineId}`, 'cents on the roll', String(onRoll.get(`${seasonId}/${line.lineId}`)), String(certifiedCents.get(line.lineId) ?? 0));
    }
  }
  return counted;
}

/** By line: what is open of it, as the season says that followed it last. */
function openWithTheCounty(streams: readonly SeasonStream[]): ReadonlyMap<string, number> {
  const own = streams.flatMap(({ seasonId, lines }) => lines.map((line) => [`${seasonId}/${line.lineId}`, openCentsOf(line)] as const));
  const brought = streams.flatMap(({ lines }) => lines.flatMap((line) => line.brought.map(({ of, cents, collectedCents }) => [of, cents - collectedCents] as const)));
  return new Map([...own, ...brought]);
}
