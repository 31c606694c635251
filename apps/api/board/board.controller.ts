import { Controller, Inject } from '@nestjs/common';
import { dayOf } from '../../../libs/calendar/business-calendar.ts';
import { lapsing } from '../../../libs/policy/lapsing-values.ts';
import { inForceAt } from '../../../libs/policy/law-book.ts';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { readBoard } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { boardRoutes } from './board.routes.ts';

@Controller()
export class BoardController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(boardRoutes.readBoard)
  read(@Input() { caller }: InputOf<typeof boardRoutes.readBoard>) {
    const { utilityId } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      const { clockMode, now, law } = await readUtility(em, utilityId);
      const today = dayOf(law.calendar, now);
      const lapses = lapsing(inForceAt(law, now), today).map(({ name, validThrough, daysLeft, sentence }) => ({ name, validThrough, daysLeft, sentence }));
      return { utilityId, clockMode, now, today, ...(await readBoard(em, utilityId)), lapsing: lapses };
    });
  }
}
