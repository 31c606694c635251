import { feeds } from '../../../libs/contracts/index.ts';
import { Database, createUtility, migrate } from '../../../libs/store/index.ts';
import { type County, countyStartAt } from '../county/county.ts';

const PACK = 'OH-COUNTY@1';
/** Of this process: for the board, not for the work. */
const POOL_SIZE = 3;

/** Brings the schema up to date and sets the sandbox utility up, where it is not there yet. */
export async function prepareSandbox(databaseUrl: string, county: County): Promise<Database> {
  await migrate({ url: databaseUrl });
  const db = await Database.connect({ url: databaseUrl, poolSize: POOL_SIZE });
  await db.shared((em) =>
    createUtility(em, {
      utilityId: county.utilityId,
      pack: PACK,
      clock: { mode: 'stepped', startAt: countyStartAt(county) },
      // The county keeps step with the clock: every feed is complete through now, or the clock stands.
      feeds: feeds.map((name) => ({ name, limitHours: 0 })),
    }),
  );
  return db;
}
