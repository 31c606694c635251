import { Controller, Inject, Res, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { Input } from '../http/input.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { WATCHERS } from '../provided.ts';
import { liveRoutes } from './live.routes.ts';
import type { Watchers } from './watchers.ts';

@Controller()
export class LiveController implements OnModuleDestroy {
  readonly #watchers: Watchers;

  constructor(@Inject(WATCHERS) watchers: Watchers) {
    this.#watchers = watchers;
  }

  @Serves(liveRoutes.watchChanges)
  watch(@Input() { caller, query }: InputOf<typeof liveRoutes.watchChanges>, @Res({ passthrough: true }) reply: FastifyReply): Readable {
    // A connection kept alive after the stream has ended would hold up the end of the process.
    void reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').header('connection', 'close');
    return this.#watchers.watch(caller.utilityId, query.forSeconds);
  }

  onModuleDestroy(): void {
    this.#watchers.stop();
  }
}
