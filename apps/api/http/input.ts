import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Problem, type Fault } from './problem.ts';
import { routeKey, type Caller, type InputOf, type Route } from './route.ts';

/** Requests carry whoever asks once the guard has looked at the token. */
export interface KnownRequest extends FastifyRequest {
  caller?: Caller;
}

/** The parsed request. Every fault is named at once, with its place. */
export const Input = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const route = Reflect.getMetadata(routeKey, context.getHandler()) as Route;
  return parseInput(route, context.switchToHttp().getRequest<KnownRequest>());
});

const keyPattern = /^[\x21-\x7e]{8,200}$/;

function parseInput(route: Route, request: KnownRequest): InputOf<Route> {
  const faults: Fault[] = [];
  const parse = <S extends z.ZodType>(schema: S, value: unknown, place: string): z.output<S> => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) faults.push(...parsed.error.issues.flatMap((issue) => faultsOf(issue, place)));
    return parsed.data as z.output<S>;
  };
  const input = {
    params: parse(route.params, request.params, 'path') as Record<string, unknown>,
    query: parse(route.query, request.query, 'query') as Record<string, unknown>,
    body: route.body === null ? null : parse(route.body, request.body ?? {}, 'body'),
    caller: request.caller as Caller,
    idempotencyKey: String(request.headers['idempotency-key'] ?? ''),
  };
  if (route.body !== null && !keyPattern.test(input.idempotencyKey)) {
    faults.push({ path: 'header.idempotency-key', message: 'every write needs one: 8 to 200 printable characters without spaces, the same for a repetition of the same request' });
  }
  faults.push(...unusableTexts({ path: request.params, query: request.query, body: request.body }));
  if (faults.length > 0) throw new Problem('invalid', `${faults.length === 1 ? 'One fault' : `${faults.length} faults`}: ${faults.map((fault) => `${fault.path} ${fault.message}`).join('; ')}.`, { faults });
  return input as InputOf<Route>;
}

/** PostgreSQL holds neither a zero byte nor half a letter, and what every object answers to (`__proto__`, `constructor`) names nothing here. */
function unusable(text: string): string | null {
  if (text.includes('\u0000')) return 'has a zero byte in it';
  if (!text.isWellFormed()) return 'has half a letter in it: send it as UTF-8';
  return text in Object.prototype ? 'is a word that nothing here can be called' : null;
}

function unusableTexts(value: unknown, path: readonly string[] = []): Fault[] {
  if (typeof value === 'string') {
    const message = unusable(value);
    return message === null ? [] : [{ path: path.join('.'), message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => unusableTexts(part, [...path, name.replaceAll('\u0000', '').toWellFormed()]));
}

function faultsOf(issue: z.core.$ZodIssue, place: string): Fault[] {
  const path = [place, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: `${path}.${key}`, message: 'is not known here' }));
  return [{ path, message: issue.message }];
}
