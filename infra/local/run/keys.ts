import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const KEY_BYTES = 32;

export interface Keys {
  /** Encrypts what Temporal stores. */
  readonly payload: string;
  /** Signs clearances. */
  readonly clearance: string;
}

/** The keys kept in the folder, made at the first time: what was encrypted with them must stay readable. */
export async function ensureKeys(dataDir: string): Promise<Keys> {
  const file = path.join(dataDir, 'keys.json');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined) return JSON.parse(kept) as Keys;
  const newKey = () => randomBytes(KEY_BYTES).toString('base64');
  const keys = { payload: newKey(), clearance: newKey() };
  await writeFile(`${file}.unfinished`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.unfinished`, file);
  return keys;
}
