import { Controller, Inject } from '@nestjs/common';
import { dayOf, type BusinessCalendar } from '../../../libs/calendar/business-calendar.ts';
import { startOfDay } from '../../../libs/calendar/days.ts';
import { instant, isLocalDate, type Instant } from '../../../libs/kernel/time.ts';
import { moveClockTo, readUtility, type Clock, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type Caller, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { clockRoutes } from './clock.routes.ts';

@Controller()
export class ClockController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(clockRoutes.readClock)
  async read(@Input() { caller, params }: InputOf<typeof clockRoutes.readClock>) {
    const utilityId = own(caller, params.utilityId);
    const { clockMode: mode, now, targetAt, law } = await this.#db.forUtility(utilityId, (em) => readUtility(em, utilityId));
    return clockView(utilityId, { mode, now, targetAt }, law.calendar);
  }

  @Serves(clockRoutes.moveClock)
  move(@Input() input: InputOf<typeof clockRoutes.moveClock>) {
    const utilityId = own(input.caller, input.params.utilityId);
    const { to } = input.body;
    return once(this.#db, clockRoutes.moveClock, input, async (db) => {
      const { law } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
      return { body: clockView(utilityId, await moveClockTo(db, utilityId, momentOf(to, law.calendar)), law.calendar) };
    });
  }
}

/** A token speaks for one utility; of others it does not even learn that they exist. */
function own(caller: Caller, utilityId: string): string {
  if (caller.utilityId !== utilityId) throw notFound('utility', utilityId);
  return utilityId;
}

function momentOf(to: string, calendar: BusinessCalendar): Instant {
  return isLocalDate(to) ? startOfDay(to, calendar.zone) : instant(to);
}

function clockView(utilityId: string, clock: Clock, calendar: BusinessCalendar) {
  return { utilityId, ...clock, today: dayOf(calendar, clock.now), zone: calendar.zone };
}
