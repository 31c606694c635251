import { Controller, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Input } from '../http/input.ts';
import { hasRole, Serves, ServesPublicly, TakesPublicly, type InputOf } from '../http/route.ts';
import { readDeskWords, readUtility, type Database } from '../../../libs/store/index.ts';
import { DATABASE, DESK } from '../provided.ts';
import { allowedInterventions, allowedRoles } from '../roles.ts';
import type { Desk } from './desk.ts';
import { sessionRoutes } from './session.routes.ts';

@Controller()
export class SessionController {
  readonly #desk: Desk;
  readonly #db: Database;

  constructor(@Inject(DESK) desk: Desk, @Inject(DATABASE) db: Database) {
    this.#desk = desk;
    this.#db = db;
  }

  @Serves(sessionRoutes.readSession)
  async read(@Input() { caller }: InputOf<typeof sessionRoutes.readSession>) {
    const allowedIn = (table: Readonly<Record<string, readonly (typeof caller.roles)[number][]>>) => Object.keys(table).filter((name) => hasRole(caller, table[name] ?? []));
    const { idleMinutes } = this.#desk.sessions;
    const { utilityId } = caller;
    const { words, zone } = await this.#db.forUtility(utilityId, async (em) => ({ words: await readDeskWords(em, utilityId), zone: (await readUtility(em, utilityId)).law.calendar.zone }));
    return { ...caller, idleMinutes, words, zone, operations: allowedIn(allowedRoles), interventions: allowedIn(allowedInterventions) };
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
