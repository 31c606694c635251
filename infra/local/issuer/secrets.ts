import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type JWK, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

import { ROLES, type Role, SECOND_SUPERVISOR, roleOf } from './users.ts';

export const SIGNING_ALGORITHM = 'ES256';

/** What the issuer must remember, so that tokens and written-down passwords outlive a restart. */
export interface IssuerSecrets {
  /** Private keys; their public halves are what the API checks tokens against. */
  readonly keys: readonly JWK[];
  readonly passwords: Readonly<Record<Role, string>>;
  /** Of the user who has no role of his own. */
  readonly secondSupervisor: string;
  /** By which the API shows that it is the API, when a person signs in to the console. */
  readonly consoleSecret: string;
}

const fileIn = (folder: string) => path.join(folder, 'secrets.json');

/** Reads the secrets kept in the folder. Fails where there are none. */
export async function readSecrets(folder: string): Promise<IssuerSecrets> {
  return JSON.parse(await readFile(fileIn(folder), 'utf8')) as IssuerSecrets;
}

/** The secrets kept in the folder, made at the first time; what an older folder lacks is added. */
export async function ensureSecrets(folder: string): Promise<IssuerSecrets> {
  const kept = await readSecrets(folder).catch((error: NodeJS.ErrnoException): Partial<IssuerSecrets> => {
    if (error.code === 'ENOENT') return {};
    throw error;
  });
  const { keys, passwords, secondSupervisor, consoleSecret } = kept;
  if (keys && passwords && secondSupervisor && consoleSecret) return { keys, passwords, secondSupervisor, consoleSecret };
  const made = { keys: keys ?? [await newKey()], passwords: passwords ?? newPasswords(), secondSupervisor: secondSupervisor ?? newPassword(), consoleSecret: consoleSecret ?? newPassword() };
  await mkdir(folder, { recursive: true });
  const unfinished = `${fileIn(folder)}.unfinished`;
  await writeFile(unfinished, JSON.stringify(made), { mode: 0o600 });
  await rename(unfinished, fileIn(folder));
  return made;
}

/** @returns undefined for somebody whom the issuer does not know */
export function passwordOf(user: string, { passwords, secondSupervisor }: IssuerSecrets): string | undefined {
  if (user === SECOND_SUPERVISOR) return secondSupervisor;
  const role = roleOf(user);
  return role === undefined ? undefined : passwords[role];
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: SIGNING_ALGORITHM, use: 'sig' };
}

function newPasswords(): Record<Role, string> {
  return Object.fromEntries(ROLES.map((role) => [role, newPassword()])) as Record<Role, string>;
}

const newPassword = () => randomBytes(18).toString('base64url');
