import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { isRefusal } from '../../../libs/kernel/because.ts';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { readAccount, readCase, readPerson, readThirdParties } from '../../../libs/store/read/index.ts';
import { appendToAccount } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { callPage } from './call-page.ts';
import { callRoutes } from './call.routes.ts';
import { confirmationsOf } from './confirmation.ts';
import { decideContact } from './contact-result.ts';
import { contactRoutes } from './contact.routes.ts';

@Controller()
export class CallController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(callRoutes.readCall)
  async read(@Input() { caller, params }: InputOf<typeof callRoutes.readCall>) {
    const { utilityId } = caller;
    const { accountId } = params;
    return this.#db.forUtility(utilityId, async (em) => {
      const account = await readAccount(em, utilityId, accountId);
      if (!account) throw notFound('account', accountId);
      const lastCase = account.openCaseId === null ? null : await readCase(em, utilityId, account.openCaseId);
      const person = await readPerson(em, utilityId, accountId);
      const thirdParties = account.state.thirdParties.length === 0 ? [] : await readThirdParties(em, utilityId, accountId);
      return callPage({ utility: await readUtility(em, utilityId, [accountId]), account, lastCase, person, thirdParties });
    });
  }

  @Serves(contactRoutes.recordContact)
  record(@Input() input: InputOf<typeof contactRoutes.recordContact>) {
    const { caller, params, body } = input;
    const { accountId } = params;
    const id = randomUUID();
    const contactId = `c-${id}`;
    return once(this.#db, contactRoutes.recordContact, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId, cause: `contact/${contactId}` }, (context) => {
        const decided = decideContact(context, body, id, caller);
        if (isRefusal(decided)) return decided;
        const { drafts, reference, confirmed } = decided;
        const { kind } = body.result;
        const confirmations = confirmationsOf(kind, { ...confirmed, account: accountId, reference }, context.account.language ?? null, context.law);
        return { draft: drafts, body: { contactId, kind, reference, confirmations } };
      }),
    );
  }
}
