import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import type { AccountEventData } from '../../../libs/account/account.events.ts';
import type { ArrangementTerms } from '../../../libs/account/account.state.ts';
import { arrangementStanding } from '../../../libs/account/arrangement.ts';
import { breachPreview } from '../../../libs/case/breach-preview.ts';
import { DayOutsideCalendar } from '../../../libs/calendar/business-calendar.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import { isRefusal, type Refusal } from '../../../libs/kernel/because.ts';
import type { ArrangementKind } from '../../../libs/policy/pack.ts';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { readAccount } from '../../../libs/store/read/index.ts';
import { appendToAccount } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { hasRole, Serves, type Caller, type InputOf } from '../http/route.ts';
import { contextNow } from '../http/views.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { arrangementRoutes, type ArrangementWish } from './arrangements.routes.ts';
import { propose } from './propose.ts';

@Controller()
export class ArrangementsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(arrangementRoutes.previewArrangement)
  async preview(@Input() { caller, params, query }: InputOf<typeof arrangementRoutes.previewArrangement>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const account = await readAccount(em, caller.utilityId, params.accountId);
      if (!account) throw notFound('account', params.accountId);
      const context = contextNow(await readUtility(em, caller.utilityId, [account.accountId]), account.state, account.lastCase);
      const proposed = propose(context, query);
      if (isRefusal(proposed)) throw refused(proposed);
      const { beyondLimits, ...terms } = proposed;
      return { ...terms, needsSupervisor: beyondLimits?.because ?? null, ifMissed: breachOf({ ...terms, arrangementId: 'proposed' }, 0, context) };
    });
  }

  @Serves(arrangementRoutes.previewBreach)
  async breach(@Input() { caller, params, query }: InputOf<typeof arrangementRoutes.previewBreach>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const account = await readAccount(em, caller.utilityId, params.accountId);
      const terms = account?.state.arrangements.find(({ arrangementId }) => arrangementId === params.arrangementId);
      const { instalment = 1 } = query;
      if (!account || terms?.instalments[instalment - 1] === undefined) throw notFound('arrangement with that instalment', `${params.arrangementId}, instalment ${instalment}`);
      const context = contextNow(await readUtility(em, caller.utilityId, [account.accountId]), account.state, account.lastCase);
      return { arrangementId: terms.arrangementId, instalment, ifMissed: breachOf(terms, instalment - 1, context) };
    });
  }

  @Serves(arrangementRoutes.agreeArrangement)
  agree(@Input() input: InputOf<typeof arrangementRoutes.agreeArrangement>) {
    const { caller, params, body } = input;
    const arrangementId = `a-${randomUUID()}`;
    return once(this.#db, arrangementRoutes.agreeArrangement, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId: params.accountId, cause: `arrangement/${arrangementId}` }, (context) =>
        agreed(context, body, arrangementId, caller),
      ),
    );
  }

  @Serves(arrangementRoutes.approveArrangement)
  approve(@Input() input: InputOf<typeof arrangementRoutes.approveArrangement>) {
    return this.#answer(arrangementRoutes.approveArrangement, input, ({ arrangementId, kind, reducedByCents, downPaymentCents, instalments, payerPlan }, by) => ({
      type: 'ArrangementAgreed',
      data: { arrangementId, kind, ...(reducedByCents === undefined ? {} : { reducedByCents }), downPaymentCents, instalments: [...instalments], agreedBy: by, approvedBy: by, ...(payerPlan === undefined ? {} : { payerPlan: structuredClone(payerPlan) as AccountEventData<'ArrangementAgreed'>['payerPlan'] }) },
    }));
  }

  @Serves(arrangementRoutes.refuseArrangement)
  refuse(@Input() input: InputOf<typeof arrangementRoutes.refuseArrangement>) {
    return this.#answer(arrangementRoutes.refuseArrangement, input, ({ arrangementId }, by) => ({
      type: 'ArrangementRefused',
      data: { arrangementId, reason: input.body.reason, refusedBy: by },
    }));
  }

  #answer(route: AnswerRoute, input: InputOf<AnswerRoute>, eventOf: (terms: ArrangementTerms, by: string) => ArrangementAnswer) {
    const { caller, params, body } = input;
    const answerId = randomUUID();
    return once(this.#db, route, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId: params.accountId, cause: `arrangement-answer/${answerId}` }, (context) => {
        const terms = awaiting(context, params.arrangementId);
        if (isRefusal(terms)) return terms;
        const because = [why(context, 'AUTHORITY', `${caller.subject}: ${body.reason}`, { by: caller.subject })];
        const draft = { ...eventOf(terms, caller.subject), id: `arrears#arrangement-answer/${answerId}`, because };
        return { draft, body: { arrangementId: terms.arrangementId } };
      }),
    );
  }
}

/** Null where the calendar does not reach so far. */
function breachOf(terms: Parameters<typeof breachPreview>[0], instalment: number, context: Context) {
  try {
    const preview = breachPreview(terms, instalment, context);
    return preview && { ...preview, guards: [...preview.guards] };
  } catch (error) {
    if (error instanceof DayOutsideCalendar) return null;
    throw error;
  }
}

type AnswerRoute = typeof arrangementRoutes.approveArrangement;
type ArrangementAnswer = { [T in 'ArrangementAgreed' | 'ArrangementRefused']: { readonly type: T; readonly data: AccountEventData<T> } }['ArrangementAgreed' | 'ArrangementRefused'];

const words: Readonly<Record<ArrangementKind, string>> = {
  'equal-instalments': '',
  amortization: 'an amortization in ',
  'alternative-schedule': 'another schedule of ',
  reduction: 'a reduced balance in ',
  deferral: 'a deferral, in ',
};

/** The terms that wait for a supervisor, or why nothing is to be answered. */
function awaiting(context: Context, arrangementId: string): ArrangementTerms | Refusal {
  const { account, law, now } = context;
  const terms = account.arrangements.find((known) => known.arrangementId === arrangementId);
  if (terms && arrangementStanding(account, terms, law, now).status === 'awaits-supervisor') return terms;
  return { refused: true, because: why(context, law.pack.arrangement.rule, `No arrangement ${arrangementId} waits for a supervisor.`), notBefore: null };
}

/** The plan that is agreed to, or why not: within the caller's limits. @throws Problem `invalid` for a wish that makes no sense today */
export function agreed(context: Context, wish: ArrangementWish, arrangementId: string, caller: Caller) {
  const proposed = propose(context, wish);
  if (isRefusal(proposed)) return proposed;
  const { beyondLimits, instalments, ...terms } = proposed;
  const isSupervisor = hasRole(caller, ['supervisor']);
  if (beyondLimits && !isSupervisor) return beyondLimits;
  const data = {
    arrangementId,
    ...(terms.kind === 'equal-instalments' ? {} : { kind: terms.kind }),
    ...(terms.reducedByCents === null ? {} : { reducedByCents: terms.reducedByCents }),
    downPaymentCents: terms.downPaymentCents,
    instalments: instalments.map(({ dueOn, amountCents }) => ({ dueOn, amountCents })),
    agreedBy: caller.subject,
    ...(beyondLimits ? { approvedBy: caller.subject } : {}),
  };
  const sentence = `${caller.subject} agreed to ${words[terms.kind]}${instalments.length} ${instalments.length === 1 ? 'instalment' : 'instalments'}${beyondLimits ? `, beyond the limits: ${beyondLimits.because.sentence}` : ''}.`;
  const because = [why(context, context.law.pack.arrangement.rule, sentence, { by: caller.subject })];
  const draft = { type: 'ArrangementAgreed' as const, id: `arrears#arrangement/${arrangementId}`, data, because };
  return { draft, body: { arrangementId, ...terms, instalments } };
}
