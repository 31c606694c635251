import { Controller, Inject } from '@nestjs/common';
import { setDeskWords, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { wordsRoutes } from './words.routes.ts';

@Controller()
export class WordsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(wordsRoutes.setWords)
  set(@Input() input: InputOf<typeof wordsRoutes.setWords>) {
    const { caller, params, body } = input;
    if (caller.utilityId !== params.utilityId) throw notFound('utility', params.utilityId);
    return once(this.#db, wordsRoutes.setWords, input, async (db) => ({ body: await db.forUtility(caller.utilityId, (em) => setDeskWords(em, caller.utilityId, body, caller.subject)) }));
  }
}
