import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { addTally, emptyTally, type Tally } from '../../whatif/tally.ts';
import type { Portion, WorkerAnswer, WorkerStart } from './worker.ts';

export interface PortionsOptions {
  readonly start: WorkerStart;
  readonly portions: readonly Portion[];
  /** One for each core unless told. */
  readonly threads?: number;
  /** After each portion: how many accounts are done. */
  readonly onDone?: (accounts: number) => void;
  readonly signal?: AbortSignal;
}

/** A thread of a what-if died or could not read; the whole comparison is void. */
export class WhatIfStopped extends Error {
  constructor(why: string) {
    super(`The what-if was stopped: ${why}`);
    this.name = 'WhatIfStopped';
  }
}

/** So many portions wait in a thread that it never waits for the next; more would only fill the memory. */
const ahead = 2;

/**
 * Compares every portion, on all cores, in memory that does not grow with their number.
 * @throws WhatIfStopped
 */
export async function runPortions({ start, portions, threads = availableParallelism(), onDone, signal }: PortionsOptions): Promise<Tally> {
  if (signal?.aborted) throw new WhatIfStopped(toldTo);
  const sum = emptyTally();
  const waiting = [...portions].reverse();
  const workers = Array.from({ length: Math.max(1, Math.min(threads, portions.length)) }, () => new Worker(workerFile, { workerData: start, execArgv }));
  const stop = () => void Promise.all(workers.map((worker) => worker.terminate()));
  signal?.addEventListener('abort', stop);
  try {
    await Promise.all(workers.map((worker) => drained(worker, waiting, (tally) => (addTally(sum, tally), onDone?.(sum.accounts)))));
    return sum;
  } catch (error) {
    throw signal?.aborted ? new WhatIfStopped(toldTo) : error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

const toldTo = 'it was told to';
const workerFile = new URL('./worker.ts', import.meta.url);
/** Node's own reading of types leaves functions as they are; tsx names each anew whenever it is made, which takes a third of the time here. */
const execArgv = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];

function drained(worker: Worker, waiting: Portion[], onTally: (tally: Tally) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let underWay = 0;
    const give = () => {
      for (let next = underWay < ahead ? waiting.pop() : undefined; next; next = underWay < ahead ? waiting.pop() : undefined) {
        underWay += 1;
        worker.postMessage(next);
      }
      if (underWay === 0) worker.postMessage(null);
    };
    worker.on('message', (answer: WorkerAnswer) => {
      if ('failed' in answer) return reject(new WhatIfStopped(answer.failed));
      underWay -= 1;
      onTally(answer.tally);
      give();
    });
    worker.on('error', (error) => reject(new WhatIfStopped(error instanceof Error ? error.message : String(error))));
    worker.on('exit', () => (underWay === 0 ? resolve() : reject(new WhatIfStopped('a thread ended before it was done'))));
    give();
  });
}
