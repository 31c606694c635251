import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import type { Callback } from '../../../libs/account/account.state.ts';
import { openCallbacks } from '../../../libs/account/callbacks.ts';
import { dayOf } from '../../../libs/calendar/business-calendar.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import type { Refusal } from '../../../libs/kernel/because.ts';
import { localDateSchema } from '../../../libs/kernel/time.ts';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { countCallbacks, listCallbacks } from '../../../libs/store/read/index.ts';
import { appendToAccount } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { hasRole, Serves, type Caller, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { callbackRoutes } from './callbacks.routes.ts';

const place = z.strictObject({ dueOn: localDateSchema, accountId: z.string(), contactId: z.string() });

@Controller()
export class CallbacksController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(callbackRoutes.listCallbacks)
  async list(@Input() { caller, query }: InputOf<typeof callbackRoutes.listCallbacks>) {
    const { utilityId } = caller;
    const { mine = false, due = false, limit } = query;
    const after = placeFrom(query.cursor, place);
    const mayName = hasRole(caller, seesCustomer);
    return this.#db.forUtility(utilityId, async (em) => {
      const { law, now } = await readUtility(em, utilityId);
      const today = dayOf(law.calendar, now);
      const rows = await listCallbacks(em, utilityId, { ...(mine ? { owner: caller.subject } : {}), ...(due ? { throughOn: today } : {}), after, limit: limit + 1 });
      const page = pageFrom(rows, limit, ({ dueOn, accountId, contactId }) => ({ dueOn, accountId, contactId }));
      const unnamed = mayName ? {} : { name: null, phone: null, callerName: null, said: null };
      return { ...page, items: page.items.map((line) => ({ ...line, ...unnamed, isOverdue: line.dueOn < today })) };
    });
  }

  @Serves(callbackRoutes.countCallbacks)
  async count(@Input() { caller }: InputOf<typeof callbackRoutes.countCallbacks>) {
    const { utilityId, subject } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      const { law, now } = await readUtility(em, utilityId);
      return countCallbacks(em, utilityId, { today: dayOf(law.calendar, now), owner: subject });
    });
  }

  @Serves(callbackRoutes.passCallbackOn)
  passOn(@Input() input: InputOf<typeof callbackRoutes.passCallbackOn>) {
    const { caller, params, body } = input;
    const { accountId, contactId } = params;
    return once(this.#db, callbackRoutes.passCallbackOn, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId, cause: `callback/${contactId}` }, (context) => {
        const promised = waiting(context, contactId);
        if (promised === null) return nothingWaits(context, contactId);
        if (promised.owner === body.to) return { refused: true, because: why(context, 'AUTHORITY', `The callback is ${body.to}'s already.`), notBefore: null };
        const data = { contactId, to: body.to, passedOnBy: caller.subject, reason: body.reason };
        return { draft: { type: 'CallbackPassedOn', id: `arrears#callback/${contactId}/${String(promised.passedOn + 1).padStart(4, '0')}`, data, because: [said(context, caller, body.reason)] }, body: { contactId } };
      }),
    );
  }

  @Serves(callbackRoutes.finishCallback)
  finish(@Input() input: InputOf<typeof callbackRoutes.finishCallback>) {
    const { caller, params, body } = input;
    const { accountId, contactId } = params;
    return once(this.#db, callbackRoutes.finishCallback, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId, cause: `callback/${contactId}` }, (context) => {
        if (waiting(context, contactId) === null) return nothingWaits(context, contactId);
        const data = { contactId, doneBy: caller.subject, outcome: body.outcome };
        return { draft: { type: 'CallbackDone', id: `arrears#callback/${contactId}/done`, data, because: [said(context, caller, body.outcome)] }, body: { contactId } };
      }),
    );
  }
}

function waiting({ account }: Context, contactId: string): Callback | null {
  return openCallbacks(account).find((known) => known.contactId === contactId) ?? null;
}

function nothingWaits(context: Context, contactId: string): Refusal {
  return { refused: true, because: why(context, 'AUTHORITY', `No callback ${contactId} waits on this account: it was done, or never promised.`), notBefore: null };
}

function said(context: Context, { subject }: Caller, words: string) {
  return why(context, 'AUTHORITY', `${subject}: ${words}`, { by: subject });
}
