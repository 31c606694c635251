import { Context } from '@temporalio/activity';
import { epochMilliseconds } from '../../libs/calendar/days.ts';
import type { LocalDate } from '../../libs/kernel/time.ts';
import { sealDay, sealIsDue, sweep, sweepOutlook, type Database, type SealSigner, type SweepOutlook } from '../../libs/store/index.ts';
import type { Lookout } from './look-again.ts';

export interface UtilityReference {
  readonly utilityId: string;
}

export interface DayOutlook {
  /** A day is to be swept, and nothing keeps it. */
  readonly isDue: boolean;
  /** The day is to be sealed; left out where nobody seals, and in histories of before. */
  readonly isSealDue?: boolean;
  /** Milliseconds until the next look by the utility's clock; null when only a nudge brings one. */
  readonly lookAgainInMs: number | null;
}

export interface Swept {
  /** Null when there was nothing to sweep, or a feed is not complete. */
  readonly sweptOn: LocalDate | null;
  readonly considered: number;
  readonly opened: number;
}

export interface SweepActivities {
  sweepOutlook(which: UtilityReference): Promise<DayOutlook>;
  /** Goes through the utility's accounts page by page, and goes on where a worker that died left off. */
  sweepAccounts(which: UtilityReference): Promise<Swept>;
  /** Signs where all streams stand, once a day (M42). @returns the day that was sealed now, null when it was before */
  sealChains(which: UtilityReference): Promise<{ readonly sealedOn: LocalDate | null }>;
}

export interface SweepActivitiesOptions {
  readonly db: Database;
  readonly lookout: Pick<Lookout, 'afterSeconds'>;
  /** Accounts in one transaction. */
  readonly pageSize: number;
  /** Without one no day is sealed. */
  readonly sealer?: SealSigner | undefined;
}

export function createSweepActivities({ db, lookout, pageSize, sealer }: SweepActivitiesOptions): SweepActivities {
  return {
    sweepOutlook: async ({ utilityId }) => ({ ...dayOutlook(await sweepOutlook(db, utilityId), lookout), ...(sealer === undefined ? {} : { isSealDue: await sealIsDue(db, utilityId) }) }),
    sweepAccounts: ({ utilityId }) => sweepPages(pagesDone(), (after) => sweep(db, utilityId, { limit: pageSize, after })),
    sealChains: async ({ utilityId }) => ({ sealedOn: sealer === undefined ? null : ((await sealDay(db, utilityId, sealer))?.on ?? null) }),
  };
}

export function dayOutlook({ dueOn, waitsForFeeds, nextAt, now, clockMode }: SweepOutlook, { afterSeconds }: Pick<Lookout, 'afterSeconds'>): DayOutlook {
  const untilNext = epochMilliseconds(nextAt) - epochMilliseconds(now);
  const real = waitsForFeeds ? Math.min(untilNext, afterSeconds * 1_000) : untilNext;
  return { isDue: dueOn !== null && !waitsForFeeds, lookAgainInMs: clockMode === 'real' ? real : null };
}

interface PagesDone extends Swept {
  readonly after: string | null;
}

const nothingDone: PagesDone = { sweptOn: null, considered: 0, opened: 0, after: null };

/** What an attempt before this one had done by its last heartbeat. */
function pagesDone(): PagesDone {
  return (Context.current().info.heartbeatDetails as PagesDone | undefined) ?? nothingDone;
}

async function sweepPages(before: PagesDone, page: (after: string | null) => ReturnType<typeof sweep>): Promise<Swept> {
  let done = before;
  for (;;) {
    const { sweptOn, considered, opened, next } = await page(done.after);
    done = { sweptOn: sweptOn ?? done.sweptOn, considered: done.considered + considered, opened: done.opened + opened, after: next };
    // A feed that falls behind halfway ends the sweep: the day counts as swept only with its last page.
    if (sweptOn === null) return { ...resultOf(done), sweptOn: null };
    if (next === null) return resultOf(done);
    Context.current().heartbeat(done);
    Context.current().cancellationSignal.throwIfAborted();
  }
}

function resultOf({ sweptOn, considered, opened }: PagesDone): Swept {
  return { sweptOn, considered, opened };
}
