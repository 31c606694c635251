import { Database, createUtility, migrate } from '../../../libs/store/index.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { type County, countyStartAt } from '../county/county.ts';

/** Of this process: for the board, not for the work. */
const POOL_SIZE = 3;

/** Brings the schema up to date and sets the sandbox utility up, where it is not there yet. */
export async function prepareSandbox(databaseUrl: string, county: County): Promise<Database> {
  await migrate({ url: databaseUrl });
  const db = await Database.connect({ url: databaseUrl, poolSize: POOL_SIZE });
  await db.shared((em) =>
    // The feeds' limits are those of the pack: a crew at a door asks for clearance before its own feed is complete through now.
    createUtility(em, { utilityId: county.utilityId, pack: packReference(county.pack), clock: { mode: 'stepped', startAt: countyStartAt(county) } }),
  );
  return db;
}
