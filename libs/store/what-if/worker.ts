/* A thread of a what-if: reads ranges of accounts, or is given them, and answers each with its tally. */
import { parentPort, workerData } from 'node:worker_threads';
import { compareAccount, type RecordedAccount, type WhatIf } from '../../whatif/comparison.ts';
import { emptyTally, type Tally } from '../../whatif/tally.ts';
import { Database } from '../database.ts';
import { recordedRange, type AccountRange } from './recorded-pages.ts';

/** Some accounts to compare: read from the database, or told. */
export type Portion = { readonly kind: 'range'; readonly range: AccountRange } | { readonly kind: 'accounts'; readonly accounts: readonly RecordedAccount[] };

export interface WorkerStart {
  readonly whatIf: WhatIf;
  /** Null where no portion is read from a database. */
  readonly source: { readonly url: string; readonly utilityId: string } | null;
}

export type WorkerAnswer = { readonly tally: Tally } | { readonly failed: string };

const { whatIf, source } = workerData as WorkerStart;
const port = parentPort;
if (port === null) throw new Error('This file is a thread of a what-if; start one with runPortions');
const db = source === null ? null : await Database.connect({ url: source.url, poolSize: 2 });

/** One after the other, while the next is being read: the database works on it in the meantime. */
let before: Promise<unknown> = Promise.resolve();
port.on('message', (portion: Portion | null) => {
  if (portion === null) {
    void before.then(() => db?.close()).then(() => port.close());
    return;
  }
  const reading = accountsOf(portion);
  // Its failure is told in its turn.
  reading.catch(() => undefined);
  before = before.then(async () => port.postMessage(await answerTo(reading)));
});

async function accountsOf(portion: Portion): Promise<readonly RecordedAccount[]> {
  if (portion.kind === 'accounts') return portion.accounts;
  if (db === null || source === null) throw new Error('A range needs a database');
  return recordedRange(db, source.utilityId, portion.range);
}

async function answerTo(reading: Promise<readonly RecordedAccount[]>): Promise<WorkerAnswer> {
  try {
    const tally = emptyTally();
    for (const account of await reading) compareAccount(whatIf, account, tally);
    return { tally };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
