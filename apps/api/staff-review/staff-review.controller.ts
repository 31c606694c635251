import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { dayOf } from '../../../libs/calendar/business-calendar.ts';
import { isRefusal } from '../../../libs/kernel/because.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { caseActTypes, changeDeskSetting, deskSettings, readActEvents, readDeskSetting, readReviewWeek, readUtility, sayOfAct, type Act, type Database, type DeskSetting, type ReviewWeek, type SaidOfAct, type Sql } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound, Problem, refused } from '../http/problem.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { lineOf } from '../timeline/timeline-line.ts';
import { staffReviewRoutes } from './staff-review.routes.ts';

const placeSchema = z.string();

@Controller()
export class StaffReviewController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(staffReviewRoutes.readStaffReview)
  read(@Input() { caller, query }: InputOf<typeof staffReviewRoutes.readStaffReview>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const known = await weekOf(em, caller.utilityId, query.week);
      const groups = known.groups.map(({ person, type, acts, sample }) => {
        const last = sample.map((act) => saidOf(known, act).at(-1)?.verdict);
        return { person, type, acts, sampled: sample.length, signedOff: last.filter((verdict) => verdict === 'signed-off').length, questioned: last.filter((verdict) => verdict === 'questioned').length };
      });
      return { week: known.week, percent: known.percent, groups };
    });
  }

  @Serves(staffReviewRoutes.listStaffReview)
  list(@Input() { caller, query }: InputOf<typeof staffReviewRoutes.listStaffReview>) {
    const after = placeFrom(query.cursor, placeSchema) ?? '';
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const known = await weekOf(em, caller.utilityId, query.week);
      const drawn = known.groups.filter(({ person }) => query.person === undefined || person === query.person).flatMap(({ sample }) => sample);
      const inOrder = drawn.sort((first, second) => (placeOf(first) < placeOf(second) ? -1 : 1)).filter((act) => placeOf(act) > after);
      const { items, nextCursor } = pageFrom(inOrder, query.limit, placeOf);
      const events = await readActEvents(em, caller.utilityId, items);
      const { calendar } = (await readUtility(em, caller.utilityId)).law;
      return {
        items: items.map((act) => {
          const stored = events.get(`${act.accountId} ${act.eventId}`);
          const caseId = (caseActTypes as readonly string[]).includes(act.type) ? act.eventId.replace(/#\d+$/, '') : null;
          const place = { at: act.at, since: 0, rank: 0, streamId: caseId ?? act.accountId, version: 0 };
          const says = stored === undefined ? '' : lineOf({ eventId: act.eventId, stream: caseId === null ? 'account' : 'case', place, stored }, calendar, hasRole(caller, seesCustomer)).says;
          return { ...act, caseId, says, said: saidOf(known, act).map(({ verdict, note, at, by }) => ({ verdict, note, at, by })) };
        }),
        nextCursor,
      };
    });
  }

  @Serves(staffReviewRoutes.reviewAct)
  review(@Input() input: InputOf<typeof staffReviewRoutes.reviewAct>) {
    const { caller, body } = input;
    return once(this.#db, staffReviewRoutes.reviewAct, input, async (db) => {
      const outcome = await sayOfAct(db, caller.utilityId, { ...body, by: caller.subject });
      if (outcome === null) throw notFound('act of a person', body.eventId);
      if (isRefusal(outcome)) return { problem: refused(outcome) };
      const { verdict, note, at, by } = outcome;
      return { body: { verdict, note, at, by } };
    });
  }

  @Serves(staffReviewRoutes.listDeskSettings)
  settings(@Input() { caller }: InputOf<typeof staffReviewRoutes.listDeskSettings>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const items = [];
      for (const setting of Object.keys(deskSettings) as DeskSetting[]) {
        const { least, most, says } = deskSettings[setting];
        items.push({ setting, value: await readDeskSetting(em, caller.utilityId, setting), least, most, says });
      }
      return { items };
    });
  }

  @Serves(staffReviewRoutes.changeDeskSetting)
  change(@Input() input: InputOf<typeof staffReviewRoutes.changeDeskSetting>) {
    const { caller, params, body } = input;
    const { setting } = params;
    const { least, most } = deskSettings[setting];
    if (body.value < least || body.value > most) throw new Problem('invalid', `${setting} is from ${least} to ${most}.`, { faults: [{ path: 'body.value', message: `must be from ${least} to ${most}` }] });
    return once(this.#db, staffReviewRoutes.changeDeskSetting, input, async (db) => {
      await changeDeskSetting(db, caller.utilityId, { setting, value: body.value, by: caller.subject });
      return { body: { setting, value: body.value } };
    });
  }
}

const placeOf = ({ person, at, accountId, eventId }: Act) => [person, at, accountId, eventId].join('\u0001');

const saidOf = ({ said }: ReviewWeek, act: Pick<Act, 'eventId' | 'accountId'>): SaidOfAct[] => said.filter(({ eventId, accountId }) => eventId === act.eventId && accountId === act.accountId);

async function weekOf(em: Sql, utilityId: string, day: LocalDate | undefined): Promise<ReviewWeek> {
  const { law, now } = await readUtility(em, utilityId);
  return readReviewWeek(em, utilityId, law, day ?? dayOf(law.calendar, now));
}
