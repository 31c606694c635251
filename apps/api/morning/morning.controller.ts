import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { dayOf } from '../../../libs/calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../../../libs/calendar/days.ts';
import { isInstant, type Instant } from '../../../libs/kernel/time.ts';
import { readDeskSetting, readUtility, type Database, type Sql, type Utility } from '../../../libs/store/index.ts';
import { listMorning, readAccount, readCase, type MorningRow } from '../../../libs/store/read/index.ts';
import { awaitedView } from '../cases/case-view.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { saysOf } from '../timeline/timeline-line.ts';
import { morningRoutes } from './morning.routes.ts';

const placeSchema = z.strictObject({ at: z.string().refine(isInstant), accountId: z.string(), eventId: z.string() });

@Controller()
export class MorningController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(morningRoutes.listMorning)
  list(@Input() { caller, params, query }: InputOf<typeof morningRoutes.listMorning>) {
    const { utilityId } = caller;
    const after = placeFrom(query.cursor, placeSchema);
    return this.#db.forUtility(utilityId, async (em) => {
      const known = await readUtility(em, utilityId);
      const days = await readDeskSetting(em, utilityId, 'expiring-within-days');
      const { zone } = known.law.calendar;
      const today = dayOf(known.law.calendar, known.now);
      const isAhead = params.kind === 'expiring-holds';
      const [fromOn, toOn] = isAhead ? [today, plusDays(today, days)] : [plusDays(today, -days), today];
      const to = startOfDay(plusDays(toOn, 1), zone);
      const rows = await listMorning(em, utilityId, params.kind, { from: startOfDay(fromOn, zone), to }, { after, limit: query.limit + 1 });
      const { items, nextCursor } = pageFrom(rows, query.limit, ({ at, accountId, eventId }) => ({ at, accountId, eventId }));
      const lines = [];
      for (const row of items) lines.push(...(await lineOf(em, known, row, to, hasRole(caller, seesCustomer))));
      return { fromOn, toOn, items: lines, nextCursor };
    });
  }
}

/** With what the case waits for; of a case whose holds all end later, or by a fact alone, nothing. */
async function lineOf(em: Sql, { utilityId }: Utility, row: MorningRow, to: Instant, seesPeople: boolean) {
  const { at, accountId, caseId, event } = row;
  const stored = caseId === null ? null : await readCase(em, utilityId, caseId);
  const account = stored && (await readAccount(em, utilityId, accountId));
  const next = stored && account && awaitedView(stored, account.state, await readUtility(em, utilityId, [accountId]));
  const after = { next: next?.says ?? 'No case is open: nothing follows by itself.', nextDeadlineAt: next?.nextDeadlineAt ?? null };
  if (event !== null) return [{ at, accountId, caseId, says: saysOf(event, seesPeople), ...after }];
  const ending = (next?.holds ?? []).flatMap(({ untilAt, sentence }) => (untilAt !== null && untilAt < to ? [{ untilAt, sentence }] : []));
  return ending.map(({ untilAt, sentence }) => ({ at: untilAt, accountId, caseId, says: sentence, ...after }));
}
