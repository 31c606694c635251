import { Controller, Inject } from '@nestjs/common';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { listApprovals } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { answersFor } from './answers.ts';
import { approvalRoutes } from './approvals.routes.ts';

const mostOfAKind = 200;

@Controller()
export class ApprovalsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(approvalRoutes.listApprovals)
  async list(@Input() { caller }: InputOf<typeof approvalRoutes.listApprovals>) {
    const waiting = await this.#db.forUtility(caller.utilityId, async (em) => listApprovals(em, await readUtility(em, caller.utilityId), mostOfAKind));
    return {
      items: waiting.map(({ requestId, ...line }) => ({ ...line, isYours: line.askedBy === caller.subject || line.signedBy.includes(caller.subject), answers: answersFor(caller, { ...line, requestId }) })),
    };
  }
}
