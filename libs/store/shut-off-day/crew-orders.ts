import type { CaseState, CaseWorkOrder } from '../../case/case.state.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { readCrews, usualCrewOf } from './day-lines.ts';

/** What a crew has to know of an order, and no more: no name, no amount. */
export interface CrewOrder {
  readonly order: CaseWorkOrder;
  readonly crewId: string;
  readonly place: number | null;
  readonly isDispatched: boolean;
  /** The last clearance at that door, while the order is out. */
  readonly clearedUntilAt: string | null;
  readonly premiseAddress: string;
  readonly route: string | null;
  readonly atTheDoor: readonly ('dog' | 'threat')[];
}

interface Row {
  state: CaseState;
  account_id: string;
  premise_address: string;
  route: string | null;
  at_the_door: ('dog' | 'threat')[] | null;
}

/** Every order of that day to any crew: tags, visits, shut-offs, and water to be turned on. */
export async function readCrewOrders(em: Sql, utilityId: string, on: LocalDate): Promise<CrewOrder[]> {
  const rows = await em.execute<Row[]>(
    `select c.state, c.account_id, coalesce(p.premise_address, '') as premise_address, a.state ->> 'route' as route, a.state -> 'atTheDoor' as at_the_door
     from (select distinct case_id from case_event where utility_id = ? and for_day = ? and type <> 'ShutOffPlanned') e
     join case_record c on c.utility_id = ? and c.case_id = e.case_id
     join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
     left join account_person p on p.utility_id = c.utility_id and p.account_id = c.account_id`,
    [utilityId, on, utilityId],
  );
  const orders = rows.flatMap((row) => row.state.workOrders.filter(({ order }) => order.onDay === on).map((order) => ({ row, order })));
  const crews = await readCrews(em, utilityId, orders.map(({ row, order }) => ({ accountId: row.account_id, workOrderId: order.workOrderId })));
  return orders.map(({ row, order }): CrewOrder => {
    const crew = crews.get(order.workOrderId);
    const clearance = row.state.clearances.findLast(({ workOrderId }) => workOrderId === order.workOrderId);
    return {
      order,
      crewId: crew?.crewId ?? usualCrewOf(order.order.district),
      place: crew?.place ?? null,
      isDispatched: crew?.dispatchedAt != null,
      clearedUntilAt: order.status === 'open' ? (clearance?.expiresAt ?? null) : null,
      premiseAddress: row.premise_address,
      route: row.route,
      atTheDoor: row.at_the_door ?? [],
    };
  });
}
