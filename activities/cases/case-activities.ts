import { ApplicationFailure } from '@temporalio/common';
import { advanceCases, recordAttempt, type Database, type Outlook } from '../../libs/store/index.ts';
import { Gathering } from './gathering.ts';
import { lookAgainInMs, type Lookout } from './look-again.ts';

export interface CaseReference {
  readonly utilityId: string;
  readonly caseId: string;
}

/** Something ordered outside and not yet answered. Its key is the idempotency key of the effect. */
export type OpenObligation = Pick<Outlook['obligations'][number], 'key' | 'kind' | 'hasPaper'>;

/** What a case's process has to know, and no more: it is written into a history each time. */
export interface CaseOutlook {
  readonly isOpen: boolean;
  readonly obligations: readonly OpenObligation[];
  /** Milliseconds until the next occasion by the utility's clock; null when only a nudge brings one. */
  readonly lookAgainInMs: number | null;
}

export interface CaseActivities {
  /** Has the case decide whatever is due, and says what is open. Asking twice gives the same answer. */
  advance(which: CaseReference): Promise<CaseOutlook>;
  /** Writes down that an effect failed for good, so that it shows on the stuck list. */
  recordFailure(what: { readonly utilityId: string; readonly obligationKey: string; readonly failure: string }): Promise<void>;
}

export interface CaseActivitiesOptions {
  readonly db: Database;
  readonly lookout: Lookout;
  /** Cases of one utility in one transaction at most, and how long the first of them waits for others. */
  readonly together: { readonly most: number; readonly windowMs: number; readonly atOnce: number };
  readonly onAdvanced?: (utilityId: string, outlooks: readonly Outlook[]) => void;
}

/** What a decision that time alone brought about names as its cause. */
const cause = 'deadline';

/** Thin: the decisions and their transactions are in `libs/store`. */
export function createCaseActivities({ db, lookout, together, onAdvanced }: CaseActivitiesOptions): CaseActivities {
  const gatherings = new Map<string, Gathering<string, Outlook>>();
  const gatheringOf = (utilityId: string): Gathering<string, Outlook> => {
    const known = gatherings.get(utilityId);
    if (known) return known;
    const gathering = new Gathering<string, Outlook>({ ...together, run: (caseIds) => advanceAll(utilityId, caseIds) });
    gatherings.set(utilityId, gathering);
    return gathering;
  };
  const advanceAll = async (utilityId: string, caseIds: readonly string[]) => {
    const outlooks = await advanceCases(db, utilityId, caseIds, cause);
    onAdvanced?.(utilityId, [...outlooks.values()]);
    return outlooks;
  };
  return {
    async advance({ utilityId, caseId }) {
      const outlook = await gatheringOf(utilityId).ask(caseId);
      if (outlook.status === 'unknown') throw noSuchCase({ utilityId, caseId });
      return caseOutlook(outlook, lookout);
    },
    async recordFailure({ utilityId, obligationKey, failure }) {
      await recordAttempt(db, utilityId, obligationKey, failure);
    },
  };
}

export function caseOutlook(outlook: Outlook, lookout: Lookout): CaseOutlook {
  const { isOpen, obligations } = outlook;
  return { isOpen, obligations: obligations.map(({ key, kind, hasPaper }) => ({ key, kind, ...(hasPaper ? { hasPaper } : {}) })), lookAgainInMs: lookAgainInMs(outlook, lookout) };
}

/** Somebody started a process for what is not there: trying again will not help. */
export function noSuchCase({ utilityId, caseId }: CaseReference): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`There is no case ${caseId} at ${utilityId}`, 'NoSuchCase');
}
