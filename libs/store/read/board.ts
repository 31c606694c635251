import type { CaseStatus } from '../../case/case.state.ts';
import type { Sql } from '../database.ts';

/** A utility's work in numbers. */
export interface Board {
  readonly accounts: number;
  readonly openCases: number;
  readonly closedCases: number;
  readonly casesByStatus: Partial<Record<CaseStatus, number>>;
  readonly onHold: number;
  /** Premises whose water a crew closed in an open case and did not open again. */
  readonly shutOffNow: number;
  readonly everShutOff: number;
  readonly restored: number;
  readonly resumedAfterDismissal: number;
  readonly incidents: number;
  readonly lettersOrdered: number;
  readonly lettersMailed: number;
  readonly workOrdersOrdered: number;
  readonly workOrdersRecalled: number;
  readonly clearancesGranted: number;
  readonly clearancesRefused: number;
  readonly openObligations: number;
  readonly deadLetters: number;
  readonly waitingMessages: number;
  readonly openBreakers: number;
}

interface Counts {
  accounts: number;
  held: number;
  shut_off: number;
  obligations: number;
  dead_letters: number;
  waiting: number;
  statuses: Partial<Record<CaseStatus, number>> | null;
  events: Record<string, number> | null;
  dismissed: number;
  open_breakers: number;
}

const query = `
select
  (select count(*)::int from account where utility_id = ?) as accounts,
  (select count(*)::int from case_record where utility_id = ? and status <> 'closed' and held_kinds <> '{}') as held,
  (select count(*)::int from case_record where utility_id = ? and status in ('shut-off', 'restoring')) as shut_off,
  (select count(*)::int from obligation where utility_id = ? and status = 'open') as obligations,
  (select count(*)::int from dead_letter where utility_id = ? and status <> 'repaired') as dead_letters,
  (select count(*)::int from inbox where utility_id = ? and status = 'waiting') as waiting,
  (select json_object_agg(status, n) from (select status, count(*)::int as n from case_record where utility_id = ? group by status) s) as statuses,
  (select json_object_agg(type, n) from (select type, count(*)::int as n from case_event where utility_id = ? group by type) t) as events,
  (select count(*)::int from case_event where utility_id = ? and type = 'CollectionResumed' and body like '%"afterDismissal":true%') as dismissed,
  (select count(*)::int from breaker_trip where utility_id = ? and reset_at is null) as open_breakers`;

/** Counts straight from the read models and streams; nothing is kept that all accounts would have to share. */
export async function readBoard(em: Sql, utilityId: string): Promise<Board> {
  const [row] = await em.execute<Counts[]>(query, Array.from({ length: 10 }, () => utilityId));
  const counts = row as Counts;
  const statuses = counts.statuses ?? {};
  const of = (type: string) => counts.events?.[type] ?? 0;
  const closedCases = statuses.closed ?? 0;
  return {
    accounts: counts.accounts,
    openCases: Object.values(statuses).reduce((sum, n) => sum + n, 0) - closedCases,
    closedCases,
    casesByStatus: statuses,
    onHold: counts.held,
    shutOffNow: counts.shut_off,
    everShutOff: of('ServiceShutOff'),
    restored: of('ServiceRestored'),
    resumedAfterDismissal: counts.dismissed,
    incidents: of('IncidentOpened'),
    lettersOrdered: of('NoticeOrdered'),
    lettersMailed: of('NoticeConfirmed'),
    workOrdersOrdered: of('DoorTagOrdered') + of('NoticeVisitOrdered') + of('ShutOffOrdered') + of('RestorationOrdered'),
    workOrdersRecalled: of('WorkOrderRecalled'),
    clearancesGranted: of('ClearanceGranted'),
    clearancesRefused: of('ClearanceRefused'),
    openObligations: counts.obligations,
    deadLetters: counts.dead_letters,
    waitingMessages: counts.waiting,
    openBreakers: counts.open_breakers,
  };
}
