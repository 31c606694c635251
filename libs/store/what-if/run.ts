import type { Law } from '../../policy/facts.ts';
import { inForceAt } from '../../policy/law-book.ts';
import { whatIfOf, type Asked } from '../../whatif/asked.ts';
import { addCounts } from '../../whatif/course.ts';
import { reportOf } from '../../whatif/report-of.ts';
import type { WhatIfReport } from '../../whatif/report.ts';
import type { Database } from '../database.ts';
import { readUtility } from '../utility.ts';
import { runPortions } from './portions.ts';
import { accountRanges, recordedCounts } from './recorded-pages.ts';

export interface WhatIfRun extends Asked {
  readonly utilityId: string;
  /** The law in force unless told. */
  readonly against?: Law;
  readonly threads?: number;
  readonly onProgress?: (progress: WhatIfProgress) => void;
  readonly signal?: AbortSignal;
}

export interface WhatIfProgress {
  readonly accounts: number;
  readonly ofAccounts: number;
}

/** Small enough that pages of all threads together are some megabytes. */
const accountsInRange = 250;

/**
 * Runs a draft beside the law in force over everything that is recorded of a utility.
 * @throws WhatIfStopped, UnknownUtility
 */
export async function runWhatIf(db: Database, run: WhatIfRun): Promise<WhatIfReport> {
  const { utilityId, threads, signal, onProgress } = run;
  const { whatIf, ranges, counts } = await db.forUtility(
    utilityId,
    async (em) => {
      const utility = await readUtility(em, utilityId);
      const comparison = whatIfOf(run, run.against ?? inForceAt(utility.law, utility.now), utility.now);
      return { whatIf: comparison, ranges: await accountRanges(em, utilityId, accountsInRange), counts: await recordedCounts(em, utilityId, comparison.sinceAt) };
    },
    { snapshot: true },
  );
  const ofAccounts = ranges.reduce((sum, range) => sum + range.accounts, 0);
  const tally = await runPortions({
    start: { whatIf, source: { url: db.url, utilityId } },
    portions: ranges.map((range) => ({ kind: 'range', range })),
    onDone: (accounts) => onProgress?.({ accounts, ofAccounts }),
    ...(threads !== undefined && { threads }),
    ...(signal && { signal }),
  });
  addCounts(tally.recorded, counts);
  return reportOf(whatIf, tally);
}
