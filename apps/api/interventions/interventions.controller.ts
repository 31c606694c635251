import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { holdRoles } from '../../../libs/case/interventions.ts';
import { isRefusal } from '../../../libs/kernel/because.ts';
import { answerIntervention, interveneOn, moveOneCase, readUtility, type Intervened, type Database, type Sql } from '../../../libs/store/index.ts';
import { findEvents, readAccount, readCase, readSince, type Seen, type TimelineEntry } from '../../../libs/store/read/index.ts';
import { mustBeAllowed } from '../auth/must-be-allowed.ts';
import { Input } from '../http/input.ts';
import { notFound, Problem, refused } from '../http/problem.ts';
import { nextView, seenFrom } from '../cases/case-view.ts';
import { hasRole, highestRole, Serves, type Caller, type InputOf } from '../http/route.ts';
import { once, tried } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { allowedInterventions, seesCustomer } from '../roles.ts';
import { lineOf, timeOf } from '../timeline/timeline-line.ts';
import { interventionRoutes } from './interventions.routes.ts';

type Intervening = InputOf<typeof interventionRoutes.intervene>;
type Answering = InputOf<typeof interventionRoutes.answerIntervention>;
type Done = Intervened & { readonly interventionId: string; readonly waitsForSignature: boolean };

@Controller()
export class InterventionsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(interventionRoutes.intervene)
  intervene(@Input() input: Intervening) {
    mustBeAllowed(input.caller, allowedInterventions[input.body.type], input.body.type);
    return once(this.#db, interventionRoutes.intervene, input, (db) => carryOut(db, input));
  }

  @Serves(interventionRoutes.previewIntervention)
  async preview(@Input() input: Intervening) {
    mustBeAllowed(input.caller, allowedInterventions[input.body.type], input.body.type);
    return tried(this.#db, input.caller.utilityId, async (db, em) => {
      const { body } = done(await carryOut(db, input));
      const comes = await preview(em, input, body);
      if (!body.waitsForSignature) return { ...comes, onceSigned: null };
      const asked = { caller: input.caller, params: { ...input.params, interventionId: body.interventionId }, body: { answer: 'sign', reason: '…' } } as const;
      return { ...comes, onceSigned: await preview(em, input, done(await answer(db, asked, 'somebody else')).body) };
    });
  }

  @Serves(interventionRoutes.previewCaseMove)
  async previewMove(@Input() input: InputOf<typeof interventionRoutes.previewCaseMove>) {
    const { caller, params, body } = input;
    return tried(this.#db, caller.utilityId, async (db, em) => {
      const move = { to: body.to, migrationId: 'preview', by: caller.subject, approvedBy: 'somebody else' };
      const outcome = await moveOneCase(db, caller.utilityId, params.caseId, move);
      if (outcome === null) throw await whyNot(db, caller.utilityId, params.caseId);
      if (isRefusal(outcome)) throw refused(outcome);
      return preview(em, input, outcome);
    });
  }

  @Serves(interventionRoutes.answerIntervention)
  async answer(@Input() input: Answering) {
    await mustBeAllowedToAnswer(this.#db, input);
    return once(this.#db, interventionRoutes.answerIntervention, input, (db) => answer(db, input));
  }

  @Serves(interventionRoutes.previewInterventionAnswer)
  async previewAnswer(@Input() input: Answering) {
    await mustBeAllowedToAnswer(this.#db, input);
    return tried(this.#db, input.caller.utilityId, async (db, em) => preview(em, input, done(await answer(db, input)).body));
  }
}

/** Whoever may do it may sign for it. What waits no more has no roles of its own: the answer says that nothing of the kind waits. */
async function mustBeAllowedToAnswer(db: Database, { caller, params }: Answering): Promise<void> {
  const { utilityId } = caller;
  const known = await db.forUtility(utilityId, (em) => readCase(em, utilityId, params.caseId));
  if (!known) throw notFound('case', params.caseId);
  const asked = known.state.asked?.find(({ interventionId }) => interventionId === params.interventionId);
  if (asked) mustBeAllowed(caller, allowedInterventions[asked.intervention.type], asked.intervention.type);
}

function done<T>(outcome: { body: T } | { problem: Problem }): { body: T } {
  if ('problem' in outcome) throw outcome.problem;
  return outcome;
}

const recordedAs = { sign: 'signed', refuse: 'refused', withdraw: 'withdrawn' } as const;

async function answer(db: Database, { caller, params, body }: Pick<Answering, 'caller' | 'params' | 'body'>, by = caller.subject): Promise<{ body: Done } | { problem: Problem }> {
  const { caseId, interventionId } = params;
  const outcome = await answerIntervention(db, caller.utilityId, caseId, { interventionId, answer: recordedAs[body.answer], by, reason: body.reason });
  if (outcome === null) throw await whyNot(db, caller.utilityId, caseId);
  if (isRefusal(outcome)) return { problem: refused(outcome) };
  return { body: { interventionId, ...outcome, waitsForSignature: false } };
}

/** What was appended, and what comes next, as the transaction sees it before it is taken back. */
async function preview(em: Sql, { caller, params }: Pick<Intervening, 'caller' | 'params'>, { status, events }: Intervened) {
  const { utilityId } = caller;
  const known = await readCase(em, utilityId, params.caseId);
  const account = known && (await readAccount(em, utilityId, known.accountId));
  if (!known || !account) throw notFound('case', params.caseId);
  const utility = await readUtility(em, utilityId, [account.accountId]);
  const told = [];
  for (const { eventId } of events) {
    for (const found of await findEvents(em, utilityId, eventId, account.accountId)) {
      const place = { at: timeOf(found.stored.event), since: 0, rank: 0, streamId: found.streamId, version: found.version };
      const { type, says, because } = lineOf({ ...found, place } as TimelineEntry, utility.law.calendar, hasRole(caller, seesCustomer));
      told.push({ type, says, because });
    }
  }
  return { status, events: told, next: nextView(known, account.state, utility) };
}

async function carryOut(db: Database, { caller, params, query, body }: Intervening): Promise<{ body: Done } | { problem: Problem }> {
  const interventionId = `i-${randomUUID()}`;
  const seen = query.seen === undefined ? null : seenFrom(query.seen);
  const outcome = await interveneOn(db, caller.utilityId, params.caseId, body, { by: caller.subject, as: highestRole(caller, holdRoles), interventionId }, seen);
  if (outcome === null) throw await whyNot(db, caller.utilityId, params.caseId);
  // Thrown, so that it does not become the answer of the key for good: whoever looks again may send it once more.
  if ('movedOn' in outcome) throw await movedOn(db, caller, { caseId: params.caseId, accountId: outcome.accountId }, seen as Seen);
  if (isRefusal(outcome)) return { problem: refused(outcome) };
  return { body: { interventionId, ...outcome, waitsForSignature: outcome.events.some(({ type }) => type === 'InterventionAsked') } };
}

/** More than these nobody reads in a dialog; the timeline has them all. */
const mostTold = 20;

async function movedOn(db: Database, caller: Caller, which: { readonly caseId: string; readonly accountId: string }, seen: Seen): Promise<Problem> {
  const since = await db.forUtility(caller.utilityId, async (em) => {
    const { law } = await readUtility(em, caller.utilityId);
    const entries = await readSince(em, caller.utilityId, which, seen, mostTold);
    return entries.map((entry) => lineOf(entry, law.calendar, hasRole(caller, seesCustomer))).map(({ eventId, type, at, says, cause }) => ({ eventId, type, at, says, cause }));
  });
  return new Problem('moved-on', `Case ${which.caseId} has moved on since you looked at it, and nothing was done. Look again first.`, { since });
}

async function whyNot(db: Database, utilityId: string, caseId: string): Promise<Problem> {
  const known = await db.forUtility(utilityId, (em) => readCase(em, utilityId, caseId));
  return known ? new Problem('conflict', `Case ${caseId} is closed, and a later one of account ${known.accountId} has followed it.`) : notFound('case', caseId);
}
