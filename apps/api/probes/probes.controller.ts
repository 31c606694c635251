import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { createProbes } from '../../../libs/telemetry/index.ts';
import { notFound } from '../http/problem.ts';
import { ServesPublicly } from '../http/route.ts';
import { PROBES } from '../provided.ts';

type Probes = ReturnType<typeof createProbes>;

@Controller()
export class ProbesController {
  readonly #probes: Probes;

  constructor(@Inject(PROBES) probes: Probes) {
    this.#probes = probes;
  }

  @ServesPublicly('/healthz')
  health(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply);
  }

  @ServesPublicly('/readyz')
  readiness(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply);
  }

  @ServesPublicly('/metrics')
  metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply);
  }

  async #answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const path = request.url.split('?')[0] as string;
    const answer = await this.#probes(path);
    if (!answer) throw notFound('probe', path);
    void reply.status(answer.status).type(answer.contentType).send(answer.body);
  }
}
