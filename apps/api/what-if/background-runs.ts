import { availableParallelism } from 'node:os';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { endWhatIf, noteProgress, runWhatIf, type Database, type WhatIfRun } from '../../../libs/store/index.ts';
import { DATABASE } from '../provided.ts';

/** Every few seconds a run says that it is alive, and how far. */
const sayEveryMs = 2_000;

/** What-ifs under way in this server. Each ends with its row: done, or failed with its reason. */
@Injectable()
export class BackgroundRuns implements OnModuleDestroy {
  readonly #db: Database;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  start(whatIfId: string, run: WhatIfRun): void {
    const running = this.#run(whatIfId, run).finally(() => this.#underWay.delete(running));
    this.#underWay.add(running);
  }

  /** A server that stops gives them up; whoever wants them starts them again. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underWay);
  }

  async #run(whatIfId: string, run: WhatIfRun): Promise<void> {
    const { utilityId } = run;
    let [accounts, ofAccounts]: [number, number | null] = [0, null];
    const say = () => this.#db.forUtility(utilityId, (em) => noteProgress(em, utilityId, whatIfId, accounts, ofAccounts)).catch(() => undefined);
    const saying = setInterval(() => void say(), sayEveryMs);
    try {
      // One core stays for whoever asks for something meanwhile.
      const threads = Math.max(1, availableParallelism() - 1);
      const onProgress: WhatIfRun['onProgress'] = (progress) => void ({ accounts, ofAccounts } = progress);
      const report = await runWhatIf(this.#db, { ...run, threads, onProgress, signal: this.#stopping.signal });
      await say();
      await this.#end(utilityId, whatIfId, { report });
    } catch (error) {
      await this.#end(utilityId, whatIfId, { failure: error instanceof Error ? error.message : String(error) });
    } finally {
      clearInterval(saying);
    }
  }

  /** Where the database is gone, the row falls silent and is taken for failed. */
  async #end(utilityId: string, whatIfId: string, outcome: Parameters<typeof endWhatIf>[3]): Promise<void> {
    await this.#db.retrying(utilityId, (em) => endWhatIf(em, utilityId, whatIfId, outcome)).catch(() => undefined);
  }
}
