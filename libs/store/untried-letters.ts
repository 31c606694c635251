import type { Database } from './database.ts';

/**
 * Cases with a letter that was ordered and that nobody has tried to print yet: their process is late, or gone. One that was
 * tried and failed is not among them: it is on the stuck list, for a person.
 */
export async function casesWithUntriedLetters(db: Database, utilityId: string, limit: number): Promise<string[]> {
  const rows = await db.forUtility(utilityId, (em) =>
    em.execute<{ case_id: string }[]>(
      `select distinct case_id from obligation
       where utility_id = ? and status = 'open' and kind = 'letter' and attempts = 0 and failure is null and case_id is not null
       order by case_id limit ?`,
      [utilityId, limit],
    ),
  );
  return rows.map((row) => row.case_id);
}
