import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Problem } from '../http/problem.ts';
import type { KnownRequest } from '../http/input.ts';
import { publicKey, routeKey, type Route } from '../http/route.ts';
import type { Desk } from '../session/desk.ts';
import { mustBeAllowed } from './must-be-allowed.ts';
import type { Tokens } from './tokens.ts';

/** Lets nobody pass whom the route does not name. A handler without a route is closed to all. */
export class RolesGuard implements CanActivate {
  readonly #tokens: Tokens;
  readonly #desk: Desk;

  /** @param desk knows who asks by the cookie of the console; a bearer token goes before it */
  constructor(tokens: Tokens, desk: Desk) {
    this.#tokens = tokens;
    this.#desk = desk;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (Reflect.getMetadata(publicKey, handler) === true) return true;
    const route = Reflect.getMetadata(routeKey, handler) as Route | undefined;
    if (!route) throw new Problem('forbidden', 'Nobody may call this.');
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const { authorization } = request.headers;
    const caller = await (authorization === undefined && this.#desk.hasSession(request) ? this.#desk.callerOf(request, route) : this.#tokens.callerOf(authorization));
    mustBeAllowed(caller, route.roles);
    request.caller = caller;
    return true;
  }
}
