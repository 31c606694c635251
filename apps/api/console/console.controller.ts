import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../http/problem.ts';
import { ServesPublicly } from '../http/route.ts';
import { CONSOLE_FILES } from '../provided.ts';
import { consolePolicy, type ConsoleFiles } from './console-files.ts';

/** The console's page and its files. They hold no data: that comes from the API, for whoever is signed in. */
@Controller()
export class ConsoleController {
  readonly #files: ConsoleFiles;

  constructor(@Inject(CONSOLE_FILES) files: ConsoleFiles) {
    this.#files = files;
  }

  @ServesPublicly('/console')
  toFirstScreen(@Res() reply: FastifyReply): void {
    void reply.redirect('/console/', 308);
  }

  @ServesPublicly('/console/*')
  file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const name = (request.url.split('?')[0] as string).slice('/console/'.length);
    const file = this.#files.at(name);
    if (!file) throw notFound('file of the console', name);
    const zips = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    void reply.type(file.type).header('content-security-policy', consolePolicy).header('vary', 'accept-encoding');
    if (file.isForEver) void reply.header('cache-control', 'public, max-age=31536000, immutable');
    if (zips) void reply.header('content-encoding', 'gzip');
    void reply.send(zips ? file.gzipped : file.body);
  }
}
