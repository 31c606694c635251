import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import type { Petition } from '../../../libs/account/account.state.ts';
import { assuranceDays } from '../../../libs/account/assurance-days.ts';
import { lettersOf } from '../../../libs/account/docket-letters.ts';
import { claimDeadline, proofOfClaim, repairOf, type Matter } from '../../../libs/bankruptcy/index.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import { isRefusal, type Because, type Refusal } from '../../../libs/kernel/because.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { readUtility, recordClaim, type Database, type Utility } from '../../../libs/store/index.ts';
import { readMatter, readNextLook } from '../../../libs/store/read/index.ts';
import { appendToAccount, type AccountDraft } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { docketRoutes } from './dockets.routes.ts';

type Decision = InputOf<typeof docketRoutes.decideOnDocket>['body'];

@Controller()
export class DocketsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(docketRoutes.readDocket)
  read(@Input() { caller, params }: InputOf<typeof docketRoutes.readDocket>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const matter = await readMatter(em, caller.utilityId, params.accountId, params.docket);
      if (!matter) throw notFound('docket', params.docket);
      return matterView(matter, await readUtility(em, caller.utilityId, [params.accountId]), await readNextLook(em, caller.utilityId, params.docket));
    });
  }

  @Serves(docketRoutes.decideOnDocket)
  decide(@Input() input: InputOf<typeof docketRoutes.decideOnDocket>) {
    const { caller, params, body } = input;
    const { accountId, docket } = params;
    const decisionId = randomUUID();
    return once(this.#db, docketRoutes.decideOnDocket, input, (db) =>
      appendToAccount(db, { utilityId: caller.utilityId, accountId, cause: `docket/${decisionId}` }, (context) => {
        const petition = context.account.petitions.find((known) => known.docket === docket);
        if (!petition) throw notFound('docket', docket);
        const refusal = refusalOf(body, petition, context);
        if (refusal) return refusal;
        const because = [why(context, 'AUTHORITY', `${caller.subject}: ${body.reason}`, { by: caller.subject, docket })];
        // An answer sorts after the review that it answers (`…/review/late-notice`), also where a sandbox clock stands still between the two.
        const kind = body.decision === 'answer-review' ? 'reviewed' : body.decision;
        return { draft: draftOf(body, docket, caller.subject, `arrears#${docket}/${kind}/${decisionId}`, because), body: { docket, decision: body.decision } };
      }),
    );
  }

  @Serves(docketRoutes.fileClaim)
  claim(@Input() input: InputOf<typeof docketRoutes.fileClaim>) {
    const { caller, params, body } = input;
    const { accountId, docket } = params;
    const { filedOn, claimNumber } = body;
    const recordId = randomUUID();
    return once(this.#db, docketRoutes.fileClaim, input, async (db) => {
      const recorded = await recordClaim(db, caller.utilityId, accountId, docket, { filedOn, claimNumber, by: caller.subject, recordId });
      if (recorded === null) throw notFound('docket', docket);
      if (isRefusal(recorded)) return { problem: refused(recorded) };
      return { body: { docket, filedOn, claimNumber: claimNumber ?? null, accountIds: [...recorded.accountIds] } };
    });
  }
}

function draftOf(body: Decision, docket: string, by: string, id: string, because: readonly Because[]): AccountDraft {
  const { reason } = body;
  switch (body.decision) {
    case 'release-stay':
      return { type: 'StayReleased', id, data: { docket, reason, releasedBy: by }, because };
    case 'pursue-post-petition':
      return { type: 'PostPetitionDebtPursued', id, data: { docket, reason, allowedBy: by }, because };
    case 'tag-administrative':
      return { type: 'ChargesTaggedAdministrative', id, data: { docket, reason, taggedBy: by }, because };
    case 'answer-review':
      return { type: 'BankruptcyReviewAnswered', id, data: { docket, review: body.review, outcome: reason, answeredBy: by }, because };
  }
}

/** What there is nothing of cannot be let go, tagged or answered. */
function refusalOf(body: Decision, petition: Petition, context: Context): Refusal | null {
  const { law } = context;
  const refuse = (rule: string, sentence: string): Refusal => ({ refused: true, because: why(context, rule, sentence, { docket: petition.docket }), notBefore: null });
  if (petition.filedAt === null && body.decision !== 'answer-review') return refuse(law.pack.holds.bankruptcy.rule, `The petition of docket ${petition.docket} is not known: look up the day of filing first.`);
  if (body.decision === 'release-stay' && !petition.stays.some(({ endedAt }) => endedAt === null)) return refuse(law.pack.holds.bankruptcy.rule, `No stay runs on docket ${petition.docket}.`);
  if (body.decision === 'tag-administrative' && petition.conversions.length === 0) return refuse(law.bankruptcy.conversion.rule, `Docket ${petition.docket} was not converted: nothing of it lies between.`);
  const isOpen = (review: string) => petition.reviews.some((known) => known.review === review && known.answeredAt === null);
  if (body.decision === 'answer-review' && !isOpen(body.review)) return refuse('AUTHORITY', `No review "${body.review}" is open on docket ${petition.docket}.`);
  return null;
}

function matterView(matter: Matter, { law, now }: Utility, nextLookAt: Instant | null) {
  const { docket, petition, accounts } = matter;
  const days = assuranceDays(petition, law);
  const deadline = claimDeadline(petition, law);
  return {
    docket,
    chapter: petition.chapter,
    filedAt: petition.filedAt,
    ending: petition.ending,
    nextLookAt,
    accounts: accounts.map(({ state, petition: known }) => ({ accountId: state.accountId, role: known.role, reviews: openReviews(known), letters: [...lettersOf(state, known)] })),
    assurance: days && { lastDayOn: days.lastDayOn, because: days.because },
    claimDeadline: deadline,
    repair: repairView(matter, law),
    claim: deadline && proofOfClaim(matter, law, now),
  };
}

/** One asked more than once is one question, open since it was first asked. */
function openReviews({ reviews }: Petition) {
  const open = reviews.filter(({ answeredAt }) => answeredAt === null).toSorted((first, second) => (first.openedAt < second.openedAt ? -1 : 1));
  return [...new Set(open.map(({ review }) => review))].map((review) => ({ review, openedAt: (open.find((known) => known.review === review) as Petition['reviews'][number]).openedAt }));
}

function repairView(matter: Matter, law: Utility['law']) {
  const { docket: _docket, ...repair } = repairOf(matter, law);
  return repair;
}
