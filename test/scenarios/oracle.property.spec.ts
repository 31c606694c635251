import fc from 'fast-check';
import { laws } from '../support/oracle/plain-law.ts';
import { variedLaw } from '../support/oracle-histories.ts';
import { early, examine, histories, live, Tally } from '../support/oracle-play.ts';
import { regressions } from '../support/oracle-regressions.ts';

/** The seed is fixed, so that a red run is red again; ORACLE_SEED and ORACLE_RUNS look further. */
const seed = Number(process.env['ORACLE_SEED'] ?? 20270314);
const runs = Number(process.env['ORACLE_RUNS'] ?? 340);
/** A fifth of a second for each is plenty on a busy machine, too. */
const timeoutMs = 120_000 + runs * 200;

const tally = new Tally();
afterAll(() => void process.stderr.write(`Oracle, seed ${seed}: ${tally.text}; none of them early.\n`));

describe.each(laws.map((law) => [law.pack, law] as const))('Random histories under %s: no adverse decision is made that the oracle forbids', (_pack, usual) => {
  it.each([
    ['as it is loaded', fc.constant(usual)],
    ['with other numbers', variedLaw(usual)],
  ])('%s', (_which, law) => {
    const look = (history: Parameters<typeof live>[0]) => {
      const world = live(history);
      tally.add(world);
      return early(world);
    };
    examine(histories(usual, law), look, { seed, runs, examples: regressions.filter((history) => history.usual === usual) });
  }, timeoutMs);
});
