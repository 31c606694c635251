import { ApplicationFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import { workOnBulk, type BulkTurn, type Database } from '../../libs/store/index.ts';
import { whileAlive } from '../while-alive.ts';

export interface BulkReference {
  readonly utilityId: string;
  readonly bulkId: string;
}

/** What the process of a bulk has to know, and no more. */
export interface BulkView {
  readonly isOpen: boolean;
  /** 0 to go on at once; null when only a nudge brings the next thing. */
  readonly lookAgainInMs: number | null;
}

export interface BulkActivities {
  /** Looks at cases or carries them out, one after the other, for as long as a turn takes or until somebody or the rate has to be waited for. */
  workOnBulk(which: BulkReference): Promise<BulkView>;
}

export interface BulkActivitiesOptions {
  readonly db: Database;
  /** After so long the process has its say, and its history a mark. */
  readonly turnMs: number;
  /** A shorter wait for the rate is waited here; a longer one by a timer of the process. */
  readonly shortWaitMs: number;
}

/** Thin: the decisions and their transactions are in `libs/store`. */
export function createBulkActivities({ db, turnMs, shortWaitMs }: BulkActivitiesOptions): BulkActivities {
  return {
    workOnBulk: (which) =>
      whileAlive(async () => {
        for (const endMs = performance.now() + turnMs; performance.now() < endMs; ) {
          const turn = await turnOf(db, which);
          if (turn.kind === 'over') return { isOpen: false, lookAgainInMs: null };
          if (turn.kind === 'rests') return { isOpen: true, lookAgainInMs: null };
          if (turn.kind !== 'waits') Context.current().cancellationSignal.throwIfAborted();
          else if (turn.milliseconds > shortWaitMs) return { isOpen: true, lookAgainInMs: turn.milliseconds };
          else await Context.current().sleep(turn.milliseconds);
        }
        return { isOpen: true, lookAgainInMs: 0 };
      }),
  };
}

async function turnOf(db: Database, { utilityId, bulkId }: BulkReference): Promise<BulkTurn> {
  const turn = await workOnBulk(db, utilityId, bulkId);
  // Somebody started a process for what is not there: trying again will not help.
  if (turn === null) throw ApplicationFailure.nonRetryable(`There is no bulk ${bulkId} at ${utilityId}`, 'NoSuchBulk');
  return turn;
}
