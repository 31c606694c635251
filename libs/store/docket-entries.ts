import { entryKey, mergedEntry, type DebtorOfDocket, type ReceivedEntry } from '../docket/index.ts';
import type { Database, Sql } from './database.ts';
import { markDocket, type DocketChange } from './docket-marks.ts';
import { matchDocket } from './docket-matches.ts';

interface Row extends Omit<ReceivedEntry, 'sources'> {
  readonly sources: EntrySources;
}
type EntrySources = ReceivedEntry['sources'];

const columns = `court, docket_number as "docketNumber", number, date_filed::text as "dateFiled", date_entered::text as "dateEntered", short_description as "shortDescription", text, case_name as "caseName", sources`;

/**
 * Records what a source told, in one transaction. Told twice or in another order it comes to the same rows (BK-EVENTS, scenario 25).
 *
 * @param debtors of the docket of the first entry, where its head is known; the last telling of each counts
 * @returns the dockets of which something is known now that was not known before
 */
export async function recordDocketEntries(db: Database, utilityId: string, received: readonly ReceivedEntry[], debtors: readonly DebtorOfDocket[] = []): Promise<readonly DocketChange[]> {
  // In one order for everybody, so that two that record the same entries wait for each other and do not lock each other out.
  const told = [...mergedByKey(received).entries()].toSorted(([first], [second]) => (first < second ? -1 : 1)).map(([, entry]) => entry);
  return db.retrying(utilityId, async (em) => {
    const changed = new Map<string, DocketChange>();
    for (const entry of told) {
      const { court, docketNumber } = entry;
      if (await recordOne(em, utilityId, entry)) changed.set(`${court}/${docketNumber}`, { court, docketNumber });
    }
    const [first] = told;
    if (first && debtors.length > 0) {
      const { court, docketNumber } = first;
      await recordDebtors(em, utilityId, { court, docketNumber }, debtors);
      changed.set(`${court}/${docketNumber}`, { court, docketNumber });
    }
    // In the same transaction: what is known and not yet matched does not exist.
    for (const docket of changed.values()) {
      await matchDocket(em, utilityId, docket, await docketEntries(em, utilityId, docket));
      await markDocket(em, utilityId, docket);
    }
    return [...changed.values()];
  });
}

async function recordDebtors(em: Sql, utilityId: string, { court, docketNumber }: DocketChange, debtors: readonly DebtorOfDocket[]): Promise<void> {
  for (const { side, name, address, lastFour } of debtors) {
    await em.execute(
      `insert into docket_debtor (utility_id, court, docket_number, side, name, address, last_four) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (utility_id, court, docket_number, side) do update set name = excluded.name, address = coalesce(excluded.address, docket_debtor.address), last_four = coalesce(excluded.last_four, docket_debtor.last_four)`,
      [utilityId, court, docketNumber, side, name, address, lastFour],
    );
  }
}

function mergedByKey(received: readonly ReceivedEntry[]): Map<string, ReceivedEntry> {
  const byKey = new Map<string, ReceivedEntry>();
  for (const entry of received) {
    const key = JSON.stringify([entry.court, entry.docketNumber, entryKey(entry)]);
    const known = byKey.get(key);
    byKey.set(key, known ? mergedEntry(known, entry) : entry);
  }
  return byKey;
}

async function recordOne(em: Sql, utilityId: string, entry: ReceivedEntry): Promise<boolean> {
  const key = entryKey(entry);
  const place = [utilityId, entry.court, entry.docketNumber, key];
  const inserted = await em.execute<unknown[]>(
    `insert into docket_entry (utility_id, court, docket_number, entry_key, number, date_filed, date_entered, short_description, text, case_name, sources)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[]) on conflict do nothing returning 1`,
    [...place, entry.number, entry.dateFiled, entry.dateEntered, entry.shortDescription, entry.text, entry.caseName, listOf(entry.sources)],
  );
  if (inserted.length > 0) return true;
  const [known] = await em.execute<Row[]>(`select ${columns} from docket_entry where utility_id = ? and court = ? and docket_number = ? and entry_key = ? for update`, place);
  if (!known) throw new Error(`Docket entry ${place.join('/')} was there a moment ago`);
  const merged = mergedEntry(known, entry);
  if (JSON.stringify(merged) === JSON.stringify(mergedEntry(known, known))) return false;
  await em.execute(
    `update docket_entry set date_filed = ?, date_entered = ?, short_description = ?, text = ?, case_name = ?, sources = ?::text[], last_changed_at = clock_timestamp()
     where utility_id = ? and court = ? and docket_number = ? and entry_key = ?`,
    [merged.dateFiled, merged.dateEntered, merged.shortDescription, merged.text, merged.caseName, listOf(merged.sources), ...place],
  );
  return true;
}

/** Sources are words of a closed list, without commas or braces. */
const listOf = (sources: EntrySources) => `{${sources.join(',')}}`;

/** All that is known of a docket, oldest first. */
export async function readDocketEntries(db: Database, utilityId: string, docket: DocketChange): Promise<readonly ReceivedEntry[]> {
  return db.forUtility(utilityId, (em) => docketEntries(em, utilityId, docket));
}

export function docketEntries(em: Sql, utilityId: string, { court, docketNumber }: DocketChange): Promise<readonly ReceivedEntry[]> {
  return em.execute<Row[]>(`select ${columns} from docket_entry where utility_id = ? and court = ? and docket_number = ? order by coalesce(date_entered, date_filed), length(number), number, entry_key`, [utilityId, court, docketNumber]);
}
