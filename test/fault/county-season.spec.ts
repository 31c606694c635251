import { countyOf } from '../../infra/local/county/county.ts';
import type { Act, RollSeason } from '../../infra/local/county/roll-season.ts';
import { readExplained } from '../../infra/local/run/explained.ts';
import { readSeasonReport, type SeasonReport } from '../../infra/local/run/season-report.ts';
import { startOfDay } from '../../libs/calendar/days.ts';
import { KeptAlive } from '../support/kept-alive.ts';
import { CountyRun } from './county-run.ts';

/** Sixty accounts of which enough leave their bills to the tax bill that each thing happens to somebody. */
const options = { utilityId: 'county', seed: 74, accounts: 60, startOn: '2027-03-01', days: 128, season: true } as const;
const endDeadlineMs = 900_000;
const struck: ReadonlySet<Act> = new Set(['open', 'approve', 'answer', 'settle']);
/** Of an API that was killed under a call. */
const broken = /fetch failed|terminated|other side closed|ECONN|timeout/i;

/** `ARREARS_SEASON_STATES=OH,CA` plays it under California's law as well. */
const states = (process.env['ARREARS_SEASON_STATES']?.split(',') ?? ['OH']) as ('OH' | 'CA')[];

describe('a small county and its season of the tax roll', () => {
  it.each(states)('goes from bills to the last settlement, and each cent is somewhere (%s)', async (state) => {
    const run = await CountyRun.start({ ...options, state });
    const keptAlive = new KeptAlive([...run.system.apps.values()]);
    const county = countyOf({ ...options, state });
    const { occasions } = county.season as RollSeason;
    try {
      run.play();
      // The API is killed on the morning of each of these days, and the world outside begins again from its books.
      for (const { on } of occasions.filter(({ act, nth }) => struck.has(act) && nth === 0)) {
        await run.reaches(startOfDay(on, county.calendar.zone), endDeadlineMs);
        await run.system.app('api').kill9();
        await run.playAgain();
      }
      await run.playToItsEnd(endDeadlineMs);
      const [report, explained] = await run.system.db.forUtility('county', async (em) => [(await readSeasonReport(em, 'county')) as SeasonReport, await readExplained(em, 'county')] as const);
      tell(report, run);

      expect({ status: report.season.status, waitsFor: report.season.waitsFor, faults: report.faults }).toEqual({ status: 'closed', waitsFor: null, faults: [] });
      // One of each kind at least, and nothing is left in between.
      const atLeastOnce = ['CandidateListed', 'LineExcluded', 'OwnerNoticeMailed', 'ObjectionHeard', 'LineCertified', 'LineRejected', 'LineMended', 'AmendmentAcknowledged', 'WithdrawalAcknowledged', 'SettlementPosted', 'LienReleased', 'LineCarriedOver'];
      expect(atLeastOnce.filter((type) => (report.events[type] ?? 0) === 0)).toEqual([]);
      expect(report.season.settlements).toHaveLength(2);
      expect(report.total.openCents).toBe(report.carriedOverCents);
      expect(report.total.amendedCents).toBeGreaterThan(0);
      expect(report.total.remittedCents).toBeLessThan(report.total.collectedCents);

      for (const { eventId } of explained) {
        const { exitCode, printed } = await run.arrears('why', eventId);
        expect({ eventId, exitCode, printed }).toMatchObject({ eventId, exitCode: 0, printed: expect.arrayContaining([expect.objectContaining({ says: expect.stringMatching(/\w+/) })]) });
        expect((await run.people.get('auditor', `/events/${encodeURIComponent(eventId)}/why`)).status).toBeLessThan(500);
      }
      expect(explained.map(({ what }) => what)).toEqual(expect.arrayContaining(['a petition', 'a case held by a stay', 'a bill that was split', 'left out of the roll', 'certified', 'withdrawn from the roll', 'settled by the county']));

      const { exitCode, printed, complaints } = await run.verify();
      expect({ exitCode, printed, complaints }).toMatchObject({ exitCode: 0, printed: [{ differences: 0 }] });
      expect(run.troubles.filter((trouble) => !broken.test(trouble))).toEqual([]);
    } finally {
      await keptAlive.letGo();
      await run.stop();
    }
  }, endDeadlineMs + 300_000);
});

function tell({ season, total, events, excluded }: SeasonReport, run: CountyRun): void {
  const lines = [`${season.seasonId}: ${run.progress?.sent} messages sent`, `  ${JSON.stringify(events)}`, `  ${JSON.stringify(excluded)}`, `  ${JSON.stringify(total)}`];
  process.stderr.write(`${lines.join('\n')}\n`);
}
