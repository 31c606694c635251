import fc from 'fast-check';
import { laws } from '../support/oracle/plain-law.ts';
import { promisedTo } from '../support/oracle/promise.ts';
import { accountId, historyOf, householdKinds, opening, startDay, variedLaw } from '../support/oracle-histories.ts';
import { billsOnly, examine, live, type History } from '../support/oracle-play.ts';

const seed = Number(process.env['ORACLE_SEED'] ?? 20270314);
const runs = Number(process.env['ORACLE_RUNS'] ?? 40);
/** A fifth of a second for each is plenty on a busy machine, too. */
const timeoutMs = 120_000 + runs * 200;

/** How many days after the first allowed one the shut-off was promised, and how often. */
const slack = new Map<number, number>();
const seen = { promised: 0, lapsed: 0 };
const later = () => [...slack].sort(([first], [second]) => first - second).map(([days, count]) => `${days} days later ${count}`).join(', ');
afterAll(() => void process.stderr.write(`Promise, seed ${seed}: ${seen.promised} households that nothing held, each letter and each shut-off in its promised hour; ${seen.lapsed} notices lapsed first. The shut-off was, after the first day that the rules allow: ${later()}.\n`));

const hour = (moment: number) => new Date(moment).toISOString().slice(0, 16);

/** Where the engine's letter and shut-off are not in the hour that was promised. */
function broken(history: History): string[] {
  const { law, start, kind, list } = history;
  const facts = [opening(start, kind), ...historyOf(start, law, list).tellings].map(({ fact }) => fact);
  const world = live(history);
  const promised = promisedTo(accountId, law, facts, world.oracle.known.pastDueOn(Infinity).bills[0]?.dueDay as number);
  if (promised === null) {
    seen.lapsed += 1;
    return [];
  }
  seen.promised += 1;
  const days = promised.shutOffDay - promised.firstAllowedDay;
  slack.set(days, (slack.get(days) ?? 0) + 1);
  const first = (type: string) => world.decided.find(({ decision }) => decision.type === type)?.at ?? 'never';
  const shown = (type: string, at: number) => (first(type).slice(0, 16) === hour(at) ? [] : [`${type} at ${first(type)}, promised for ${hour(at)}`]);
  return [...shown('NoticeOrdered', promised.noticeAt), ...shown('ShutOffOrdered', promised.shutOffAt)];
}

describe.each(laws.map((law) => [law.pack, law] as const))('Under %s a household that nothing holds, with letters and crews that are prompt', (_pack, usual) => {
  it.each([
    ['as it is loaded', fc.constant(usual)],
    ['with other numbers', variedLaw(usual)],
  ])('is noticed and shut off in the hour that the pack promises, never later: %s', (_which, law) => {
    const kind = householdKinds.map((other) => ({ ...other, customerClass: other.customerClass === 'residential' ? ('residential' as const) : ('commercial' as const), services: ['water', 'sewer'], valve: 'on' as const }));
    const arbitrary = fc.record({ usual: fc.constant(usual), law, start: startDay, kind, list: billsOnly, moods: fc.constant([0]) });
    examine(arbitrary, broken, { seed, runs, examples: [] });
  }, timeoutMs);
});
