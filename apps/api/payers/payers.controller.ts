import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import type { AccountEvent } from '../../../libs/account/account.events.ts';
import { why } from '../../../libs/case/context.ts';
import { isRefusal } from '../../../libs/kernel/because.ts';
import { UnitOfWork, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { contextNow } from '../http/views.ts';
import { once, type Outcome } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { payerRoutes } from './payers.routes.ts';
import { proposePlan, type OwnShare } from './propose-plan.ts';

@Controller()
export class PayersController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  /** All accounts in one transaction, under their locks: each has its share, or none has. */
  @Serves(payerRoutes.agreePayerPlan)
  agree(@Input() input: InputOf<typeof payerRoutes.agreePayerPlan>) {
    const { caller, params, body } = input;
    const planId = `pl-${randomUUID()}`;
    return once(this.#db, payerRoutes.agreePayerPlan, input, (db) =>
      db.retrying(caller.utilityId, async (em): Promise<Outcome> => {
        const work = await UnitOfWork.begin(em, caller.utilityId, body.accounts);
        const [missing] = work.missing;
        if (missing !== undefined) throw notFound('account', missing);
        const contexts = [...new Set(body.accounts)].map((accountId) => {
          const account = work.accounts.get(accountId);
          if (!account) throw notFound('account', accountId);
          return { account, context: contextNow(work.utility, account.folded.state, account.state) };
        });
        const plan = proposePlan(params.payerId, contexts.map(({ context }) => context), body, hasRole(caller, ['supervisor']));
        if (isRefusal(plan)) return { problem: refused(plan) };
        const { now } = work.utility;
        const provenance = { cause: `payer-plan/${planId}`, correlationId: `payer-plan/${planId}` };
        const payerPlan = { planId, payerId: params.payerId, shares: plan.shares.map(({ accountId, downPaymentCents, instalmentCents }) => ({ accountId, downPaymentCents, instalmentCents: [...instalmentCents] })) };
        const agreed = contexts.map(({ account, context }, index) => ({ account, context, own: plan.shares[index] as OwnShare, arrangementId: `${planId}/${account.accountId}` }));
        for (const { account, context, own, arrangementId } of agreed) {
          const sentence = `${caller.subject} agreed to one plan over ${contexts.length} accounts of payer ${params.payerId}${own.beyondLimits ? `, beyond the limits: ${own.beyondLimits.because.sentence}` : ''}.`;
          const event = {
            type: 'ArrangementAgreed',
            id: `arrears#arrangement/${arrangementId}`,
            effectiveAt: now,
            recordedAt: now,
            data: { arrangementId, ...(plan.kind === 'equal-instalments' ? {} : { kind: plan.kind }), downPaymentCents: own.downPaymentCents, instalments: [...own.instalments], agreedBy: caller.subject, ...(own.beyondLimits ? { approvedBy: caller.subject } : {}), payerPlan },
            because: [why(context, context.law.pack.arrangement.rule, sentence, { by: caller.subject })],
          } as AccountEvent;
          await work.append(account, [event], () => provenance);
          await work.advance(account, provenance);
        }
        await work.commit();
        const { totalCents, downPaymentCents, instalments } = plan;
        const shares = agreed.map(({ account, own, arrangementId }) => ({ accountId: account.accountId, arrangementId, caseId: account.state?.caseId ?? null, totalCents: own.totalCents, downPaymentCents: own.downPaymentCents, instalments: [...own.instalments] }));
        return { body: { planId, payerId: params.payerId, totalCents, downPaymentCents, instalments: [...instalments], shares } };
      }),
    );
  }
}
