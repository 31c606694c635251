import { isOpen } from '../case/advance.ts';
import type { Decided } from '../case/simulation.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { RecordedAccount } from '../whatif/comparison.ts';
import { Course, type Counts } from '../whatif/course.ts';
import { isGiven } from '../whatif/origins.ts';
import type { BadMessage } from './bad-message.ts';
import { simulateLines } from './simulate-lines.ts';

/** A utility as a file of its CloudEvents tells of it. */
export interface RecordedUtility {
  readonly accounts: readonly RecordedAccount[];
  /** The moment of the last line. */
  readonly asOfAt: Instant;
  /** What the recorded course brought, answers to the orders of Arrears included. */
  readonly recordedSince: (sinceAt: Instant) => Counts;
}

/**
 * The recorded course of a utility, from CloudEvents one a line: what Arrears decided then is decided once more under the law of
 * that time, with the answers that were given then.
 */
export function recordedLines(lines: Iterable<string>, law: Law, onBad: (bad: BadMessage, lineNumber: number) => void): RecordedUtility {
  const decided: { readonly decision: Decided; readonly openedAt: Instant }[] = [];
  const openings = new Map<string, Instant>();
  const simulation = simulateLines(lines, {
    law,
    onBad,
    onDecided: (decision) => {
      if (decision.decision.type === 'CaseOpened') openings.set(decision.accountId, decision.at);
      decided.push({ decision, openedAt: openings.get(decision.accountId) ?? decision.at });
    },
  });
  const accounts = [...simulation.accounts.values()].filter(({ events }) => events.length > 0);
  return {
    asOfAt: simulation.now,
    accounts: accounts.map(({ accountId, events, folded, state }) => ({
      accountId,
      facts: events.filter(({ type }) => isGiven(type)),
      open: isOpen(state) ? { account: folded.state, state } : null,
    })),
    recordedSince: (sinceAt) => {
      const course = new Course(sinceAt);
      for (const { decision, openedAt } of decided) course.decided(decision.decision, decision.at, { openedAt });
      return course.counts;
    },
  };
}
