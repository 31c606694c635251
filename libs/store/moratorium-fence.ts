import type { Sql } from './database.ts';

const lock = (mode: '' | '_shared') => `select pg_advisory_xact_lock${mode}(hashtextextended(?, 11))`;

/** Who decides about accounts holds this, shared: a moratorium is declared before it or after it, never meanwhile (I3). */
export async function standBesideFence(em: Sql, utilityId: string): Promise<void> {
  await em.execute(lock('_shared'), [utilityId]);
}

/** Waits for every transaction that decides about the utility's accounts, and keeps others from beginning until this one ends. */
export async function fenceOffUtility(em: Sql, utilityId: string): Promise<void> {
  await em.execute(lock(''), [utilityId]);
}
