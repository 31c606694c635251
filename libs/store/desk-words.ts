import { deskWordsOf, type DeskWord, type DeskWords } from '../kernel/desk-words.ts';
import type { Sql } from './database.ts';
import { UnknownUtility } from './utility.ts';

/** What the staff of the utility call things. @throws UnknownUtility */
export async function readDeskWords(em: Sql, utilityId: string): Promise<DeskWords> {
  const [row] = await em.execute<{ words: unknown }[]>('select words from utility where utility_id = ?', [utilityId]);
  if (!row) throw new UnknownUtility(utilityId);
  return deskWordsOf(row.words);
}

/** @param own replaces what was said before as a whole; what it leaves out has its default again. @throws UnknownUtility */
export async function setDeskWords(em: Sql, utilityId: string, own: Partial<Record<DeskWord, string | undefined>>, by: string): Promise<DeskWords> {
  await em.execute('update utility set words = ?, words_set_by = ?, words_set_at = now() where utility_id = ?', [JSON.stringify(own), by, utilityId]);
  return readDeskWords(em, utilityId);
}
