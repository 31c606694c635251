import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { plusDays, startOfDay } from '../../../libs/calendar/days.ts';
import { isRefusal, type Refusal } from '../../../libs/kernel/because.ts';
import type { Instant, LocalDate } from '../../../libs/kernel/time.ts';
import { askToEndMoratorium, declareMoratorium, endMoratorium, extendMoratorium, listMoratoriums, readUtility, type Database, type MoratoriumRow } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once, type Outcome } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { moratoriumRoutes } from './moratoriums.routes.ts';

@Controller()
export class MoratoriumsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(moratoriumRoutes.listMoratoriums)
  async list(@Input() { caller }: InputOf<typeof moratoriumRoutes.listMoratoriums>) {
    return { items: await this.#db.forUtility(caller.utilityId, (em) => listMoratoriums(em, caller.utilityId)) };
  }

  @Serves(moratoriumRoutes.declareMoratorium)
  declare(@Input() input: InputOf<typeof moratoriumRoutes.declareMoratorium>) {
    const { caller, body } = input;
    return once(this.#db, moratoriumRoutes.declareMoratorium, input, async (db) => {
      const startOf = await this.#days(db, caller.utilityId);
      const wish = {
        moratoriumId: `mo-${randomUUID()}`,
        reason: body.why,
        area: body.area,
        evidence: body.evidence,
        fromAt: body.fromOn === undefined ? null : startOf(body.fromOn),
        endsAt: body.throughOn && startOf(plusDays(body.throughOn, 1)),
      };
      return answered(await declareMoratorium(db, caller.utilityId, wish, { by: caller.subject, reason: body.reason }), wish.moratoriumId);
    });
  }

  @Serves(moratoriumRoutes.extendMoratorium)
  extend(@Input() input: InputOf<typeof moratoriumRoutes.extendMoratorium>) {
    const { caller, params, body } = input;
    return once(this.#db, moratoriumRoutes.extendMoratorium, input, async (db) => {
      const endsAt = body.throughOn && (await this.#days(db, caller.utilityId))(plusDays(body.throughOn, 1));
      return answered(await extendMoratorium(db, caller.utilityId, params.moratoriumId, endsAt, { by: caller.subject, reason: body.reason }), params.moratoriumId);
    });
  }

  @Serves(moratoriumRoutes.requestMoratoriumEnd)
  request(@Input() input: InputOf<typeof moratoriumRoutes.requestMoratoriumEnd>) {
    const { caller, params, body } = input;
    return once(this.#db, moratoriumRoutes.requestMoratoriumEnd, input, async (db) =>
      answered(await askToEndMoratorium(db, caller.utilityId, params.moratoriumId, `r-${randomUUID()}`, { by: caller.subject, reason: body.reason }), params.moratoriumId),
    );
  }

  @Serves(moratoriumRoutes.approveMoratoriumEnd)
  approve(@Input() input: InputOf<typeof moratoriumRoutes.approveMoratoriumEnd>) {
    const { caller, params, body } = input;
    return once(this.#db, moratoriumRoutes.approveMoratoriumEnd, input, async (db) =>
      answered(await endMoratorium(db, caller.utilityId, params.moratoriumId, params.requestId, { by: caller.subject, reason: body.reason }), params.requestId),
    );
  }

  /** When days begin where the utility is. */
  async #days(db: Database, utilityId: string): Promise<(on: LocalDate) => Instant> {
    const { law } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
    return (on) => startOfDay(on, law.calendar.zone);
  }
}

function answered(outcome: MoratoriumRow | Refusal | null, asked: string): Outcome {
  if (outcome === null) throw notFound('moratorium or open request to end one', asked);
  return isRefusal(outcome) ? { problem: refused(outcome) } : { body: { ...outcome } };
}
