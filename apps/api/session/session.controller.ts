import { Controller, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Input } from '../http/input.ts';
import { hasRole, Serves, ServesPublicly, TakesPublicly, type InputOf } from '../http/route.ts';
import { DESK } from '../provided.ts';
import { allowedInterventions, allowedRoles } from '../roles.ts';
import type { Desk } from './desk.ts';
import { sessionRoutes } from './session.routes.ts';

@Controller()
export class SessionController {
  readonly #desk: Desk;

  constructor(@Inject(DESK) desk: Desk) {
    this.#desk = desk;
  }

  @Serves(sessionRoutes.readSession)
  read(@Input() { caller }: InputOf<typeof sessionRoutes.readSession>) {
    const allowedIn = (table: Readonly<Record<string, readonly (typeof caller.roles)[number][]>>) => Object.keys(table).filter((name) => hasRole(caller, table[name] ?? []));
    const { idleMinutes } = this.#desk.sessions;
    return { ...caller, idleMinutes, operations: allowedIn(allowedRoles), interventions: allowedIn(allowedInterventions) };
  }

  @ServesPublicly('/console/sign-in')
  async signIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('to') to?: unknown): Promise<void> {
    void reply.redirect(await this.#desk.begin(request, reply, typeof to === 'string' ? to : '/console/'), 303);
  }

  @ServesPublicly('/console/signed-in')
  async signedIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    void reply.redirect(await this.#desk.finish(request, reply), 303);
  }

  @TakesPublicly('/console/sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#desk.signOut(request, reply);
    void reply.status(204).send();
  }
}
