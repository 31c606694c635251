import { readCliConfig } from '../../libs/config/index.ts';
import { Database, utilityIds } from '../../libs/store/index.ts';
import { CommandFailed } from './failure.ts';

/** Runs with the database of the environment and closes it afterwards. */
export async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = await Database.connect({ url: readCliConfig().databaseUrl, poolSize: 4 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** The utility that was named, or the only one there is. @throws CommandFailed when the choice is open */
export async function chosenUtility(db: Database, named: string | undefined): Promise<string> {
  const known = await db.shared((em) => utilityIds(em));
  const chosen = named ?? (known.length === 1 ? known[0] : undefined);
  if (chosen === undefined) throw new CommandFailed(`Say which utility: --utility ${known.join(' | ') || '(none is set up)'}`);
  if (!known.includes(chosen) && chosen !== '*') throw new CommandFailed(`There is no utility "${chosen}"; there are: ${known.join(', ') || 'none'}`);
  return chosen;
}

export function print(value: unknown): void {
  process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
}
