import type { AccountEvent } from '../account/account.events.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import type { CaseEvent } from '../case/case.events.ts';
import { outgoingMessage, publicData, type BillingRequest, type OutRecord, type WorkOrderRequest } from '../contracts/index.ts';
import type { Sql } from './database.ts';
import { retriedOf, type Changes } from './obligation-rows.ts';
import type { Utility } from './utility.ts';
import { readBody } from './stored-event.ts';
import type { AppendedAccountEvent, AppendedCaseEvent, WorkingAccount } from './working-account.ts';

export interface OutboxRow {
  readonly kind: 'message' | 'nudge';
  readonly stream: string;
  readonly topic: string | null;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Record<string, string> | null;
}

/** Everything that leaves, leaves through here: in the transaction of the decision, in order per account. */
export async function writeOutbox(em: Sql, utility: Utility, changes: readonly Changes[]): Promise<void> {
  const askedAgain = await repeatedRequests(em, utility, changes);
  const rows = changes.flatMap((change): OutboxRow[] => [
    ...change.account.appended.flatMap((appended) => entryMessages(utility, change.account, appended)),
    ...change.account.caseAppended.flatMap((appended) => caseMessages(utility, change.account, appended)),
    ...(askedAgain.get(change.account) ?? []),
    ...nudges(change),
  ]);
  await putIntoOutbox(em, utility.utilityId, rows);
}

/** Orders and recalls that a person has sent again: the same message to the byte, so that a crew that has it already does nothing twice (I4). */
async function repeatedRequests(em: Sql, utility: Utility, changes: readonly Changes[]): Promise<Map<WorkingAccount, OutboxRow[]>> {
  const found = new Map<WorkingAccount, OutboxRow[]>();
  for (const { account } of changes) {
    const retried = retriedOf(account);
    if (retried.length === 0) continue;
    const told = await workOrderEvents(em, utility.utilityId, account.state?.caseId ?? '');
    found.set(account, told.flatMap((each) => requestMessages(utility, account, each, (work) => retried.includes(work.idempotencyKey))));
  }
  return found;
}

async function workOrderEvents(em: Sql, utilityId: string, caseId: string): Promise<ToldOfCase[]> {
  const rows = await em.execute<{ body: string }[]>(
    `select body from case_event where utility_id = ? and case_id = ? and type in ('DoorTagOrdered', 'NoticeVisitOrdered', 'ShutOffOrdered', 'RestorationOrdered', 'WorkOrderRecalled') order by version`,
    [utilityId, caseId],
  );
  return rows.map(({ body }) => {
    const { event, cause, correlationId } = readBody<CaseEvent>(body);
    return { event, caseId, provenance: { cause, correlationId } };
  });
}

export async function putIntoOutbox(em: Sql, utilityId: string, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await em.execute(
    `insert into outbox (utility_id, kind, stream, topic, key, value, headers)
     select ?, r.kind, r.stream, r.topic, convert_to(r.key, 'UTF8'), convert_to(r.value, 'UTF8'), r.headers
     from json_to_recordset(?::json) as r(kind text, stream text, topic text, key text, value text, headers jsonb)`,
    [utilityId, JSON.stringify(rows)],
  );
}

function nudges({ account, wakes }: Changes): OutboxRow[] {
  if (!wakes || account.state === null) return [];
  const restarts = account.caseAppended.some(({ event }) => event.type === 'ProcessRestarted');
  return [nudgeRow(account.state.caseId, restarts)];
}

/** "Look again", without data: what there is to see is in PostgreSQL. */
export function nudgeRow(caseId: string, restarts = false): OutboxRow {
  return { kind: 'nudge', stream: caseId, topic: null, key: null, value: null, headers: restarts ? { restart: 'true' } : null };
}

function messageRow(accountId: string, message: OutRecord, correlationId: string): OutboxRow {
  return { kind: 'message', stream: accountId, topic: message.topic, key: message.key, value: message.value, headers: { 'correlation-id': correlationId } };
}

type ToldOfCase = Pick<AppendedCaseEvent, 'event' | 'caseId' | 'provenance'>;

function caseMessages(utility: Utility, account: WorkingAccount, appended: AppendedCaseEvent): OutboxRow[] {
  const { event, caseId, version, provenance } = appended;
  const eventId = `${caseId}#${version}`;
  const because = event.because.map(({ rule, citation, status }) => ({ rule, citation, status }));
  const told = outgoingMessage({
    utility: utility.utilityId,
    time: event.at,
    correlationId: provenance.correlationId,
    type: 'CaseEvent',
    id: eventId,
    data: { caseId, accountId: account.accountId, eventId, version, event: event.type, on: dayOf(utility.law.calendar, event.at), data: publicData(event.type, event.data), because },
  });
  return [messageRow(account.accountId, told, provenance.correlationId), ...requestMessages(utility, account, appended)];
}

/** What an order or a recall asks of the crew; nothing for other decisions. */
function requestMessages(utility: Utility, account: WorkingAccount, told: ToldOfCase, isWanted: (work: WorkOrderRequest) => boolean = () => true): OutboxRow[] {
  const work = workOrderRequest(utility, account, told);
  if (!work || !isWanted(work)) return [];
  const { correlationId } = told.provenance;
  const message = outgoingMessage({ utility: utility.utilityId, time: told.event.at, correlationId, type: 'WorkOrderRequest', id: work.idempotencyKey, data: work });
  return [messageRow(account.accountId, message, correlationId)];
}

function workOrderRequest(utility: Utility, account: WorkingAccount, { event, caseId }: ToldOfCase): WorkOrderRequest | null {
  const common = { caseId, accountId: account.accountId, utility: utility.utilityId, reason: event.because[0]?.rule ?? '' };
  switch (event.type) {
    case 'DoorTagOrdered':
    case 'NoticeVisitOrdered':
    case 'ShutOffOrdered':
    case 'RestorationOrdered': {
      const { workOrderId, onDay, windowFromAt, windowToAt, meterSerial, district } = event.data;
      const work = ({ DoorTagOrdered: 'door-tag', NoticeVisitOrdered: 'door-tag', ShutOffOrdered: 'shut-off', RestorationOrdered: 'restoration' } as const)[event.type];
      return { kind: 'order', ...common, workOrderId, work, onDay, windowFromAt, windowToAt, meterSerial, district, idempotencyKey: workOrderId };
    }
    case 'WorkOrderRecalled': {
      const { workOrderId, work } = event.data;
      const order = account.state?.workOrders.find((known) => known.workOrderId === workOrderId);
      if (!order) throw new Error(`${workOrderId} was recalled and never ordered`);
      return { kind: 'recall', ...common, workOrderId, work, ...order.order, idempotencyKey: `${workOrderId}/recall` };
    }
    default:
      return null;
  }
}

function entryMessages(utility: Utility, account: WorkingAccount, { event, provenance }: AppendedAccountEvent): OutboxRow[] {
  const request = billingRequest(account.accountId, event);
  if (!request) return [];
  const message = outgoingMessage({ type: 'BillingRequest', id: request.requestId, utility: utility.utilityId, time: event.effectiveAt, correlationId: provenance.correlationId, data: request });
  return [messageRow(account.accountId, message, provenance.correlationId)];
}

function billingRequest(accountId: string, event: AccountEvent): BillingRequest | null {
  switch (event.type) {
    case 'PenaltyAssessed': {
      const { requestId, amountCents, billId } = event.data;
      return { requestId, accountId, kind: 'penalty', amountCents, billId, idempotencyKey: requestId };
    }
    case 'FeeAssessed': {
      const { requestId, amountCents } = event.data;
      return { requestId, accountId, kind: 'fee', amountCents, idempotencyKey: requestId };
    }
    case 'DepositInterestCredited': {
      const { requestId, amountCents, corrects } = event.data;
      const common = { requestId, accountId, amountCents: Math.abs(amountCents), idempotencyKey: requestId } as const;
      return amountCents > 0 ? { ...common, kind: 'deposit-interest' } : { ...common, kind: 'reversal', ...(corrects === undefined ? {} : { corrects }) };
    }
    case 'DepositRefundDue': {
      const { requestId, amountCents } = event.data;
      return { requestId, accountId, kind: 'deposit-refund', amountCents, idempotencyKey: requestId };
    }
    case 'PenaltyReversed':
    case 'FeeReversed': {
      const { requestId, amountCents, corrects } = event.data;
      return { requestId, accountId, kind: 'reversal', amountCents, corrects, idempotencyKey: requestId };
    }
    default:
      return null;
  }
}
