import fc from 'fast-check';
import type { AccountEvent } from '../account/account.events.ts';
import { plusSeconds } from '../calendar/days.ts';
import { isCaseEvent } from '../case/advance.ts';
import type { CaseEvent } from '../case/case.events.ts';
import type { CaseState } from '../case/case.state.ts';
import { decideClearance } from '../case/clearance.ts';
import { Simulation } from '../case/simulation.ts';
import { earlierOf, instant, type Instant } from '../kernel/time.ts';
import { accountId, asItComes, history, horizon } from '../../test/support/histories.ts';
import { endOf, law } from '../../test/support/play.ts';
import { AccountRun } from './account-run.ts';
import { errandAfter, factsOf, orderIn, promptWorld as model, type Errand } from './responder.ts';

const untilAt = endOf(horizon);
const line = (at: Instant, decision: CaseEvent | AccountEvent) => `${at} ${decision.type} ${JSON.stringify(decision.data)}`;

/** As recorded: in order of arrival, each once. */
function recorded(acts: Parameters<typeof asItComes>[0]): AccountEvent[] {
  const seen = new Set<string>();
  return asItComes(acts).flatMap(({ knownAt, fact }) => {
    if (seen.has(fact.id)) return [];
    seen.add(fact.id);
    return [{ ...fact, recordedAt: instant(knownAt) } as unknown as AccountEvent];
  });
}

function alone(facts: readonly AccountEvent[]): string[] {
  const told: string[] = [];
  const run = new AccountRun({ accountId, law, model, facts, untilAt, listener: { decided: (decision, at) => told.push(line(at, decision)) } });
  while (run.step());
  return told;
}

/** The same world around the simulation of a whole utility, which walks every day. Errands come a quarter of an hour after their order or later. */
function inTheUtility(facts: readonly AccountEvent[]): string[] {
  const told: string[] = [];
  let errands: Errand[] = [];
  const simulation = new Simulation({
    law,
    feeds: [],
    onDecided: ({ at, decision }) => {
      told.push(line(at, decision));
      const errand = isCaseEvent(decision) ? errandAfter(decision, law, model) : null;
      if (errand) errands = [...errands, errand].sort((first, second) => (first.at < second.at ? -1 : 1));
    },
  });
  let index = 0;
  for (let clock = facts[0]?.recordedAt ?? untilAt; clock < untilAt; ) {
    simulation.runTo(clock);
    for (; facts[index]?.recordedAt === clock; index += 1) simulation.take({ kind: 'fact', accountId, event: facts[index] as AccountEvent }, clock);
    for (; errands[0]?.at === clock; ) doErrand(errands.shift() as Errand, simulation);
    clock = [facts[index]?.recordedAt ?? null, errands[0]?.at ?? null, plusSeconds(clock, 900)].reduce(earlierOf, null) as Instant;
  }
  simulation.runTo(untilAt);
  return told;
}

function doErrand(errand: Errand, simulation: Simulation): void {
  const state = () => simulation.accounts.get(accountId)?.state as CaseState;
  if (state() === null || state().status === 'closed') return;
  let clearanceId: string | null = null;
  if (errand.kind === 'visit' && errand.work === 'shut-off' && orderIn(state(), errand.workOrderId)?.status === 'open') {
    const id = `${errand.workOrderId}/clearance`;
    const request = { workOrderId: errand.workOrderId, meterSerial: orderIn(state(), errand.workOrderId)?.order.meterSerial ?? '', clearanceId: id, askedBy: 'what-if' };
    const { granted, event } = decideClearance(request, state(), simulation.contextFor(accountId));
    simulation.take({ kind: 'clearance', accountId, event: { ...event, at: errand.at } as CaseEvent });
    clearanceId = granted ? id : null;
  }
  for (const event of factsOf(errand, state(), law, clearanceId)) simulation.take({ kind: 'fact', accountId, event }, errand.at);
}

describe('An account that runs by itself', () => {
  it('is decided as in the simulation of its utility, whatever happens to it, late or twice', () => {
    let [decisions, shutOffs] = [0, 0];
    fc.assert(
      fc.property(history, (acts) => {
        const facts = recorded(acts);
        const told = alone(facts);
        decisions += told.length;
        shutOffs += told.filter((text) => text.includes(' ServiceShutOff ')).length;
        expect(told).toEqual(inTheUtility(facts));
      }),
      { numRuns: 40, seed: 20_270_301 },
    );
    // Else the property would hold because nothing happened.
    expect(decisions).toBeGreaterThan(200);
    expect(shutOffs).toBeGreaterThan(5);
  });
});
