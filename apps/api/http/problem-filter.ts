import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger, Metrics } from '../../../libs/telemetry/index.ts';
import { ClockWillNotMove, isDatabaseAway, isWorthRetrying, NotActivated, NotHeld, NotInBulk, NotMigrated, UnknownUtility, UnusableRepair } from '../../../libs/store/index.ts';
import { DayNotOver } from '../../../libs/store/read/index.ts';
import { DayOutsideCalendar } from '../../../libs/calendar/business-calendar.ts';
import { Problem, type ProblemKind } from './problem.ts';

/** Answers every error as a problem document. What nobody foresaw is logged and told as "internal", without its insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  readonly #methodsAt: (path: string) => readonly string[];

  /** @param methodsAt the methods that a path knows; none for a path that is not served */
  constructor(logger: Logger, metrics: Metrics, methodsAt: (path: string) => readonly string[]) {
    this.#logger = logger;
    this.#metrics = metrics;
    this.#methodsAt = methodsAt;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.#wrongMethod(error, request) ?? problemOf(error, request);
    if (problem.status >= 500) this.#logger.error({ err: error, correlationId: request.id, route: request.routeOptions.url }, 'a request failed');
    if (problem.extensions.rule !== undefined) this.#metrics.refusals.inc({ rule: problem.extensions.rule });
    sendProblem(problem, request, reply);
  }

  #wrongMethod(error: unknown, request: FastifyRequest): Problem | null {
    if (error instanceof Problem || statusOf(error) !== 404) return null;
    const allow = this.#methodsAt(request.url.split('?')[0] as string).join(', ');
    return allow === '' ? null : new Problem('method-not-allowed', `Here ${request.method} means nothing; use ${allow}.`, {}, { allow });
  }
}

/** Writes the document, with what only the request knows. */
function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const document = { ...problem.document, instance: request.url.split('?')[0], correlationId: request.id };
  void reply.status(problem.status).headers({ ...problem.headers }).type('application/problem+json; charset=utf-8').send(JSON.stringify(document));
}

const kindOfStatus: Readonly<Record<number, ProblemKind>> = { 400: 'bad-request', 404: 'not-found', 413: 'body-too-large', 414: 'path-too-long', 415: 'unsupported-media-type' };
const detailOfStatus: Readonly<Record<number, string>> = {
  400: 'The request is not well formed.',
  404: 'Nothing is served at this path.',
  413: 'Send less: the body has more bytes than are read here.',
  415: 'Send the body as application/json.',
};

function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof UnknownUtility) return new Problem('forbidden', 'The token names a utility that is not set up here.');
  if (error instanceof ClockWillNotMove || error instanceof NotActivated || error instanceof NotMigrated || error instanceof NotInBulk) return new Problem('conflict', error.message);
  if (error instanceof UnusableRepair) return new Problem('invalid', error.message, { faults: [{ path: 'body.event', message: error.message }] });
  if (error instanceof NotHeld) return new Problem('invalid', error.message, { faults: [{ path: 'body.accountIds', message: error.message }] });
  if (error instanceof DayNotOver) return new Problem('invalid', `${error.message}.`, { faults: [{ path: 'query.asOf', message: error.message }] });
  if (error instanceof DayOutsideCalendar) return new Problem('invalid', `${error.message}.`);
  if (isWorthRetrying(error) || isDatabaseAway(error)) return new Problem('busy', 'The database is away or busy.', {}, { 'retry-after': '2' });
  const status = statusOf(error);
  const kind = kindOfStatus[status] ?? (status < 500 ? 'bad-request' : undefined);
  if (kind === undefined) return new Problem('internal', `Tell the operator this id: ${request.id}.`);
  return new Problem(kind, detailOfStatus[status] ?? 'The request cannot be served as it is.');
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}
