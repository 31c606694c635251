import type { AccountEvent } from '../account/account.events.ts';
import { contextOf, type Context } from '../case/context.ts';
import type { CaseEvent, CaseEventType } from '../case/case.events.ts';
import type { CaseState, CaseStatus } from '../case/case.state.ts';
import { decideClearance, type ClearanceRequest } from '../case/clearance.ts';
import type { Intervened as Outcome, Intervener, Intervention } from '../case/interventions.ts';
import { answerAsked, interveneOrAsk, type SaidOfAsked } from '../case/second-person.ts';
import { isRefusal, type Refusal } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import type { UnrecordedFact } from '../contracts/index.ts';
import { accountOfCase } from './advance-cases.ts';
import type { Database } from './database.ts';
import type { Seen } from './read/cases.ts';
import { UnitOfWork } from './unit-of-work.ts';
import type { Provenance } from './stored-event.ts';
import type { WorkingAccount } from './working-account.ts';

export interface Intervened {
  readonly caseId: string;
  readonly status: CaseStatus;
  /** What it brought about, with what followed from it. */
  readonly events: readonly { readonly eventId: string; readonly type: CaseEventType | AccountEvent['type'] }[];
}

/** The case is no longer as the person saw it: what happened meanwhile is to be looked at first, and nothing was done. */
export interface MovedOn {
  readonly movedOn: true;
  readonly accountId: string;
}

/**
 * Carries out a person's intervention under the account's lock and decides what follows; where the case's pack asks for a second person, it is asked
 * for and not yet done. It commits in PostgreSQL and leaves a nudge: it needs no Temporal.
 * @param seen how far the person has seen the case; left out by who decides whatever happened meanwhile
 * @returns null when there is no such case
 */
export async function interveneOn(db: Database, utilityId: string, caseId: string, intervention: Intervention, who: Intervener, seen: Seen | null = null): Promise<Intervened | MovedOn | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, [accountOfCase(caseId)]);
    const account = work.accounts.get(accountOfCase(caseId));
    if (seen !== null && account?.state?.caseId === caseId && (account.version !== seen.accountVersion || account.state.version !== seen.caseVersion)) return { movedOn: true, accountId: account.accountId };
    const outcome = await interveneWithin(work, caseId, [intervention], who);
    if (outcome !== null && !isRefusal(outcome)) await work.commit();
    return outcome;
  });
}

/**
 * The same within a transaction that locks the account already; whoever began it commits it, unless this was refused. Of several
 * interventions each is judged after those before it, and one refusal refuses all of them.
 */
export async function interveneWithin(work: UnitOfWork, caseId: string, interventions: readonly Intervention[], who: Intervener): Promise<Intervened | Refusal | null> {
  const account = work.accounts.get(accountOfCase(caseId));
  if (!account?.state || account.state.caseId !== caseId) return null;
  const provenance = { cause: `intervention/${who.interventionId}`, correlationId: `intervention/${who.interventionId}` };
  for (const intervention of interventions) {
    const outcome = await judged(work, account, (state, context) => interveneOrAsk(intervention, who, state, context));
    if (isRefusal(outcome)) return outcome;
    await record(work, account, outcome, provenance);
  }
  await work.advance(account, provenance);
  return { caseId, status: account.state.status, events: eventsOf(account) };
}

/** A person's orders count like any others: the same in many cases is what a breaker is there for (M41). */
async function judged(work: UnitOfWork, account: WorkingAccount, judge: (state: CaseState, context: Context) => Outcome | Refusal): Promise<Outcome | Refusal> {
  const { law, now, feeds } = work.utility;
  const again = () => judge(account.state as CaseState, contextOf(work.known(account), account.state, law, now, feeds, work.openBreakers));
  let outcome = again();
  while (!isRefusal(outcome) && (await work.tripsOver(outcome.caseEvents.map((draft) => ({ ...draft, at: now }) as CaseEvent)))) outcome = again();
  return outcome;
}

async function record(work: UnitOfWork, account: WorkingAccount, { entries, caseEvents }: Outcome, provenance: Provenance): Promise<void> {
  const { now } = work.utility;
  await work.append(
    account,
    entries.map((entry) => ({ ...entry, effectiveAt: now, recordedAt: now }) as AccountEvent),
    () => provenance,
  );
  work.decide(account, caseEvents.map((draft) => ({ ...draft, at: now }) as CaseEvent), provenance);
}

/**
 * A second person signs or refuses what somebody asked for in a case, or who asked withdraws it: decided under the account's lock, and what follows
 * with it. @returns null when there is no such case, or a later one has followed it
 */
export async function answerIntervention(db: Database, utilityId: string, caseId: string, said: SaidOfAsked): Promise<Intervened | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, [accountOfCase(caseId)]);
    const account = work.accounts.get(accountOfCase(caseId));
    if (account?.state?.caseId !== caseId) return null;
    const outcome = await judged(work, account, (state, context) => answerAsked(said, state, context));
    if (isRefusal(outcome)) return outcome;
    const provenance = { cause: `intervention/${said.interventionId}`, correlationId: `intervention/${said.interventionId}` };
    await record(work, account, outcome, provenance);
    await work.advance(account, provenance);
    await work.commit();
    return { caseId, status: account.state.status, events: eventsOf(account) };
  });
}

/** What a transaction appended to the account and its case so far. */
export function eventsOf(account: WorkingAccount): Intervened['events'] {
  return [
    ...account.appended.map(({ event }) => ({ eventId: event.id, type: event.type })),
    ...account.caseAppended.map(({ event, caseId, version }) => ({ eventId: `${caseId}#${version}`, type: event.type })),
  ];
}

/** Places or releases a hold, agrees an arrangement: a fact or fence that a person tells, case or no case. @returns null when the account is unknown */
export async function recordFact(db: Database, utilityId: string, accountId: string, event: UnrecordedFact, cause: string): Promise<{ eventId: string; caseId: string | null } | null> {
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, [accountId]);
    const account = work.accounts.get(accountId);
    if (!account) return null;
    const recorded = { ...event, recordedAt: work.utility.now } as AccountEvent;
    const provenance = { cause, correlationId: cause };
    await work.append(account, [recorded], () => provenance);
    await work.advance(account, provenance);
    await work.commit();
    return { eventId: recorded.id, caseId: account.state?.caseId ?? null };
  });
}

export interface ClearanceGrant {
  readonly granted: true;
  readonly clearanceId: string;
  readonly expiresAt: Instant;
  readonly caseId: string;
  readonly accountId: string;
  readonly now: Instant;
}

/** `A1.2.w3` → `A1.2` */
export function caseOfWorkOrder(workOrderId: string): string {
  return workOrderId.slice(0, workOrderId.lastIndexOf('.'));
}

/**
 * May this crew close this valve, now? Decided under the same lock as every fence: one that committed before it always wins (I3).
 * The answer is recorded either way. Asked again for a clearance that was given, it is the same one for as long as it would be
 * given still, and refused otherwise. @returns null when there is no such order
 */
export async function clearForShutOff(db: Database, utilityId: string, request: ClearanceRequest): Promise<ClearanceGrant | Refusal | null> {
  const caseId = caseOfWorkOrder(request.workOrderId);
  return db.retrying(utilityId, async (em) => {
    const work = await UnitOfWork.begin(em, utilityId, [accountOfCase(caseId)]);
    const account = work.accounts.get(accountOfCase(caseId));
    if (account?.state?.caseId !== caseId) return null;
    const { law, now, feeds } = work.utility;
    const answer = decideClearance(request, account.state, contextOf(work.known(account), account.state, law, now, feeds, work.openBreakers));
    const { clearanceId } = request;
    const grant = { granted: true, clearanceId, caseId, accountId: account.accountId } as const;
    const known = account.state.clearances.find((given) => given.clearanceId === clearanceId);
    if (answer.granted && known) return { ...grant, expiresAt: known.expiresAt, now: known.grantedAt };
    const provenance = { cause: `clearance/${clearanceId}`, correlationId: `clearance/${clearanceId}` };
    work.decide(account, [{ ...answer.event, at: now } as CaseEvent], provenance);
    await work.commit();
    return answer.granted ? { ...grant, expiresAt: answer.event.data.expiresAt, now } : answer.refusal;
  });
}
