import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Problem } from './problem.ts';
import { routeKey, type Route } from './route.ts';

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
    if (!route) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((value) => answered(route, value, reply)));
  }
}

function answered(route: Route, value: unknown, reply: FastifyReply): unknown {
  if (!isAnswer(value)) return route.response.parse(value);
  if (value.isRepetition) void reply.header('idempotency-replayed', 'true');
  if (value.problem !== null) throw value.problem;
  return route.response.parse(value.body);
}
