/* Prints a bearer token of the running issuer: `node infra/local/bootstrap.mjs infra/local/issuer/token.ts ROLE UTILITY`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { fetchToken } from './fetch-token.ts';
import { urlFile } from './issuer.ts';
import { readSecrets } from './secrets.ts';
import { ROLES, type Role } from './users.ts';

const DEFAULT_DATA_DIR = path.resolve(import.meta.dirname, '..', '..', '..', '.local');

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string', default: DEFAULT_DATA_DIR } },
  });
  const [role, utility] = positionals;
  if (!ROLES.includes(role as Role) || utility === undefined) {
    throw new Error(`usage: token.ts ${ROLES.join('|')} UTILITY`);
  }
  const folder = path.join(values.data, 'issuer');
  const url = await readFile(urlFile(folder), 'utf8').catch(() => undefined);
  if (url === undefined) throw new Error(`no issuer runs in ${folder}; npm start starts one`);
  return fetchToken(url, (await readSecrets(folder)).passwords, role as Role, utility);
}

main().then(
  (token) => process.stdout.write(`${token}\n`),
  (error: Error) => {
    process.stderr.write(`✗ ${error.message}\n`);
    process.exitCode = 1;
  },
);
