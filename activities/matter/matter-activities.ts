import { ApplicationFailure } from '@temporalio/common';
import { lookAtMatter, type Database, type MatterOutlook } from '../../libs/store/index.ts';
import { untilNextLook } from '../next-look.ts';

export interface MatterReference {
  readonly utilityId: string;
  readonly docket: string;
}

/** What a docket's process has to know, and no more. */
export interface MatterView {
  readonly isOpen: boolean;
  /** Letters that are ordered and not mailed, or that wait to be voided. */
  readonly letters: readonly string[];
  /** Milliseconds until the next look by the utility's clock; null when only a nudge brings one. */
  readonly lookAgainInMs: number | null;
}

export interface MatterActivities {
  /** Has decided whatever is due on the accounts of a docket, and says what is open. Asking twice gives the same answer. */
  lookAtMatter(which: MatterReference): Promise<MatterView>;
}

/** Thin: the decisions and their transactions are in `libs/store`. */
export function createMatterActivities({ db }: { readonly db: Database }): MatterActivities {
  return {
    async lookAtMatter({ utilityId, docket }) {
      const outlook = await lookAtMatter(db, utilityId, docket);
      // Somebody started a process for what is not there: trying again will not help.
      if (outlook === null) throw ApplicationFailure.nonRetryable(`No account of ${utilityId} knows docket ${docket}`, 'NoSuchDocket');
      return matterView(outlook);
    },
  };
}

export function matterView(outlook: MatterOutlook): MatterView {
  return { isOpen: outlook.isOpen, letters: outlook.letters, lookAgainInMs: untilNextLook(outlook) };
}
