import { mkdir, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import path from 'node:path';

import { assignPorts } from '../servers/ports.ts';
import { fetchToken } from './fetch-token.ts';
import { AUDIENCE, CONSOLE_CLIENT, createProvider } from './provider.ts';
import { ensureSecrets, passwordOf } from './secrets.ts';
import { answerSignIn } from './sign-in-page.ts';
import type { Role } from './users.ts';

/** A running local issuer of bearer tokens. */
export interface Issuer {
  /** What tokens carry as `iss`; discovery is below it. */
  readonly url: string;
  readonly audience: string;
  /** Where the API fetches the public keys. */
  readonly jwksUrl: string;
  /** By which the API signs people in to the console. */
  readonly client: { readonly id: string; readonly secret: string };
  /** Of a person who signs in on the issuer's page. @throws for somebody unknown */
  passwordOf(user: string): string;
  /** A bearer token for the role's user, acting for this utility; fetched over HTTP each time. */
  tokenFor(role: Role, utility: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the issuer on loopback, inside this process. Keys, passwords and port are kept in the folder. */
export async function startIssuer(folder: string): Promise<Issuer> {
  const secrets = await ensureSecrets(folder);
  const { issuer: port } = await assignPorts(folder, ['issuer']);
  const url = `http://127.0.0.1:${port}`;
  const provider = createProvider(url, secrets);
  const handle = provider.callback();
  const server = createServer((request, response) => void answerSignIn(provider, secrets, request, response).then((isAnswered) => (isAnswered ? undefined : handle(request, response))));
  await listen(server, port);
  await mkdir(folder, { recursive: true });
  await writeFile(urlFile(folder), url);
  return {
    url,
    audience: AUDIENCE,
    jwksUrl: `${url}/jwks`,
    client: { id: CONSOLE_CLIENT, secret: secrets.consoleSecret },
    passwordOf: (user) => {
      const password = passwordOf(user, secrets);
      if (password === undefined) throw new Error(`the local issuer knows nobody called ${user}`);
      return password;
    },
    tokenFor: (role, utility) => fetchToken(url, secrets.passwords, role, utility),
    stop: async () => {
      await rm(urlFile(folder), { force: true });
      await close(server);
    },
  };
}

/** Tells other processes, such as the one that prints tokens, where the issuer of this folder listens. */
export const urlFile = (folder: string) => path.join(folder, 'url');

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Kept-alive connections of clients that are gone would hold it open for seconds.
    server.closeAllConnections();
  });
}
