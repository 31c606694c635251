/* `node --import tsx test/bench/county/what-if-example.ts`: the example of docs/what-if, from a county that is played in memory. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../libs/kernel/time.ts';
import { isOpen } from '../../../libs/case/advance.ts';
import { whatIfOf } from '../../../libs/whatif/asked.ts';
import { compareAccount } from '../../../libs/whatif/comparison.ts';
import { addCounts, Course } from '../../../libs/whatif/course.ts';
import { csvOf } from '../../../libs/whatif/csv.ts';
import { isGiven } from '../../../libs/whatif/origins.ts';
import { pageOf } from '../../../libs/whatif/page.ts';
import { reportOf } from '../../../libs/whatif/report-of.ts';
import { emptyTally } from '../../../libs/whatif/tally.ts';
import { thresholdsExceeded } from '../../../libs/whatif/thresholds.ts';
import { withNoticeDays } from '../../support/shorter-notice.ts';
import { CountyWorld, law } from './county-world.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'what-if');
const untilAt = '2027-07-01T16:00:00.000Z' as Instant;

const world = CountyWorld.play({ accounts: 2_000, days: 178, untilAt });
const whatIf = whatIfOf({ draft: withNoticeDays(law, 7) }, law, untilAt);
const tally = emptyTally();
const recorded = new Course(whatIf.sinceAt);
for (const { accountId, events, folded, state } of world.simulation.accounts.values()) {
  if (events.length === 0) continue;
  compareAccount(whatIf, { accountId, facts: events.filter(({ type }) => isGiven(type)), open: isOpen(state) ? { account: folded.state, state } : null }, tally);
  for (const entry of events) if (entry.because !== undefined) recorded.decided(entry, entry.recordedAt, null);
}
for (const events of world.caseEvents.values()) for (const event of events) recorded.decided(event, event.at, { openedAt: events[0]?.at ?? event.at });
addCounts(tally.recorded, recorded.counts);

const report = reportOf(whatIf, tally);
const reasons = thresholdsExceeded(report, law.pack.activation?.thresholds ?? []);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'shorter-notice.html'), pageOf(report, reasons));
writeFileSync(join(folder, 'shorter-notice.csv'), csvOf(report));
for (const { sentence } of reasons) process.stdout.write(`${sentence}\n`);
