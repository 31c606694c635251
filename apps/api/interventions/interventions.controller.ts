import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { holdRoles } from '../../../libs/case/interventions.ts';
import { isRefusal } from '../../../libs/kernel/because.ts';
import { interveneOn, type Database } from '../../../libs/store/index.ts';
import { readCase } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { notFound, Problem, refused } from '../http/problem.ts';
import { hasRole, highestRole, Serves, type InputOf } from '../http/route.ts';
import { once, type Outcome } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { allowedInterventions } from '../roles.ts';
import { interventionRoutes } from './interventions.routes.ts';

type Intervening = InputOf<typeof interventionRoutes.intervene>;

@Controller()
export class InterventionsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(interventionRoutes.intervene)
  intervene(@Input() input: Intervening) {
    const { caller, body } = input;
    const among = allowedInterventions[body.type];
    if (!hasRole(caller, among)) throw new Problem('forbidden', `${body.type} needs one of the roles ${among.join(', ')}.`);
    return once(this.#db, interventionRoutes.intervene, input, (db) => carryOut(db, input));
  }
}

async function carryOut(db: Database, { caller, params, body }: Intervening): Promise<Outcome> {
  const interventionId = `i-${randomUUID()}`;
  const outcome = await interveneOn(db, caller.utilityId, params.caseId, body, { by: caller.subject, as: highestRole(caller, holdRoles), interventionId });
  if (outcome === null) throw await whyNot(db, caller.utilityId, params.caseId);
  if (isRefusal(outcome)) return { problem: refused(outcome) };
  return { body: { interventionId, ...outcome } };
}

async function whyNot(db: Database, utilityId: string, caseId: string): Promise<Problem> {
  const known = await db.forUtility(utilityId, (em) => readCase(em, utilityId, caseId));
  return known ? new Problem('conflict', `Case ${caseId} is closed, and a later one of account ${known.accountId} has followed it.`) : notFound('case', caseId);
}
