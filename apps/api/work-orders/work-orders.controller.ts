import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { isRefusal } from '../../../libs/kernel/because.ts';
import { caseOfWorkOrder, clearForShutOff, type Database } from '../../../libs/store/index.ts';
import { readCase, readPerson } from '../../../libs/store/read/index.ts';
import type { Answer } from '../http/answer.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { once, type Outcome } from '../idempotency/idempotency.ts';
import { CLEARANCE_SIGNER, DATABASE } from '../provided.ts';
import { seesPremise } from '../roles.ts';
import type { Clearance, ClearanceSigner } from './clearance-signer.ts';
import { workOrderView } from './work-order.schema.ts';
import { workOrderRoutes } from './work-orders.routes.ts';

type Asking = InputOf<typeof workOrderRoutes.requestClearance>;
type Granted = Omit<Clearance, 'utilityId' | 'grantedTo'>;

@Controller()
export class WorkOrdersController {
  readonly #db: Database;
  readonly #signer: ClearanceSigner;

  constructor(@Inject(DATABASE) db: Database, @Inject(CLEARANCE_SIGNER) signer: ClearanceSigner) {
    this.#db = db;
    this.#signer = signer;
  }

  @Serves(workOrderRoutes.readWorkOrder)
  read(@Input() { caller, params }: InputOf<typeof workOrderRoutes.readWorkOrder>) {
    const { utilityId } = caller;
    const { workOrderId } = params;
    return this.#db.forUtility(utilityId, async (em) => {
      const known = await readCase(em, utilityId, caseOfWorkOrder(workOrderId));
      const order = known?.state.workOrders.find((each) => each.workOrderId === workOrderId);
      if (!known || !order) throw notFound('work order', workOrderId);
      const person = hasRole(caller, seesPremise) ? await readPerson(em, utilityId, known.accountId) : null;
      return { ...workOrderView(order), caseId: known.caseId, accountId: known.accountId, premiseAddress: person?.premiseAddress ?? null };
    });
  }

  /** The token is made anew from what was recorded; it is kept nowhere, and nothing that happened since is overtaken by it (I3). */
  @Serves(workOrderRoutes.requestClearance)
  async clearance(@Input() input: Asking): Promise<Answer> {
    const answer = await once(this.#db, workOrderRoutes.requestClearance, input, (db) => decide(db, input, `c-${randomUUID()}`));
    if (answer.problem !== null) return answer;
    const granted = answer.body as Granted;
    const outcome = answer.isRepetition ? await decide(this.#db, input, granted.clearanceId) : { body: granted };
    if ('problem' in outcome) return { ...answer, body: null, problem: outcome.problem };
    const token = await this.#signer.sign({ ...granted, utilityId: input.caller.utilityId, grantedTo: input.caller.subject });
    return { ...answer, body: { ...granted, token } };
  }
}

async function decide(db: Database, { caller, params, body }: Asking, clearanceId: string): Promise<Outcome> {
  const { workOrderId } = params;
  const { meterSerial } = body;
  const answer = await clearForShutOff(db, caller.utilityId, { workOrderId, meterSerial, askedBy: caller.subject, clearanceId });
  if (answer === null) throw notFound('work order', workOrderId);
  if (isRefusal(answer)) return { problem: refused(answer) };
  return { body: { clearanceId, workOrderId, meterSerial, grantedAt: answer.now, expiresAt: answer.expiresAt } };
}
