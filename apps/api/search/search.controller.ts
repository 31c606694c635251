import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import type { Database } from '../../../libs/store/index.ts';
import { findAccounts } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { searchRoutes } from './search.routes.ts';

@Controller()
export class SearchController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(searchRoutes.search)
  async search(@Input() { caller, body }: InputOf<typeof searchRoutes.search>) {
    const { q, cursor, limit } = body;
    const after = placeFrom(cursor, z.string());
    const rows = await this.#db.forUtility(caller.utilityId, (em) => findAccounts(em, caller.utilityId, q, { after, limit: limit + 1 }));
    return pageFrom(rows, limit, ({ accountId }) => accountId);
  }
}
