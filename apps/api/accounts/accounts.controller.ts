import { Controller, Inject } from '@nestjs/common';
import type { Database } from '../../../libs/store/index.ts';
import { readUtility } from '../../../libs/store/index.ts';
import { listAccounts, readAccount, readAccountAsOf, readAccountTimeline, readPerson, readUtilityAsOf } from '../../../libs/store/read/index.ts';
import { z } from 'zod';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound } from '../http/problem.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { seesCustomer } from '../roles.ts';
import { timelinePage } from '../timeline/timeline-line.ts';
import { DATABASE } from '../provided.ts';
import { accountRoutes } from './accounts.routes.ts';
import { accountView } from './account-view.ts';

@Controller()
export class AccountsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(accountRoutes.listAccounts)
  async list(@Input() { caller, query }: InputOf<typeof accountRoutes.listAccounts>) {
    const { hasOpenCase, cursor, limit } = query;
    const after = placeFrom(cursor, z.string());
    const rows = await this.#db.forUtility(caller.utilityId, (em) => listAccounts(em, caller.utilityId, { hasOpenCase, after, limit: limit + 1 }));
    return pageFrom(rows, limit, (row) => row.accountId);
  }

  @Serves(accountRoutes.readAccount)
  async read(@Input() { caller, params, query: { asOf } }: InputOf<typeof accountRoutes.readAccount>) {
    const { accountId } = params;
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const utility = asOf === undefined ? await readUtility(em, caller.utilityId, [accountId]) : await readUtilityAsOf(em, caller.utilityId, asOf, [accountId]);
      const account = asOf === undefined ? await readAccount(em, caller.utilityId, accountId) : await readAccountAsOf(em, utility, accountId);
      if (!account) throw notFound('account', accountId);
      const person = hasRole(caller, seesCustomer) ? await readPerson(em, caller.utilityId, accountId) : null;
      return accountView(utility, account, person);
    });
  }

  @Serves(accountRoutes.readAccountTimeline)
  async timeline(@Input() { caller, params, query }: InputOf<typeof accountRoutes.readAccountTimeline>) {
    const { utilityId } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      if (!(await readAccount(em, utilityId, params.accountId))) throw notFound('account', params.accountId);
      const { law } = await readUtility(em, utilityId);
      return timelinePage(query, law.calendar, hasRole(caller, seesCustomer), (page) => readAccountTimeline(em, utilityId, params.accountId, page));
    });
  }
}
