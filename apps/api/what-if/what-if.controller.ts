import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import type { Law } from '../../../libs/policy/facts.ts';
import { inForceAt } from '../../../libs/policy/law-book.ts';
import { checkPackFiles } from '../../../libs/policy/load-files.ts';
import { beginWhatIf, listWhatIfs, readUtility, readWhatIf, type Database, type WhatIfRow } from '../../../libs/store/index.ts';
import { thresholdsExceeded } from '../../../libs/whatif/thresholds.ts';
import { Input } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { publishedLaw } from '../packs/published-law.ts';
import { DATABASE } from '../provided.ts';
import { BackgroundRuns } from './background-runs.ts';
import { whatIfRoutes } from './what-if.routes.ts';

const mostListed = 50;

@Controller()
export class WhatIfController {
  readonly #db: Database;
  readonly #runs: BackgroundRuns;

  constructor(@Inject(DATABASE) db: Database, @Inject(BackgroundRuns) runs: BackgroundRuns) {
    this.#db = db;
    this.#runs = runs;
  }

  @Serves(whatIfRoutes.startWhatIf)
  async start(@Input() input: InputOf<typeof whatIfRoutes.startWhatIf>) {
    const { caller, body } = input;
    const { utilityId, subject: startedBy } = caller;
    const { sinceOn, aheadDays } = body;
    const draft = body.pack === undefined ? draftIn(body.files ?? {}) : publishedLaw(body.pack, 'body.pack');
    const whatIfId = randomUUID();
    let against: Law | null = null;
    const answer = await once(this.#db, whatIfRoutes.startWhatIf, input, async (db) =>
      db.forUtility(utilityId, async (em) => {
        const { law, now } = await readUtility(em, utilityId);
        const current = inForceAt(law, now);
        if (!(await beginWhatIf(em, utilityId, { whatIfId, startedBy, draft, current }))) throw new Problem('conflict', 'A what-if of this utility is under way; wait until it is done.');
        against = current;
        return { body: viewOf((await readWhatIf(em, utilityId, whatIfId)) as WhatIfRow) };
      }),
    );
    // Committed by now, and not before: a run that nobody can read of must not be.
    if (!answer.isRepetition && against !== null) {
      this.#runs.start(whatIfId, { utilityId, draft, against, ...(sinceOn !== undefined && { sinceOn }), ...(aheadDays !== undefined && { aheadDays }) });
    }
    return answer;
  }

  @Serves(whatIfRoutes.listWhatIfs)
  async list(@Input() { caller: { utilityId } }: InputOf<typeof whatIfRoutes.listWhatIfs>) {
    return { items: await this.#db.forUtility(utilityId, (em) => listWhatIfs(em, utilityId, mostListed)) };
  }

  @Serves(whatIfRoutes.readWhatIf)
  async read(@Input() { caller, params }: InputOf<typeof whatIfRoutes.readWhatIf>) {
    const row = await this.#db.forUtility(caller.utilityId, (em) => readWhatIf(em, caller.utilityId, params.whatIfId));
    if (!row) throw notFound('what-if', params.whatIfId);
    return viewOf(row);
  }
}

function viewOf(row: WhatIfRow) {
  return { ...row, twoMustSign: row.report === null ? null : thresholdsExceeded(row.report, row.thresholds).map(({ sentence }) => sentence) };
}

/** @throws Problem with every fault of the pack at its file and line */
function draftIn(files: Readonly<Record<string, string>>): Law {
  const { law, faults } = checkPackFiles(files);
  if (law !== null) return law;
  const errors = faults.filter(({ severity }) => severity === 'error');
  throw new Problem('invalid', `The draft cannot be used: ${errors.length} faults.`, {
    faults: errors.map(({ file, line, what, mend }) => ({ path: `body.files.${file}${line === null ? '' : `:${line}`}`, message: `${what} ${mend}` })),
  });
}
