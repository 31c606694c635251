import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type Setting, variables } from '../../../libs/config/index.ts';
import type { Issuer } from '../issuer/issuer.ts';
import type { Stack } from '../servers/stack.ts';
import { publicSealingKey, type Keys } from './keys.ts';

const DATABASE = 'arrears';

type Environment = Record<string, string>;

/** What the programs of Arrears read to find the servers, each other and their keys. @param consoleDir where the built console is */
export async function environmentOf(dataDir: string, stack: Stack, issuer: Issuer, keys: Keys, consoleDir: string, utilityId: string): Promise<Environment> {
  return named({
    databaseUrl: await databaseUrl(stack),
    kafkaBrokers: stack.kafka.brokers.join(','),
    // The county knows of no prefix.
    topicPrefix: '',
    temporalAddress: stack.temporal.address,
    temporalNamespace: stack.temporal.namespace,
    payloadKey: keys.payload,
    clearanceKey: keys.signing,
    sealKey: keys.sealing,
    sealPublicKeys: publicSealingKey(keys.sealing),
    oidcIssuer: issuer.url,
    oidcAudience: issuer.audience,
    oidcClientId: issuer.client.id,
    oidcClientSecret: issuer.client.secret,
    oidcScope: `openid utility:${utilityId}`,
    consoleDir,
    lettersDir: path.join(dataDir, 'outbox'),
  });
}

/** By the names that the programs know them by. */
export function named(settings: Partial<Record<Setting, string>>): Environment {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [variables[key as Setting].name, value]));
}

/** A database that was given is used as it is; on a server of ours there is one of our own. */
async function databaseUrl(stack: Stack): Promise<string> {
  const given = process.env[variables.databaseUrl.name];
  return given !== undefined && given !== '' ? given : stack.postgres.createDatabase(DATABASE);
}

const fileIn = (dataDir: string) => path.join(dataDir, 'env');

/** For other commands, and for `source .local/env`. It holds keys and a password. @returns the file */
export async function writeEnvironment(dataDir: string, environment: Environment): Promise<string> {
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  await writeFile(fileIn(dataDir), lines.join(''), { mode: 0o600 });
  return fileIn(dataDir);
}

/** Once nothing runs any more, nobody should be sent there. */
export async function removeEnvironment(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}
