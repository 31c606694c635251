import { readExplained } from '../../infra/local/run/explained.ts';
import { readSeasonReport, type SeasonReport } from '../../infra/local/run/season-report.ts';
import { CountyRun } from './county-run.ts';

/** Sixty accounts of which enough leave their bills to the tax bill that each thing happens to somebody. */
const options = { utilityId: 'county', seed: 87, accounts: 60, startOn: '2027-03-01', days: 128, season: true } as const;
const endDeadlineMs = 900_000;
/** `ARREARS_SEASON_STATES=CA` plays it under California's law; Ohio's unless told. */
const states = (process.env['ARREARS_SEASON_STATES']?.split(',') ?? ['OH']) as ('OH' | 'CA')[];

describe('a small county and its season of the tax roll', () => {
  it.each(states)('goes from bills to the last settlement, and each cent is somewhere (%s)', async (state) => {
    const run = await CountyRun.start({ ...options, state });
    try {
      run.play();
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
      expect(explained.map(({ what }) => what)).toEqual(expect.arrayContaining(['a petition', 'a bill that was split', 'left out of the roll', 'certified', 'withdrawn from the roll', 'settled by the county']));

      const { exitCode, printed, complaints } = await run.verify();
      expect({ exitCode, printed, complaints }).toMatchObject({ exitCode: 0, printed: [{ differences: 0 }] });
      expect(run.troubles.filter((trouble) => !/fetch failed|Connection/i.test(trouble))).toEqual([]);
    } finally {
      await run.stop();
    }
  }, endDeadlineMs + 300_000);
});

function tell({ season, total, events, excluded }: SeasonReport, run: CountyRun): void {
  const lines = [`${season.seasonId}: ${run.progress?.sent} messages sent`, `  ${JSON.stringify(events)}`, `  ${JSON.stringify(excluded)}`, `  ${JSON.stringify(total)}`];
  process.stderr.write(`${lines.join('\n')}\n`);
}
