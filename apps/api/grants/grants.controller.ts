import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { awaitsAnswer, limitRefusal, type Grant } from '../../../libs/account/limits.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import { grantRoles, type GrantKind, type GrantRole } from '../../../libs/policy/limits.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import type { Database } from '../../../libs/store/index.ts';
import { appendToAccount, type AccountDraft } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { highestRole, Serves, type Caller, type InputOf, type Route } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { grantRoutes } from './grants.routes.ts';

@Controller()
export class GrantsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(grantRoutes.grantExtension)
  extension(@Input() input: InputOf<typeof grantRoutes.grantExtension>) {
    const { caller, body } = input;
    return this.#grant(grantRoutes.grantExtension, input, { grant: 'extension', throughOn: body.untilOn, reason: body.reason }, (extensionId, grantedAs) => ({
      type: 'ExtensionGranted',
      data: { extensionId, untilOn: body.untilOn, grantedBy: caller.subject, grantedAs },
    }));
  }

  @Serves(grantRoutes.reportPayment)
  payment(@Input() input: InputOf<typeof grantRoutes.reportPayment>) {
    const { body } = input;
    const reason = `the customer reports ${body.confirmation} on ${body.channel}`;
    return this.#grant(grantRoutes.reportPayment, input, { grant: 'reported-payment', throughOn: null, reason }, (reportId, takenAs) => ({ type: 'PaymentReported', data: { reportId, ...body, takenAs } }));
  }

  @Serves(grantRoutes.notePromise)
  promise(@Input() input: InputOf<typeof grantRoutes.notePromise>) {
    const { amountCents, on, outcome } = input.body;
    return this.#grant(grantRoutes.notePromise, input, { grant: 'promise', throughOn: on, reason: outcome }, (contactId, takenAs) => ({
      type: 'ContactLogged',
      data: { contactId, channel: 'phone', outcome, spokeWith: 'customer', promise: { amountCents, on, takenAs } },
    }));
  }

  @Serves(grantRoutes.answerGrant)
  answer(@Input() input: InputOf<typeof grantRoutes.answerGrant>) {
    const { caller, params, body } = input;
    const { grant, grantId } = params;
    return once(this.#db, grantRoutes.answerGrant, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId: params.accountId, cause: `grant-answer/${grantId}` }, (context) => {
        if (!awaitsAnswer(context.account, grant, grantId, context.now))
          return { refused: true, because: why(context, 'AUTHORITY', `No ${grant} ${grantId} beyond the limits waits for an answer.`), notBefore: null };
        const data = { grant, grantId, answer: body.answer, reason: body.reason, answeredBy: caller.subject };
        return { draft: { type: 'GrantAnswered', id: `arrears#grant-answer/${grant}/${grantId}`, data, because: [authority(context, caller, body.reason)] }, body: { grantId } };
      }),
    );
  }

  #grant(route: Route, input: InputOf<GrantRoute>, wish: { readonly grant: GrantKind; readonly throughOn: LocalDate | null; readonly reason: string }, eventOf: (id: string, as: GrantRole) => Granted) {
    const { caller, params } = input;
    const { grant, throughOn, reason } = wish;
    const grantId = `${grant === 'promise' ? 'c' : grant[0]}-${randomUUID()}`;
    const as = highestRole(caller, grantRoles) ?? 'specialist';
    return once(this.#db, route, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId: params.accountId, cause: `${grant}/${grantId}` }, (context) => {
        if (throughOn !== null && throughOn < context.today) throw new Problem('invalid', `${throughOn} is past; today is ${context.today}.`, { faults: [{ path: 'body', message: `${throughOn} is past` }] });
        const granted: Grant = { grant, grantId, at: context.now, throughOn, as };
        const refusal = limitRefusal(context.account, granted, context.law);
        if (refusal) return refusal;
        const draft = { ...eventOf(grantId, as), id: `arrears#${grant}/${grantId}`, because: [authority(context, caller, reason)] } as AccountDraft;
        return { draft, body: { grantId } };
      }),
    );
  }
}

type GrantRoute = typeof grantRoutes.grantExtension | typeof grantRoutes.reportPayment | typeof grantRoutes.notePromise;
type Granted = Pick<Extract<AccountDraft, { type: 'ExtensionGranted' | 'PaymentReported' | 'ContactLogged' }>, 'type' | 'data'>;

function authority(context: Context, { subject }: Caller, reason: string) {
  return why(context, 'AUTHORITY', `${subject}: ${reason}`, { by: subject });
}
