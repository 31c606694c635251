import { Controller, Inject } from '@nestjs/common';
import { isStale } from '../../../libs/policy/predicates/feeds-are-complete.ts';
import { listOperationsHours, openObligations, readFigures, readUtility, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { operationsRoutes } from './operations.routes.ts';

@Controller()
export class OperationsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(operationsRoutes.readOperations)
  read(@Input() { caller: { utilityId }, query }: InputOf<typeof operationsRoutes.readOperations>) {
    return this.#db.forUtility(utilityId, async (em) => {
      const { now, feeds, sweptThroughOn } = await readUtility(em, utilityId);
      return {
        now,
        sweptThroughOn,
        figures: await readFigures(em, utilityId, now),
        feeds: feeds.map((feed) => ({ feed: feed.name, throughAt: feed.throughAt, limitHours: feed.limitHours, isStale: isStale(feed, now) })),
        obligations: await openObligations(em, utilityId, now),
        hours: await listOperationsHours(em, utilityId, now, query.hours),
      };
    });
  }
}
