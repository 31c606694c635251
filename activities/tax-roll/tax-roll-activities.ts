import { ApplicationFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import { doPage, lookAtLines, seasonOutlook, type Database, type SeasonOutlook } from '../../libs/store/index.ts';
import { untilNextLook } from '../next-look.ts';
import { whileAlive } from '../while-alive.ts';

export interface SeasonReference {
  readonly utilityId: string;
  readonly seasonId: string;
}

/** What a season's process has to know, and no more. */
export interface SeasonView {
  readonly isOpen: boolean;
  readonly hasWork: boolean;
  /** Milliseconds until the next look by the utility's clock; null when only a nudge brings one. */
  readonly lookAgainInMs: number | null;
}

export interface TaxRollActivities {
  seasonOutlook(which: SeasonReference): Promise<SeasonView>;
  /** Goes through what is to be done, page by page, until nothing is or something has to be waited for. */
  workOnSeason(which: SeasonReference): Promise<{ readonly isGoingOn: boolean }>;
}

export interface TaxRollActivitiesOptions {
  readonly db: Database;
  /** Lines in one transaction. */
  readonly pageSize: number;
}

/** Thin: the decisions and their transactions are in `libs/store`. */
export function createTaxRollActivities({ db, pageSize }: TaxRollActivitiesOptions): TaxRollActivities {
  return {
    seasonOutlook: async (which) => seasonView(await outlookOf(db, which)),
    workOnSeason: (which) =>
      whileAlive(async () => {
        const { work } = await outlookOf(db, which);
        if (work === null) return { isGoingOn: false };
        const { utilityId, seasonId } = which;
        const page = () => (work === 'look' ? lookAtLines(db, utilityId, seasonId, pageSize) : doPage(db, utilityId, seasonId, work, pageSize));
        while (await page()) Context.current().cancellationSignal.throwIfAborted();
        return { isGoingOn: (await outlookOf(db, which)).work !== null };
      }),
  };
}

async function outlookOf(db: Database, { utilityId, seasonId }: SeasonReference): Promise<SeasonOutlook> {
  const outlook = await seasonOutlook(db, utilityId, seasonId);
  // Somebody started a process for what is not there: trying again will not help.
  if (!outlook) throw ApplicationFailure.nonRetryable(`There is no season ${seasonId} at ${utilityId}`, 'NoSuchSeason');
  return outlook;
}

export function seasonView(outlook: SeasonOutlook): SeasonView {
  return { isOpen: outlook.isOpen, hasWork: outlook.work !== null, lookAgainInMs: untilNextLook(outlook) };
}
