import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { approveMigration, askMigration, listMigrations, migratedCases, previewCohort, readMigration, undoMigration, type CaseMigration, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once, type Outcome } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { migrationRoutes } from './migrations.routes.ts';

@Controller()
export class MigrationsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(migrationRoutes.previewMigration)
  preview(@Input() { caller, body }: InputOf<typeof migrationRoutes.previewMigration>) {
    const { to, cohort, limit, after } = body;
    return previewCohort(this.#db, caller.utilityId, to, cohort, { limit, after: after ?? null });
  }

  @Serves(migrationRoutes.askMigration)
  ask(@Input() input: InputOf<typeof migrationRoutes.askMigration>) {
    const { caller, body } = input;
    return once(this.#db, migrationRoutes.askMigration, input, async (db) => ({ body: await askMigration(db, caller.utilityId, { migrationId: `migration-${randomUUID()}`, ...body }, caller.subject) }));
  }

  @Serves(migrationRoutes.approveMigration)
  approve(@Input() input: InputOf<typeof migrationRoutes.approveMigration>) {
    const { caller, params } = input;
    return once(this.#db, migrationRoutes.approveMigration, input, async (db) => found(await approveMigration(db, caller.utilityId, params.migrationId, caller.subject), params));
  }

  @Serves(migrationRoutes.undoMigration)
  undo(@Input() input: InputOf<typeof migrationRoutes.undoMigration>) {
    const { caller, params, body } = input;
    return once(this.#db, migrationRoutes.undoMigration, input, async (db) => found(await undoMigration(db, caller.utilityId, params.migrationId, { ...body, by: caller.subject }), params));
  }

  @Serves(migrationRoutes.listMigrations)
  async list(@Input() { caller: { utilityId } }: InputOf<typeof migrationRoutes.listMigrations>) {
    return { items: await this.#db.forUtility(utilityId, (em) => listMigrations(em, utilityId)) };
  }

  @Serves(migrationRoutes.readMigration)
  async read(@Input() { caller: { utilityId }, params }: InputOf<typeof migrationRoutes.readMigration>) {
    return found(await this.#db.forUtility(utilityId, (em) => readMigration(em, utilityId, params.migrationId)), params).body;
  }

  @Serves(migrationRoutes.listMigratedCases)
  async cases(@Input() { caller: { utilityId }, params, query }: InputOf<typeof migrationRoutes.listMigratedCases>) {
    const { cursor, limit, status = null } = query;
    return this.#db.forUtility(utilityId, async (em) => {
      found(await readMigration(em, utilityId, params.migrationId), params);
      const rows = await migratedCases(em, utilityId, params.migrationId, { limit: limit + 1, after: placeFrom(cursor, z.string()), status });
      return pageFrom(rows, limit, (row) => row.caseId);
    });
  }
}

function found(migration: CaseMigration | null, { migrationId }: { readonly migrationId: string }): Extract<Outcome, { body: unknown }> & { readonly body: CaseMigration } {
  if (!migration) throw notFound('migration', migrationId);
  return { body: migration };
}
