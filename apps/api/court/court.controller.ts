import { Controller, Inject } from '@nestjs/common';
import { isRefusal, type Refusal } from '../../../libs/kernel/because.ts';
import { agreeToRelease, holdAgain, listDocketMatches, lookUpMatch, type Database, type DocketMatch } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { courtRoutes } from './court.routes.ts';

@Controller()
export class CourtController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(courtRoutes.listDocketMatches)
  async list(@Input() { caller, query }: InputOf<typeof courtRoutes.listDocketMatches>) {
    return { items: await listDocketMatches(this.#db, caller.utilityId, { holding: query.holding ?? false }) };
  }

  @Serves(courtRoutes.lookUpDocketMatch)
  lookUp(@Input() input: InputOf<typeof courtRoutes.lookUpDocketMatch>) {
    const { caller, params, body } = input;
    return once(this.#db, courtRoutes.lookUpDocketMatch, input, async (db) => answer(await lookUpMatch(db, caller.utilityId, params, { by: caller.subject, found: body.found }), params.accountId));
  }

  @Serves(courtRoutes.releaseDocketMatch)
  release(@Input() input: InputOf<typeof courtRoutes.releaseDocketMatch>) {
    const { caller, params } = input;
    return once(this.#db, courtRoutes.releaseDocketMatch, input, async (db) => answer(await agreeToRelease(db, caller.utilityId, params, caller.subject), params.accountId));
  }

  @Serves(courtRoutes.holdDocketMatchAgain)
  hold(@Input() input: InputOf<typeof courtRoutes.holdDocketMatchAgain>) {
    const { caller, params } = input;
    return once(this.#db, courtRoutes.holdDocketMatchAgain, input, async (db) => answer(await holdAgain(db, caller.utilityId, params), params.accountId));
  }
}

function answer(outcome: DocketMatch | Refusal | null, accountId: string) {
  if (outcome === null) throw notFound('match of a docket with the account', accountId);
  return isRefusal(outcome) ? { problem: refused(outcome) } : { body: { ...outcome } };
}
