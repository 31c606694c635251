import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { why, type Context } from '../../../libs/case/context.ts';
import { holdRoles, releaseRefusal } from '../../../libs/case/interventions.ts';
import type { Database } from '../../../libs/store/index.ts';
import { appendToAccount } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { highestRole, Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { holdRoutes } from './holds.routes.ts';

@Controller()
export class HoldsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(holdRoutes.placeHold)
  place(@Input() input: InputOf<typeof holdRoutes.placeHold>) {
    const { caller, params, body } = input;
    const holdId = `h-${randomUUID()}`;
    const placedAs = highestRole(caller, holdRoles);
    return once(this.#db, holdRoutes.placeHold, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId: params.accountId, cause: `hold/${holdId}` }, (context) => {
        if (body.untilOn !== undefined && body.untilOn < context.today) {
          throw new Problem('invalid', `untilOn is past; today is ${context.today}.`, { faults: [{ path: 'body.untilOn', message: `is past; today is ${context.today}` }] });
        }
        const data = { holdId, reason: body.reason, placedBy: caller.subject, ...(placedAs ? { placedAs } : {}), ...(body.untilOn ? { untilOn: body.untilOn } : {}) };
        return { draft: { type: 'HoldPlaced', id: `arrears#hold/${holdId}`, data, because: [authority(context, caller.subject, body.reason)] }, body: { holdId } };
      }),
    );
  }

  @Serves(holdRoutes.releaseHold)
  release(@Input() input: InputOf<typeof holdRoutes.releaseHold>) {
    const { caller, params, body } = input;
    const { holdId } = params;
    const releaseId = randomUUID();
    return once(this.#db, holdRoutes.releaseHold, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId: params.accountId, cause: `release/${releaseId}` }, (context) => {
        const refusal = releaseRefusal(holdId, highestRole(caller, holdRoles), context);
        if (refusal) return refusal;
        const data = { holdId, reason: body.reason, releasedBy: caller.subject };
        return { draft: { type: 'HoldReleased', id: `arrears#release/${releaseId}`, data, because: [authority(context, caller.subject, body.reason)] }, body: { holdId } };
      }),
    );
  }
}

function authority(context: Context, by: string, reason: string) {
  return why(context, 'AUTHORITY', `${by}: ${reason}`, { by });
}
