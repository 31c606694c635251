import { MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import { Migrator } from '@mikro-orm/migrations';
import { Migration20261122Bulk } from '../../infra/migrations/migration-2026-11-22-bulk.ts';
import { Migration20261122Breakers } from '../../infra/migrations/migration-2026-11-22-breakers.ts';
import { Migration20261122Callbacks } from '../../infra/migrations/migration-2026-11-22-callbacks.ts';
import { Migration20261122Console } from '../../infra/migrations/migration-2026-11-22-console.ts';
import { Migration20261122Moratoriums } from '../../infra/migrations/migration-2026-11-22-moratoriums.ts';
import { Migration20261122Court } from '../../infra/migrations/migration-2026-11-22-court.ts';
import { Migration20261122DocketActs } from '../../infra/migrations/migration-2026-11-22-docket-acts.ts';
import { Migration20261122Debtors } from '../../infra/migrations/migration-2026-11-22-debtors.ts';
import { Migration20261122Seals } from '../../infra/migrations/migration-2026-11-22-seals.ts';
import { Migration20261122Search } from '../../infra/migrations/migration-2026-11-22-search.ts';
import { Migration20261122ShutOffDays } from '../../infra/migrations/migration-2026-11-22-shut-off-days.ts';
import { Migration20261122StaffReview } from '../../infra/migrations/migration-2026-11-22-staff-review.ts';
import { Migration20261122Spine } from '../../infra/migrations/migration-2026-11-22-spine.ts';
import { Migration20261122Matters } from '../../infra/migrations/migration-2026-11-22-matters.ts';
import { Migration20261122TaxRoll } from '../../infra/migrations/migration-2026-11-22-tax-roll.ts';
import { Migration20261122EMail } from '../../infra/migrations/migration-2026-11-22-e-mail.ts';
import { Migration20261122Versions } from '../../infra/migrations/migration-2026-11-22-versions.ts';
import { Migration20261122Words } from '../../infra/migrations/migration-2026-11-22-words.ts';
import { Migration20261122WhatIf } from '../../infra/migrations/migration-2026-11-22-what-if.ts';
import { Migration20261122Operations } from '../../infra/migrations/migration-2026-11-22-operations.ts';
import { Migration20261122Papers } from '../../infra/migrations/migration-2026-11-22-papers.ts';
import { Migration20261122Worklists } from '../../infra/migrations/migration-2026-11-22-worklists.ts';
import { Migration20261123AwaitedAnswers } from '../../infra/migrations/migration-2026-11-23-awaited-answers.ts';
import { Migration20261123SecondPerson } from '../../infra/migrations/migration-2026-11-23-second-person.ts';
import { entities } from './entities.ts';

/** Statements within one transaction. A `?` stands for a parameter, which travels beside the text and never in it. */
export interface Sql {
  execute<R = Record<string, unknown>[]>(statement: string, parameters?: readonly unknown[]): Promise<R>;
  /** Passed on once the transaction has committed, and forgotten when it is rolled back. */
  tell(decided: Decided): void;
}

/** What a committed transaction decided, for those who count. */
export interface Decided {
  readonly utilityId: string;
  /** Types of case events and decided entries, one each. */
  readonly types: readonly string[];
  /** For each case whose deadline had come: seconds since, by the utility's clock. */
  readonly lateBySeconds: readonly number[];
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  readonly onDecided?: (decided: Decided) => void;
}

/** The role that every transaction of a service takes on: it cannot bypass row-level security, nor change a stream. */
const serviceRole = 'arrears_service';

/** How long a transaction may wait for an account's lock before it gives up and is tried again. */
const lockTimeout = '10s';

function configuration({ url, poolSize = 10 }: DatabaseOptions) {
  return {
    clientUrl: url,
    entities: [...entities],
    pool: { min: 0, max: poolSize },
    extensions: [Migrator],
    migrations: { migrationsList: [
        { name: 'spine', class: Migration20261122Spine },
        { name: 'versions', class: Migration20261122Versions },
        { name: 'what-if', class: Migration20261122WhatIf },
        { name: 'breakers', class: Migration20261122Breakers },
        { name: 'e-mail', class: Migration20261122EMail },
        { name: 'moratoriums', class: Migration20261122Moratoriums },
        { name: 'court', class: Migration20261122Court },
        { name: 'debtors', class: Migration20261122Debtors },
        { name: 'tax-roll', class: Migration20261122TaxRoll },
        { name: 'docket-acts', class: Migration20261122DocketActs },
        { name: 'console', class: Migration20261122Console },
        { name: 'matters', class: Migration20261122Matters },
        { name: 'seals', class: Migration20261122Seals },
        { name: 'search', class: Migration20261122Search },
        { name: 'worklists', class: Migration20261122Worklists },
        { name: 'shut-off-days', class: Migration20261122ShutOffDays },
        { name: 'callbacks', class: Migration20261122Callbacks },
        { name: 'bulk', class: Migration20261122Bulk },
        { name: 'operations', class: Migration20261122Operations },
        { name: 'papers', class: Migration20261122Papers },
        { name: 'words', class: Migration20261122Words },
        { name: 'staff-review', class: Migration20261122StaffReview },
        { name: 'second-person', class: Migration20261123SecondPerson },
        { name: 'awaited-answers', class: Migration20261123AwaitedAnswers },
      ], snapshot: false },
    logger: () => {},
    ensureDatabase: false,
  };
}

/** Brings the schema up to date. Runs as the owner of the database; two at once wait for each other. */
export async function migrate(options: DatabaseOptions): Promise<void> {
  const orm = await MikroORM.init(configuration(options));
  try {
    await orm.em.getConnection().execute(`select pg_advisory_lock(hashtext('arrears-migrations'))`);
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}

/** PostgreSQL as the services see it: every transaction serves one utility. */
export class Database {
  readonly orm: MikroORM;
  /** For threads, which open connections of their own. */
  readonly url: string;
  readonly onDecided: (decided: Decided) => void;

  private constructor(orm: MikroORM, url: string, onDecided: (decided: Decided) => void) {
    this.orm = orm;
    this.url = url;
    this.onDecided = onDecided;
  }

  static async connect(options: DatabaseOptions): Promise<Database> {
    return new Database(await MikroORM.init(configuration(options)), options.url, options.onDecided ?? (() => undefined));
  }

  /**
   * A transaction that can see and change one utility's rows alone (I10).
   * @param options.snapshot every statement sees the same moment, for those who compare what they read
   */
  async forUtility<T>(utilityId: string, work: (em: Sql) => Promise<T>, options: { readonly snapshot?: boolean } = {}): Promise<T> {
    const kysely = this.orm.em.fork().getKysely();
    // The connection goes back to the pool whatever happens; a controlled transaction keeps it when its rollback fails.
    return kysely.connection().execute(async (connection) => {
      const told: Decided[] = [];
      const sql = sqlOn(connection, told);
      await sql.execute(options.snapshot ? 'begin isolation level repeatable read' : 'begin');
      try {
        await sql.execute(
          `select set_config('role', ?, true), set_config('arrears.utility', ?, true), set_config('lock_timeout', ?, true)`,
          [serviceRole, utilityId, lockTimeout],
        );
        const result = await work(sql);
        await sql.execute('commit');
        told.forEach(this.onDecided);
        return result;
      } catch (error) {
        // On a broken connection this fails, and PostgreSQL has rolled back by itself. What broke it is the error to tell.
        await sql.execute('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  /** A transaction over what belongs to no utility: the list of utilities, positions in topics. */
  async shared<T>(work: (em: Sql) => Promise<T>): Promise<T> {
    return this.forUtility('', work);
  }

  /** As `forUtility`, again from the start when PostgreSQL gave up on a deadlock or a lock. */
  async retrying<T>(utilityId: string, work: (em: Sql) => Promise<T>, tries = 5): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.forUtility(utilityId, work);
      } catch (error) {
        if (attempt >= tries || !isWorthRetrying(error)) throw error;
      }
    }
  }

  async close(): Promise<void> {
    await this.orm.close(true);
  }
}

/** The ORM's own `execute` writes parameters into the text; with batches of megabytes that costs more than the work itself. */
function sqlOn(kysely: Pick<Kysely<unknown>, 'executeQuery'>, told: Decided[]): Sql {
  return {
    tell: (decided) => void told.push(decided),
    async execute<R>(statement: string, parameters: readonly unknown[] = []): Promise<R> {
      const { rows } = await kysely.executeQuery(CompiledQuery.raw(numbered(statement), [...parameters]));
      return rows as R;
    },
  };
}

const numberedTexts = new Map<string, string>();

/** `?` → `$1`, `$2` … */
function numbered(statement: string): string {
  const known = numberedTexts.get(statement);
  if (known !== undefined) return known;
  let count = 0;
  const text = statement.replaceAll('?', () => `$${(count += 1)}`);
  if (numberedTexts.size < 1_000) numberedTexts.set(statement, text);
  return text;
}

/** serialization_failure, deadlock_detected, lock_not_available */
const transient = new Set(['40001', '40P01', '55P03']);

export function isWorthRetrying(error: unknown): boolean {
  return typeof error === 'object' && error !== null && transient.has(String((error as { code?: unknown }).code));
}

/** PostgreSQL refuses connections, is shutting down, broke one off, or has no room: class 53 and 58 of its errors. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  // The driver's own errors have no code.
  if (code === undefined) return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(String(message));
  return /^(ECONN|EPIPE|ETIMEDOUT|08|53|57P|58)/.test(String(code));
}
