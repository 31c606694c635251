import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

/** Resolves when that part works; rejects when it does not. */
export type Check = () => Promise<unknown>;

export interface ProbesOptions {
  readonly metrics: Metrics;
  /** What must work before the app may be given work, by name: `postgres`, `kafka` … */
  readonly checks: Readonly<Record<string, Check>>;
  readonly checkTimeoutMs?: number;
}

export interface ProbeAnswer {
  readonly status: 200 | 404 | 405 | 503;
  readonly contentType: string;
  readonly body: string;
}

class CheckTimedOut extends Error {}

/** Answers `/healthz` (the process lives), `/readyz` (its parts work) and `/metrics`; null for any other path. */
export function createProbes({ metrics, checks, checkTimeoutMs = 2_000 }: ProbesOptions) {
  return async (path: string): Promise<ProbeAnswer | null> => {
    switch (path) {
      case '/healthz':
        return json(200, { status: 'alive' });
      case '/readyz': {
        const results = await Promise.all(Object.entries(checks).map(async ([part, check]) => [part, await works(check, checkTimeoutMs)] as const));
        const isReady = results.every(([, works]) => works);
        return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', parts: Object.fromEntries(results.map(([part, works]) => [part, works ? 'works' : 'fails'])) });
      }
      case '/metrics':
        return { status: 200, contentType: metrics.registry.contentType, body: await metrics.registry.metrics() };
      default:
        return null;
    }
  };
}

async function works(check: Check, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CheckTimedOut()), timeoutMs);
  });
  try {
    await Promise.race([check(), tooLong]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function json(status: ProbeAnswer['status'], body: unknown): ProbeAnswer {
  return { status, contentType: 'application/json', body: `${JSON.stringify(body)}\n` };
}

export interface ProbeServerOptions extends ProbesOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly host?: string;
}

/** For apps that serve nothing else: a small server with the probes alone. @returns where it listens, and how to end it */
export async function startProbeServer({ port, host = '127.0.0.1', ...probes }: ProbeServerOptions): Promise<{ readonly url: string; close(): Promise<void> }> {
  const answer = createProbes(probes);
  const server = createServer((request, response) => {
    void answer((request.url ?? '/').split('?')[0] as string)
      .then((found) => (request.method === 'GET' || request.method === 'HEAD' ? (found ?? json(404, { status: 'no such path' })) : json(405, { status: 'read only' })))
      .catch(() => json(503, { status: 'not ready' }))
      .then(({ status, contentType, body }) => {
        response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store', ...(status === 405 ? { allow: 'GET, HEAD' } : {}) });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://${host}:${bound}`, close };
}
