import { bulkOfNudge, docketOfNudge, seasonOfNudge, type TakenRow } from '../../libs/store/index.ts';
import { isNeverTaken, type Waker } from './waker.ts';

/** The stream of nudges for the utility's business day; others are seasons of a tax roll, dockets, bulks, and cases. */
const businessDayStream = 'business-day';

export interface NudgeReport {
  readonly woken: (outcome: 'woken' | 'restarted' | 'never-taken') => void;
  readonly neverTaken: (stream: string, error: unknown) => void;
}

/** Sends nudges to Temporal, one for each stream however many there are. @throws when Temporal does not answer */
export async function sendNudges(waker: Waker, utilityId: string, rows: readonly Pick<TakenRow, 'stream' | 'headers'>[], report: NudgeReport): Promise<void> {
  const restarts = new Map<string, boolean>();
  for (const { stream, headers } of rows) restarts.set(stream, (restarts.get(stream) ?? false) || headers?.['restart'] === 'true');
  await inParallel([...restarts], ([stream, restart]) => sendOne(waker, utilityId, stream, restart, report));
}

async function sendOne(waker: Waker, utilityId: string, stream: string, restart: boolean, report: NudgeReport): Promise<void> {
  try {
    const seasonId = seasonOfNudge(stream);
    const docket = docketOfNudge(stream);
    const bulkId = bulkOfNudge(stream);
    if (stream === businessDayStream) await waker.wakeBusinessDay({ utilityId });
    else if (seasonId !== null) await waker.wakeSeason({ utilityId, seasonId });
    else if (docket !== null) await waker.wakeMatter({ utilityId, docket });
    else if (bulkId !== null) await waker.wakeBulk({ utilityId, bulkId });
    else if (restart) await waker.restartCase({ utilityId, caseId: stream });
    else await waker.wakeCase({ utilityId, caseId: stream });
    report.woken(restart ? 'restarted' : 'woken');
  } catch (error) {
    // One nudge that will never be taken must not stand in the way of all others; without it the case is late, not wrong.
    if (!isNeverTaken(error)) throw error;
    report.woken('never-taken');
    report.neverTaken(stream, error);
  }
}

const atOnce = 25;

/** Runs through all of them even when one fails, so that few have to be done again. @throws the first failure */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const runner = async () => {
    for (const item of queue) await work(item).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, runner));
  if (failures.length > 0) throw failures[0];
}
