import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type JWK, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

import { ROLES, type Role } from './users.ts';

export const SIGNING_ALGORITHM = 'ES256';

/** What the issuer must remember, so that tokens and written-down passwords outlive a restart. */
export interface IssuerSecrets {
  /** Private keys; their public halves are what the API checks tokens against. */
  readonly keys: readonly JWK[];
  readonly passwords: Readonly<Record<Role, string>>;
}

const fileIn = (folder: string) => path.join(folder, 'secrets.json');

/** Reads the secrets kept in the folder. Fails where there are none. */
export async function readSecrets(folder: string): Promise<IssuerSecrets> {
  return JSON.parse(await readFile(fileIn(folder), 'utf8')) as IssuerSecrets;
}

/** The secrets kept in the folder, made at the first time. */
export async function ensureSecrets(folder: string): Promise<IssuerSecrets> {
  const kept = await readSecrets(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined) return kept;
  const made = { keys: [await newKey()], passwords: newPasswords() };
  await mkdir(folder, { recursive: true });
  const unfinished = `${fileIn(folder)}.unfinished`;
  await writeFile(unfinished, JSON.stringify(made), { mode: 0o600 });
  await rename(unfinished, fileIn(folder));
  return made;
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: SIGNING_ALGORITHM, use: 'sig' };
}

function newPasswords(): Record<Role, string> {
  return Object.fromEntries(ROLES.map((role) => [role, randomBytes(18).toString('base64url')])) as Record<Role, string>;
}
