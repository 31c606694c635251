import type { AccountState } from '../../../libs/account/account.state.ts';
import { plusDays, plusSeconds, startOfDay, localDateOf } from '../../../libs/calendar/days.ts';
import { advance, isOpen, type Situation } from '../../../libs/case/advance.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { CountyWorld, law } from '../county/county-world.ts';
import type { Result, Say } from '../measure.ts';

/** Kept as text: every look gets objects of its own, so that nothing computed for an earlier look is found again. */
export interface Sampled {
  readonly json: string;
  readonly now: Instant;
  readonly opens: boolean;
}

/**
 * Situations from every hour of a county's days. Half of them have an open case; a quarter are looked at some days later
 * than they stood, so that something is due.
 */
export function sampleSituations(options: { accounts: number; days: number; untilAt: Instant; wanted: number }): Sampled[] {
  const samples: Sampled[] = [];
  let turn = 0;
  const everyHours = Math.max(1, Math.floor((options.days * 24) / (options.wanted / 2)));
  CountyWorld.play({
    ...options,
    onHour: ({ simulation }) => {
      turn += 1;
      if (turn % everyHours !== 0) return;
      const accounts = [...simulation.accounts.values()].filter(({ events }) => events.length > 1);
      const open = accounts.filter(({ state }) => isOpen(state));
      for (const some of [accounts, open]) {
        const picked = some[(turn * 7_919) % Math.max(1, some.length)];
        if (picked) samples.push(sampleOf(picked.folded.state, picked.state, simulation.now, samples.length));
      }
    },
  });
  return samples;
}

function sampleOf(account: AccountState, state: CaseState | null, now: Instant, turn: number): Sampled {
  const isLater = turn % 4 === 3;
  const later = startOfDay(plusDays(localDateOf(now, law.calendar.zone), 1 + (turn % 19)), law.calendar.zone);
  return { json: JSON.stringify({ account, state }), now: plusSeconds(isLater ? later : now, isLater ? 21_600 + ((turn * 3_701) % 36_000) : (turn * 37) % 3_600), opens: turn % 8 === 0 };
}

/** Calls of `advance` a second, on one core. */
export function measurePureDecisions(say: Say, { quick }: { quick: boolean }): Result {
  say('playing a county for situations');
  const samples = sampleSituations({ accounts: quick ? 300 : 1_000, days: 150, untilAt: '2026-11-22T12:00:00.000Z' as Instant, wanted: quick ? 1_000 : 4_000 });
  const wantedMs = quick ? 1_000 : 4_000;
  let [elapsedMs, cpuMs, looks, decided] = [0, 0, 0, 0];
  runOnce(samples);
  say(`deciding in ${samples.length} situations`);
  while (elapsedMs < wantedMs) {
    const run = runOnce(samples);
    elapsedMs += run.elapsedMs;
    cpuMs += run.cpuMs;
    looks += samples.length;
    decided += run.decided;
  }
  const share = Math.round((100 * decided) / looks);
  return {
    id: 'pure-decisions',
    measure: 'Pure decisions on one core',
    unit: 'decisions/s',
    value: (1_000 * looks) / elapsedMs,
    goal: { atLeast: 20_000 },
    how: `${looks} calls of advance in ${samples.length} situations of a county, each on objects of its own; half with an open case; ${share} % decided something. ${((1_000 * cpuMs) / looks).toFixed(0)} µs of computing each.`,
  };
}

function runOnce(samples: readonly Sampled[]): { elapsedMs: number; cpuMs: number; decided: number } {
  let decided = 0;
  let elapsedMs = 0;
  let cpuMs = 0;
  // In portions, so that what is parsed ahead does not fill the memory.
  for (let from = 0; from < samples.length; from += 500) {
    const portion = samples.slice(from, from + 500);
    const situations = portion.map(({ json, now }): Situation => {
      const { account, state } = JSON.parse(json) as Pick<Situation, 'account' | 'state'>;
      const throughAt = startOfDay(localDateOf(now, law.calendar.zone), law.calendar.zone);
      const feeds = Object.entries(law.pack.feeds).map(([name, { limitHours }]) => ({ name, limitHours, throughAt }));
      return { law, now, feeds, account, state };
    });
    const startedMs = performance.now();
    const before = process.cpuUsage();
    situations.forEach((situation, index) => {
      if (advance(situation, portion[index]!.opens).decisions.length > 0) decided += 1;
    });
    elapsedMs += performance.now() - startedMs;
    const used = process.cpuUsage(before);
    cpuMs += (used.user + used.system) / 1_000;
  }
  return { elapsedMs, cpuMs, decided };
}
