import type { CaseEvent } from '../../case/case.events.ts';
import { dayEventTypes, dayLine, type DayLine } from '../../case/shut-off-day/day-line.ts';
import type { Cents } from '../../kernel/money.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { instantText } from '../read/sql-times.ts';
import { readBody } from '../stored-event.ts';

/** A line of the list as the day is shown: with whose it is and which crew has it. */
export interface ListedLine extends DayLine {
  readonly accountId: string;
  readonly district: string;
  readonly route: string | null;
  readonly customerClass: string;
  readonly balanceCents: Cents;
  readonly premiseAddress: string;
  /** The pack wants somebody to approve this shut-off, and nobody has. */
  readonly awaitsApproval: boolean;
  /** Who has the order or is to have it. */
  readonly crewId: string;
  /** As how many-th of its crew's; null where nobody put them in order. */
  readonly place: number | null;
  /** When its crew took it on. */
  readonly dispatchedAt: Instant | null;
}

interface Row {
  case_id: string;
  account_id: string;
  district: string;
  route: string | null;
  customer_class: string;
  balance_cents: string;
  premise_address: string;
  awaits: boolean;
  bodies: string[];
}

/** Cases that were ever on the list of that day, each with what happened to it since. */
const rowsOf = `
with listed as (
  select case_id, min(version) as since from case_event where utility_id = ? and for_day = ? and type in ('ShutOffPlanned', 'ShutOffOrdered') group by case_id
)
select c.case_id, c.account_id, a.state ->> 'district' as district, a.state ->> 'route' as route, a.state ->> 'customerClass' as customer_class, a.balance_cents::text as balance_cents,
  coalesce(p.premise_address, '') as premise_address,
  coalesce(c.status = 'shut-off-planned' and c.planned_on = ?::date and c.awaits_approval, false) as awaits,
  (select array_agg(e.body order by e.version) from case_event e where e.utility_id = ? and e.case_id = l.case_id and e.version >= l.since and e.type = any(?::text[])) as bodies
from listed l
join case_record c on c.utility_id = ? and c.case_id = l.case_id
join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
left join account_person p on p.utility_id = c.utility_id and p.account_id = c.account_id`;

/** The whole list of a day, in the order of the crews' work. */
export async function readDayLines(em: Sql, utilityId: string, on: LocalDate): Promise<ListedLine[]> {
  const rows = await em.execute<Row[]>(rowsOf, [utilityId, on, on, utilityId, [...dayEventTypes], utilityId]);
  const lines = rows.flatMap((row) => {
    const line = dayLine(row.case_id, row.bodies.map((body) => readBody<CaseEvent>(body).event), on);
    return line === null ? [] : [{ row, line }];
  });
  const crews = await readCrews(em, utilityId, lines.flatMap(({ row, line }) => (line.workOrderId === null ? [] : [{ accountId: row.account_id, workOrderId: line.workOrderId }])));
  return lines
    .map(({ row, line }): ListedLine => {
      const crew = crews.get(line.workOrderId ?? '');
      return {
        ...line,
        accountId: row.account_id,
        district: row.district,
        route: row.route,
        customerClass: row.customer_class,
        balanceCents: Number(row.balance_cents),
        premiseAddress: row.premise_address,
        awaitsApproval: row.awaits,
        crewId: crew?.crewId ?? usualCrewOf(row.district),
        place: crew?.place ?? null,
        dispatchedAt: crew?.dispatchedAt ?? null,
      };
    })
    .sort((first, second) => (workPlace(first) < workPlace(second) ? -1 : 1));
}

/** Where a line stands among all of the day: by crew, by the place that somebody gave it, by the route of the readers. */
export function workPlace({ crewId, place, route, caseId }: Pick<ListedLine, 'crewId' | 'place' | 'route' | 'caseId'>): string {
  return [crewId, place === null ? 'z' : String(place).padStart(6, '0'), route ?? '~', caseId].join('\u0001');
}

/** Until somebody else is named, each district has a crew of its own. */
export function usualCrewOf(district: string): string {
  return `crew-${district}`;
}

export interface CrewOfOrder {
  readonly crewId: string;
  readonly place: number | null;
  readonly dispatchedAt: Instant | null;
}

/** Who has these orders: whom somebody assigned, or else who took them on; orders of which nothing is known are left out. */
export async function readCrews(em: Sql, utilityId: string, orders: readonly { readonly accountId: string; readonly workOrderId: string }[]): Promise<Map<string, CrewOfOrder>> {
  if (orders.length === 0) return new Map();
  const ids = orders.map(({ workOrderId }) => workOrderId);
  const assigned = await em.execute<{ work_order_id: string; crew_id: string; place: number | null }[]>(
    `select distinct on (work_order_id) work_order_id, crew_id, place from crew_assignment where utility_id = ? and work_order_id = any(?::text[]) order by work_order_id, assignment_id desc`,
    [utilityId, ids],
  );
  const dispatched = await em.execute<{ work_order_id: string; crew_id: string; at: Instant }[]>(
    `select body::jsonb #>> '{event,data,workOrderId}' as work_order_id, body::jsonb #>> '{event,data,crewId}' as crew_id, ${instantText('effective_at')} as at from account_event
     where utility_id = ? and account_id = any(?::text[]) and type = 'WorkOrderDispatched' order by effective_at, version`,
    [utilityId, [...new Set(orders.map(({ accountId }) => accountId))]],
  );
  const taken = new Map(dispatched.map((row) => [row.work_order_id, row]));
  const named = new Map(assigned.map((row) => [row.work_order_id, row]));
  return new Map(
    ids.flatMap((id): [string, CrewOfOrder][] => {
      const crewId = named.get(id)?.crew_id ?? taken.get(id)?.crew_id;
      return crewId === undefined ? [] : [[id, { crewId, place: named.get(id)?.place ?? null, dispatchedAt: taken.get(id)?.at ?? null }]];
    }),
  );
}
