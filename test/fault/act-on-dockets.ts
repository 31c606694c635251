import { z } from 'zod';
import type { ReceivedEntry } from '../../libs/docket/index.ts';
import { actOnDockets, Database, recordDocketEntries } from '../../libs/store/index.ts';

/** Records entries and acts on them, as `arrears court fetch` does: a process of its own, to be killed. */
const { ARREARS_TEST_URL: url, ARREARS_TEST_ENTRIES: entries } = z.object({ ARREARS_TEST_URL: z.string(), ARREARS_TEST_ENTRIES: z.string() }).parse(process.env);
const db = await Database.connect({ url, poolSize: 2 });
await recordDocketEntries(db, 'county', JSON.parse(entries) as ReceivedEntry[]);
while ((await actOnDockets(db, 'county')) > 0);
await db.close();
