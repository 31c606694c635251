import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { readUpload } from '../../../libs/docket/index.ts';
import { isRefusal, type Refusal } from '../../../libs/kernel/because.ts';
import {
  actOnDockets,
  agreeToRelease,
  answerDocketQuestion,
  confirmMatch,
  countCourtWork,
  holdAgain,
  listDocketMatches,
  listDocketQuestions,
  lookUpMatch,
  recordDocketEntries,
  tellOfBankruptcy,
  noNames,
  toldCourt,
  withNames,
  type AskedDocket,
  type Database,
  type DocketMatch,
} from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { hasRole, highestRole, Serves, type Caller, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { courtRoutes } from './court.routes.ts';

@Controller()
export class CourtController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(courtRoutes.listDocketMatches)
  async list(@Input() { caller, query }: InputOf<typeof courtRoutes.listDocketMatches>) {
    return { items: await this.#beside(caller, await listDocketMatches(this.#db, caller.utilityId, { holding: query.holding ?? false })) };
  }

  @Serves(courtRoutes.lookUpDocketMatch)
  lookUp(@Input() input: InputOf<typeof courtRoutes.lookUpDocketMatch>) {
    const { caller, params, body } = input;
    return once(this.#db, courtRoutes.lookUpDocketMatch, input, async (db) => answer(await lookUpMatch(db, caller.utilityId, params, { by: caller.subject, found: body.found }), params.accountId));
  }

  @Serves(courtRoutes.releaseDocketMatch)
  release(@Input() input: InputOf<typeof courtRoutes.releaseDocketMatch>) {
    const { caller, params } = input;
    return once(this.#db, courtRoutes.releaseDocketMatch, input, async (db) => {
      const released = await agreeToRelease(db, caller.utilityId, params, caller.subject);
      await actOnDockets(db, caller.utilityId, params);
      return answer(released, params.accountId);
    });
  }

  @Serves(courtRoutes.holdDocketMatchAgain)
  hold(@Input() input: InputOf<typeof courtRoutes.holdDocketMatchAgain>) {
    const { caller, params } = input;
    return once(this.#db, courtRoutes.holdDocketMatchAgain, input, async (db) => answer(await holdAgain(db, caller.utilityId, params), params.accountId));
  }

  @Serves(courtRoutes.confirmDocketMatch)
  confirm(@Input() input: InputOf<typeof courtRoutes.confirmDocketMatch>) {
    const { caller, params, body } = input;
    return once(this.#db, courtRoutes.confirmDocketMatch, input, async (db) => {
      const confirmed = await confirmMatch(db, caller.utilityId, params, { by: caller.subject, role: body.role });
      await actOnDockets(db, caller.utilityId, params);
      return answer(confirmed, params.accountId);
    });
  }

  @Serves(courtRoutes.listDocketReviews)
  async reviews(@Input() { caller }: InputOf<typeof courtRoutes.listDocketReviews>) {
    const { utilityId } = caller;
    const matches = await this.#beside(caller, await listDocketMatches(this.#db, utilityId, { holding: true, unconfirmed: true }));
    return { counts: await countCourtWork(this.#db, utilityId), questions: (await listDocketQuestions(this.#db, utilityId)).map((asked) => questionView(asked, hasRole(caller, seesCustomer))), matches };
  }

  /** Names are put beside each other for who may see them. */
  async #beside(caller: Caller, matches: readonly DocketMatch[]) {
    return hasRole(caller, seesCustomer) ? withNames(this.#db, caller.utilityId, matches) : matches.map((match) => ({ ...match, ...noNames }));
  }

  @Serves(courtRoutes.decideDocketReview)
  decide(@Input() input: InputOf<typeof courtRoutes.decideDocketReview>) {
    const { caller, params, body } = input;
    return once(this.#db, courtRoutes.decideDocketReview, input, async (db) => {
      const given = { answer: body.answer, reading: body.answer === 'other' ? body.reading : null, reason: body.reason, by: caller.subject, as: highestRole(caller, ['specialist', 'supervisor', 'counsel']) ?? 'specialist' };
      const answered = await answerDocketQuestion(db, caller.utilityId, { ...params, round: body.round }, { ...given, mayLoosen: hasRole(caller, ['supervisor', 'counsel']) });
      if (answered === null) throw notFound('open question about this entry', params.entryKey);
      if (isRefusal(answered)) return { problem: refused(answered) };
      await actOnDockets(db, caller.utilityId, params);
      const { court, docketNumber, entryKey, kind } = answered;
      return { body: { court, docketNumber, entryKey, kind, answer: body.answer, answeredBy: caller.subject } };
    });
  }

  /** Recorded first and acted on after: what is uncertain by then is told by the worklist. */
  @Serves(courtRoutes.uploadDocketEntries)
  upload(@Input() input: InputOf<typeof courtRoutes.uploadDocketEntries>) {
    const { caller, body } = input;
    const { court, docketNumber } = body;
    return once(this.#db, courtRoutes.uploadDocketEntries, input, async (db) => {
      const { entries, debtors } = readUpload(body);
      const changed = await recordDocketEntries(db, caller.utilityId, entries, debtors);
      await actOnDockets(db, caller.utilityId, { court, docketNumber });
      const matches = await listDocketMatches(db, caller.utilityId, { holding: true, of: { court, docketNumber } });
      return { body: { court, docketNumber, entries: entries.length, changed: changed.length > 0, matches } };
    });
  }

  @Serves(courtRoutes.tellBankruptcy)
  tell(@Input() input: InputOf<typeof courtRoutes.tellBankruptcy>) {
    const { caller, params, body } = input;
    const tipId = `t-${randomUUID()}`;
    return once(this.#db, courtRoutes.tellBankruptcy, input, async (db) => {
      const { accountId } = params;
      const docket = body.court && body.docketNumber ? { court: body.court, docketNumber: body.docketNumber } : { court: toldCourt, docketNumber: tipId };
      const told = await tellOfBankruptcy(db, caller.utilityId, { accountId, docket, toldBy: body.toldBy, channel: body.channel, said: saidIn(body, caller.subject) });
      if (told === null) throw notFound('account', accountId);
      if (isRefusal(told)) return { problem: refused(told) };
      return { body: { match: told, confirmation: confirmationOf(told) } };
    });
  }
}

type Told = InputOf<typeof courtRoutes.tellBankruptcy>['body'];

function saidIn({ toldBy, channel, chapter, court, docketNumber, filedOn, said }: Told, by: string): string {
  const parts = [chapter && `chapter ${chapter}`, court && `court ${court}`, docketNumber && `docket ${docketNumber}`, filedOn && `filed on ${filedOn}`].filter(Boolean);
  return `Told by ${toldBy.replace('-', ' ')} (${channel}, taken by ${by})${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.${said ? ` ${said}` : ''}`;
}

function confirmationOf({ tipId, docketNumber, court }: DocketMatch): string {
  const known = court === toldCourt ? 'As soon as you have the number of the case and the name of the court, please tell us' : `We look up case ${docketNumber}`;
  return `We noted that a bankruptcy petition was filed. From now on nothing is collected, shut off or charged for being late on this account while we look it up. ${known}. Your reference: ${tipId}.`;
}

/** Dockets name people; who may not see a customer's name is told what is asked, and not the words. */
function questionView({ court, docketNumber, caseName, entryKey, kind, round, on, debtor, chapter, text, words, because, doubts, stands, holds, askedAt, accounts }: AskedDocket, seesNames: boolean) {
  const named = seesNames ? { caseName, text, words } : { caseName: null, text: null, words: '' };
  return { court, docketNumber, entryKey, kind, round, on, debtor, chapter, ...named, because, doubts, stands, holds, askedAt, accounts };
}

function answer(outcome: DocketMatch | Refusal | null, accountId: string) {
  if (outcome === null) throw notFound('match of a docket with the account', accountId);
  return isRefusal(outcome) ? { problem: refused(outcome) } : { body: { ...outcome } };
}
