import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const KEY_BYTES = 32;

export interface Keys {
  /** Encrypts what Temporal stores. */
  readonly payload: string;
  /** Signs clearances: a private key, as the API takes it. */
  readonly signing: string;
  /** Seals the streams each day: a private key, as the worker takes it. */
  readonly sealing: string;
}

/** The keys kept in the folder, made where one is missing: what was encrypted with them must stay readable. */
export async function ensureKeys(dataDir: string): Promise<Keys> {
  const file = path.join(dataDir, 'keys.json');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const known = (kept === undefined ? {} : JSON.parse(kept)) as Partial<Keys>;
  const keys = { payload: known.payload ?? randomBytes(KEY_BYTES).toString('base64'), signing: known.signing ?? newSigningKey(), sealing: known.sealing ?? newSealingKey() };
  if (Object.values(keys).every((key) => Object.values(known).includes(key))) return keys;
  await writeFile(`${file}.unfinished`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.unfinished`, file);
  return keys;
}

/** A private key for ES256, in the form in which the environment has it. */
export function newSigningKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

/** A private key for Ed25519, in the form in which the environment has it. */
export function newSealingKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

/** What belongs to it, for everybody. */
export function publicSealingKey(sealing: string): string {
  const key = createPrivateKey({ key: Buffer.from(sealing, 'base64'), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}
