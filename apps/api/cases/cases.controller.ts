import { Controller, Inject } from '@nestjs/common';
import { readUtility, type Database, type Sql } from '../../../libs/store/index.ts';
import { countCases, listCases, readAccount, readCase, readCaseTimeline, type StoredCase } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound } from '../http/problem.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { timelinePage } from '../timeline/timeline-line.ts';
import { caseView, nextView } from './case-view.ts';
import { casePlaceSchema, filterFor } from './case-filter.ts';
import { caseRoutes, mostCounted } from './cases.routes.ts';

@Controller()
export class CasesController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(caseRoutes.listCases)
  async list(@Input() { caller, query }: InputOf<typeof caseRoutes.listCases>) {
    const { cursor, limit, sort, ...wished } = query;
    const after = placeFrom(cursor, casePlaceSchema(sort));
    const filter = filterFor(caller.subject, wished);
    const rows = await this.#db.forUtility(caller.utilityId, async (em) => listCases(em, await readUtility(em, caller.utilityId), { filter, sort, after, limit: limit + 1 }));
    const { items, nextCursor } = pageFrom(rows, limit, ({ place }) => ({ sort, ...place }));
    return { items: items.map(({ line }) => line), nextCursor };
  }

  @Serves(caseRoutes.countCases)
  count(@Input() { caller, query }: InputOf<typeof caseRoutes.countCases>) {
    const filter = filterFor(caller.subject, query);
    return this.#db.forUtility(caller.utilityId, async (em) => countCases(em, await readUtility(em, caller.utilityId), filter, mostCounted));
  }

  @Serves(caseRoutes.readCase)
  read(@Input() { caller, params }: InputOf<typeof caseRoutes.readCase>) {
    return this.#db.forUtility(caller.utilityId, async (em) => caseView(await knownCase(em, caller.utilityId, params.caseId)));
  }

  @Serves(caseRoutes.readCaseTimeline)
  timeline(@Input() { caller, params, query }: InputOf<typeof caseRoutes.readCaseTimeline>) {
    const { utilityId } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      const known = await knownCase(em, utilityId, params.caseId);
      const { law } = await readUtility(em, utilityId);
      return timelinePage(query, law.calendar, hasRole(caller, seesCustomer), (page) => readCaseTimeline(em, utilityId, known, page));
    });
  }

  @Serves(caseRoutes.readCaseNext)
  next(@Input() { caller, params }: InputOf<typeof caseRoutes.readCaseNext>) {
    const { utilityId } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      const known = await knownCase(em, utilityId, params.caseId);
      const account = await readAccount(em, utilityId, known.accountId);
      if (!account) throw notFound('account', known.accountId);
      return nextView(known, account.state, await readUtility(em, utilityId, [account.accountId]));
    });
  }
}

async function knownCase(em: Sql, utilityId: string, caseId: string): Promise<StoredCase> {
  const known = await readCase(em, utilityId, caseId);
  if (!known) throw notFound('case', caseId);
  return known;
}
