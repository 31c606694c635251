import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { isInstant } from '../../../libs/kernel/time.ts';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { countStuck, listStuck } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { told } from './mend.ts';
import { stuckRoutes } from './stuck.routes.ts';

const placeSchema = z.strictObject({ since: z.string().refine(isInstant), kind: z.string(), subject: z.string() });

@Controller()
export class StuckController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(stuckRoutes.listStuck)
  async list(@Input() { caller, query }: InputOf<typeof stuckRoutes.listStuck>) {
    const after = placeFrom(query.cursor, placeSchema);
    const rows = await this.#db.forUtility(caller.utilityId, async (em) => listStuck(em, await readUtility(em, caller.utilityId), { after, kind: query.kind, limit: query.limit + 1 }));
    const { items, nextCursor } = pageFrom(rows, query.limit, ({ since, kind, subject }) => ({ since, kind, subject }));
    return { items: items.map(told), nextCursor };
  }

  @Serves(stuckRoutes.countStuck)
  async count(@Input() { caller }: InputOf<typeof stuckRoutes.countStuck>) {
    return { kinds: await this.#db.forUtility(caller.utilityId, async (em) => countStuck(em, await readUtility(em, caller.utilityId))) };
  }
}
