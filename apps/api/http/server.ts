import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withCorrelation, type Logger, type Metrics } from '../../../libs/telemetry/index.ts';
import type { ProblemFilter } from './problem-filter.ts';

const mostBodyBytes = 262_144;
const mostParameterLength = 500;
const requestTimeoutMs = 30_000;

/** Nothing here is to be framed, sniffed, cached or taken for a page. */
const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** How many bytes a body may have, by the route as Fastify writes it (`POST /accounts/:accountId/holds`), where it is not the usual number. */
export type BodyBounds = ReadonlyMap<string, number>;

/** Fastify as it listens: limits, correlation ids, headers, a line and a number for each request. */
export function createServer(logger: Logger, metrics: Metrics, problems: ProblemFilter, bodyBounds: BodyBounds = new Map()): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: mostBodyBytes,
    routerOptions: { maxParamLength: mostParameterLength },
    requestTimeout: requestTimeoutMs,
    genReqId: correlationOf,
    // Errors before any route, such as a path that cannot be decoded.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => problems.answer(error, request, withHeaders(request, reply)),
  });
  const server = adapter.getInstance<FastifyInstance>();
  server.addHook('onRoute', (route) => void (route.bodyLimit = bodyBounds.get(`${String(route.method)} ${route.url}`) ?? mostBodyBytes));
  server.addHook('onRequest', async (request, reply) => void withHeaders(request, reply));
  closeConnectionsWhenStopping(server);
  server.addHook('onResponse', async (request, reply) => told(logger, metrics, request, reply));
  return adapter;
}

/** A connection that is kept alive after its last answer would hold up the end of the process. */
function closeConnectionsWhenStopping(server: FastifyInstance): void {
  let isStopping = false;
  server.addHook('preClose', async () => void (isStopping = true));
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close');
  });
}

/** The caller's own id, when it is one; it then names the request in our log as in theirs. */
function correlationOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:-]{8,100}$/.test(given) ? given : randomUUID();
}

function withHeaders(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.headers({ ...securityHeaders, 'x-correlation-id': request.id });
}

/** By route, not by path: a path holds ids. */
function told(logger: Logger, metrics: Metrics, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url ?? 'none';
  const { method } = request;
  const { statusCode: status, elapsedTime } = reply;
  metrics.httpSeconds.observe({ method, route, status: String(status) }, elapsedTime / 1_000);
  if (route.startsWith('/healthz') || route.startsWith('/readyz') || route.startsWith('/metrics')) return;
  withCorrelation(logger, request.id).info({ method, route, status, milliseconds: Math.round(elapsedTime) }, 'answered');
}
