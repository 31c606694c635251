import fc from 'fast-check';
import type { PlainLaw } from './oracle/plain-law.ts';
import { acts, endOf, historyOf, householdKinds, opening, startDay, type Act, type Household } from './oracle-histories.ts';
import { OracleWorld } from './oracle-world.ts';
import { lawWith } from './varied-law.ts';

/** One account's history under one law: where it begins, who lives there, what happens, and how the world answers. */
export interface History {
  readonly usual: PlainLaw;
  readonly law: PlainLaw;
  /** Its first day, a number. */
  readonly start: number;
  readonly kind: Household;
  readonly list: readonly Act[];
  readonly moods: readonly number[];
}

const moods = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 12 });

/** Histories under a law and what varies it; the same law twice is the pack as it is loaded. */
export function histories(usual: PlainLaw, law: fc.Arbitrary<PlainLaw>): fc.Arbitrary<History> {
  return fc.record({ usual: fc.constant(usual), law, start: startDay, kind: householdKinds, list: acts, moods });
}

/** Nothing but further bills. */
export const billsOnly = acts.map((list) => list.filter(({ kind }) => kind === 'bill').map((act) => ({ ...act, delayDays: 0 })));

/** Plays a history; the engine may be given other numbers than the oracle. */
export function live({ usual, law, start, kind, list, moods }: History, engines = law): OracleWorld {
  const { tellings, byHand } = historyOf(start, law, list);
  return new OracleWorld(lawWith(engines, usual), law, moods).live([opening(start, kind), ...tellings], byHand, endOf(start, law));
}

/** Adverse decisions that some rule forbade at their moment. */
export function early({ oracle }: OracleWorld): string[] {
  return oracle.judged.filter(({ refusals }) => refusals.length > 0).map(({ at, type, refusals }) => `${at} ${type}: ${refusals.join('; ')}`);
}

/** What was checked, for telling at the end. */
export class Tally {
  histories = 0;
  readonly adverse = new Map<string, number>();

  add({ oracle }: OracleWorld): void {
    this.histories += 1;
    for (const { type } of oracle.judged) this.adverse.set(type, (this.adverse.get(type) ?? 0) + 1);
  }

  get text(): string {
    const total = [...this.adverse.values()].reduce((sum, count) => sum + count, 0);
    const each = [...this.adverse].sort(([first], [second]) => (first < second ? -1 : 1)).map(([type, count]) => `${type} ${count}`);
    return `${this.histories} histories, ${total} adverse decisions (${each.join(', ')})`;
  }
}

/** Examines so many histories, and shows the smallest that goes wrong with the seed that finds it again. */
export function examine(arbitrary: fc.Arbitrary<History>, look: (history: History) => readonly string[], options: { seed: number; runs: number; examples: readonly History[] }): void {
  const { seed, runs, examples } = options;
  const property = fc.property(arbitrary, (history) => {
    const wrong = look(history);
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
  const { failed, counterexample, counterexamplePath, errorInstance } = fc.check(property, { seed, numRuns: runs, examples: examples.map((history) => [history] as [History]) });
  if (!failed) return;
  const { usual, law, ...rest } = counterexample?.[0] as History;
  const changed = Object.entries(law).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name as keyof PlainLaw]));
  const shown = JSON.stringify({ pack: usual.pack, changed: Object.fromEntries(changed), ...rest });
  throw new Error(`${String((errorInstance as Error).message)}\nseed ${seed}, path ${counterexamplePath}, smallest history: ${shown}`);
}
