import { BrokenPack, loadLaw } from '../policy/load.ts';
import type { Database } from './database.ts';
import { readUtility, utilityIds } from './utility.ts';
import { PackChanged } from './versions.ts';

/**
 * For the start of an app: every version of every utility's law is there and as it was when it was activated, or the process ends
 * and says which is not. A database that does not answer yet is no reason; each transaction asks again.
 */
export async function packsOrExit(db: Database): Promise<void> {
  try {
    await noteFirstHashes(db);
    for (const utilityId of await db.shared((em) => utilityIds(em))) await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
  } catch (error) {
    if (!(error instanceof PackChanged) && !(error instanceof BrokenPack)) return;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Utilities from before hashes were noted have what they are found with. */
async function noteFirstHashes(db: Database): Promise<void> {
  await db.shared(async (em) => {
    const rows = await em.execute<{ pack: string }[]>('select distinct pack from utility where pack_hash is null');
    for (const { pack } of rows) {
      const { packHash, calendarHash } = loadLaw(pack);
      await em.execute('update utility set pack_hash = ?, calendar_hash = ? where pack = ? and pack_hash is null', [packHash, calendarHash, pack]);
    }
  });
}
