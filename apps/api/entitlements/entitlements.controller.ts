import { Controller, Inject } from '@nestjs/common';
import { certifiable, NoCertification } from '../../../libs/account/certification.ts';
import { interestWaiver } from '../../../libs/account/fee-amount.ts';
import { reviewEndsAt, reviewIsEarned, reviewSentence } from '../../../libs/account/reviews.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { readAccount } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { Serves, type Caller, type InputOf } from '../http/route.ts';
import { contextNow } from '../http/views.ts';
import { DATABASE } from '../provided.ts';
import { entitlementRoutes } from './entitlements.routes.ts';

/** What the law says of an account now, beside its holds: whoever is at the phone can tell it. */
@Controller()
export class EntitlementsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(entitlementRoutes.listReviews)
  async reviews(@Input() { caller, params }: InputOf<typeof entitlementRoutes.listReviews>) {
    const { account, law, now } = await this.#contextOf(caller, params.accountId);
    const items = account.reviews.map((review) => ({
      reviewId: review.id,
      requestedAt: review.startedAt,
      lodgedBy: review.lodgedBy ?? null,
      isEarned: reviewIsEarned(account, review, law),
      holdsUntilAt: reviewEndsAt(account, review, law, now),
      sentence: review.endedAt === null ? reviewSentence(account, review, law, now) : `Review ${review.id} was answered at ${review.endedAt}.`,
    }));
    return { accountId: params.accountId, rule: law.pack.reviews?.rule ?? null, items };
  }

  @Serves(entitlementRoutes.readInterestWaiver)
  async waiver(@Input() { caller, params }: InputOf<typeof entitlementRoutes.readInterestWaiver>) {
    const { account, law, now } = await this.#contextOf(caller, params.accountId);
    const { available, sentence } = interestWaiver(account, law, now);
    return { accountId: params.accountId, isAvailable: available, rule: law.pack.interestWaiver?.rule ?? null, sentence };
  }

  @Serves(entitlementRoutes.readCertifiable)
  async certifiable(@Input() { caller, params, query }: InputOf<typeof entitlementRoutes.readCertifiable>) {
    const context = await this.#contextOf(caller, params.accountId);
    const { ownerNoticeMailedOn = null } = query;
    const { certifiedCents, excludedCents, services } = answerOf(context, ownerNoticeMailedOn);
    const told = services.map(({ service, principalCents, penaltyCents, certified, reasons, because }) => ({
      service,
      principalCents,
      penaltyCents,
      isCertified: certified,
      reasons: [...reasons],
      because: because.map((reason) => ({ ...reason, facts: { ...reason.facts } })),
    }));
    return { accountId: params.accountId, asOfAt: context.now, ownerNoticeMailedOn, certifiedCents, excludedCents, services: told };
  }

  async #contextOf(caller: Caller, accountId: string): Promise<Context> {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const account = await readAccount(em, caller.utilityId, accountId);
      if (!account) throw notFound('account', accountId);
      return contextNow(await readUtility(em, caller.utilityId, [accountId]), account.state, account.lastCase);
    });
  }
}

/** A law that certifies nothing refuses the question. */
function answerOf(context: Context, ownerNoticeMailedOn: Parameters<typeof certifiable>[3]): ReturnType<typeof certifiable> {
  try {
    return certifiable(context.account, context.law, context.now, ownerNoticeMailedOn);
  } catch (error) {
    if (!(error instanceof NoCertification)) throw error;
    throw refused({ refused: true, because: why(context, 'CASE-PATH', error.message), notBefore: null });
  }
}
