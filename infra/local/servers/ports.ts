import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

/*
 * Ports come from below the range that operating systems hand to outgoing connections (32768 and up on Linux):
 * a server that is killed and started again finds its port still free.
 */
const FIRST_PORT = 15_000;
const LAST_PORT = 32_000;
const ATTEMPTS = 200;

export class NoFreePort extends Error {
  override readonly name = 'NoFreePort';
}

/** Whether a server could listen on this loopback port now. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A free loopback port that is not among those already given out. */
export async function freePort(taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    if (!taken.has(port) && (await portIsFree(port))) return port;
  }
  throw new NoFreePort(`no free port found between ${FIRST_PORT} and ${LAST_PORT}`);
}

/**
 * One port per name, the same as last time where those are still free, so that addresses written down by a
 * person (a bookmark, a kcat command) survive a restart of the stack. Kept in `<dataDir>/ports.json`.
 */
export async function assignPorts<Name extends string>(
  dataDir: string,
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const file = path.join(dataDir, 'ports.json');
  const before: Record<string, number> = await readFile(file, 'utf8').then(JSON.parse, () => ({}));
  const ports: Record<string, number> = { ...before };
  const taken = new Set(Object.values(before));
  for (const name of names) {
    const earlier = before[name];
    const port = earlier !== undefined && (await portIsFree(earlier)) ? earlier : await freePort(taken);
    taken.add(port);
    ports[name] = port;
  }
  await writeFile(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports as Record<Name, number>;
}
