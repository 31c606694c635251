import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Problem } from './problem.ts';
import { routeKey, type Form, type Route } from './route.ts';

/** An answer that may be a refusal, and may be an earlier request's answer given again. */
export interface Answer {
  readonly kind: 'answer';
  readonly body: unknown;
  readonly problem: Problem | null;
  readonly isRepetition: boolean;
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && (value as Answer).kind === 'answer';
}

/** Lets out what the route's schema knows, and nothing else: a field that nobody declared is a fault here, not a leak. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = Reflect.getMetadata(routeKey, context.getHandler()) as Route | undefined;
    if (!route || route.isStream) return next.handle();
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const form = formWanted(route, http.getRequest<FastifyRequest>().headers.accept);
    return next.handle().pipe(map((value) => (form ? written(form, answered(route, value, reply), reply) : answered(route, value, reply))));
  }
}

function answered(route: Route, value: unknown, reply: FastifyReply): unknown {
  if (!isAnswer(value)) return route.response.parse(value);
  if (value.isRepetition) void reply.header('idempotency-replayed', 'true');
  if (value.problem !== null) throw value.problem;
  return route.response.parse(value.body);
}

/** The form that is named before JSON, and before anything else that is served; JSON where none is named. */
function formWanted(route: Route, accept: string | undefined): Form | null {
  if (accept === undefined || route.forms.length === 0) return null;
  const named = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  const first = named.find((type) => type === 'application/json' || route.forms.some(({ mediaType }) => mediaType === type));
  return route.forms.find(({ mediaType }) => mediaType === first) ?? null;
}

function written({ mediaType, write, policy }: Form, body: unknown, reply: FastifyReply): string {
  const text = write(body);
  void reply.type(`${mediaType}; charset=utf-8`);
  if (policy !== undefined) void reply.header('content-security-policy', policy);
  return text;
}
