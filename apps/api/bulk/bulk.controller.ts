import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { holdRoles } from '../../../libs/case/interventions.ts';
import { approveBulk, askBulk, bulkLines, bulkReasons, goOnWithBulk, listBulks, pauseBulk, readBulk, readUtility, stopBulk, unknownCases, type Bulk, type Database, type Sql } from '../../../libs/store/index.ts';
import { pageCaseIds } from '../../../libs/store/read/index.ts';
import { mustBeAllowed } from '../auth/must-be-allowed.ts';
import { filterFor, type CaseFilterInput } from '../cases/case-filter.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound, Problem } from '../http/problem.ts';
import { highestRole, Serves, type Caller, type InputOf } from '../http/route.ts';
import { once, type Outcome } from '../idempotency/idempotency.ts';
import { BULK_SETTINGS, DATABASE, type BulkSettings } from '../provided.ts';
import { allowedInterventions } from '../roles.ts';
import { bulkRoutes, mostCases } from './bulk.routes.ts';

type Asking = InputOf<typeof bulkRoutes.askBulk>;
type Chosen = Asking['body']['chosen'];

@Controller()
export class BulkController {
  readonly #db: Database;
  readonly #settings: BulkSettings;

  constructor(@Inject(DATABASE) db: Database, @Inject(BULK_SETTINGS) settings: BulkSettings) {
    this.#db = db;
    this.#settings = settings;
  }

  @Serves(bulkRoutes.askBulk)
  ask(@Input() input: Asking) {
    const { caller, body } = input;
    const { wish, chosen, perMinute = this.#settings.perMinute } = body;
    mustBeAllowed(caller, allowedInterventions[wish.type], wish.type);
    return once(this.#db, bulkRoutes.askBulk, input, async (db) => {
      const caseIds = await db.forUtility(caller.utilityId, (em) => casesOf(em, caller, chosen));
      const asked = { bulkId: `bulk-${randomUUID()}`, wish, chosen: 'filter' in chosen ? { filter: chosen.filter } : { listed: caseIds.length }, caseIds, canary: this.#settings.canary, perMinute };
      return { body: await askBulk(db, caller.utilityId, asked, caller.subject, highestRole(caller, holdRoles)) };
    });
  }

  @Serves(bulkRoutes.listBulks)
  async list(@Input() { caller: { utilityId }, query: { cursor, limit } }: InputOf<typeof bulkRoutes.listBulks>) {
    const after = placeFrom(cursor, z.strictObject({ askedAt: z.iso.datetime(), bulkId: z.string() }));
    const rows = await this.#db.forUtility(utilityId, (em) => listBulks(em, utilityId, { limit: limit + 1, after }));
    return pageFrom(rows, limit, ({ askedAt, bulkId }) => ({ askedAt, bulkId }));
  }

  @Serves(bulkRoutes.readBulk)
  read(@Input() { caller: { utilityId }, params: { bulkId } }: InputOf<typeof bulkRoutes.readBulk>) {
    return this.#db.forUtility(utilityId, async (em) => ({ bulk: await knownBulk(em, utilityId, bulkId), reasons: await bulkReasons(em, utilityId, bulkId) }), { snapshot: true });
  }

  @Serves(bulkRoutes.listBulkLines)
  lines(@Input() { caller: { utilityId }, params: { bulkId }, query }: InputOf<typeof bulkRoutes.listBulkLines>) {
    const { cursor, limit, status, foreseen, canary: isCanary } = query;
    return this.#db.forUtility(utilityId, async (em) => {
      await knownBulk(em, utilityId, bulkId);
      return pageFrom(await bulkLines(em, utilityId, bulkId, { limit: limit + 1, after: placeFrom(cursor, z.string()), status, foreseen, isCanary }), limit, ({ caseId }) => caseId);
    });
  }

  @Serves(bulkRoutes.readBulkReport)
  report(@Input() { caller: { utilityId }, params: { bulkId } }: InputOf<typeof bulkRoutes.readBulkReport>) {
    return this.#db.forUtility(utilityId, async (em) => ({ bulk: await knownBulk(em, utilityId, bulkId), lines: await bulkLines(em, utilityId, bulkId, { limit: mostCases, after: null }) }), { snapshot: true });
  }

  @Serves(bulkRoutes.approveBulk)
  approve(@Input() input: InputOf<typeof bulkRoutes.approveBulk>) {
    const { caller, params } = input;
    return once(this.#db, bulkRoutes.approveBulk, input, async (db) => {
      const { wish } = await db.forUtility(caller.utilityId, (em) => knownBulk(em, caller.utilityId, params.bulkId));
      // What somebody may not do in one case, nobody approves for many.
      mustBeAllowed(caller, allowedInterventions[wish.type], wish.type);
      return found(await approveBulk(db, caller.utilityId, params.bulkId, caller.subject), params);
    });
  }

  @Serves(bulkRoutes.goOnWithBulk)
  goOn(@Input() input: InputOf<typeof bulkRoutes.goOnWithBulk>) {
    const { caller, params } = input;
    return once(this.#db, bulkRoutes.goOnWithBulk, input, async (db) => found(await goOnWithBulk(db, caller.utilityId, params.bulkId, caller.subject), params));
  }

  @Serves(bulkRoutes.pauseBulk)
  pause(@Input() input: InputOf<typeof bulkRoutes.pauseBulk>) {
    const { caller, params, body } = input;
    return once(this.#db, bulkRoutes.pauseBulk, input, async (db) => found(await pauseBulk(db, caller.utilityId, params.bulkId, caller.subject, body.reason), params));
  }

  @Serves(bulkRoutes.stopBulk)
  stop(@Input() input: InputOf<typeof bulkRoutes.stopBulk>) {
    const { caller, params, body } = input;
    return once(this.#db, bulkRoutes.stopBulk, input, async (db) => found(await stopBulk(db, caller.utilityId, params.bulkId, caller.subject, body.reason), params));
  }
}

/** @throws Problem where a line names no case, where there is none, or too many */
async function casesOf(em: Sql, caller: Caller, chosen: Chosen): Promise<string[]> {
  if ('filter' in chosen) return casesWithin(em, caller, chosen.filter);
  const unknown = new Set(await unknownCases(em, caller.utilityId, chosen.caseIds));
  const faults = chosen.caseIds.flatMap((caseId, index) => (unknown.has(caseId) ? [{ path: `body.chosen.caseIds.${index}`, message: `there is no case "${caseId}"` }] : []));
  if (faults.length > 0) throw new Problem('invalid', `${faults.length === 1 ? 'One line names' : `${faults.length} lines name`} no case.`, { faults });
  return [...new Set(chosen.caseIds)];
}

async function casesWithin(em: Sql, { utilityId, subject }: Caller, filter: CaseFilterInput): Promise<string[]> {
  const utility = await readUtility(em, utilityId);
  const places = await pageCaseIds(em, utility, { filter: filterFor(subject, filter), sort: 'case', after: null, limit: mostCases + 1 });
  if (places.length > mostCases) throw new Problem('conflict', `More than ${mostCases} cases are meant; choose by a narrower filter.`);
  if (places.length === 0) throw new Problem('conflict', 'No case is meant by this filter.');
  return places.map(({ caseId }) => caseId);
}

async function knownBulk(em: Sql, utilityId: string, bulkId: string): Promise<Bulk> {
  const bulk = await readBulk(em, utilityId, bulkId);
  if (!bulk) throw notFound('bulk', bulkId);
  return bulk;
}

function found(bulk: Bulk | null, { bulkId }: { readonly bulkId: string }): Outcome {
  if (!bulk) throw notFound('bulk', bulkId);
  return { body: bulk };
}
