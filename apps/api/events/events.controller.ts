import { Controller, Inject } from '@nestjs/common';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { findEvents, type LinkedEvent, type TimelineEntry } from '../../../libs/store/read/index.ts';
import type { RollEvent } from '../../../libs/tax-roll/index.ts';
import { Input } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { hasRole, Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { lineOf, lineOfSeason, timeOf } from '../timeline/timeline-line.ts';
import { eventRoutes } from './events.routes.ts';

@Controller()
export class EventsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(eventRoutes.explainEvent)
  explain(@Input() { caller, params, query }: InputOf<typeof eventRoutes.explainEvent>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      const found = await findEvents(em, caller.utilityId, params.eventId, query.accountId ?? null);
      const { law } = await readUtility(em, caller.utilityId);
      return explained(theOne(found, params.eventId), law.calendar, hasRole(caller, seesCustomer));
    });
  }
}

function theOne(found: readonly LinkedEvent[], eventId: string): LinkedEvent {
  const [first, ...others] = found;
  if (!first) throw notFound('event', eventId);
  if (others.length === 0) return first;
  const accounts = found.map(({ streamId }) => streamId).join(', ');
  throw new Problem('invalid', `The event concerns the accounts ${accounts}.`, { faults: [{ path: 'query.accountId', message: `name one of ${accounts}` }] });
}

function explained(linked: LinkedEvent, calendar: Parameters<typeof lineOf>[1], seesPeople: boolean) {
  const { stored, streamId, version, hash, previousHash } = linked;
  const place = { at: timeOf(stored.event), since: 0, rank: 0, streamId, version };
  const line = linked.stream === 'season' ? lineOfSeason({ eventId: linked.eventId, place, event: stored.event as RollEvent, cause: stored.cause }, calendar) : lineOf({ ...linked, place } as TimelineEntry, calendar, seesPeople);
  return {
    ...line,
    correlationId: stored.correlationId,
    schema: stored.schema,
    inputs: stored.inputs ?? null,
    hash,
    previousHash,
  };
}
