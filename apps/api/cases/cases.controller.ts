import { Controller, Inject } from '@nestjs/common';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { accountOfCase, assignmentsOf, readUtility, type Database, type Sql, type Utility } from '../../../libs/store/index.ts';
import { countCases, listCases, readAccount, readAccountAsOf, readCase, readCaseAsOf, readCaseTimeline, readUtilityAsOf, type StoredAccount, type StoredCase } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound, Problem } from '../http/problem.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { timelinePage } from '../timeline/timeline-line.ts';
import { caseFile } from './case-file.ts';
import { caseFileRoutes } from './case-file.routes.ts';
import { caseView, nextView } from './case-view.ts';
import { casePlaceSchema, filterFor } from './case-filter.ts';
import { caseRoutes, mostCounted } from './cases.routes.ts';

/** No case comes near it. */
const mostInFile = 5_000;

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
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const utility = await readUtility(em, caller.utilityId);
      const rows = await listCases(em, utility, { filter, sort, after, limit: limit + 1 });
      const { items, nextCursor } = pageFrom(rows, limit, ({ place }) => ({ sort, ...place }));
      const assigned = await assignmentsOf(em, utility, items.map(({ line }) => line.caseId));
      return { items: items.map(({ line }) => ({ ...line, assignment: assigned.get(line.caseId) ?? null })), nextCursor };
    });
  }

  @Serves(caseRoutes.countCases)
  count(@Input() { caller, query }: InputOf<typeof caseRoutes.countCases>) {
    const filter = filterFor(caller.subject, query);
    return this.#db.forUtility(caller.utilityId, async (em) => countCases(em, await readUtility(em, caller.utilityId), filter, mostCounted));
  }

  @Serves(caseRoutes.readCase)
  read(@Input() { caller, params, query }: InputOf<typeof caseRoutes.readCase>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const { known, utility } = await standing(em, caller.utilityId, params.caseId, query.asOf);
      // Who works on it is the desk's, and of today: a past day shows nobody.
      const assigned = query.asOf === undefined ? await assignmentsOf(em, utility, [params.caseId]) : null;
      return caseView(known, assigned?.get(params.caseId) ?? null);
    });
  }

  @Serves(caseRoutes.readCaseTimeline)
  timeline(@Input() { caller, params, query }: InputOf<typeof caseRoutes.readCaseTimeline>) {
    const { utilityId } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      const { known, utility } = await standing(em, utilityId, params.caseId, query.asOf);
      const knownAt = query.asOf === undefined ? null : utility.now;
      return timelinePage(query, utility.law.calendar, hasRole(caller, seesCustomer), (page) => readCaseTimeline(em, utilityId, known, page, knownAt));
    });
  }

  @Serves(caseFileRoutes.readCaseFile)
  file(@Input() { caller, params, query }: InputOf<typeof caseFileRoutes.readCaseFile>) {
    const { utilityId } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      const { known, account, utility } = await standing(em, utilityId, params.caseId, query.asOf);
      const entries = await readCaseTimeline(em, utilityId, known, { after: null, limit: mostInFile }, query.asOf === undefined ? null : utility.now);
      return caseFile(known, account.state, utility, entries, hasRole(caller, seesCustomer));
    });
  }

  @Serves(caseRoutes.readCaseNext)
  next(@Input() { caller, params, query }: InputOf<typeof caseRoutes.readCaseNext>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const { known, account, utility } = await standing(em, caller.utilityId, params.caseId, query.asOf);
      return nextView(known, account.state, utility);
    });
  }
}

interface Standing {
  readonly known: StoredCase;
  readonly account: StoredAccount;
  readonly utility: Utility;
}

/** A case with its account and utility: now, or as of a day that is over. */
async function standing(em: Sql, utilityId: string, caseId: string, asOf: LocalDate | undefined): Promise<Standing> {
  if (asOf !== undefined) return standingAsOf(em, utilityId, caseId, asOf);
  const known = await readCase(em, utilityId, caseId);
  const account = known && (await readAccount(em, utilityId, known.accountId));
  if (!known || !account) throw notFound('case', caseId);
  return { known, account, utility: await readUtility(em, utilityId, [known.accountId]) };
}

async function standingAsOf(em: Sql, utilityId: string, caseId: string, asOf: LocalDate): Promise<Standing> {
  const accountId = accountOfCase(caseId);
  const utility = await readUtilityAsOf(em, utilityId, asOf, [accountId]);
  const account = await readAccountAsOf(em, utility, accountId);
  const known = account && (await readCaseAsOf(em, utility, caseId, account));
  if (!account || !known) throw new Problem('not-found', `There was no case "${caseId}" on ${asOf}.`);
  return { known, account, utility };
}
