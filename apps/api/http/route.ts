import { createHash } from 'node:crypto';
import { Get, HttpCode, Post, SetMetadata, applyDecorators } from '@nestjs/common';
import type { z } from 'zod';
import { allowedRoles, type Role } from '../roles.ts';

export type OperationId = keyof typeof allowedRoles;
type Fields = z.ZodObject;

/** Another form of an answer, for who accepts that media type before JSON. */
export interface Form {
  readonly mediaType: 'text/csv' | 'text/html';
  /** From the body as the route's schema let it out. @throws Problem where there is no such form of it */
  readonly write: (body: unknown) => string;
  /** The content security policy of a page. */
  readonly policy?: string;
}

/** A page without script that loads nothing: this style is all that it may use. */
export function styleAlone(style: string): string {
  return `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
}

/** One operation of the API: everything that the router, the guard, the parser and the documentation need to know of it. */
export interface Route<P extends Fields = Fields, Q extends Fields = Fields, B extends z.ZodType = z.ZodType> {
  readonly operationId: OperationId;
  readonly method: 'GET' | 'POST';
  /** As in OpenAPI: `/cases/{caseId}`. */
  readonly path: string;
  readonly roles: readonly Role[];
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: P;
  readonly query: Q;
  /** Writes have one, and need an idempotency key. */
  readonly body: B | null;
  readonly response: z.ZodType;
  readonly responseName: string;
  readonly success: 200 | 201 | 202;
  /** A rule of the pack may say no: 409 with its citation. */
  readonly mayRefuse: boolean;
  /** JSON is always one; these beside it. */
  readonly forms: readonly Form[];
  /** Where whole files come in; everywhere else the server's own bound holds. */
  readonly mostBodyBytes?: number;
  /** Answered as it comes about: with server-sent events, whose data the response describes, or with another type. */
  readonly isStream: boolean;
  readonly streams?: 'text/csv';
}

type Draft<P extends Fields, Q extends Fields, B extends z.ZodType> = Omit<Route<P, Q, B>, 'operationId' | 'roles' | 'body' | 'success' | 'mayRefuse' | 'forms' | 'isStream'> & {
  readonly body?: B;
  readonly success?: Route['success'];
  readonly mayRefuse?: boolean;
  readonly forms?: readonly Form[];
  readonly isStream?: boolean;
};

/** Its roles come from the one table of roles. */
export function defineRoute<P extends Fields, Q extends Fields, B extends z.ZodType>(operationId: OperationId, draft: Draft<P, Q, B>): Route<P, Q, B> {
  return { ...draft, operationId, roles: allowedRoles[operationId], body: draft.body ?? null, success: draft.success ?? 200, mayRefuse: draft.mayRefuse ?? false, forms: draft.forms ?? [], isStream: draft.isStream ?? false };
}

export const routeKey = 'arrears:route';
export const publicKey = 'arrears:public';

/** As the server writes it: `/cases/:caseId`. */
export function serverPath({ path }: Pick<Route, 'path'>): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Binds a method of a controller to its route. */
export function Serves(route: Route): MethodDecorator {
  const path = serverPath(route);
  return applyDecorators(SetMetadata(routeKey, route), route.method === 'GET' ? Get(path) : Post(path), HttpCode(route.success));
}

/** For what has to be reachable without a token: probes and documentation. */
export function ServesPublicly(path: string): MethodDecorator {
  return applyDecorators(SetMetadata(publicKey, true), Get(path));
}

/** For what anybody may do: leave. */
export function TakesPublicly(path: string): MethodDecorator {
  return applyDecorators(SetMetadata(publicKey, true), Post(path));
}

/** What a handler gets: parsed, with whoever asks. */
export interface InputOf<R extends Route> {
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly body: z.output<NonNullable<R['body']>>;
  readonly caller: Caller;
  readonly idempotencyKey: string;
}

/** Who asks: from the token alone. */
export interface Caller {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly utilityId: string;
}

/** The highest of the caller's roles among these, which go from low to high; null without any. */
export function highestRole<R extends Role>(caller: Caller, among: readonly R[]): R | null {
  return among.findLast((role) => caller.roles.includes(role)) ?? null;
}

/** True when one of the caller's roles is among these. */
export function hasRole(caller: Caller, among: readonly Role[]): boolean {
  return caller.roles.some((role) => among.includes(role));
}
