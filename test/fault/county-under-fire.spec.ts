import { planCounty } from '../../infra/local/county/generator.ts';
import { CountyRun } from './county-run.ts';
import { KeptAlive } from '../support/kept-alive.ts';
import { Striker, strikesOf } from './strikes.ts';

/**
 * Seeds that have found something are tried for ever: `ARREARS_FIRE_SEEDS=1,2,3` tries others, one county each.
 */
const regressionSeeds = [43];
const seeds = process.env['ARREARS_FIRE_SEEDS']?.split(',').map(Number) ?? regressionSeeds;

const accounts = 160;
const days = 90;
const endDeadlineMs = 600_000;

describe('A county while everything under it is killed', () => {
  it.each(seeds)('loses nothing, does nothing twice, and decides as if nothing had happened (seed %d)', async (seed) => {
    const options = { utilityId: 'county', seed, accounts, days };
    const strikes = strikesOf(seed, planCounty(options));
    const run = await CountyRun.start(options);
    const keptAlive = new KeptAlive([...run.system.apps.values()]);
    const striker = new Striker(run, strikes);
    try {
      run.play((progress) => striker.look(progress));
      await run.playToItsEnd(endDeadlineMs);
      await striker.settled();
      const { exitCode, printed, complaints } = await run.verify();
      tell(seed, run, striker, keptAlive, printed.at(-1));
      expect({ exitCode, printed, complaints }).toMatchObject({ exitCode: 0, printed: [{ accounts: expect.any(Number), differences: 0 }] });
    } finally {
      await keptAlive.letGo();
      await run.stop();
    }
  }, endDeadlineMs + 300_000);
});

function tell(seed: number, run: CountyRun, striker: Striker, keptAlive: KeptAlive, verified: unknown): void {
  const lines = [
    `seed ${seed}: ${accounts} accounts, ${days} days, ${run.progress?.sent} messages sent`,
    ...striker.done.map((strike) => `  killed -9: ${strike}`),
    `  started again: ${keptAlive.ends.map(({ name }) => name).join(', ')}`,
    `  arrears verify: ${JSON.stringify(verified)}`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}
