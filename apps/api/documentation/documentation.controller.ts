import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ServesPublicly } from '../http/route.ts';
import { openApiDocument } from './openapi.ts';
import { documentationPage, pagePolicy } from './page.ts';

@Controller()
export class DocumentationController {
  readonly #document = JSON.stringify(openApiDocument());
  readonly #page = documentationPage();

  @ServesPublicly('/openapi.json')
  document(@Res() reply: FastifyReply): void {
    void reply.type('application/json; charset=utf-8').send(this.#document);
  }

  @ServesPublicly('/docs')
  page(@Res() reply: FastifyReply): void {
    void reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(this.#page);
  }
}
