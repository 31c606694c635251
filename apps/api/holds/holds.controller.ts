import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { why, type Context } from '../../../libs/case/context.ts';
import type { Refusal } from '../../../libs/kernel/because.ts';
import type { Database } from '../../../libs/store/index.ts';
import { appendToAccount } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
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
    return once(this.#db, holdRoutes.placeHold, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId: params.accountId, cause: `hold/${holdId}` }, (context) => {
        if (body.untilOn !== undefined && body.untilOn < context.today) {
          throw new Problem('invalid', `untilOn is past; today is ${context.today}.`, { faults: [{ path: 'body.untilOn', message: `is past; today is ${context.today}` }] });
        }
        const data = { holdId, reason: body.reason, placedBy: caller.subject, ...(body.untilOn ? { untilOn: body.untilOn } : {}) };
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
        const refusal = mayNotEnd(context, holdId);
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

function mayNotEnd(context: Context, holdId: string): Refusal | null {
  const hold = context.holds.find((known) => known.evidence === holdId);
  if (hold?.kind === 'manual') return null;
  const because = hold
    ? why(context, context.law.pack.holds[hold.kind].rule, `A ${hold.kind} hold ends by a fact, not by a person: ${hold.sentence}`)
    : why(context, 'GEN-HOLDS', `No hold ${holdId} stands.`);
  return { refused: true, because, notBefore: null };
}
