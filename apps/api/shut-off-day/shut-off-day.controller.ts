import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { dayOf } from '../../../libs/calendar/business-calendar.ts';
import { isOut } from '../../../libs/case/shut-off-day/day-line.ts';
import { holdRoles } from '../../../libs/case/interventions.ts';
import { isRefusal } from '../../../libs/kernel/because.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { assignCrew, closeDay, DayStays, interveneOn, readCrewOrders, readDayLines, readDayRecords, readDoubts, readOffThough, readUtility, signDay, workPlace, type CrewOrder, type Database, type DayRecord, type Sql } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound, Problem } from '../http/problem.ts';
import { hasRole, highestRole, Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { seesPremise } from '../roles.ts';
import { crewOrderView, dayView, recordView } from './day-view.ts';
import { shutOffDayRoutes } from './shut-off-day.routes.ts';

type Signing = InputOf<typeof shutOffDayRoutes.signShutOffDay>;
const placeSchema = z.string();

@Controller()
export class ShutOffDayController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(shutOffDayRoutes.readShutOffDay)
  read(@Input() { caller, query }: InputOf<typeof shutOffDayRoutes.readShutOffDay>) {
    const { utilityId } = caller;
    return this.#db.forUtility(utilityId, async (em) => {
      const utility = await readUtility(em, utilityId);
      const today = dayOf(utility.law.calendar, utility.now);
      const day = query.day ?? today;
      const lines = await readDayLines(em, utilityId, day);
      return dayView({ day, today, utility, lines, off: await readOffThough(em, utilityId), ...(await readDayRecords(em, utilityId, day)), seesPremise: hasRole(caller, seesPremise) });
    });
  }

  @Serves(shutOffDayRoutes.listShutOffDay)
  list(@Input() { caller, query }: InputOf<typeof shutOffDayRoutes.listShutOffDay>) {
    const { utilityId } = caller;
    const after = placeFrom(query.cursor, placeSchema) ?? '';
    return this.#db.forUtility(utilityId, async (em) => {
      const day = query.day ?? (await todayOf(em, utilityId));
      const wanted = (await readDayLines(em, utilityId, day)).filter((line) => (query.crew === undefined || line.crewId === query.crew) && (query.stage === undefined || line.stage === query.stage));
      const { items, nextCursor } = pageFrom(wanted.filter((line) => workPlace(line) > after), query.limit, workPlace);
      const doubts = await readDoubts(em, utilityId, items.filter((line) => line.stage === 'planned' || isOut(line)).map(({ caseId }) => caseId), day);
      const none = { doubts: [], promises: [] };
      return { items: items.map((line) => ({ ...line, premiseAddress: hasRole(caller, seesPremise) ? line.premiseAddress : null, ...(doubts.get(line.caseId) ?? none) })), nextCursor };
    });
  }

  @Serves(shutOffDayRoutes.signShutOffDay)
  sign(@Input() input: Signing) {
    return once(this.#db, shutOffDayRoutes.signShutOffDay, input, async (db) => {
      const { caller, body } = input;
      const record = await recorded(signDay(db, caller.utilityId, { day: body.day, by: caller.subject, note: body.note }, body.contentHash));
      return { body: { record, ...(await approve(db, input, record)) } };
    });
  }

  @Serves(shutOffDayRoutes.closeShutOffDay)
  close(@Input() input: InputOf<typeof shutOffDayRoutes.closeShutOffDay>) {
    const { caller, body } = input;
    return once(this.#db, shutOffDayRoutes.closeShutOffDay, input, async (db) => ({ body: await recorded(closeDay(db, caller.utilityId, { day: body.day, by: caller.subject, note: body.note })) }));
  }

  @Serves(shutOffDayRoutes.assignCrew)
  assign(@Input() input: InputOf<typeof shutOffDayRoutes.assignCrew>) {
    const { caller, params, body } = input;
    return once(this.#db, shutOffDayRoutes.assignCrew, input, async (db) => {
      const assigned = await assignCrew(db, caller.utilityId, { workOrderId: params.workOrderId, crewId: body.crewId, place: body.place, by: caller.subject, reason: body.reason }).catch(asConflict);
      if (assigned === null) throw notFound('work order', params.workOrderId);
      return { body: assigned };
    });
  }

  @Serves(shutOffDayRoutes.listCrewOrders)
  crewOrders(@Input() { caller, query }: InputOf<typeof shutOffDayRoutes.listCrewOrders>) {
    const { utilityId } = caller;
    const after = placeFrom(query.cursor, placeSchema) ?? '';
    return this.#db.forUtility(utilityId, async (em) => {
      const day = query.day ?? (await todayOf(em, utilityId));
      const orders = await readCrewOrders(em, utilityId, day);
      const wanted = orders.filter(({ crewId }) => query.crew === undefined || crewId === query.crew).sort((first, second) => (placeOf(first) < placeOf(second) ? -1 : 1));
      const { items, nextCursor } = pageFrom(wanted.filter((order) => placeOf(order) > after), query.limit, placeOf);
      return { day, crews: [...new Set(orders.map(({ crewId }) => crewId))].sort(), items: items.map(crewOrderView), nextCursor };
    });
  }
}

const placeOf = ({ crewId, place, route, order }: CrewOrder) => workPlace({ crewId, place, route, caseId: order.workOrderId });

async function todayOf(em: Sql, utilityId: string): Promise<LocalDate> {
  const { law, now } = await readUtility(em, utilityId);
  return dayOf(law.calendar, now);
}

async function recorded(signing: Promise<DayRecord>) {
  return recordView(await signing.catch(asConflict));
}

/** What keeps a day as it is, point by point. */
function asConflict(error: unknown): never {
  if (error instanceof DayStays) throw new Problem('conflict', error.message, error.points.length === 0 ? {} : { faults: error.points.map(({ caseId, says }) => ({ path: caseId, message: says })) });
  throw error;
}

/** Each that is on the list, through an intervention of its own, by the same rules as from its case. */
async function approve(db: Database, { caller, body }: Signing, record: { readonly hash: string }) {
  const approved: string[] = [];
  const refused: { caseId: string; says: string }[] = [];
  const lines = body.approve.length === 0 ? [] : await db.forUtility(caller.utilityId, (em) => readDayLines(em, caller.utilityId, body.day));
  for (const caseId of body.approve) {
    if (!lines.some((line) => line.caseId === caseId && line.stage === 'planned')) {
      refused.push({ caseId, says: `${caseId} is not planned on the list of ${body.day}: nobody has signed for it.` });
      continue;
    }
    const who = { by: caller.subject, as: highestRole(caller, holdRoles), interventionId: `i-${randomUUID()}` };
    const outcome = await interveneOn(db, caller.utilityId, caseId, { type: 'ApproveShutOff', reason: `Signed with the list of ${body.day} (${record.hash.slice(0, 12)}): ${body.note}`.slice(0, 2_000) }, who);
    if (outcome === null) refused.push({ caseId, says: 'There is no such case.' });
    else if (isRefusal(outcome)) refused.push({ caseId, says: outcome.because.sentence });
    else approved.push(caseId);
  }
  return { approved, refused };
}
