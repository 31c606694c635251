import { loadLaw } from '../../policy/load.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';
import { withNoticeDays } from '../../../test/support/shorter-notice.ts';
import { TestStore } from '../../../test/support/store.ts';
import type { WhatIfReport } from '../../whatif/report.ts';
import { accountRanges } from './recorded-pages.ts';
import { runWhatIf, type WhatIfProgress } from './run.ts';
import { WhatIfStopped } from './portions.ts';

const draft = withNoticeDays(loadLaw('OH-COUNTY@1'), 7);

describe('A what-if over the streams of a utility', () => {
  let store: TestStore;
  let report: WhatIfReport;
  const told: WhatIfProgress[] = [];

  beforeAll(async () => {
    store = await TestStore.open();
    await store.utility('village', '2027-04-01 09:00');
    await bringAll({ 'notice-mailed': ['A1', 'A2'], 'shut-off-planned': ['A3'], 'shut-off-ordered': ['A4'] }, store);
    await store.take(store.opening('A5'), store.opening('V1', 'village'));
    report = await runWhatIf(store.db, { utilityId: 'county', draft, onProgress: (progress) => told.push(progress) });
  });
  afterAll(() => store?.stop());

  it('decides every account of the utility anew, and carries its open cases on; no other utility is seen', () => {
    expect(report).toMatchObject({ accounts: 5, facts: 9, openCases: 4, failures: { count: 0 } });
    expect(report.current.reference).toBe('OH-COUNTY@1');
    expect(told.at(-1)).toEqual({ accounts: 5, ofAccounts: 5 });
  });

  it('compares like with like over history: in a prompt world the draft would have closed four valves by now', () => {
    const { current, draft: drafted } = report.history.total;
    expect(current).toMatchObject({ accounts: 5, cases: 4, notices: 4, shutOffs: 0, penaltiesCents: 8_000 });
    expect(drafted).toMatchObject({ accounts: 5, cases: 4, notices: 4, shutOffs: 4, feesCents: 18_000 });
  });

  it('goes on from where the cases really stand: the letters of A1 and A2 are mailed, and the crew of A4 is on its way', () => {
    expect(report.ahead.total.current).toMatchObject({ accounts: 4, notices: 0, shutOffs: 4 });
    const days = report.changedMost.filter(({ period }) => period === 'ahead').map(({ accountId, firstShutOffOn }) => [accountId, firstShutOffOn]);
    expect(days).toEqual([]);
    expect(report.ahead.unchangedAccounts).toBe(4);
  });

  it('says how far the simulation is from what was recorded', () => {
    const of = (measure: string) => report.calibration.find((line) => line.measure === measure);
    expect(of('cases')).toEqual({ measure: 'cases', recorded: 4, simulated: 4 });
    expect(of('penaltiesCents')).toEqual({ measure: 'penaltiesCents', recorded: 8_000, simulated: 8_000 });
  });

  it('is cut into ranges that leave nobody out and take nobody twice', async () => {
    const ranges = await store.db.forUtility('county', (em) => accountRanges(em, 'county', 2));
    expect(ranges).toEqual([
      { after: '', through: 'A2', accounts: 2 },
      { after: 'A2', through: 'A4', accounts: 2 },
      { after: 'A4', through: 'A5', accounts: 1 },
    ]);
    expect(await store.db.forUtility('village', (em) => accountRanges(em, 'county', 2))).toEqual([]);
  });

  it('ends when it is told to, before it began or in the midst of it', async () => {
    await expect(runWhatIf(store.db, { utilityId: 'county', draft, signal: AbortSignal.abort() })).rejects.toThrow(WhatIfStopped);
    const inTheMidst = new AbortController();
    const running = runWhatIf(store.db, { utilityId: 'county', draft, signal: inTheMidst.signal });
    setImmediate(() => inTheMidst.abort());
    await expect(running).rejects.toThrow('it was told to');
  });

  it('says so when a thread cannot read', async () => {
    const gone = Object.assign(Object.create(store.db) as typeof store.db, { url: store.url.replace(/[^/]+$/, 'no-such-database') });
    await expect(runWhatIf(gone, { utilityId: 'county', draft })).rejects.toThrow(/was stopped: .*no-such-database/);
  });
});
