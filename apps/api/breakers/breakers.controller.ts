import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { isRefusal } from '../../../libs/kernel/because.ts';
import { breakerWords } from '../../../libs/policy/breaker.ts';
import { approveReset, askForReset, readUtility, type Database, type Trip } from '../../../libs/store/index.ts';
import { listBreakers, type BreakerState } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { breakerRoutes } from './breakers.routes.ts';

@Controller()
export class BreakersController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(breakerRoutes.listBreakers)
  async list(@Input() { caller }: InputOf<typeof breakerRoutes.listBreakers>) {
    const states = await this.#db.forUtility(caller.utilityId, async (em) => listBreakers(em, await readUtility(em, caller.utilityId)));
    return { items: states.map(breakerView) };
  }

  @Serves(breakerRoutes.requestBreakerReset)
  request(@Input() input: InputOf<typeof breakerRoutes.requestBreakerReset>) {
    const { caller, params, body } = input;
    return once(this.#db, breakerRoutes.requestBreakerReset, input, async (db) => {
      const asked = await askForReset(db, caller.utilityId, params.kind, `r-${randomUUID()}`, { by: caller.subject, reason: body.reason });
      return isRefusal(asked) ? { problem: refused(asked) } : { body: { kind: asked.kind, ...asked.request } };
    });
  }

  @Serves(breakerRoutes.approveBreakerReset)
  approve(@Input() input: InputOf<typeof breakerRoutes.approveBreakerReset>) {
    const { caller, params, body } = input;
    return once(this.#db, breakerRoutes.approveBreakerReset, input, async (db) => {
      const reset = await approveReset(db, caller.utilityId, params.kind, params.requestId, { by: caller.subject, reason: body.reason });
      if (reset === null) throw notFound('open request for a reset', params.requestId);
      return isRefusal(reset) ? { problem: refused(reset) } : { body: reset };
    });
  }
}

function breakerView({ kind, rule, countedToday, today, trip, waiting }: BreakerState) {
  const { atMost: bound, usual, from: boundFrom } = today;
  return { kind, says: breakerWords[kind], rule, countedToday, bound, usual, boundFrom, trip: trip && tripView(trip), waitingCases: waiting.caseIds, moreWait: waiting.hasMore };
}

function tripView({ tripId: _tripId, kind: _kind, ...trip }: Trip) {
  return trip;
}
