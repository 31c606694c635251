import fc from 'fast-check';
import type { AccountEvent } from '../account/account.events.ts';
import { instant } from '../kernel/time.ts';
import type { Facts, Law } from '../policy/facts.ts';
import type { Pack } from '../policy/pack.ts';
import { guardsOf } from '../policy/path.ts';
import { accountId, asItComes, history, horizon } from '../../test/support/histories.ts';
import { endOf, law } from '../../test/support/play.ts';
import { withNoticeDays } from '../../test/support/shorter-notice.ts';
import { AccountRun } from './account-run.ts';
import { compareAccount, type WhatIf } from './comparison.ts';
import { Course, type Counts } from './course.ts';
import { promptWorld as model } from './responder.ts';
import { emptyTally } from './tally.ts';
import { watchedLaw } from './watched-law.ts';

const untilAt = endOf(horizon);
const sinceAt = instant('2027-01-01T00:00:00Z');

function changed(change: (pack: Pack) => void): Law {
  const pack = structuredClone(law.pack);
  change(pack);
  return { ...law, pack, packHash: `${law.packHash}, changed` };
}

const drafts: readonly (readonly [string, Law])[] = [
  ['a shorter notice', withNoticeDays(law, 7)],
  ['a longer notice', withNoticeDays(law, 14)],
  ['a later due date', changed((pack) => void (pack.bill.dueDays += 9))],
  ['a higher penalty', changed((pack) => void (pack.penalty.basisPoints = 1_500))],
  ['another fee', changed((pack) => void (pack.fees.reconnection.cents = 9_900))],
  ['other days for shut-offs', changed((pack) => void (pack.shutOffWindow.weekdays = [2, 3]))],
  ['an earlier sweep', changed((pack) => void (pack.sweepAt = '05:00' as Pack['sweepAt']))],
  ['notices for larger debts alone', changed((pack) => void pack.steps.notice.guards.forEach((guard) => 'past-due-at-least' in guard && Object.assign(guard['past-due-at-least'], { cents: 30_000 })))],
];

function recorded(acts: Parameters<typeof asItComes>[0]): AccountEvent[] {
  const byId = new Map(asItComes(acts).toReversed().map(({ knownAt, fact }) => [fact.id, { ...fact, recordedAt: instant(knownAt) } as unknown as AccountEvent]));
  return [...byId.values()].sort((first, second) => (first.recordedAt < second.recordedAt ? -1 : first.recordedAt > second.recordedAt ? 1 : 0));
}

function countsAlone(under: Law, facts: readonly AccountEvent[]): Counts {
  const listener = new Course(sinceAt);
  const run = new AccountRun({ accountId, law: under, model, facts, untilAt, listener });
  while (run.step());
  return listener.counts;
}

describe('What two laws decide alike is decided once', () => {
  it.each(drafts)('%s: the same comes of it as when each decides by itself', (_name, draft) => {
    const whatIf: WhatIf = { current: law, draft, model, sinceAt, asOfAt: untilAt, aheadUntilAt: untilAt };
    let different = 0;
    fc.assert(
      fc.property(history, (acts) => {
        const facts = recorded(acts);
        const tally = emptyTally();
        compareAccount(whatIf, { accountId, facts, open: null }, tally);
        const [cell] = tally.cells.history.values();
        const alone = { current: countsAlone(law, facts), draft: countsAlone(draft, facts) };
        expect(cell).toMatchObject(alone);
        if (JSON.stringify(alone.current) !== JSON.stringify(alone.draft)) different += 1;
      }),
      { numRuns: 60, seed: 24 },
    );
    // Else it would hold because the draft changed nothing.
    expect(different).toBeGreaterThan(0);
  });

  it('a law is not touched by what both have alike, is by what they have not, and is from the start by another calendar', () => {
    const shorter = watchedLaw(law, withNoticeDays(law, 7));
    const isTouched = shorter.watch();
    void [shorter.law.pack.steps.notice, shorter.law.pack.bill, shorter.law.pack.version, shorter.law.calendar];
    expect(isTouched()).toBe(false);
    expect(shorter.law.pack.steps['shut-off']).toEqual(law.pack.steps['shut-off']);
    expect(isTouched()).toBe(true);
    expect(watchedLaw(law, { ...law, calendar: { ...law.calendar, version: 9 } }).watch()()).toBe(true);
    expect(watchedLaw(law, changed((pack) => delete (pack.steps as Partial<Pack['steps']>)['door-tag'])).watch()()).toBe(true);
  });

  it('one law is watched for every account: what is worked out once for a law touches it each time that it is asked for', () => {
    const { law: watched, watch } = watchedLaw(law, withNoticeDays(law, 7));
    const household = { customerClass: 'residential', services: ['water'] };
    const touches = (step: 'notice' | 'shut-off') => {
      const isTouched = watch();
      guardsOf(step, household as unknown as Facts, watched);
      return isTouched();
    };
    expect([touches('notice'), touches('shut-off'), touches('notice'), touches('shut-off')]).toEqual([false, true, false, true]);
  });
});
