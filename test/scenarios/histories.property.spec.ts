import fc from 'fast-check';
import { foldAccount, foldOn, emptyFold } from '../../libs/account/fold.ts';
import type { AccountEvent } from '../../libs/account/account.events.ts';
import { advance } from '../../libs/case/advance.ts';
import { canonicalText } from '../../libs/kernel/canonical.ts';
import { accountId, asItComes, factsOf, history, horizon, inOrder, type Act } from '../support/histories.ts';
import { regressions } from '../support/history-regressions.ts';
import { adverse, bucketsCents, caseIsOpen, endOf, entriesCents, law, play, playNaively, secondLook, standingOf, type Played } from '../support/play.ts';
import type { NaiveResult } from '../support/naive-account.ts';
import { World } from '../support/world.ts';

/** The seed is fixed, so that a red run is red again; FC_SEED and FC_RUNS look further. */
const seed = Number(process.env['FC_SEED'] ?? 20270314);
const runs = (usual: number) => ({ seed, numRuns: Number(process.env['FC_RUNS'] ?? usual), examples: regressions.map((acts) => [acts] as [Act[]]) });

const standing = ({ forbidden: _forbidden, putOff: _putOff, ...said }: NaiveResult) => said;
const bytes = (played: Pick<Played, 'decided'>) => canonicalText(played.decided.map(({ at, decision }) => ({ at, decision })));

describe('Random histories of one account', () => {
  it('told in order: both implementations agree on balance, past due, penalties and holds', () => {
    fc.assert(
      fc.property(history, (acts) => {
        expect(standingOf(play(inOrder(acts), horizon).simulation)).toEqual(standing(playNaively(inOrder(acts), horizon)));
      }),
      runs(100),
    );
  });

  it('told late, out of order and twice: both implementations agree', () => {
    fc.assert(
      fc.property(history, (acts) => {
        expect(standingOf(play(asItComes(acts), horizon).simulation)).toEqual(standing(playNaively(asItComes(acts), horizon)));
      }),
      runs(100),
    );
  });

  /*
   * I2. What came late cannot be made good in three cases, and only there the two may differ: a charge that was not posted in time
   * is not posted under a stay or back-dated after it (BK-DISMISS), not charged after a discharge (BK-DISCHARGE), and waits for the
   * end of any other hold (I3). While a hold stands a case that was opened before it was known stays open, and is held.
   */
  it('told late, out of order and twice: the account ends as if it had been told in order (I2)', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const [timely, late] = [inOrder(acts), asItComes(acts)].map((arrivals) => ({ ...play(arrivals, horizon), naive: playNaively(arrivals, horizon) }));
        if (!timely || !late) throw new Error('two were told');
        const [first, second] = [standingOf(timely.simulation), standingOf(late.simulation)];
        expect(second.holds).toEqual(first.holds);
        const lost = [timely.naive, late.naive].some(({ forbidden, putOff }) => forbidden.length + putOff.length > 0);
        if (lost) return;
        expect(second).toEqual(first);
        if (first.holds.length === 0) expect(caseIsOpen(late.simulation)).toBe(caseIsOpen(timely.simulation));
      }),
      runs(150),
    );
  });

  it('known at the same moment, in whatever order and number: the same fold and the same decisions, byte for byte (I2)', () => {
    const shuffled = history.chain((acts) => {
      const facts = factsOf(acts).map(({ fact }) => fact);
      return fc.tuple(fc.constant(inOrder(acts)), fc.shuffledSubarray(facts, { minLength: facts.length }));
    });
    fc.assert(
      fc.property(shuffled, ([ordered, disordered]) => {
        const now = endOf(horizon);
        const recorded = (fact: object) => ({ ...fact, recordedAt: now }) as unknown as AccountEvent;
        const opening = ordered[0]?.fact as object;
        const [inTurn, anyhow] = [ordered.map(({ fact }) => recorded(fact)), [...disordered, opening].map(recorded)];
        const folds = [foldAccount(accountId, inTurn), foldAccount(accountId, anyhow), foldOn(emptyFold(accountId), inTurn)];
        const decide = (fold: (typeof folds)[number]) => canonicalText(advance({ law, now, feeds: [], account: fold?.state as never, state: null }, true).decisions);
        const texts = folds.map((fold) => canonicalText(fold?.state as never));
        expect(texts).toEqual([texts[0], texts[0], texts[0]]);
        expect(folds.map(decide)).toEqual(Array(3).fill(decide(folds[0] as never)));
      }),
      { seed, numRuns: 100 },
    );
  });

  it('decided twice: the same bytes; and a second look at the end decides nothing (I8)', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const played = play(asItComes(acts), horizon);
        expect(bytes(play(asItComes(acts), horizon))).toBe(bytes(played));
        expect(secondLook(played.simulation)).toEqual([]);
      }),
      runs(50),
    );
  });

  it('at every decision each open cent is in one bucket; buckets sum to the balance, and the balance to the entries (I9)', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { simulation } = play(asItComes(acts), horizon);
        const { balanceCents } = standingOf(simulation);
        expect([bucketsCents(simulation), entriesCents(simulation)]).toEqual([balanceCents, balanceCents]);
      }),
      runs(50),
    );
  });
});

describe('Random histories in a world of letters and crews that answer, or do not', () => {
  const moods = fc.array(fc.nat(839), { minLength: 5, maxLength: 20 });
  const lived = (acts: readonly Act[], mood: readonly number[], watch: ConstructorParameters<typeof World>[2] = () => undefined) => new World(law, mood, watch).live(asItComes(acts), horizon);
  const worldRuns = (usual: number) => ({ seed, numRuns: runs(usual).numRuns });

  it('no adverse decision is made while a hold stands that is known by then (I3)', () => {
    fc.assert(
      fc.property(history, moods, (acts, mood) => {
        const wrong: string[] = [];
        lived(acts, mood, ({ at, decision }, naive) => {
          if (!adverse.has(decision.type)) return;
          const holds = naive.holdsAt(Date.UTC(+at.slice(0, 4), +at.slice(5, 7) - 1, +at.slice(8, 10), +at.slice(11, 13), +at.slice(14, 16), +at.slice(17, 19)));
          // A visit that was paid for at the door brings about both its trip fee and the wait for that payment.
          const cause = (decision.data as { cause?: string }).cause;
          for (const hold of holds.filter((known) => known.evidence !== cause)) wrong.push(`${at} ${decision.type} under ${hold.kind} ${hold.evidence}`);
        });
        expect(wrong).toEqual([]);
      }),
      worldRuns(100),
    );
  });

  it('both implementations agree on what is owed, fees of crews included, and the case comes to rest (I8, I9)', () => {
    fc.assert(
      fc.property(history, moods, (acts, mood) => {
        const world = lived(acts, mood);
        const said = standing(world.naive.result());
        expect(standingOf(world.simulation)).toEqual(said);
        expect([bucketsCents(world.simulation), entriesCents(world.simulation)]).toEqual([said.balanceCents, said.balanceCents]);
        expect(secondLook(world.simulation)).toEqual([]);
        expect(world.spinning).toEqual([]);
      }),
      worldRuns(100),
    );
  });

  it('every valve that was closed wrongly is seen by both, and a crew is sent to open it again', () => {
    fc.assert(
      fc.property(history, moods, (acts, mood) => {
        const { decided, naive } = lived(acts, mood);
        const opened = (workOrderId: string) => {
          const closed = decided.findIndex(({ decision }) => decision.type === 'ServiceShutOff' && decision.data.workOrderId === workOrderId);
          return closed >= 0 && decided.slice(closed).some(({ decision }) => decision.type === 'RestorationOrdered');
        };
        expect(naive.result().closedWrongly.filter((workOrderId) => !opened(workOrderId))).toEqual([]);
      }),
      worldRuns(60),
    );
  });

  it('no crew is sent to shut off without a notice ten days old and a tag 48 hours old, on a day of shut-offs (I7)', () => {
    fc.assert(
      fc.property(history, moods, (acts, mood) => {
        expect(lived(acts, mood).tooEarly()).toEqual([]);
      }),
      worldRuns(60),
    );
  });
});
